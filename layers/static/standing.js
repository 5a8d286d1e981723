/* Where the marks of a drawing stand at a zoom: how large each is, and how far from its place.

   The dots of a city are a cluster; clusters and what is counted in countries push each other apart.
   Where there are too many for that, a city is one circle, where it is. */
import {
  MOST_DOTS,
  MOST_PUSHED,
  arrange,
  clusterOffsets,
  clusterReach,
  needsLeader
} from "./clusters.js";
import { dotRadiusOf, looks, radiusOf } from "./symbols.js";

const LEAST_BADGE = 7; // px: of the smallest badge

/* Set `_radius`, `_dx` and `_dy` of some marks of a drawing, in the order of their importance. */
export function stand(drawing, marks, zoom) {
  const radius = dotRadiusOf(zoom);
  const sizes = new Map(marks.map(mark => [mark, drawing._sizeOf(mark)]));
  const pushed = marks.filter(mark => sizes.get(mark).sites || sizes.get(mark).width);
  pushed.sort(
    (one, other) => (sizes.get(other).sites ?? 0) - (sizes.get(one).sites ?? 0) || one - other
  );
  const scale = 2 ** zoom;
  const isCrowded = pushed.length > MOST_PUSHED;
  const places = pushed.map(mark => {
    const { sites, width } = sizes.get(mark);
    return [drawing._x[mark] * scale, drawing._y[mark] * scale, sites ?? dotsAsWide(width, radius)];
  });
  const centres = arrange(places, radius, looks.dot_gap);
  drawing._isCrowded = isCrowded;
  drawing._dotRadius = radius;
  pushed.forEach((mark, at) => {
    const { sites, width } = sizes.get(mark);
    drawing._dx[mark] = centres[at][0] - places[at][0];
    drawing._dy[mark] = centres[at][1] - places[at][1];
    drawing._radius[mark] = sites
      ? radiusOfSite(sites, radius, zoom, isCrowded)
      : Math.max(LEAST_BADGE, width / 2);
  });
  const half = looks.town_reach * Math.max(0.8, Math.min(1.2, 0.6 + 0.14 * zoom));
  for (const mark of marks) {
    const { beside } = sizes.get(mark);
    if (beside === undefined) continue;
    drawing._radius[mark] = half;
    if (beside < 0) continue;
    drawing._dx[mark] = drawing._dx[beside] + drawing._radius[beside] + half + looks.dot_gap;
    drawing._dy[mark] = drawing._dy[beside];
  }
}

/* The dots of a city: [dx, dy, category] each; null where they are too many, and one circle. */
export function dotsOf(parts, radius) {
  const categories = [];
  for (let at = 0; at < parts.length; at += 2) {
    categories.push(...new Array(parts[at + 1]).fill(parts[at]));
  }
  if (categories.length > MOST_DOTS) return null;
  const offsets = clusterOffsets(categories.length, radius, looks.dot_gap);
  return offsets.map(([dx, dy], at) => [dx, dy, categories[at]]);
}

/* Whether a line has to lead from a mark to its place. */
export function isLed(drawing, mark) {
  const moved = [drawing._dx[mark], drawing._dy[mark]];
  return !drawing._isCrowded && needsLeader([0, 0], moved, drawing._dotRadius);
}

function radiusOfSite(sites, radius, zoom, isCrowded) {
  return isCrowded ? radiusOf(sites, zoom) : clusterReach(sites, radius, looks.dot_gap);
}

/* How many dots in a row take as much room as what is counted in a country. */
function dotsAsWide(width, radius) {
  return width > 2 * radius ? 2 : 1;
}
