/* Where the marks of a drawing are at a zoom: how large each is, and how far from its place.

   The dots of a city are a cluster; clusters and what is counted in countries push each other apart.
   Where there are too many for that, or some stand for several cities, a city is one circle, where
   it is. */
import {
  MAX_DOTS,
  MAX_PUSHED,
  arrange,
  clusterOffsets,
  clusterReach,
  needsLeader
} from "./clusters.js";
import { dotRadiusOf, looks, radiusOf } from "./symbols.js";

const MIN_BADGE = 7; // px: of the smallest badge

/* Set `_radius`, `_dx` and `_dy` of some marks of a drawing. */
export function stand(drawing, marks, zoom) {
  drawing._dotRadius = dotRadiusOf(zoom);
  const pushed = marks.filter(mark => roomOf(drawing, mark) > 0);
  const areTogether = marks.some(mark => drawing._placesOf(mark) > 1);
  drawing._isCrowded = areTogether || pushed.length > MAX_PUSHED;
  drawing._unit = areTogether ? unitOf(pushed.map(mark => drawing._sitesOf(mark))) : 1;
  for (const mark of pushed) {
    drawing._dx[mark] = drawing._dy[mark] = 0;
    drawing._radius[mark] = radiusAt(drawing, mark, zoom);
  }
  if (!drawing._isCrowded) push(drawing, pushed, 2 ** zoom);
  standBeside(drawing, marks, zoom);
}

/* Cities, the largest first, and what is counted in countries push each other apart. */
function push(drawing, marks, scale) {
  const radius = drawing._dotRadius;
  const sizes = new Map(marks.map(mark => [mark, roomOf(drawing, mark)]));
  const ordered = [...marks].sort((one, other) => sizes.get(other) - sizes.get(one) || one - other);
  const places = ordered.map(mark => [
    drawing._x[mark] * scale,
    drawing._y[mark] * scale,
    Math.ceil(sizes.get(mark))
  ]);
  arrange(places, radius, looks.dot_gap).forEach(([x, y], at) => {
    drawing._dx[ordered[at]] = x - places[at][0];
    drawing._dy[ordered[at]] = y - places[at][1];
  });
}

/* A town that is also a site is beside it, so that both are seen. */
function standBeside(drawing, marks, zoom) {
  const half = looks.town_reach * Math.max(0.8, Math.min(1.2, 0.6 + 0.14 * zoom));
  for (const mark of marks) {
    const site = drawing._besideOf(mark);
    if (site === undefined) continue;
    drawing._radius[mark] = half;
    if (site < 0) continue;
    drawing._dx[mark] = drawing._dx[site] + drawing._radius[site] + half + looks.dot_gap;
    drawing._dy[mark] = drawing._dy[site];
  }
}

/* How many dots take as much room as a mark: a city with its town, what stands for a country, a town
   alone; the smaller of two that take the same come later. */
function roomOf(drawing, mark) {
  const sites = drawing._sitesOf(mark);
  if (sites > MAX_DOTS) return sites;
  if (sites) return Math.min(MAX_DOTS, sites + 2 * drawing._townsAt(mark));
  if (drawing._besideOf(mark) === -1) return 0.2;
  const width = drawing._widthOf(mark);
  return width && (width > 2 * drawing._dotRadius ? 1.5 : 0.5);
}

function radiusAt(drawing, mark, zoom) {
  const sites = drawing._sitesOf(mark);
  if (!sites) return Math.max(MIN_BADGE, drawing._widthOf(mark) / 2);
  if (drawing._isCrowded) return radiusOf(sites / drawing._unit, zoom);
  return clusterReach(sites, drawing._dotRadius, looks.dot_gap);
}

/* How many sites the smallest circle stands for where the largest number has the largest circle. */
function unitOf(numbers) {
  const most = numbers.reduce((one, other) => Math.max(one, other), 0);
  return Math.max(1, most * (looks.min_radius / looks.max_radius) ** 2);
}

/* The dots of a city: [dx, dy, category] each; null where they are too many, and one circle. */
export function dotsOf(parts, radius) {
  const categories = [];
  for (let at = 0; at < parts.length; at += 2) {
    categories.push(...new Array(parts[at + 1]).fill(parts[at]));
  }
  if (categories.length > MAX_DOTS) return null;
  const offsets = clusterOffsets(categories.length, radius, looks.dot_gap);
  return offsets.map(([dx, dy], at) => [dx, dy, categories[at]]);
}

/* Whether a line has to lead from a mark to its place. */
export function isLed(drawing, mark) {
  const moved = [drawing._dx[mark], drawing._dy[mark]];
  return !drawing._isCrowded && needsLeader([0, 0], moved, drawing._dotRadius);
}
