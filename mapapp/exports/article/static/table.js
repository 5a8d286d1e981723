/* The shown records as a CSV file that a spreadsheet reads and never runs. */
import { make } from "../../../../layers/static/elements.js";
import { addressOf, cellOf, sourceNamesOf } from "./list.js";
import { settings } from "./settings.js";

/* What the page knows besides the cells that it brought (payload.py). */
const KNOWN_CELLS = {
  layer: (data, layer) => layer,
  id: (data, layer, row) => data.tables[layer].id[row],
  certainty: (data, layer, row, shown) => shown[layer].certainty.get(row),
  source_names: sourceNamesOf,
  source_urls: (data, layer, row) =>
    data.tables[layer].sources[row].map(at => addressOf(data, at)).join("; "),
  citation: () => settings.citation
};

/* A spreadsheet takes a text that begins like this for a formula: geodata/formulas.py. */
export function cell(value) {
  let text = String(value).replace(/\r\n?/g, "\n");
  const begun = text.replace(/^'+/, "");
  const isFormula = settings.formulaStarts.some(start => begun.startsWith(start));
  if (typeof value === "string" && isFormula) text = `'${text}`;
  return /[",;\r\n\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function writeTable(data, shown) {
  const lines = [settings.columns.join(",")];
  for (const layer of data.layers) {
    for (const row of shown[layer].rows) {
      const cells = settings.columns.map(name =>
        (KNOWN_CELLS[name] ?? cellIn(name))(data, layer, row, shown)
      );
      lines.push(cells.map(cell).join(","));
    }
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

const cellIn = name => (data, layer, row) => cellOf(data, layer, row, name);

export function saveText(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
