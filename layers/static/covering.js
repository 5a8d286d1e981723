/* Which of many discs that lie on top of each other are partly visible, to the accuracy of a cell. */

const CELL = 2; // pixels

/* The places of those that are not wholly under later ones, in the same order. Each is [x, y, radius] on a canvas of a width and
   height; of one without a radius nothing is known: it is in sight and covers nothing. */
export function findInSight(discs, width, height) {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const covered = new Uint8Array(columns * rows);
  const found = [];
  for (let at = discs.length - 1; at >= 0; at -= 1) {
    const [x, y, radius] = discs[at];
    if (!radius || cover(covered, columns, rows, x / CELL, y / CELL, radius / CELL)) found.push(at);
  }
  return found.reverse();
}

/* Cover the cells whose middles lie in a disc; whether one of them was not covered before. */
function cover(covered, columns, rows, x, y, radius) {
  let isInSight = false;
  const [top, bottom] = [Math.max(0, Math.floor(y - radius)), Math.min(rows, y + radius)];
  const [left, right] = [Math.max(0, Math.floor(x - radius)), Math.min(columns, x + radius)];
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const isInside = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 <= radius * radius;
      const cell = row * columns + column;
      if (isInside && !covered[cell]) {
        covered[cell] = 1;
        isInSight = true;
      }
    }
  }
  return isInSight;
}
