/* The names of cities and countries on a map, as many as fit. */
import { placeLabels } from "./labels.js";
import { looks } from "./symbols.js";

const LINE = 1.2; // height of a line, in sizes of its letters
const MIN_NEAR_ZOOM = 3; // the zoom from which a map is one of a part of the world
const OVER = ".leaflet-control, .mapapp-over"; // what lies over a map
const LETTERS = "600";
const SPACED = "0.04em";

/* Place names beside the marks in sight. `seen`: [mark, x, y] each, on the canvas.
   Gives {text, x, y, size, isCountry, box} each; x and y are the left end and the middle. */
export function placeNames(drawing, seen, taken) {
  const map = drawing._map;
  const frame = frameOf(map, drawing._bounds.min);
  const zoom = map.getZoom();
  const measure = measurer(drawing._palette.font);
  const boxes = [...taken, ...controlsOf(map, frame)];
  const marks = seen.map(([mark, x, y]) => ({
    mark,
    x: x + drawing._dx[mark],
    y: y + drawing._dy[mark],
    reach: drawing._radius[mark]
  }));
  for (const { mark, x, y } of marks) boxes.push(...drawing._boxesOf(mark, x, y));
  const isChosen = drawing._scene.chosen?.length > 0;
  const most = isChosen ? Infinity : zoom < MIN_NEAR_ZOOM ? looks.max_names : looks.max_names_near;
  const cities = placeLabels(cityWishes(drawing, marks, measure), boxes, frame, most);
  const countries =
    zoom < looks.country_names_from
      ? []
      : placeLabels(countryWishes(drawing, frame, measure), boxes, frame, looks.max_country_names);
  return [...cities, ...countries].map(({ wish, box }) => ({ ...wish, box }));
}

/* Write them on the canvas of a drawing, each with a halo. */
export function writeNames(context, names, palette) {
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { text, box, font, isCountry } of names) {
    context.font = font;
    context.letterSpacing = isCountry ? SPACED : "0px";
    const at = [text, box[0], (box[1] + box[3]) / 2 + 0.5];
    context.lineWidth = looks.name_halo;
    context.strokeStyle = palette.halo;
    if (!isCountry) context.strokeText(...at);
    context.fillStyle = isCountry ? palette.muted : palette.text;
    context.fillText(...at);
  }
  context.letterSpacing = "0px";
}

/* The part of the canvas that is seen. */
function frameOf(map, origin) {
  const from = map.containerPointToLayerPoint([0, 0]).subtract(origin);
  const size = map.getSize();
  return [from.x + 2, from.y + 2, from.x + size.x - 2, from.y + size.y - 2];
}

function controlsOf(map, [left, top]) {
  const container = map.getContainer();
  const origin = container.getBoundingClientRect();
  const over = container.parentElement.querySelectorAll(OVER);
  return [...over]
    .map(each => each.getBoundingClientRect())
    .filter(({ width, height }) => width && height)
    .map(each => [
      left + each.left - origin.left,
      top + each.top - origin.top,
      left + each.right - origin.left,
      top + each.bottom - origin.top
    ]);
}

function measurer(family) {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, size, weight, spacing) => {
    const font = `${weight} ${size}px ${family}`;
    pen.font = font;
    pen.letterSpacing = spacing;
    return { font, width: Math.ceil(pen.measureText(text).width), height: size * LINE };
  };
}

/* Cities by their number of sites, then those farthest from the ones before. */
function cityWishes(drawing, marks, measure) {
  const { sites } = drawing._scene;
  const cities = marks.filter(({ mark }) => mark < sites.key.length);
  const byCount = groupBy(cities, ({ mark }) => sites.count[mark]);
  const ordered = [];
  for (const count of [...byCount.keys()].sort((a, b) => b - a)) {
    ordered.push(...farthestFirst(byCount.get(count), ordered));
  }
  return ordered.map(({ mark, x, y, reach }) => ({
    text: sites.name[mark],
    key: sites.key[mark],
    x,
    y,
    reach: reach + looks.name_gap,
    ...measure(sites.name[mark], looks.name_size, LETTERS, "0px")
  }));
}

function groupBy(values, keyOf) {
  const found = new Map();
  for (const each of values) {
    if (!found.has(keyOf(each))) found.set(keyOf(each), []);
    found.get(keyOf(each)).push(each);
  }
  return found;
}

function farthestFirst(places, before) {
  const away = new Map(places.map(each => [each, distanceTo(each, before)]));
  const ordered = [];
  while (away.size) {
    const next = [...away].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
    away.delete(next);
    ordered.push(next);
    for (const [each, distance] of away) {
      away.set(each, Math.min(distance, distanceTo(each, [next])));
    }
  }
  return ordered;
}

const distanceTo = ({ x, y }, others) =>
  Math.min(Infinity, ...others.map(other => (other.x - x) ** 2 + (other.y - y) ** 2));

/* Countries in sight that have room for their name: those with marks first, then the largest. */
function countryWishes(drawing, [left, top, right, bottom], measure) {
  const map = drawing._map;
  const { names = {} } = map.mapapp;
  const { chosen = [], sites } = drawing._scene;
  const withMarks = new Set([...chosen, ...sites.country]);
  const wishes = [];
  for (const [code, [name, lon, lat, degrees]] of Object.entries(names)) {
    const point = map.latLngToLayerPoint([lat, lon]).subtract(drawing._bounds.min);
    if (point.x < left || point.y < top || point.x > right || point.y > bottom) continue;
    const text = name.toLocaleUpperCase();
    const size = measure(text, looks.country_name_size, "400", SPACED);
    const room = (degrees * 256 * 2 ** map.getZoom()) / 360;
    if (size.width > room) continue;
    const rank = room + (withMarks.has(code) ? 1e6 : 0);
    wishes.push({ text, code, x: point.x, y: point.y, isOn: true, isCountry: true, rank, ...size });
  }
  return wishes.sort((one, other) => other.rank - one.rank);
}
