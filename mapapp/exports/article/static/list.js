/* The list beside the map: real HTML where the page brought it, else written from the data when a
   country is opened. Text of a record becomes text nodes, never HTML. */
import { add, make } from "../../../../layers/static/elements.js";
import { prefersCalm } from "../../../../layers/static/ground.js";
import { isSite, labelOf, speakerOf } from "./data.js";
import { inOrder } from "./scene.js";
import { settings } from "./settings.js";
import { capitalised } from "./words.js";

/* On a narrow page a long list begins with so many countries, and a button shows the others. */
const MOST_LISTED = 12;
const FIRST_LISTED = 10;

export function makeList(data, words, onlocate) {
  const groups = [...document.querySelectorAll("details.country")].map(readGroup);
  const isWritten = Boolean(document.querySelector(".record"));
  let isCut = true;
  let shown = null;
  for (const record of document.querySelectorAll(".record")) addLocator(words, record);

  function readGroup(element) {
    return {
      element,
      code: element.dataset.country,
      counts: element.querySelector(".counts"),
      records: element.querySelector("ul"),
      rows: null
    };
  }

  /* Show the records of a selection, and no others. */
  function show(selection) {
    shown = selection;
    const visible = gatherRows(selection);
    for (const group of groups) {
      const rows = visible.get(group.code) ?? {};
      const said = data.layers.flatMap(layer => words.things(layer, rows[layer]?.rows ?? []));
      group.rows = rows;
      group.element.hidden = !said.length;
      group.counts.textContent = words.listed(said);
      if (isWritten) hideOthers(group);
      else if (group.element.open) write(group);
      else group.records.textContent = "";
    }
    cut();
    openTheOnlyOne();
  }

  const visibleGroups = () => groups.filter(({ element }) => !element.hidden);

  /* Count the countries of the selection, not those of the page: an answer is never cut away. */
  function cut() {
    const visible = visibleGroups();
    const button = document.getElementById("all-countries");
    button.hidden = !isCut || visible.length <= MOST_LISTED;
    button.textContent = words.count("All {n} country", visible.length);
    visible.forEach((group, at) => {
      group.element.classList.toggle("is-cut", !button.hidden && at >= FIRST_LISTED);
    });
  }

  function showAll() {
    isCut = false;
    cut();
  }

  document.getElementById("all-countries").addEventListener("click", showAll);

  /* One country alone needs no second click; of very many records, the reader decides. */
  function openTheOnlyOne() {
    const visible = visibleGroups();
    if (isWritten && visible.length === 1) visible[0].element.open = true;
  }

  function gatherRows(selection) {
    const asked = selection.asked.country;
    const visible = new Map();
    for (const layer of data.layers) {
      for (const row of selection[layer].rows) {
        const codes = data.tables[layer].countries[row];
        for (const code of codes.length ? [...new Set(codes)] : [""]) {
          if (asked && !asked.has(code)) continue;
          if (!visible.has(code)) visible.set(code, {});
          const rows = visible.get(code);
          rows[layer] ??= { rows: [], has: new Set() };
          rows[layer].rows.push(row);
          rows[layer].has.add(row);
        }
      }
    }

    return visible;
  }

  function hideOthers(group) {
    for (const record of group.records.children) {
      const [layer, row] = record.dataset.of.split(" ");
      record.hidden = !group.rows[layer]?.has.has(Number(row));
    }
  }

  function write(group) {
    group.records.textContent = "";
    for (const layer of data.layers) {
      for (const row of inSequence(layer, group.rows[layer]?.rows ?? [])) {
        group.records.append(writeEntry(data, words, layer, row));
      }
    }
  }

  function inSequence(layer, rows) {
    if (!isSite(data, layer)) return rows;
    function rank(row) {
      const spot = data.tables[layer].spot[row];
      return (data.spots.located[spot] ? "0" : "1") + headOf(data, words, layer, row).toLowerCase();
    }
    return rows
      .map(row => ({ row, rank: rank(row) }))
      .sort((a, b) => inOrder(a.rank, b.rank) || a.row - b.row)
      .map(({ row }) => row);
  }

  /* Bring the records of a mark into view: of a city by its key, of a country by its code. */
  function open(country, key) {
    const group = visibleGroups().find(({ code }) => code === country);
    if (!group) return;
    showAll();
    group.element.open = true;
    if (!isWritten && !group.records.children.length) write(group);
    clearMarked();
    const found = key ? entriesOf(group, key) : [];
    for (const record of found) record.classList.add("is-marked");
    const target = found[0] ?? group.element.querySelector("summary");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", behavior: prefersCalm() ? "auto" : "smooth" });
  }

  function entriesOf(group, key) {
    return [...group.records.children].filter(
      ({ hidden, dataset }) => !hidden && dataset.places?.split("\n").includes(key)
    );
  }

  function clearMarked() {
    for (const record of document.querySelectorAll(".is-marked")) {
      record.classList.remove("is-marked");
    }
  }

  document.querySelector(".countries").addEventListener("click", event => {
    const record = event.target.closest("button.locate")?.closest(".record");
    if (!record) return;
    clearMarked();
    record.classList.add("is-marked");
    onlocate(record.dataset.places.split("\n")[0]);
  });
  for (const group of groups) {
    group.element.addEventListener("toggle", () => {
      if (group.element.open && !isWritten && shown && !group.records.children.length) write(group);
    });
  }

  return {
    show,
    open,
    openAll() {
      showAll();
      for (const { element } of visibleGroups()) element.open = true;
    }
  };
}

