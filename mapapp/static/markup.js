/* A piece of the page written by Python, whose buttons report what they are for. */
import { stateOf } from "./page_state.js";

export default function showMarkup({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".markup");
  root.report = action => {
    if (action.startsWith("open:")) stateOf(window).goBack = () => focusOn(root, action);
    const { camera = null } = stateOf(window);
    setTriggerValue("asked", { action, camera, at: Date.now() });
  };
  if (!root.listens) {
    root.listens = true;
    root.addEventListener("click", event => {
      const row = event.target.closest("tbody tr");
      const button = event.target.closest("[data-action]");
      const meant = button ?? row?.querySelector("th [data-action]");
      if (meant) root.report(meant.dataset.action);
    });
  }
  if (root.shown === data.html) return;
  const isFirst = root.shown === undefined;
  root.shown = data.html;
  const focused = parentElement.activeElement?.dataset.action;
  const open = [...root.querySelectorAll("details[open][id]")].map(each => each.id);
  root.innerHTML = data.html; // escaped where it was written: panels/markup.py
  for (const id of open) root.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  if (focused) focusOn(root, focused);
  const panel = root.querySelector("[data-opened]");
  if (panel) follow(root, panel, isFirst);
}

function focusOn(root, action) {
  const button = root.querySelector(`[data-action="${CSS.escape(action)}"]`);
  button?.focus();
  return Boolean(button);
}

/* Lead the reader to what has just been opened, and back to where it was opened from. */
function follow(root, panel, isFirst) {
  const { opened, mark } = panel.dataset;
  if (!isFirst && opened !== root.opened) {
    const heading = panel.querySelector("h2");
    if (opened || !stateOf(window).goBack?.()) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    }
  }
  root.opened = opened;
  tellOpened(mark);
}

/* Tell the map in its frame which mark stands for what is opened; none for an empty key. */
function tellOpened(key) {
  const state = stateOf(window);
  if (key === (state.opened ?? "")) return;
  state.opened = key;
  window.dispatchEvent(new Event("mapapp:opened"));
}
