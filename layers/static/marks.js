/* The marks of a scene (layers/scene.py) on a Leaflet map.

     ground(map, outlines, { theme: "auto" });
     const drawing = draw(map, group, scene, { onopen: (key, kind) => …, onapproach: latlng => … });
     drawing.update(otherScene);

   Places, towns, badges and names are painted on one canvas, so 50,000 places cost no more than one
   element; arcs and countries are SVG. An opened mark also reaches the listeners of the group as
   a click on a layer whose GeoJSON has the properties {key, kind, turn}; `turn` grows with each. A
   mark of several places is not opened but approached, so that they come apart. */
import { paintArrows } from "./arrows.js";
import { frame, isFlying } from "./camera.js";
import { add, addSvg, make, makeSvg } from "./elements.js";
import { findInSight } from "./covering.js";
import { extentOf } from "./ground.js";
import { placeNames, writeNames } from "./names.js";
import { followKeyboard, followPointer, followTouch, followWheel, makeTip } from "./pointing.js";
import { MAX_PUSHED } from "./clusters.js";
import { makeStamps } from "./stamps.js";
import { dotsOf, isLed, stand } from "./standing.js";
import {
  badgeOf,
  chipOf,
  coloursOf,
  looks,
  makePainter,
  paintInset,
  readPalette
} from "./symbols.js";

const SITE = 0;
const TOWN = 1;
const AREA = 2;
const KINDS = ["place", "place", "country"];
const TINY = 7; // px: a country narrower than this needs a chip to be seen
const BESIDE = 3; // px between the badges of a country
const MIN_REACH = 5; // px around the edge of a mark that still count as the mark
const WORDS = {
  marks:
    "Marks on the map. Arrow keys go to the nearest mark, Page Down to the next, Enter opens it.",
  wheel: "Hold {key} and turn the wheel to zoom",
  fingers: "Two fingers move the map",
  and: "; "
};
let turn = 0;

export function draw(map, group, scene, options = {}) {
  if (options.fit && !map.mapapp.isFramed) {
    frame(map, scene, options);
    map.mapapp.isFramed = true;
  }
  const drawing = new Drawing(scene, options, group);
  group.addLayer(drawing);
  return drawing;
}

class Drawing extends L.Renderer {
  initialize(scene, options, group) {
    super.initialize({ pane: "mapapp-marks", padding: 0.25 });
    this._scene = scene;
    this._wish = options;
    this._group = group;
    this._words = { ...WORDS, ...options.words };
  }

  /* Draw another scene in place of this one. */
  update(scene, options = this._wish) {
    this._scene = scene;
    this._wish = options;
    this._keys.forget();
    this._tip.hide();
    this._build();
    this._update();
    return this;
  }

  /* Draw the same scene again, after the theme or the shapes of the countries have changed. */
  restyle() {
    this._build();
    this._update();
    return this;
  }

  /* Put the ring on the mark of a place or country, as an opened record does; on none if it has
     no mark. Where a site and a town share a place, the site is meant. */
  point(key) {
    this._ringOn(this._x.findIndex((_, mark) => this._keyOf(mark) === key));
    return this;
  }

  onAdd(map) {
    paneFor(map, "mapapp-areas", 350);
    paneFor(map, "mapapp-marks", 450);
    this._areas = L.layerGroup().addTo(map);
    this._shapes = L.svg({ pane: "mapapp-areas", padding: 0.5 });
    this._ring = add(map.getPane("mapapp-marks"), "div", { class: "mapapp-ring", hidden: true });
    this._tip = makeTip(map.getContainer());
    this._keys = followKeyboard(map, this._marksForKeys(), this._words);
    this._unfollow = followPointer(map, this._marksForPointer());
    this._unfollowWheel = followWheel(map, this._words);
    this._unfollowTouch = followTouch(map, this._words);
    this._watch = matchMedia("(prefers-color-scheme: dark)");
    this._onScheme = this.restyle.bind(this);
    this._watch.addEventListener("change", this._onScheme);
    map.on("zoomstart", this._hideRing, this);
    map.on("mapapp:shapes", this.restyle, this);
    document.fonts.addEventListener("loadingdone", this._onScheme);
    this._build();
    super.onAdd(map);
  }

  onRemove(map) {
    this._unfollow();
    this._unfollowWheel();
    this._unfollowTouch();
    this._keys.remove();
    this._tip.remove();
    this._ring.remove();
    this._areas.remove();
    this._shapes.remove();
    this._watch.removeEventListener("change", this._onScheme);
    map.off("zoomstart", this._hideRing, this);
    map.off("mapapp:shapes", this.restyle, this);
    document.fonts.removeEventListener("loadingdone", this._onScheme);
    super.onRemove(map);
  }

