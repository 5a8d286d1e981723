/* The shown records as a CSV file that a spreadsheet reads and never runs. */
import { make } from "../../../../layers/static/elements.js";
import { addressOf, cellOf, sourceNamesOf } from "./list.js";
import { settings } from "./settings.js";

const LISTED = "; ";

/* The columns, each with what it says of a record; without that it is the record's own column.
   Where `export table` has a column of the name, the cells are the same (exports/records.py). A
   record of several countries or jurisdictions lists them in the column that a site has for one. */
const COLUMNS = [
  ["layer", ({ layer }) => layer],
  ["id"],
  ["country", ({ countries }) => countries.join(LISTED)],
  ["country_name", ({ countries, words }) => countries.map(words.country).join(LISTED)],
  ["admin1", ofSpot("admin1")],
  ["city", ofSpot("city")],
  ["precision"],
  ["lon", ofPoint("lon")],
  ["lat", ofPoint("lat")],
  ["count"],
  ["title"],
  ["kind"],
  ["jurisdiction", ofJurisdictions("id")],
  ["jurisdiction_name", ofJurisdictions("name")],
  ["date", dateIn("date")],
  ["signed", dateIn("signed")],
  ["status"],
  ["status_date", dateIn("status_date")],
  ["status_note"],
  ["speaker"],
  ["speaker_country"],
  ["speaker_country_name", speakerCountry],
  ["summary"],
  ["note"],
  ["certainty", ({ certainty }) => certainty],
  ["single_source", ({ sources }) => sources.length === 1],
  ["source_names", ({ data, layer, row }) => sourceNamesOf(data, layer, row)],
  ["source_urls", ({ data, sources }) => sources.map(at => addressOf(data, at)).join(LISTED)],
  ["citation", () => settings.citation]
];

function ofSpot(name) {
  return ({ data, spot }) => data.spots[name][spot] ?? "";
}

function ofPoint(name) {
  return ({ data, spot }) => (data.spots.located[spot] ? data.spots[name][spot] : "");
}

function ofJurisdictions(name) {
  return ({ data, jurisdictions }) =>
    jurisdictions.map(at => data.jurisdictions[at][name]).join(LISTED);
}

function speakerCountry({ table, row, words }) {
  const code = table.speaker_country?.[row];
  return code ? words.country(code) : "";
}

function dateIn(name) {
  return ({ data, table, row }) => (table[name] ? data.dates[table[name][row]][0] : "");
}

/* A spreadsheet takes a text that begins like this for a formula: geodata/formulas.py. */
export function cell(value) {
  let text = String(value).replace(/\r\n?/g, "\n");
  const begun = text.replace(/^'+/, "");
  const isFormula = settings.formulaStarts.some(start => begun.startsWith(start));
  if (typeof value === "string" && isFormula) text = `'${text}`;
  return /[",;\r\n\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function writeTable(data, words, shown) {
  const lines = [COLUMNS.map(([name]) => name).join(",")];
  for (const layer of data.layers) {
    shown[layer].rows.forEach((row, place) => {
      const record = readRecord(data, words, layer, row, shown[layer].certainty[place]);
      lines.push(COLUMNS.map(([name, tell]) => cell(valueIn(record, name, tell))).join(","));
    });
  }

  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function valueIn(record, name, tell) {
  return tell ? tell(record) : cellOf(record.data, record.layer, record.row, name);
}

function readRecord(data, words, layer, row, certainty) {
  const table = data.tables[layer];
  return {
    data,
    words,
    layer,
    row,
    table,
    countries: table.countries[row],
    jurisdictions: table.jurisdictions?.[row] ?? [],
    spot: table.spot?.[row],
    sources: table.sources[row],
    certainty
  };
}

export function saveText(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
