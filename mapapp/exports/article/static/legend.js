/* The legend, in step with the map: only what the map shows is explained. The page brings an entry
   for each kind of mark that a choice can bring about (contents.py). */
import { MAX_DOTS, MAX_PUSHED } from "../../../../layers/static/clusters.js";

const MARKS_OF = { unlocated: "hatch", agreement: "shade", proposed: "dashed" };

export function showLegend({ sites, areas, towns, arcs }) {
  const isCircle = count => count > MAX_DOTS || sites.key.length > MAX_PUSHED;
  const drawn = new Set([
    sites.parts.some((parts, at) => parts.length > 2 && isCircle(sites.count[at])) && "pie",
    sites.faded.some(Boolean) && "faded",
    ...areas.map(({ kind, role }) => MARKS_OF[kind] ?? role),
    towns.key.length && "diamond",
    ...arcs.flatMap(({ jurisdiction }) => ["line", `j${jurisdiction}`])
  ]);
  for (const entry of document.querySelectorAll(".legend li")) {
    entry.hidden = !drawn.has(entry.dataset.mark);
  }
}
