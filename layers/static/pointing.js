/* Pointing at marks: with the mouse or a finger, and with the keyboard.

   Text of a record reaches the page here and nowhere else, as text nodes. */
import { add, make } from "./elements.js";
import { prefersCalm } from "./ground.js";
import { style } from "./style.js";

const HINT_MS = 1500;
const SWIPE = 12; // px that a finger goes before it means to move something
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/* A label of a mark beside it: its head set apart, one line for each thing said. */
export function makeTip(container) {
  const element = add(container, "div", { class: "mapapp-tip", role: "tooltip", hidden: true });
  return {
    show(point, labels, gap) {
      element.textContent = "";
      labels.forEach((label, index) => {
        const at = label.indexOf(": ");
        const head = at < 0 ? label : label.slice(0, at);
        if (!index) add(element, "strong", {}, head);
        if (at >= 0) add(element, "span", {}, label.slice(at + 2));
      });
      element.hidden = false;
      place(element, container, point, gap);
    },
    hide: () => (element.hidden = true),
    remove: () => element.remove()
  };
}

/* Follow the pointer. marks: {at(point, reach), open(mark), tip(mark, point)} */
export function followPointer(map, marks) {
  const container = map.getContainer();

  function look(event) {
    const mark = marks.at(event.containerPoint, event.originalEvent, style.looks.pointed);
    container.classList.toggle("mapapp-on-mark", Boolean(mark));
    marks.tip(mark, event.containerPoint);
  }
  const leave = () => marks.tip(null);
  function press(event) {
    const isFinger = event.originalEvent?.pointerType === "touch";
    const mark = marks.at(
      event.containerPoint,
      event.originalEvent,
      isFinger ? style.looks.touched : style.looks.pointed
    );
    marks.tip(mark, event.containerPoint);
    if (mark) marks.open(mark, event.latlng);
  }
  map.on("mousemove", look).on("mouseout movestart zoomstart", leave).on("click", press);
  return () => {
    map.off("mousemove", look).off("mouseout movestart zoomstart", leave).off("click", press);
    container.classList.remove("mapapp-on-mark");
  };
}

/* One finger scrolls the page on, two move and zoom the map, unless the map is all of the page; say
   so to who tries with one. A mouse drags the map as ever. */
export function followTouch(map, words) {
  const container = map.getContainer();
  if (isAlone(container)) return () => {};
  const hint = makeHint(container, words.fingers);
  let start = null;

  const calm = event => map.dragging[event.pointerType === "touch" ? "disable" : "enable"]();
  function begin({ touches }) {
    start = touches.length === 1 ? touches[0] : null;
  }
  function move({ touches: [touch] }) {
    if (!start) return;
    const away = Math.hypot(touch.clientX - start.clientX, touch.clientY - start.clientY);
    if (away > SWIPE) hint.show();
  }
  const listeners = { pointerdown: calm, touchstart: begin, touchmove: move };
  const how = { capture: true, passive: true };
  for (const [name, act] of Object.entries(listeners)) container.addEventListener(name, act, how);
  container.classList.add("mapapp-scrolls");
  return () => {
    for (const [name, act] of Object.entries(listeners)) {
      container.removeEventListener(name, act, how);
    }
    container.classList.remove("mapapp-scrolls");
    hint.remove();
  };
}

/* Whether there is nothing around a map that could be scrolled. */
function isAlone(container) {
  const { width, height } = container.getBoundingClientRect();
  return window.top === window && width >= innerWidth && height >= innerHeight;
}

/* A line over the map that goes by itself. */
function makeHint(container, text) {
  const look = { class: "mapapp-hint", "aria-hidden": "true", hidden: true };
  const element = add(container, "div", look, text);
  let rest = 0;
  function hide() {
    clearTimeout(rest);
    element.hidden = true;
  }
  function show() {
    hide();
    element.hidden = false;
    rest = setTimeout(hide, HINT_MS);
  }
  return { show, hide, remove: () => (hide(), element.remove()) };
}

/* Zoom with the wheel only while Ctrl or the command key is held, so that a page scrolls on over a
   map that was not asked for; else say how. A pinch on a touchpad comes as a wheel with Ctrl. */
export function followWheel(map, words) {
  const container = map.getContainer();
  const isMac = /^Mac|iP(hone|ad)/.test(navigator.platform);
  const text = words.wheel.replace("{key}", isMac ? "⌘" : "Ctrl");
  const hint = makeHint(container, text);

  function turn(event) {
    const isMeant = isZooming(event);
    map.scrollWheelZoom[isMeant ? "enable" : "disable"]();
    hint[isMeant ? "hide" : "show"]();
  }
  map.scrollWheelZoom.disable();
  container.addEventListener("wheel", turn, { capture: true, passive: false });
  return () => {
    container.removeEventListener("wheel", turn, { capture: true });
    hint.remove();
  };
}

/* Whether a turn of the wheel is meant for the map. */
export const isZooming = event => event.ctrlKey || event.metaKey;

/* Let the keyboard reach every mark from one stop: arrows go to the nearest mark that way,
   Page Up and Page Down through all of them in order, Enter opens.
   marks: {size(), point(index), label(index), nearest(index, dx, dy), centre(), focus(index), open(index)} */
export function followKeyboard(map, marks, words) {
  const container = map.getContainer();
  const role = { role: "application", "aria-label": words.marks };
  const stop = make("div", { class: "mapapp-stop", tabindex: 0, ...role });
  container.prepend(stop);
  const live = add(container, "div", { class: "mapapp-live", "aria-live": "polite" });
  let current = -1;
  let isOn = false;

  function go(index) {
    if (!marks.size()) return;
    isOn = true;
    current = Math.max(0, Math.min(marks.size() - 1, index));
    marks.focus(current);
    live.textContent = `${marks.label(current)} (${current + 1}/${marks.size()})`;
  }
  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) {
      map.panBy([arrow[0] * 80, arrow[1] * 80], { animate: !prefersCalm() });
      map.once("moveend", () => map.fire("keypan"));
    } else if (arrow) go(current < 0 ? marks.centre() : marks.nearest(current, arrow[0], arrow[1]));
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(marks.size() - 1);
    else if (event.key === "PageDown") go(current + 1);
    else if (event.key === "PageUp") go(current - 1);
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "Escape" && isOn) rest();
    else if ((event.key === "Enter" || event.key === " ") && current >= 0) marks.open(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function enter() {
    if (current < 0 && stop.matches(":focus-visible")) go(marks.centre());
    else if (current >= 0) go(current);
  }
  function rest() {
    isOn = false;
    marks.focus(-1);
  }

  stop.addEventListener("keydown", press);
  stop.addEventListener("focus", enter);
  stop.addEventListener("blur", rest);
  return {
    forget() {
      current = -1;
      rest();
      live.textContent = "";
    },
    remove() {
      stop.remove();
      live.remove();
    }
  };
}

/* Above the point if there is room, and always inside the map. */
function place(element, container, point, gap) {
  const room = container.getBoundingClientRect();
  const size = element.getBoundingClientRect();
  const x = Math.max(6, Math.min(room.width - size.width - 6, point.x - size.width / 2));
  const above = point.y - gap - size.height;
  element.style.left = `${Math.round(x)}px`;
  element.style.top = `${Math.round(above > 6 ? above : point.y + gap)}px`;
}
