/* Where the dots of places are drawn: layers/clusters.py in a browser, number by number.
   `tests/cases/clusters.json` holds the two together. Lengths are pixels, y grows downwards. */

export const MAX_DOTS = 12; // above it a place is one circle with its number
export const MAX_PUSHED = 800; // above it each place is drawn by size, where it is

const ROUNDS = 60;
const MAX_DISTANCE = 6; // that a place is moved, in radii
const LED_FROM = 1.2; // that a place is moved until a leader line is due, in radii
const TOUCHING = 1e-3; // an overlap that no one sees
const SAME_POINT = 1e-9;
const TURN = 2.399963229728653; // radians: the golden angle
const MAX_CIRCLE = 6; // of a place with more than MAX_DOTS, in radii
const ROW = [
  [-0.5, 0],
  [0.5, 0]
];
const SQUARE = [
  [-0.5, -0.5],
  [0.5, -0.5],
  [-0.5, 0.5],
  [0.5, 0.5]
];
const RINGS = {
  3: [3],
  5: [5],
  6: [1, 5],
  7: [1, 6],
  8: [1, 7],
  9: [1, 8],
  10: [1, 9],
  11: [2, 9],
  12: [3, 9]
};
const CELLS_DOWN = 2 ** 20; // more than any map has: a cell has one number
const AROUND = [-1, 0, 1].flatMap(across => [-1, 0, 1].map(down => across * CELLS_DOWN + down));

/* The dots of one place around it, [dx, dy] each, in reading order. */
export function clusterOffsets(n, radius, gap) {
  if (n > MAX_DOTS || n <= 1) return [[0, 0]];
  const step = 2 * radius + gap;
  if (n === 2 || n === 4) return (n === 2 ? ROW : SQUARE).map(([x, y]) => [x * step, y * step]);
  const offsets = [];
  let inner = -1;
  for (const count of RINGS[n]) {
    inner = ringReach(count, inner);
    for (let at = 0; at < count; at += 1) {
      const angle = (2 * Math.PI * at) / count - Math.PI / 2;
      offsets.push([inner * step * Math.cos(angle), inner * step * Math.sin(angle)]);
    }
  }
  return offsets;
}

/* The radius of the circle around a cluster. */
export function clusterReach(n, radius, gap) {
  if (n > MAX_DOTS) return radius * Math.min(MAX_CIRCLE, Math.sqrt(n));
  const offsets = clusterOffsets(n, radius, gap);
  return Math.max(...offsets.map(([dx, dy]) => Math.sqrt(dx * dx + dy * dy))) + radius;
}

/* The middles of clusters that are pushed apart as wholes. places: [x, y, number of dots], the largest first. */
export function arrange(places, radius, gap) {
  const centres = places.map(([x, y]) => [x, y]);
  if (places.length < 2 || places.length > MAX_PUSHED) return centres;
  const reaches = places.map(([, , n]) => clusterReach(n, radius, gap));
  const side = 2 * Math.max(...reaches) + gap;
  let isSettled = false;
  for (let round = 0; round < ROUNDS && !isSettled; round += 1) {
    isSettled = true;
    const pairs = nearPairs(centres, side);
    for (let at = 0; at < pairs.length; at += 2) {
      const [one, other] = [pairs[at], pairs[at + 1]];
      const [x1, y1] = centres[one];
      const [x2, y2] = centres[other];
      let dx = x2 - x1;
      let dy = y2 - y1;
      let apart = Math.sqrt(dx * dx + dy * dy);
      const overlap = reaches[one] + reaches[other] + gap - apart;
      if (overlap <= TOUCHING) continue;
      isSettled = false;
      if (apart < SAME_POINT) {
        [dx, dy, apart] = [Math.cos(TURN * other), Math.sin(TURN * other), 1];
      }
      const [shiftX, shiftY] = [((dx / apart) * overlap) / 2, ((dy / apart) * overlap) / 2];
      centres[one] = held(places[one], x1 - shiftX, y1 - shiftY, MAX_DISTANCE * radius);
      centres[other] = held(places[other], x2 + shiftX, y2 + shiftY, MAX_DISTANCE * radius);
    }
  }
  return centres;
}

/* Whether a cluster was moved so far that a line has to lead to its true place. */
export function needsLeader([x, y], [middleX, middleY], radius) {
  const [dx, dy] = [middleX - x, middleY - y];
  return Math.sqrt(dx * dx + dy * dy) > LED_FROM * radius;
}

/* How far a ring lies from the middle, in steps: its dots a step apart, and from those within. */
function ringReach(count, inner) {
  if (count === 1) return 0;
  const chord = 1 / (2 * Math.sin(Math.PI / count));
  return inner < 0 ? chord : Math.max(chord, inner + 1);
}

/* Pairs of places in the same or in neighbouring cells of a grid, in the order of places: the one
   and the other in turn, since there are many, and they are found again in each round. */
function nearPairs(centres, side) {
  const cells = new Map();
  const keys = centres.map(([x, y]) => Math.floor(x / side) * CELLS_DOWN + Math.floor(y / side));
  keys.forEach((key, index) => {
    const cell = cells.get(key);
    if (cell) cell.push(index);
    else cells.set(key, [index]);
  });
  const pairs = [];
  keys.forEach((key, index) => {
    const near = [];
    for (const step of AROUND) {
      for (const other of cells.get(key + step) ?? []) if (other > index) near.push(other);
    }
    if (near.length > 1) near.sort((a, b) => a - b);
    for (const other of near) pairs.push(index, other);
  });
  return pairs;
}

/* Keep a middle within reach of the true place. */
function held([placeX, placeY], x, y, farthest) {
  const [dx, dy] = [x - placeX, y - placeY];
  const moved = Math.sqrt(dx * dx + dy * dy);
  if (moved <= farthest) return [x, y];
  return [placeX + (dx / moved) * farthest, placeY + (dy / moved) * farthest];
}
