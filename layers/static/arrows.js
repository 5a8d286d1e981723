/* The heads of arcs that leave the frame, on their way to a seat that is not in sight. */
import { coloursOf } from "./symbols.js";

const LENGTH = 8;
const HALF = 3.5;
const INSET = 2;

/* Paint a head where each arc leaves the map; gives the boxes that they take on the canvas. */
export function paintArrows(context, map, { arcs, jurisdictions }, palette, origin) {
  const size = map.getSize();
  const colours = coloursOf(jurisdictions, palette);
  const shift = map.containerPointToLayerPoint([0, 0]).subtract(origin);
  const isInside = ({ x, y }) => x > INSET && y > INSET && x < size.x - INSET && y < size.y - INSET;
  const boxes = [];
  for (const { lines, jurisdiction } of arcs) {
    const points = lines.at(-1).map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]));
    const last = points.findLastIndex(point => !isInside(point));
    const isCut = lines.length > 1;
    if ((last < 0 && !isCut) || last === points.length - 1) continue;
    const from = points[Math.max(last, 0) + 1];
    const tip = last < 0 ? points[0] : edgeOf(points[last], from, isInside);
    const { x, y } = tip.add(shift);
    paintHead(context, x, y, Math.atan2(tip.y - from.y, tip.x - from.x), colours[jurisdiction]);
    boxes.push([x - LENGTH, y - LENGTH, x + LENGTH, y + LENGTH]);
  }
  return boxes;
}

/* Where the line from a point outside to one inside comes in. */
function edgeOf(outside, inside, isInside) {
  let [out, within] = [outside, inside];
  for (let step = 0; step < 12; step += 1) {
    const middle = out.add(within).divideBy(2);
    if (isInside(middle)) within = middle;
    else out = middle;
  }
  return within;
}

function paintHead(context, x, y, angle, colour) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(-LENGTH, -HALF);
  context.lineTo(-LENGTH, HALF);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}