  _initContainer() {
    this._container = make("canvas", { class: "mapapp-canvas", "aria-hidden": "true" });
  }

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  }

  /* Lay out the scene: positions on the world at zoom 0, the order of painting and of walking. A mark
     is a row of one of three tables. */
  _build() {
    const { sites, towns, areas } = this._scene;
    this._countries = byCountry(areas);
    const key = Object.keys(this._countries).filter(code => this._countries[code][0].lon !== null);
    const first = key.map(code => this._countries[code][0]);
    const countries = {
      key,
      lon: first.map(({ lon }) => lon),
      lat: first.map(({ lat }) => lat),
      label: key.map(code => this._labelsOfCountry(code))
    };
    this._tables = [sites, towns, countries];
    const sizes = this._tables.map(table => table.key.length);
    this._firsts = [0, sizes[SITE], sizes[SITE] + sizes[TOWN]];
    const size = this._firsts[AREA] + sizes[AREA];
    this._x = new Float64Array(size);
    this._y = new Float64Array(size);
    this._radius = new Float32Array(size);
    this._dx = new Float32Array(size); // how far a mark is drawn from its place
    this._dy = new Float32Array(size);
    for (let mark = 0; mark < size; mark += 1) this._locate(mark);
    this._order = null;
    this._painting = paintingOrder(this, size).filter(mark => !this._isInset(mark));
    this._beside = townsAtSites(this._scene);
    this._withTown = new Set(this._beside);
    this._palette = readPalette(this._map.getContainer());
    this._ratio = window.devicePixelRatio || 1;
    const categories = this._scene.categories ?? this._scene.jurisdictions;
    this._stamps = makeStamps(this._ratio);
    this._painter = makePainter(this._palette, categories, this._stamps);
    this._stoodAt = null;
    this._drawAreas();
  }

  /* The marks in the order of walking: made when the keyboard first asks. */
  _walk() {
    return (this._order ??= walkingOrder(this, this._painting));
  }

  _locate(mark) {
    const [lon, lat] = [this._cellOf(mark, "lon"), this._cellOf(mark, "lat")];
    const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
    this._x[mark] = (256 * (lon + 180)) / 360;
    this._y[mark] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }

  _kindOf(mark) {
    if (mark >= this._firsts[AREA]) return AREA;
    return mark >= this._firsts[TOWN] ? TOWN : SITE;
  }

  _rowOf(mark) {
    return mark - this._firsts[this._kindOf(mark)];
  }

  _cellOf(mark, column) {
    return this._tables[this._kindOf(mark)][column][this._rowOf(mark)];
  }

  _keyOf(mark) {
    return this._cellOf(mark, "key");
  }

  _labelsOf(mark) {
    return [this._cellOf(mark, "label")].flat();
  }

  _labelsOfCountry(code) {
    return (this._countries[code] ?? []).map(({ label }) => label);
  }

  /* While the map flies, each picture is painted again: what is painted would be blown up. */
  _onZoom() {
    if (isFlying(this._map)) this._update();
    else super._onZoom();
  }

  /* Paint every mark in view. Called by Leaflet after each move and zoom. */
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    const size = this._bounds.getSize();
    const canvas = this._container;
    const ratio = this._ratio;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this._paint(context, 2 ** zoom, origin, size, zoom);
    this._placeRing();
  }

  _paint(context, scale, origin, size, zoom) {
    const seen = [];
    for (const mark of this._painting) {
      const x = this._x[mark] * scale - origin.x;
      const y = this._y[mark] * scale - origin.y;
      if (x > -40 && y > -40 && x < size.x + 40 && y < size.y + 40) seen.push([mark, x, y]);
    }
    this._stand(seen, zoom);
    const inset = this._paintInset(context, scale, origin);
    for (const [mark, x, y] of seen) {
      if (isLed(this, mark)) this._paintLeader(context, x, y, this._dx[mark], this._dy[mark]);
    }
    for (const [mark, x, y] of this._isCrowded ? this._inSight(seen, size) : seen) {
      this._paintOne(mark, x + this._dx[mark], y + this._dy[mark]);
    }
    this._stamps.putAll(context);
    const arrows = paintArrows(context, this._map, this._scene, this._palette, this._bounds.min);
    this._names = this._isCrowded ? [] : placeNames(this, seen, [...inset, ...arrows]);
    writeNames(context, this._names, this._palette);
  }

  /* The marks without those that lie wholly under later ones: of tens of thousands on a map of the world, most. */
  _inSight(seen, size) {
    const discs = seen.map(([mark, x, y]) => [
      x,
      y,
      this._kindOf(mark) === SITE ? this._radius[mark] + looks.halo : 0
    ]);
    return findInSight(discs, size.x, size.y).map(at => seen[at]);
  }

  /* Whether a mark is shown in a frame of its own: here a box with its number stands for it. */
  _isInset(mark) {
    const box = this._wish.inset?.box;
    const [lon, lat] = [this._cellOf(mark, "lon"), this._cellOf(mark, "lat")];
    return Boolean(box) && lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3];
  }

  _paintInset(context, scale, origin) {
    if (!this._wish.inset) return [];
    const { box, number } = this._wish.inset;
    const [from, to] = [
      this._map.project([box[3], box[0]], 0),
      this._map.project([box[1], box[2]], 0)
    ];
    const corner = from.multiplyBy(scale).subtract(origin);
    const size = to.subtract(from).multiplyBy(scale);
    paintInset(context, corner, size, number, this._palette);
    return [[corner.x, corner.y, corner.x + size.x, corner.y + size.y]];
  }

  /* Where marks are at this zoom; among too many for that, only those in sight push each other. */
  _stand(seen, zoom) {
    const isOfAll = this._firsts[TOWN] <= MAX_PUSHED && !this._scene.sites.places;
    if (isOfAll && this._stoodAt === zoom) return;
    this._stoodAt = zoom;
    stand(this, isOfAll ? this._painting : seen.map(([mark]) => mark), zoom);
  }

  _paintLeader(context, x, y, dx, dy) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + dx, y + dy);
    context.lineWidth = looks.leader_line;
    context.strokeStyle = this._palette.muted;
    context.stroke();
  }

  _paintOne(mark, x, y) {
    const at = this._rowOf(mark);
    const { sites, towns } = this._scene;
    switch (this._kindOf(mark)) {
      case SITE:
        this._paintSite(x, y, this._radius[mark], sites.parts[at], sites.faded[at]);
        return;
      case TOWN:
        this._painter.town(x, y, this._radius[mark], towns.proposed[at]);
        return;
      default:
        this._paintBadges(this._badgesOf(this._keyOf(mark)), x, y);
    }
  }

  _paintSite(x, y, radius, parts, isFaded) {
    const dots = this._isCrowded ? null : dotsOf(parts, this._dotRadius);
    if (!dots) this._painter.site(x, y, radius, parts, isFaded);
    for (const [dx, dy, category] of dots ?? []) {
      this._painter.dot(x + dx, y + dy, this._dotRadius, category, isFaded);
    }
  }

  _paintBadges(badges, x, y) {
    let left = x - widthOf(badges) / 2;
    for (const badge of badges) {
      this._painter.badge(left + badge.width / 2, y, badge);
      left += badge.width + BESIDE;
    }
  }

  /* The boxes on the canvas that a mark takes. */
  _boxesOf(mark, x, y) {
    const reach = this._radius[mark];
    if (this._kindOf(mark) === AREA) {
      const half = looks.badge_height / 2 + 1;
      return reach ? [[x - reach - 1, y - half, x + reach + 1, y + half]] : [];
    }
    const isSite = this._kindOf(mark) === SITE && !this._isCrowded;
    const dots = isSite && dotsOf(this._scene.sites.parts[this._rowOf(mark)], this._dotRadius);
    const half = (dots ? this._dotRadius : reach) + looks.dot_gap;
    const middles = (dots || [[0, 0]]).map(([dx, dy]) => [x + dx, y + dy]);
    return middles.map(([left, top]) => [left - half, top - half, left + half, top + half]);
  }

  /* How many sites a mark stands for; 0 for one that is of no city. */
  _sitesOf(mark) {
    return mark < this._firsts[TOWN] ? this._scene.sites.count[mark] : 0;
  }

  /* How many places a mark stands for. */
  _placesOf(mark) {
    return this._tables[this._kindOf(mark)].places?.[this._rowOf(mark)] ?? 1;
  }

  /* How many towns are beside a site. */
  _townsAt(site) {
    return this._withTown.has(site) ? 1 : 0;
  }

  /* How wide what stands for a country is; 0 for any other mark. */
  _widthOf(mark) {
    if (this._kindOf(mark) !== AREA) return 0;
    return Math.max(0, widthOf(this._badgesOf(this._keyOf(mark))));
  }

  /* The site at which a town lies, -1 if there is none; undefined for what is not a town. */
  _besideOf(mark) {
    return this._kindOf(mark) === TOWN ? this._beside[this._rowOf(mark)] : undefined;
  }

  _badgesOf(code) {
    const areas = this._countries[code];
    const badges = areas.map(badgeOf).filter(Boolean);
    if (badges.length || extentOf(this._map, code) > TINY) return badges;
    return [chipOf(areas.every(({ kind }) => kind === "proposed"))];
  }

  /* Countries and arcs, as SVG; each knows what it stands for. */
  _drawAreas() {
    this._areas.clearLayers();
    const chosen = new Set(this._scene.chosen);
    for (const code of chosen) this._addArea(code, "chosen");
    for (const [code, areas] of Object.entries(this._countries)) {
      for (const { kind } of areas) {
        if (kind !== "unlocated" || chosen.has(code)) this._addArea(code, `area-${kind}`);
      }
    }
    const colours = coloursOf(this._scene.jurisdictions, this._palette);
    for (const arc of this._scene.arcs) {
      const lines = [arc.lines.at(-1).map(([lon, lat]) => [lat, lon])]; // of the host's half of the world
      this._addPath(L.polyline(lines, this._pathOptions("arc-reach")), { arc });
      const name = arc.proposed ? "arc mapapp-arc-proposed" : "arc";
      const path = this._addPath(L.polyline(lines, this._pathOptions(name)), { arc });
      path.style.stroke = colours[arc.jurisdiction];
    }
  }

  _addArea(code, name) {
    const shape = this._map.mapapp.shapes[code];
    if (shape) this._addPath(L.polygon(shape, this._pathOptions(name)), { code });
  }

  _pathOptions(name) {
    return {
      renderer: this._shapes,
      pane: "mapapp-areas",
      className: `mapapp-${name}`,
      interactive: false,
      noClip: true,
      smoothFactor: 0.5,
      fill: !name.startsWith("arc"),
      fillOpacity: 1
    };
  }

  _addPath(path, target) {
    path.addTo(this._areas);
    const element = path.getElement();
    if (element.classList.contains("mapapp-area-unlocated")) {
      element.setAttribute("fill", `url(#${addHatch(element.ownerSVGElement)})`);
    }
    element.mapappTarget = target;
    return element;
  }

  /* The mark at a point of the container: the smallest of those that lie under it, else the nearest
     whose middle is within reach. */
  _markAt(point, reach) {
    const scale = 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin().subtract(this._map._getMapPanePos());
    let best = -1;
    let least = Infinity;
    for (let mark = 0; mark < this._x.length; mark += 1) {
      const radius = this._radius[mark];
      if (!radius) continue;
      const dx = this._x[mark] * scale - origin.x + this._dx[mark] - point.x;
      const dy = this._y[mark] * scale - origin.y + this._dy[mark] - point.y;
      const away = Math.sqrt(dx * dx + dy * dy) - radius;
      const rank = away <= 1 ? radius - 1000 : away;
      if (away <= Math.max(MIN_REACH, reach - radius) && rank < least) {
        least = rank;
        best = mark;
      }
    }
    return best;
  }

  _marksForPointer() {
    return {
      at: (point, event, reach) => {
        const mark = this._markAt(point, reach);
        return mark >= 0 ? { mark } : (event?.target?.mapappTarget ?? null);
      },
      tip: (found, point) => this._showTip(found, point),
      open: found => this._open(found)
    };
  }

  _showTip(found, point) {
    if (!found) this._tip.hide();
    else if (found.mark !== undefined) {
      this._tip.show(
        this._pointOf(found.mark),
        this._labelsOf(found.mark),
        Math.max(8, this._radius[found.mark]) + 9
      );
    } else {
      this._tip.show(point, found.arc ? [found.arc.label] : this._labelsOfCountry(found.code), 14);
    }
  }

  _open({ mark, arc, code }) {
    const isMark = mark !== undefined;
    if (isMark && this._placesOf(mark) > 1) {
      this._wish.onapproach?.(this._placeOf(mark));
      return;
    }
    const key = isMark ? this._keyOf(mark) : (arc?.country ?? code);
    const kind = isMark ? KINDS[this._kindOf(mark)] : "country";
    turn += 1;
    const feature = { type: "Feature", geometry: null, properties: { key, kind, turn } };
    this._wish.onopen?.(key, kind);
    this._group.fire("click", { latlng: null, layer: { toGeoJSON: () => feature } });
  }

  _marksForKeys() {
    const markOf = index => this._walk()[index];
    return {
      size: () => this._painting.length,
      label: index => this._labelsOf(markOf(index)).join(this._words.and),
      nearest: (index, dx, dy) => this._nearest(index, dx, dy),
      centre: () => this._nearestToCentre(),
      focus: index => this._focus(index < 0 ? -1 : markOf(index)),
      open: index => this._open({ mark: markOf(index) })
    };
  }

  /* The nearest mark in a direction: what lies aside counts double. */
  _nearest(index, dx, dy) {
    const order = this._walk();
    const from = order[index];
    let best = index;
    let least = Infinity;
    for (const [other, to] of order.entries()) {
      const x = this._x[to] - this._x[from];
      const y = this._y[to] - this._y[from];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (to !== from && along > 0 && aside <= 2 * along && along + 2 * aside < least) {
        least = along + 2 * aside;
        best = other;
      }
    }
    return best;
  }

  _nearestToCentre() {
    const order = this._walk();
    let best = 0;
    let least = Infinity;
    const centre = this._map.project(this._map.getCenter(), 0);
    for (const [index, mark] of order.entries()) {
      const away = (this._x[mark] - centre.x) ** 2 + (this._y[mark] - centre.y) ** 2;
      if (away < least) {
        least = away;
        best = index;
      }
    }
    return best;
  }

  _focus(mark) {
    this._ringOn(mark);
    if (mark < 0) {
      this._tip.hide();
      return;
    }
    this._bringIntoView(mark);
    this._showTip({ mark });
  }

  _bringIntoView(mark) {
    const room = this._map.getSize();
    const point = this._pointOf(mark);
    if (point.x < 20 || point.y < 20 || point.x > room.x - 20 || point.y > room.y - 20) {
      this._map.panTo(this._placeOf(mark), { animate: false });
    }
    this._placeRing();
  }

  _placeOf(mark) {
    return this._map.unproject([this._x[mark], this._y[mark]], 0);
  }

  _pointOf(mark) {
    return this._map
      .latLngToContainerPoint(this._placeOf(mark))
      .add([this._dx[mark], this._dy[mark]]);
  }

  _ringOn(mark) {
    this._ringed = mark;
    this._placeRing();
  }

  _placeRing() {
    const mark = this._ringed;
    const isShown = mark >= 0 && mark < this._x.length;
    this._ring.hidden = !isShown;
    if (!isShown) return;
    const point = this._map.latLngToLayerPoint(this._placeOf(mark));
    const half = Math.max(8, this._radius[mark]) + 5;
    this._ring.style.width = this._ring.style.height = `${2 * half}px`;
    L.DomUtil.setPosition(
      this._ring,
      point.add([this._dx[mark] - half, this._dy[mark] - half]).round()
    );
  }

  _hideRing() {
    this._ring.hidden = true;
  }
}

