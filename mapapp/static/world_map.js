/* The map of the app: a frame of the region where sites are close beside one of the world, and one
   map once something is chosen or looked at.

   Where the map looks is the reader's once a hand has moved it; until then it follows what is
   chosen. It is in the address as `map`, written here, and goes with every report of the page
   as `camera`: [lon, lat, zoom, 1 if a hand has moved it]; empty if the map looks where the rest of
   the address says. */
import { make } from "../../layers/static/elements.js";
import { offerBackgrounds } from "./background.js";
import { backgrounds } from "./backgrounds.js";
import { loadScripts } from "./map_scripts.js";
import { stateOf } from "./page_state.js";

const NARROW = 640; // px: a map narrower than that shows the dense region first
const WIDE = 760; // px: two frames fit a map as wide as that
const MEANT_MS = 2000; // after a reader's touch, a move is the reader's
const SETTLED_MS = 250; // after a move, what is in sight is asked for
const NEARER = 2; // zooms, to a mark of several places

export default function showWorldMap({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".mapapp-frames");
  loadScripts(data.assets).then(() => {
    root.map ??= new WorldMap(root, data);
    root.map.report = action => {
      const { camera = null } = stateOf(window);
      setTriggerValue("asked", { action, camera, at: Date.now() });
    };
    root.map.show(data);
  });
}

class WorldMap {
  constructor(root, data) {
    this.root = root;
    root.classList.add("mapapp");
    this.data = data;
    this.state = stateOf(window);
    this.dense = makePart(root, "is-dense");
    this.main = makePart(root, "is-main");
    this.nav = this.main.element.appendChild(make("div", { class: "mapapp-over mapapp-nav" }));
    this.offer = make("button", {
      type: "button",
      class: "mapapp-over mapapp-offer",
      hidden: true
    });
    this.offer.addEventListener("click", () => this.follow());
    this.main.element.append(this.offer);
    root.addEventListener("click", event => this.press(event.target.closest("[data-region]")));
    root.addEventListener("keydown", event => {
      if (event.key === "Escape" && this.goHome()) event.stopPropagation();
    });
    new ResizeObserver(() => this.fit()).observe(root);
  }

  /* What Python has sent: draw it, and go where it leads. */
  show(data) {
    const { state } = this;
    const isFirst = !this.main.map;
    const target = JSON.stringify(data.target.countries);
    const isOther = target !== (state.target ?? target);
    const isSent = data.turn !== (state.turn ?? data.turn) && !same(data.camera, state.camera);
    this.data = data;
    if (isSent || !state.camera) state.camera = data.camera ? [...data.camera, 1] : [];
    else if (isOther && !this.isHeld()) state.camera = [];
    Object.assign(state, { target, turn: data.turn });
    this.lay();
    if (isFirst) this.begin();
    this.draw();
    if (isFirst) this.look(false);
    else if (isSent || (isOther && !this.isHeld())) this.look(true);
    if (isOther || isSent) this.offer.hidden = !this.isHeld() || !data.target.countries.length;
    this.offer.textContent = data.words.show.replace("{name}", data.target.name);
  }

  begin() {
    this.start(this.main);
    this.main.map.zoomControl.setPosition("bottomright");
    offerBackgrounds(this.main.map, this.state, backgrounds);
    this.state.map = this.main.map;
  }

  start(part) {
    const { options, theme, finer, borders } = this.data;
    part.map = L.map(part.box, options);
    part.map.attributionControl.setPrefix(false);
    const { outlines, names } = window.mapapp;
    window.mapapp.ground(part.map, outlines, { theme, names, finer, borders });
    part.group = L.featureGroup().addTo(part.map);
    let touchedAt = -Infinity;
    const touch = () => (touchedAt = performance.now());
    for (const name of ["pointerdown", "keydown", "touchend", "wheel"]) {
      part.box.addEventListener(name, touch, { passive: true, capture: true });
    }
    part.box.addEventListener("focusout", () => setTimeout(() => this.point()));
    part.map.on("dragend zoomend keypan", () => {
      if (performance.now() - touchedAt < MEANT_MS) this.hold(part);
    });
    part.map.on("moveend", () => {
      if (this.isHeld() && part === this.main) this.hold(part);
    });
  }