export function headOf(data, words, layer, row) {
  const table = data.tables[layer];
  if (table.title?.[row]) return table.title[row];
  if (isSite(data, layer)) {
    const spot = table.spot[row];
    return data.spots.city[spot] || data.spots.admin1[spot] || words.say("City not known");
  }
  return table.kind?.[row] ? labelOf(data, layer, "kind", row) : capitalised(words.noun(layer, 1));
}

/* An entry as the template writes it (entries.py says what is in it). */
export function writeEntry(data, words, layer, row) {
  const table = data.tables[layer];
  const record = make("li", {
    class: "record",
    "data-of": `${layer} ${row}`,
    "data-places": placesOf(data, layer, row).join("\n") || null
  });
  const head = add(record, "h4", {}, headOf(data, words, layer, row));
  const count = table.count?.[row];
  if (count > 1) head.append(" ", make("span", { class: "count" }, words.counted(layer, count)));
  const facts = add(record, "p", { class: "facts" });
  for (const at of table.jurisdictions?.[row] ?? []) {
    facts.append(make("span", { class: `behind j${at}` }, data.jurisdictions[at].name), " · ");
  }
  facts.append(factsOf(data, words, layer, row).join(" · "));
  const { mainLanguage } = settings;
  const lang = mainLanguage !== document.documentElement.lang && mainLanguage;
  for (const name of ["status_note", "summary", "note"]) {
    const text = table[name]?.[row];
    if (text) add(record, "p", { class: `prose ${name}`, lang }, text);
  }

  if (isSite(data, layer)) writeDenied(record, table.countries[row][0]);
  writeSources(data, words, record, table.sources[row]);
  addLocator(words, record);
  return record;
}

/* geodata.names.fold_name */
export function fold(text) {
  const { letters, accents, apostrophes } = settings.folding;
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/./gu, letter => letters[letter] ?? letter)
    .replace(new RegExp(accents, "g"), "")
    .normalize("NFC")
    .replace(new RegExp(apostrophes, "g"), "")
    .replace(/[^\p{L}\p{N}\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]+/gu, " ")
    .trim();
}

/* Whether what the page says of a record holds every word of a search: its entry, its countries in
   any language, its towns, the labels of its values, the sources that it cites. */
export function makeSearch(data, words) {
  const texts = {};
  function textOf(layer, row) {
    const table = data.tables[layer];
    const entry = partOf(layer, row, "") ?? writeEntry(data, words, layer, row);
    const said = [entry.textContent, ...table.countries[row].map(words.country)];
    for (const at of table.towns?.[row] ?? []) said.push(data.spots.city[at]);
    for (const facet of data.facets) {
      const values = table.facets[facet.word]?.[row] ?? [];
      for (const value of values) said.push(data.called[facet.word]?.[value] ?? "");
      for (const option of document.querySelectorAll(`#${facet.word} option`)) {
        if (values.includes(option.value)) said.push(option.dataset.label ?? option.text);
      }
    }
    const listed = document.querySelectorAll(".sources li");
    for (const at of table.sources[row]) {
      if (listed.length) said.push(listed[data.sources.place[at]].textContent);
    }

    return fold(said.join(" "));
  }
  return (layer, row, search) => {
    const key = `${layer} ${row}`;
    const text = (texts[key] ||= textOf(layer, row));
    return fold(search)
      .split(" ")
      .every(word => text.includes(word));
  };
}

