/* Names beside their marks, none over another: a name takes the first place around its mark that is
   free and inside the frame, or is left out, as in layers/cartography/labels.py. Boxes are
   [left, top, right, bottom] in px. */

/* To the right (1), above or below (0) or to the left (-1); and how far down. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, 1]
];
const SLANT = 0.7; // the edge of a round mark is that much nearer in a corner than at its sides

/* Place names in their order. wishes: {x, y, reach, width, height, own: boxes that it may touch, or
   isOn: it is on its point}. `taken` grows by what is placed. Gives {wish, box} each. */
export function placeLabels(wishes, taken, frame, most = Infinity) {
  const placed = [];
  for (const wish of wishes) {
    if (placed.length >= most) break;
    const boxes = wish.isOn ? [boxOn(wish)] : SIDES.map(side => boxBeside(wish, side));
    const box = boxes.find(each => isWithin(each, frame) && isFree(each, taken));
    if (!box) continue;
    taken.push(box);
    placed.push({ wish, box });
  }
  return placed;
}

const boxOn = ({ x, y, width, height }) => [
  x - width / 2,
  y - height / 2,
  x + width / 2,
  y + height / 2
];

function boxBeside({ x, y, reach, width, height }, [right, down]) {
  const away = right && down ? reach * SLANT : reach;
  const middleX = x + right * (away + width / 2);
  const middleY = y + down * (away + height / 2);
  return boxOn({ x: middleX, y: middleY, width, height });
}

const isWithin = (box, frame) =>
  box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];

const isFree = (box, taken) =>
  !taken.some(each => box[0] < each[2] && each[0] < box[2] && box[1] < each[3] && each[1] < box[3]);
