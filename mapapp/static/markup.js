/* A piece of the page written by Python, whose buttons report what they are for. */
import { stateOf } from "./page_state.js";

const MEANT_MS = 5000; // what comes sooner after a click was asked for by it

export default function showMarkup({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".markup");
  root.report = action => {
    const state = stateOf(window);
    if (action.startsWith("open:")) state.goBack = () => focusOn(root, action);
    if (action === "close") state.goBack?.();
    state.pressed = performance.now();
    const { camera = null } = state;
    setTriggerValue("asked", { action, camera, at: Date.now() });
  };
  if (!root.listens) {
    root.listens = true;
    root.addEventListener("click", event => {
      const row = event.target.closest("tbody tr");
      const button = event.target.closest("[data-action]");
      const meant = button ?? row?.querySelector("th [data-action]");
      if (!meant || opensElsewhere(event, meant)) return;
      event.preventDefault();
      root.querySelector(":popover-open")?.hidePopover();
      root.report(meant.dataset.action);
    });
    addEventListener("keydown", event => closeByEscape(root, event));
  }
  if (root.shown === data.html) return;
  const isFirst = root.shown === undefined;
  root.shown = data.html;
  const focused = parentElement.activeElement?.dataset.action;
  const open = [...root.querySelectorAll("details[open][id]")].map(each => each.id);
  root.innerHTML = data.html; // escaped where it was written: panels/markup.py
  for (const id of open) root.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  if (focused && !focusOn(root, focused)) {
    root.querySelector("h2[tabindex]")?.focus({ preventScroll: true });
  }
  if (root.querySelector(".sheet")) measure(root);
  const panel = root.querySelector("[data-opened]");
  if (panel) follow(root, panel, isFirst);
}

/* Escape closes what is opened; a menu that is open takes the key first. */
function closeByEscape(root, event) {
  const isTaken = event.defaultPrevented || document.querySelector("dialog[open], :popover-open");
  if (event.key !== "Escape" || isTaken || !root.isConnected) return;
  if (event.composedPath().some(each => each.matches?.("dialog, input, [popover]"))) return;
  const button = root.querySelector("[data-action=close]");
  if (button) root.report(button.dataset.action);
}

/* How high the sheet is, so that a phone can keep its top in sight. */
function measure(root) {
  root.sheet ||= new ResizeObserver(() => {
    const height = root.getBoundingClientRect().height;
    document.documentElement.style.setProperty("--sheet", `${height + 12}px`);
  });
  root.sheet.observe(root);
}

/* A link that the reader wants in a window of its own is the browser's to follow. */
function opensElsewhere(event, meant) {
  return meant.matches("a") && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function focusOn(root, action) {
  const button = root.querySelector(`[data-action="${CSS.escape(action)}"]`);
  button?.focus();
  return Boolean(button);
}

/* Lead the reader to what has just been opened, and back to where it was opened from. */
function follow(root, panel, isFirst) {
  const { opened } = panel.dataset;
  const isMeant = !isFirst || performance.now() - stateOf(window).pressed < MEANT_MS;
  if (isMeant && opened !== (root.opened ?? "")) {
    const heading = panel.querySelector("h2");
    if (opened || !stateOf(window).goBack?.()) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    }
  }
  root.opened = opened;
}
