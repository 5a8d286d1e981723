/* The choice among the rows that the page carries: records, or groups of them.
   `select` says what layers/selection.py says; a browser test holds the two together. */

/* The outlines of the picture, as layers/static/ground.js takes them: by country, each corner
   as its step from the one before, north positive. The last path, of no country, is dashed. */
export function readOutlines(land) {
  const shapes = {};
  for (const path of land.children) {
    const polygons = path.getAttribute("d").split(" M");
    shapes[path.dataset.country] = polygons.map(polygon =>
      polygon.split("z").filter(Boolean).map(readRing)
    );
  }
  const { "": lines, ...countries } = shapes;
  return { unit: Number(land.dataset.unit), shapes: countries, dashed: lines.flat() };
}

function readRing(text) {
  return text.match(/-?\d+/g).map((step, at) => (at % 2 ? -step : +step));
}

/* geodata.dates.YearSpan.certainty: of the four years of a date */
function certaintyOf([firstFrom, firstTo, lastFrom, lastTo], years) {
  if (firstFrom === undefined) return "undated";
  if (!years) return "certain";
  if (firstFrom > years[1] || lastTo < years[0]) return "out";
  return firstTo <= years[1] && lastFrom >= years[0] ? "certain" : "possible";
}

function answers(data, layer, row, facet, wanted) {
  if (facet.kind === "text") return data.holds(layer, row, wanted);
  const values = data.tables[layer].facets[facet.word];
  return !values || values[row].some(value => wanted.has(value));
}

/* The rows that answer, by layer: {rows: [...], certainty: a map of each row}. `asked` has by the
   word of each filter a set of values, or null for: not asked; years; whether to keep the undated;
   words to look for. */
export function select(data, asked) {
  const shown = { asked };
  const facets = data.facets.filter(
    ({ word, kind }) => (kind === "choice" || kind === "text") && asked[word]
  );
  for (const layer of data.layers) {
    const certainty = new Map();
    data.tables[layer].years.forEach((years, row) => {
      if (!facets.every(facet => answers(data, layer, row, facet, asked[facet.word]))) return;
      const sure = certaintyOf(years, asked.year);
      if (sure === "out" || (sure === "undated" && !asked.undated)) return;
      certainty.set(row, sure);
    });
    shown[layer] = { rows: [...certainty.keys()], certainty };
  }
  return shown;
}

/* Add to a number in a map. */
export const addTo = (sums, key, n) => sums.set(key, (sums.get(key) ?? 0) + n);

/* How much of some layers is shown of each value; `valuesOf` has them row by row, or nothing. */
export function tally(data, shown, layers, valuesOf) {
  const counts = new Map();
  for (const layer of layers) {
    const table = data.tables[layer];
    const values = valuesOf(table);
    for (const row of values ? shown[layer].rows : []) {
      const found = values[row];
      const weight = table.weight[row];
      for (const value of Array.isArray(found) ? distinct(found) : [found]) {
        addTo(counts, value, weight);
      }
    }
  }
  return counts;
}

const distinct = values => (values.length > 1 ? new Set(values) : values);

/* The records that may be counted beside the years that are asked for: those that lie in them. */
export function stated(data, shown) {
  if (!shown.asked.year) return shown;
  const certain = layer =>
    shown[layer].rows.filter(row => shown[layer].certainty.get(row) === "certain");
  return Object.fromEntries(data.layers.map(layer => [layer, { rows: certain(layer) }]));
}

/* How much the shown rows of some layers stand for; those of a certainty, if one is named. */
export function total({ tables }, shown, layers, certainty) {
  let sum = 0;
  for (const layer of layers) {
    shown[layer].certainty.forEach((sure, row) => {
      if (!certainty || sure === certainty) sum += tables[layer].weight[row];
    });
  }
  return sum;
}
