/* The ground: land and borders on the sea, and the shapes of countries by their code.

   The outlines come once, with the map, and finer ones when one first looks from near by. What is
   said of a country is painted on its shape by marks.js, so a filter sends no geometry again. */
import { make } from "./elements.js";
import { style } from "./style.js";

const REACH_WEST = -230;
const REACH_EAST = 240;
const REACH_NORTH = 85;
const REACH_SOUTH = style.looks.southmost;
const ZOOM_STEP = 0.25;
const NEAR = 4; // the zoom from which the corners of 1:110m outlines can be seen

/* Lay the land under a map.
   packed: {unit, shapes: {code: [[[lon, lat, step, step, …] ring …] polygon …]},
            other: {borders: the shapes that differ with them}, dashed: the lines at which they do}
   options: {theme: "auto" | "light" | "dark", borders: "de-facto" or a name in `other`,
             finer: the address of a script that sets mapapp.finer, packed alike; may be left out,
             names: {code: [name, lon, lat, degrees that it is wide]}; countries without are not named} */
export function ground(map, packed, { theme = "auto", finer, names = {}, borders } = {}) {
  const container = map.getContainer();
  container.classList.add("mapapp");
  container.dataset.theme = theme;
  const pane = map.createPane("mapapp-land");
  pane.style.zIndex = 150; // tiles lie at 200: they cover the land once they arrive
  pane.setAttribute("aria-hidden", "true");
  const shapes = unpackAll(packed, borders);
  const plain = {
    pane: "mapapp-land",
    renderer: L.svg({ pane: "mapapp-land", padding: 0.5 }),
    interactive: false,
    noClip: true,
    smoothFactor: 0.5
  };
  const land = L.polygon(allOf(shapes), {
    ...plain,
    className: "mapapp-land",
    weight: style.looks.border_line,
    fillOpacity: 1
  }).addTo(map);
  const dashes = L.polyline(unpackLines(packed), { ...plain, className: "mapapp-differing" });
  dashes.addTo(map);
  map.mapapp = { shapes, coarse: shapes, names };
  map.setMaxBounds([
    [REACH_SOUTH, REACH_WEST],
    [REACH_NORTH, REACH_EAST]
  ]);
  map.options.maxBoundsViscosity = 0.8;
  map.on("layeradd layerremove", markTiles);
  map.on("resize", () => limitZoom(map));
  limitZoom(map);
  calm(map);
  if (finer) refineFromNear(map, { land, dashes, packed, borders }, finer);
}

/* The widest extent of a country on the map at this zoom, in px. */
export function extentOf(map, code) {
  const sizes = (map.mapapp.shapes[code] ?? []).flatMap(([outline]) => {
    const bounds = L.latLngBounds(outline);
    const size = map.project(bounds.getSouthEast()).subtract(map.project(bounds.getNorthWest()));
    return [size.x, size.y];
  });
  return Math.max(0, ...sizes);
}

export const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* Show the finer outlines from near by, and the others from afar. Who never looks from near by
   never asks for them. The map fires "mapapp:shapes" when those of the countries have changed. */
function refineFromNear(map, { land, dashes, packed, borders }, address) {
  const { coarse } = map.mapapp;
  let finer = null;
  let isAsked = false;

  function show() {
    const isNear = map.getZoom() >= NEAR;
    if (isNear && !finer) ask();
    const shapes = (isNear && finer) || coarse;
    if (shapes === map.mapapp.shapes) return;
    map.mapapp.shapes = shapes;
    land.setLatLngs(allOf(shapes));
    dashes.setLatLngs(unpackLines(shapes === coarse ? packed : window.mapapp.finer));
    map.fire("mapapp:shapes");
  }

  function ask() {
    if (isAsked) return;
    isAsked = true;
    const script = make("script", { src: address });
    script.onload = () => {
      finer = unpackAll(window.mapapp.finer, borders);
      show();
    };
    document.head.append(script);
  }

  map.on("zoomend", show);
  show();
}

const allOf = shapes => Object.values(shapes).flat();

function unpackAll({ shapes, other, unit }, borders) {
  const unpacked = polygons => polygons.map(rings => rings.map(steps => unpack(steps, unit)));
  const drawn = { ...shapes, ...other?.[borders] };
  return Object.fromEntries(
    Object.entries(drawn).map(([code, polygons]) => [code, unpacked(polygons)])
  );
}

const unpackLines = ({ dashed = [], unit }) => dashed.map(steps => unpack(steps, unit));

function unpack(steps, unit) {
  const corners = [];
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    corners.push([lat / unit, lon / unit]);
  }
  return corners;
}

/* All land but Antarctica: [[south, west], [north, east]]. */
function world() {
  const [west, south, east, north] = style.world;
  return [
    [south, west],
    [north, east]
  ];
}

/* Make what is painted on countries transparent to tiles. */
function markTiles(event) {
  if (event.layer instanceof L.TileLayer) {
    event.target.getContainer().classList.toggle("mapapp-tiled", event.type === "layeradd");
  }
}

/* Let the world be seen as a whole, and not smaller than that. */
function limitZoom(map) {
  const zoom = map.getBoundsZoom(world(), false);
  const least = Math.max(0, Math.floor(zoom / ZOOM_STEP) * ZOOM_STEP);
  if (map.getZoom() < least) map.setView(map.getCenter(), least, { animate: false });
  map.setMinZoom(least);
}

function calm(map) {
  if (prefersCalm()) {
    map.options.inertia = false;
    map.options.zoomAnimation = false;
  }
}
