/* Symbols that are painted once and put on a canvas many times.

   New symbols are painted on one sheet before any is put down: a canvas for each of them takes
   longer to make than to paint, and one that changes between uses is copied each time. */
import { make } from "./elements.js";

const MAX_KEPT = 1000; // of many thousands hardly two are alike
const SHEET_WIDTH = 2048; // canvas px

export function makeStamps(ratio) {
  const kept = new Map();
  let noted = [];

  /* The symbols that are to be kept: new ones, each once, the largest first. */
  function newSymbols() {
    const found = new Map();
    for (const { name, half, paint } of noted) {
      if (kept.size + found.size >= MAX_KEPT) break;
      if (kept.has(name) || found.has(name)) continue;
      found.set(name, { half, side: Math.ceil(half * 2 * ratio), paint });
    }
    return [...found].sort(([, one], [, other]) => other.side - one.side);
  }

  function paintSheet(symbols) {
    const height = layOut(symbols.map(([, symbol]) => symbol));
    const sheet = make("canvas", { width: SHEET_WIDTH, height });
    const pen = sheet.getContext("2d");
    for (const [name, symbol] of symbols) {
      const { left, top, half, paint } = symbol;
      paintAt(pen, left / ratio + half, top / ratio + half, paint, ratio);
      kept.set(name, { ...symbol, sheet });
    }
  }

  function put(context, { name, half, x, y, paint }) {
    const symbol = kept.get(name);
    if (!symbol) {
      paintAt(context, x, y, paint);
      return;
    }
    const { sheet, left, top, side } = symbol;
    const size = side / ratio;
    context.drawImage(sheet, left, top, side, side, x - half, y - half, size, size);
  }

  return {
    /* Note a symbol that reaches `half` px around a point. */
    note: (name, half, x, y, paint) => noted.push({ name, half, x, y, paint }),
    /* Put on a canvas what is noted, in that order. */
    putAll(context) {
      const symbols = newSymbols();
      if (symbols.length) paintSheet(symbols);
      for (const each of noted) put(context, each);
      noted = [];
    }
  };
}

/* Place squares on shelves of a sheet, the largest first; says how high the sheet is. */
function layOut(squares) {
  let [left, top, shelf] = [0, 0, 0];
  for (const square of squares) {
    if (!left || left + square.side > SHEET_WIDTH) {
      [left, top, shelf] = [0, top + shelf, square.side];
    }
    Object.assign(square, { left, top });
    left += square.side;
  }
  return top + shelf;
}

function paintAt(pen, x, y, paint, scale = 1) {
  pen.save();
  pen.scale(scale, scale);
  pen.translate(x, y);
  paint(pen);
  pen.restore();
}