  /* A hand has moved a map: from now on it looks where it is led, as one map. */
  hold(part) {
    if (this.isOurs || part.map.mapapp.isFlying) return;
    const wasPair = this.isPair;
    this.keep([...cameraOf(part.map), 1]);
    if (!wasPair) return;
    this.lay();
    this.look(false);
  }

  isHeld() {
    return Boolean(this.state.camera?.[3]);
  }

  /* Note where the map looks, also in the address. */
  keep(camera) {
    this.state.camera = camera;
    writeCamera(camera.slice(0, 3).join(","));
    this.mark();
    this.inquire();
  }

  /* Where places are drawn together, Python receives where the map looks, and sends apart what a
     screen can tell apart there. */
  inquire() {
    const { sites, towns } = this.data.scene;
    if (!sites.places && !towns.places) return;
    clearTimeout(this.inquiry);
    this.inquiry = setTimeout(() => this.report("look"), SETTLED_MS);
  }

  /* One frame or two, and what is shown over them. */
  lay() {
    const { dense, regions, words, outside, target, theme } = this.data;
    const isNarrow = this.root.clientWidth < NARROW;
    const isHome = !target.countries.length && !this.state.camera.length;
    this.isPair = Boolean(dense) && isHome && this.root.clientWidth >= WIDE;
    Object.assign(this.root.dataset, { layout: this.isPair ? "pair" : "single", theme });
    this.dense.element.hidden = !this.isPair;
    for (const part of [this.main, this.dense]) {
      const { dataset } = part.box;
      if (part.map && dataset.theme !== theme) {
        dataset.theme = theme;
        part.drawing?.restyle();
      }
    }
    const button = (name, region, isOne) =>
      make("button", { type: "button", "data-region": region, class: isOne && "is-back" }, name);
    const offered = [...(dense && !this.isPair ? [dense] : []), ...regions];
    const list = make("div", { role: "group", "aria-label": words.regions });
    list.append(...offered.map(each => button(each.name, each.code)));
    if (isNarrow && dense) list.append(button(words.world, "001"));
    const parts = [];
    if (!this.isPair && !(isHome && !isNarrow)) {
      if (!isNarrow || target.countries.length) parts.push(button(words.back, "", true));
    }
    if (!target.countries.length) parts.push(list);
    const shape = JSON.stringify([this.isPair, isNarrow, target.countries, offered, parts.length]);
    if (shape !== this.shape) this.nav.replaceChildren(...parts);
    this.shape = shape;
    this.dense.say(dense?.name, dense && words.inside.replace("{n}", dense.number));
    this.main.say(words.world, words.outside.replace("{n}", outside));
    this.ours(() => this.main.map?.invalidateSize({ animate: false }));
    this.mark();
  }

  /* Mark the part of the world that is looked at. */
  mark() {
    for (const each of this.nav.querySelectorAll("[data-region]:not(.is-back)")) {
      each.setAttribute("aria-pressed", each.dataset.region === this.region());
    }
  }

  region() {
    const { dense, target } = this.data;
    if (this.isHeld() || target.countries.length || this.isPair) return "";
    return this.state.camera.length ? this.state.region : dense?.code;
  }

  draw() {
    const { scene, dense } = this.data;
    const inset = this.isPair ? { box: dense.box, number: dense.number } : null;
    drawOn(this.main, scene, { inset, ...this.hearing(this.main) });
    if (this.isPair) {
      if (!this.dense.map) this.start(this.dense);
      this.ours(() => this.dense.map.invalidateSize({ animate: false }));
      this.frame(this.dense, dense.box);
      drawOn(this.dense, scene, this.hearing(this.dense));
    }
    this.point();
    this.state.drawn = (this.state.drawn ?? 0) + 1;
  }

  /* What a reader does on a map. */
  hearing(part) {
    return {
      onopen: key => this.open(part, key),
      onapproach: place =>
        part.map.setView(place, Math.min(part.map.getZoom() + NEARER, part.map.getMaxZoom()))
    };
  }

