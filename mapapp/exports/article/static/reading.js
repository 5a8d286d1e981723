/* The data of a page whose rows are records. In a page whose rows are groups of them,
   reading_groups.js takes its place (programs.py). */
import { inflate } from "./inflate.js";

/* What records are chosen, counted and drawn by; `recordsOf` has what is said of each. */
export async function readData(text) {
  const [drawn, listed] = (await inflate(text)).split("\n");
  const data = JSON.parse(drawn);
  data.listed = listed;
  data.layers = Object.keys(data.tables);
  data.sites = data.layers.filter(layer => data.tables[layer].role === "site");
  data.facets = Object.entries(data.facets).map(([word, kind]) => ({ word, kind }));
  data.facets.push({ word: "colour", kind: "name" });
  return data;
}

/* What the page says of the records of a layer: read when it is first asked for. */
export function recordsOf(data, layer) {
  data.records ??= JSON.parse(data.listed);
  return data.records[layer];
}
