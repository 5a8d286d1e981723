/* The data of a page whose rows are groups of records: packed (packing.py), as reading.js has it. */
import { inflate } from "./inflate.js";

export async function readData(text) {
  const data = JSON.parse(await inflate(text));
  data.layers = Object.keys(data.tables);
  data.sites = data.layers.filter(layer => data.tables[layer].role === "site");
  data.facets = Object.entries(data.facets).map(([word, kind]) => ({ word, kind }));
  data.facets.push({ word: "colour", kind: "name" });
  for (const layer of data.layers) unpackColumns(data.tables[layer]);
  const { tables, touches } = data;
  unpackColumns(touches);
  let row = 0;
  touches.row = touches.row.map(step => (row += step));
  touches.weight = touches.row.map((at, touch) => tables[touches.layer[touch]].weight[at]);
  return data;
}

/* The page lists some records as HTML, and carries none. */
export const recordsOf = () => ({ saved: {}, entries: {} });

/* Columns in place of [which codes, values]: rows of the same code share their value. */
function unpackColumns(table) {
  const codes = table.codes.map(spread);
  delete table.codes;
  for (const [name, column] of Object.entries(table)) {
    if (Array.isArray(column)) table[name] = columnOf(column, codes);
    else if (name === "colours" || name === "facets") {
      for (const word of Object.keys(column)) column[word] = columnOf(column[word], codes);
    }
  }
}

const columnOf = ([at, values], codes) => codes[at].map(code => values[code]);

/* Codes with their lengths, each as often as it occurs there. */
function spread([codes, lengths]) {
  if (!lengths) return codes;
  const all = [];
  codes.forEach((code, at) => {
    for (let n = lengths[at]; n; n -= 1) all.push(code);
  });
  return all;
}