  /* Go where the state says. */
  look(isFlight) {
    const { map } = this.main;
    const { camera } = this.state;
    writeCamera(camera.slice(0, 3).join(","));
    if (camera.length) {
      this.ours(() => map.setView([camera[1], camera[0]], camera[2], { animate: false }));
      return;
    }
    const { scene, target, home, dense } = this.data;
    const isNarrow = this.root.clientWidth < NARROW;
    const rest = isNarrow && dense ? dense.box : home;
    const bounds = window.mapapp.boundsOf(map, scene, target.countries, rest);
    const isClose = target.countries.length > 0;
    this.go(map, bounds, isFlight && !this.isPair, isClose);
  }

  frame(part, box) {
    this.go(part.map, window.mapapp.boundsOfBox(box), false, false);
  }

  go(map, bounds, isFlight, hasRoom) {
    this.ours(() => window.mapapp.look(map, bounds, { isFlight, hasRoom }));
  }

  ours(act) {
    this.isOurs = true;
    act();
    this.isOurs = false;
  }

  /* The map leaves the reader's place and goes to what is chosen. */
  follow() {
    this.state.camera = [];
    this.offer.hidden = true;
    this.lay();
    this.draw();
    this.look(true);
    this.inquire();
    this.main.box.querySelector(".mapapp-stop")?.focus();
  }

  press(button) {
    if (!button) return;
    const code = button.dataset.region;
    if (!code) {
      this.goHome();
      return;
    }
    const { dense, regions, home } = this.data;
    const box = [dense, ...regions].find(each => each?.code === code)?.box ?? home;
    const bounds = window.mapapp.boundsOfBox(box);
    const isHome = code === dense?.code && this.root.clientWidth < NARROW;
    const { map } = this.main;
    this.state.region = code;
    this.state.camera = isHome ? [] : [0, 0, 0, 0];
    this.lay();
    this.draw();
    map.once("mapapp:arrived", () => !isHome && this.keep([...cameraOf(map), 0]));
    this.go(map, bounds, true, false);
    if (!isHome) return;
    writeCamera("");
    this.inquire();
  }

  /* Back to the first view: Python clears what is chosen, then sends the rest. */
  goHome() {
    const { countries } = this.data.target;
    if (!countries.length && !this.state.camera.length) return false;
    this.state.camera = [];
    if (countries.length) this.report("world");
    else this.follow();
    return true;
  }

  open(part, key) {
    if (!this.isPair) this.state.camera = [...cameraOf(part.map), 1];
    this.state.goBack = () => {
      const stop = part.box.querySelector(".mapapp-stop");
      stop?.focus();
      return Boolean(stop);
    };
    this.report(`open:${key}`);
  }

  /* The ring is on what is opened, also once the keyboard has left the marks. */
  point() {
    for (const { drawing } of [this.main, this.dense]) drawing?.point(this.data.opened || "");
  }

  fit() {
    if (!this.main.map) return;
    if (this.main.map.mapapp.isFlying) {
      this.main.map.once("mapapp:arrived", () => this.fit());
      return;
    }
    this.lay();
    if (this.isPair) this.draw();
    this.look(false);
  }
}

function makePart(root, name) {
  const title = make("strong");
  const note = make("span");
  const caption = make("p", { class: "mapapp-caption" }, title, " ", note);
  const box = make("div", { class: "mapapp-box" });
  const element = make("section", { class: `mapapp-part ${name}` }, caption, box);
  root.append(element);
  function say(heading, text) {
    title.textContent = heading ?? "";
    note.textContent = text ?? "";
    element.setAttribute("aria-label", heading ?? "");
  }
  return { element, box, say };
}

function drawOn(part, scene, options) {
  if (!part.drawing) part.drawing = window.mapapp.draw(part.map, part.group, scene, options);
  else part.drawing.update(scene, options);
}

const same = (one, other) => String((one ?? []).slice(0, 3)) === String((other ?? []).slice(0, 3));

function cameraOf(map) {
  const centre = map.getCenter().wrap();
  return [+centre.lng.toFixed(4), +centre.lat.toFixed(4), +map.getZoom().toFixed(2)];
}

/* The page writes the rest of the address, and knows the camera only from the next report on. */
function writeCamera(camera) {
  const { pathname, searchParams, hash } = new URL(window.location.href);
  if ((searchParams.get("map") ?? "") === camera) return;
  searchParams.delete("map");
  const query = [String(searchParams), camera && `map=${camera}`].filter(Boolean).join("&");
  const address = `${pathname}${query && "?"}${query}${hash}`;
  window.history.replaceState(window.history.state, "", address);
}
