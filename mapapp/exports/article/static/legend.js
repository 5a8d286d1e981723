/* The legend, in step with the map: only what the map shows is explained. The page brings an entry
   for each kind of mark that a choice can bring about (contents.py). */
import { ofRole } from "./data.js";

export function showLegend(scene, data, shown) {
  const drawn = marksOf(scene, data, shown);
  for (const entry of document.querySelectorAll(".legend li")) {
    entry.hidden = !drawn.has(entry.dataset.mark);
  }
}

const MARKS_OF = { unlocated: "hatch", agreement: "shade", proposed: "dashed" };

/* The names of all marks, as layers/legend.py has them; a jurisdiction is j and its index. */
function marksOf(scene, data, shown) {
  const drawn = new Set();
  for (const layer of ofRole(data, "site")) {
    for (const row of shown[layer].rows) drawn.add(`j${data.tables[layer].jurisdictions[row][0]}`);
  }
  scene.sites.parts.forEach((parts, at) => {
    if (parts.length > 2) drawn.add("pie");
    if (scene.sites.faded[at]) drawn.add("faded");
  });
  for (const area of scene.areas) {
    drawn.add(area.kind === "response" ? area.role : MARKS_OF[area.kind]);
  }
  if (scene.towns.key.length) drawn.add("diamond");
  for (const arc of scene.arcs) drawn.add("line").add(`j${arc.jurisdiction}`);
  return drawn;
}
