/* The records that the page carries, and the choice among them.
   `select` says what layers/selection.py says; a browser test holds the two together. */

/* What Python deflated for the page (payload.py). */
async function inflate(text) {
  const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
  const deflated = new Blob([bytes]).stream();
  return new Response(deflated.pipeThrough(new DecompressionStream("deflate"))).json();
}

export async function readData(text) {
  const data = await inflate(text);
  data.layers = Object.keys(data.tables);
  data.facets = Object.entries(data.facets).map(([word, kind]) => ({ word, kind }));
  const indices = new Map(data.jurisdictions.map((each, at) => [each.id, at]));
  for (const layer of data.layers) {
    const table = data.tables[layer];
    const { country, status, jurisdiction } = table.facets;
    table.countries = country;
    table.status = status?.map(([only]) => only);
    table.jurisdictions = jurisdiction?.map(ids => ids.map(id => indices.get(id)));
  }
  return data;
}

/* The outlines of the picture, as layers/static/ground.js takes them: by country, each corner
   as its step from the one before, north positive. */
export function readOutlines(land) {
  const shapes = {};
  for (const path of land.children) {
    const polygons = path.getAttribute("d").split(" M");
    shapes[path.dataset.country] = polygons.map(polygon =>
      polygon.split("z").filter(Boolean).map(readRing)
    );
  }
  return { unit: Number(land.dataset.unit), shapes };
}

function readRing(text) {
  return text.match(/-?\d+/g).map((step, at) => (at % 2 ? -step : +step));
}

/* geodata.dates.YearSpan.certainty */
export function certainty(date, years) {
  if (date.length < 6) return "undated";
  if (!years) return "certain";
  if (date[2] > years[1] || date[5] < years[0]) return "out";
  return date[3] <= years[1] && date[4] >= years[0] ? "certain" : "possible";
}

function answers(data, layer, row, facet, wanted) {
  if (facet.kind === "text") return !wanted || data.holds(layer, row, wanted);
  const values = data.tables[layer].facets[facet.word];
  return !wanted || !values || values[row].some(value => wanted.has(value));
}

/* The rows that answer, by layer: {rows: [...], certainty: [...]}. `asked` has by the word
   of each filter a set of values, or null for: not asked; years; whether to keep the undated;
   words to look for. */
export function select(data, asked) {
  const shown = { asked };
  const facets = data.facets.filter(facet => facet.kind === "choice" || facet.kind === "text");
  for (const layer of data.layers) {
    const table = data.tables[layer];
    const found = { rows: [], certainty: [] };
    for (let row = 0; row < table.length; row++) {
      if (!facets.every(facet => answers(data, layer, row, facet, asked[facet.word]))) continue;
      const sure = certainty(data.dates[table.date[row]], asked.year);
      if (sure === "out" || (sure === "undated" && !asked.undated)) continue;
      found.rows.push(row);
      found.certainty.push(sure);
    }
    shown[layer] = found;
  }
  return shown;
}

/* How much of each layer is shown of each value of a filter. */
export function tally(data, shown, word) {
  const counts = new Map();
  for (const layer of data.layers) {
    const values = data.tables[layer].facets[word];
    if (!values) continue;
    for (const row of shown[layer].rows) {
      for (const value of new Set(values[row])) {
        if (!counts.has(value)) counts.set(value, {});
        const own = counts.get(value);
        own[layer] = (own[layer] ?? 0) + countOf(data, layer, row);
      }
    }
  }
  return counts;
}

export const countOf = (data, layer, row) => data.tables[layer].count?.[row] ?? 1;

/* The layers that have a role. */
export const ofRole = (data, role) => data.layers.filter(layer => data.roles[layer] === role);

export const isSite = (data, layer) => data.roles[layer] === "site";

/* What a reader sees for a value of a column. */
export function labelOf(data, layer, column, row) {
  const value = data.tables[layer][column][row];
  return data.labels[layer][column]?.[value] || value;
}

/* Who speaks in a statement, and for which country, but for one that is said already. */
export function speakerOf(data, words, layer, row, saidFor = "") {
  const speaker = labelOf(data, layer, "speaker", row);
  const from = data.tables[layer].speaker_country?.[row];
  if (!from || from === saidFor) return speaker;
  return words.say("{speaker}, {country}", { speaker, country: words.country(from) });
}
