/* What the editor chose for the page, and what Python passes to the modules (programs.py). */

export const settings = JSON.parse(document.getElementById("settings").textContent);