function paneFor(map, name, zIndex) {
  if (map.getPane(name)) return;
  map.createPane(name).style.zIndex = zIndex;
}

function byCountry(areas) {
  const found = {};
  for (const area of areas) (found[area.country] ??= []).push(area);
  return found;
}

function widthOf(badges) {
  return badges.reduce((sum, badge) => sum + badge.width + BESIDE, -BESIDE);
}

/* The row of the site that each town shares a place with; -1 if none. */
export function townsAtSites(scene) {
  const rows = new Map(scene.sites.key.map((key, row) => [key, row]));
  return scene.towns.key.map(key => rows.get(key) ?? -1);
}

/* By country and then by name: the order in which Page Down walks. */
function walkingOrder(drawing, marks) {
  const keys = new Map(marks.map(mark => [mark, drawing._keyOf(mark)]));
  return [...marks].sort((one, other) => {
    if (keys.get(one) === keys.get(other)) return one - other;
    return keys.get(one) < keys.get(other) ? -1 : 1;
  });
}

/* Badges below, then large places, then small ones, then towns. */
function paintingOrder(drawing, size) {
  const counts = drawing._scene.sites.count;
  const [, firstTown, firstArea] = drawing._firsts;
  const sites = range(0, firstTown);
  sites.sort((one, other) => counts[other] - counts[one] || one - other);
  return [...range(firstArea, size), ...sites, ...range(firstTown, firstArea)];
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

/* A fill pattern, once in each drawing. */
function addHatch(svg) {
  const id = "mapapp-hatch";
  if (svg.querySelector("pattern")) return id;
  const step = looks.hatch_step;
  const units = { patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const pattern = makeSvg("pattern", { id, width: step, height: step, ...units });
  addSvg(pattern, "line", { class: "mapapp-hatch", y2: step });
  svg.prepend(makeSvg("defs", {}, pattern));
  return id;
}
