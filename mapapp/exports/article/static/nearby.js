/* Places that a screen cannot tell apart: those in one cell of a grid are drawn as one mark, at the one
   of them that has most, as layers/nearby.py does for the app. All numbers add up to what they did. */
import { MAX_PUSHED } from "../../../../layers/static/clusters.js";
import { addTo } from "./data.js";

const GRID = 36; // px of a cell
const TILE = 256; // px: the world at zoom 0
const NORTHMOST = 85; // degrees
const AT_PLACES = ["site", "town"];

/* marks: of the shown records. Where a map has few places, each has its own mark at every zoom. */
export function mergeNearby(marks, zoom) {
  const merged = AT_PLACES.flatMap(wanted => {
    const own = marks.filter(({ kind }) => kind === wanted);
    return own.length > MAX_PUSHED ? mergeCells(own, zoom) : own;
  });
  return [...merged, ...marks.filter(({ kind }) => !AT_PLACES.includes(kind))];
}

function mergeCells(marks, zoom) {
  const cells = new Map();
  for (const mark of marks) {
    const cell = gridCellOf(mark, (TILE * 2 ** zoom) / GRID);
    if (cells.has(cell)) cells.get(cell).push(mark);
    else cells.set(cell, [mark]);
  }
  return [...cells.values()].map(some => (some.length > 1 ? together(some) : some[0]));
}

/* The cell of a place, of so many around the world, in Web Mercator. */
function gridCellOf({ lon, lat }, across) {
  const within = Math.max(-NORTHMOST, Math.min(NORTHMOST, lat));
  const sine = Math.sin((within * Math.PI) / 180);
  const x = (lon + 180) / 360;
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return `${Math.floor(x * across)} ${Math.floor(y * across)}`;
}

function together(marks) {
  const largest = marks.reduce((most, mark) => (mark.count > most.count ? mark : most));
  const start = { count: 0, counts: new Map(), shares: new Map(), faded: 1, proposed: 1 };
  const sum = { ...largest, ...start, places: marks.length };
  for (const { count, counts, shares, faded, proposed } of marks) {
    sum.count += count;
    for (const [layer, n] of counts) addTo(sum.counts, layer, n);
    for (const [category, n] of shares) addTo(sum.shares, category, n);
    sum.faded &= faded;
    sum.proposed &= proposed;
  }
  return sum;
}