/* What only a page with a script can offer. */
export function addLocator(words, record) {
  record.tabIndex = -1;
  if (!record.dataset.places) return;
  add(record, "button", { class: "locate", type: "button" }, words.say("Show on the map"));
}

/* Who denied it, as the page says of the country. */
function writeDenied(record, country) {
  const { denied } = document.querySelector(`details[data-country="${country}"]`)?.dataset ?? {};
  if (denied) add(record, "p", { class: "denied" }, make("a", { href: "#denials" }, denied));
}

function writeSources(data, words, record, sources) {
  const label = words.say(sources.length > 1 ? "Sources" : "One source only");
  const name = make("b", {}, words.say("{name}:", { name: label }));
  const line = add(record, "p", { class: "cited" }, name);
  sources.forEach((at, place) => {
    const href = data.sources.url[at];
    const text = data.sources.text[at];
    line.append(place ? "; " : " ", href ? make("a", { href }, text) : text);
  });
}

function placesOf(data, layer, row) {
  const table = data.tables[layer];
  const spots = isSite(data, layer) ? [table.spot[row]] : (table.towns?.[row] ?? []);
  return spots.filter(spot => data.spots.located[spot]).map(spot => data.spots.key[spot]);
}

function factsOf(data, words, layer, row) {
  const table = data.tables[layer];
  const facts = [];
  if (table.title?.[row] && table.kind?.[row]) facts.push(labelOf(data, layer, "kind", row));
  const signed = table.signed && data.dates[table.signed[row]][1];
  if (signed) facts.push(words.say("signed {date}", { date: signed }));
  if (table.speaker?.[row]) facts.push(speakerOf(data, words, layer, row));
  facts.push(data.dates[table.date[row]][1] || words.say("no date"));
  if (table.status?.[row]) {
    const since = table.status_date ? data.dates[table.status_date[row]][1] : "";
    const text = labelOf(data, layer, "status", row);
    facts.push(since ? words.say("{text} ({more})", { text, more: since }) : text);
  }
  return [...facts, ...(table.told?.[row] ?? [])];
}

/* A part of the entry that the page brought for a record; of several alike, the first. */
function partOf(layer, row, selector) {
  return document.querySelector(`.record[data-of="${layer} ${row}"]${selector}`);
}

/* What a record says in a column: in the data, or in the list that the page brought. */
export function cellOf(data, layer, row, name) {
  const column = data.tables[layer][name];
  if (column) return column[row];
  return partOf(layer, row, ` .prose.${name}`)?.textContent ?? "";
}

/* Who published the sources of a record, and when. */
export function sourceNamesOf(data, layer, row) {
  if (!data.sources.text) {
    const line = partOf(layer, row, " .cited").cloneNode(true);
    line.querySelector("b").remove();
    return line.textContent.trim();
  }
  return data.tables[layer].sources[row].map(at => data.sources.text[at]).join("; ");
}

/* Where a source stands on the web; empty if it does not. */
export function addressOf(data, at) {
  if (data.sources.url) return data.sources.url[at];
  const item = document.querySelectorAll(".sources li")[data.sources.place[at]];
  return item.querySelector("a:not(.archived)")?.getAttribute("href") ?? "";
}

/* Of the sources that records cite, list those of the shown ones; any other stays. */
export function showSources(data, words, shown) {
  const block = document.querySelector(".sources");
  if (!block) return;
  const cited = new Set();
  for (const layer of data.layers) {
    for (const row of shown[layer].rows) {
      for (const at of data.tables[layer].sources[row]) cited.add(at);
    }
  }

  const items = block.querySelectorAll("li");
  data.sources.place.forEach((place, at) => {
    items[place].hidden = !cited.has(at);
  });
  const listed = block.querySelectorAll("li:not([hidden])").length;
  block.hidden = !listed;
  block.querySelector("h2").textContent = words.count("{n} source", listed);
}
