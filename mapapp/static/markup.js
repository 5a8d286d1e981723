// A piece of the page written by Python, whose buttons report what they are for.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".markup");
  root.report = (action) =>
    setTriggerValue("asked", { action, camera: window.mapappCamera || null, at: Date.now() });
  if (!root.listens) {
    root.listens = true;
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      const row = event.target.closest("tbody tr");
      const meant = button || (row && row.querySelector("th [data-action]"));
      if (meant) root.report(meant.dataset.action);
    });
  }
  if (root.shown === data.html) return;
  const isFirst = root.shown === undefined;
  root.shown = data.html;
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.action;
  const open = [...root.querySelectorAll("details[open][id]")].map((each) => each.id);
  root.innerHTML = data.html; // escaped where it was written: panels/markup.py
  for (const id of open) root.querySelector("#" + CSS.escape(id))?.setAttribute("open", "");
  if (focused) root.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  if (!isFirst) root.querySelector("[data-focus]")?.focus({ preventScroll: window.innerWidth > 640 });
}
