/* The list of records by country: real HTML where the page brought it, else written from the data
   when a country is opened. Text of a record becomes text nodes, never HTML. */
import { add, make } from "../../../../layers/static/elements.js";
import { prefersCalm } from "../../../../layers/static/ground.js";
import { recordsOf } from "./reading.js";
import { total } from "./data.js";
import { citiesOf } from "./scene.js";
import { settings } from "./settings.js";

/* A long list begins with so many countries, and a button shows the others. */
const MAX_LISTED = 12;
const FIRST_LISTED = 10;

export function makeList(data, words, onlocate) {
  const list = document.querySelector(".countries");
  const button = document.getElementById("all-countries");
  const groups = [...list.querySelectorAll("details")].map(element => ({
    element,
    name: fold(element.querySelector("h3").textContent),
    code: element.dataset.country,
    counts: element.querySelector(".counts"),
    records: element.querySelector("ul")
  }));
  const isWritten = Boolean(document.querySelector(".record"));
  let isCut = true;
  for (const record of document.querySelectorAll(".record")) addLocator(data, words, record);

  const visibleGroups = () => groups.filter(({ element }) => !element.hidden);

  /* Show the records of a selection, and no others: the country with the most sites first. */
  function show(shown) {
    const found = gather(shown);
    for (const group of groups) {
      group.shown = found.get(group.code) ?? nothing();
      const said = data.layers.flatMap(layer => words.things(layer, group.shown[layer].rows));
      group.order = [data.sites, data.layers].map(layers => total(data, group.shown, layers));
      group.element.hidden = !said.length;
      group.counts.textContent = words.listed(said);
      if (isWritten) hideOthers(group);
      else {
        group.records.textContent = "";
        if (group.element.open) write(group);
      }
    }
    groups.sort(
      (one, other) =>
        !one.code - !other.code ||
        other.order[0] - one.order[0] ||
        other.order[1] - one.order[1] ||
        (one.name < other.name ? -1 : 1)
    );
    groups.forEach(({ element }, at) => {
      const there = list.querySelectorAll("details")[at];
      if (there !== element) there.before(element);
    });
    cut();
    openTheOnlyOne();
  }

  /* The shown records of each country that is asked for. */
  function gather(shown) {
    const { country } = shown.asked;
    const found = new Map();
    for (const layer of data.layers) {
      for (const [row, sure] of shown[layer].certainty) {
        const codes = data.tables[layer].countries[row];
        for (const code of codes.length ? codes : [""]) {
          if (country && !country.has(code)) continue;
          if (!found.has(code)) found.set(code, nothing());
          found.get(code)[layer].rows.push(row);
          found.get(code)[layer].certainty.set(row, sure);
        }
      }
    }
    return found;
  }

  const nothing = () =>
    Object.fromEntries(data.layers.map(layer => [layer, { rows: [], certainty: new Map() }]));

  /* Count the countries of the selection, not those of the page: an answer is never cut away. */
  function cut() {
    const visible = visibleGroups();
    button.hidden = !isCut || visible.length <= MAX_LISTED;
    button.textContent = words.count("{n} more", visible.length - FIRST_LISTED);
    visible.forEach(({ element }, at) => {
      element.classList.toggle("is-cut", !button.hidden && at >= FIRST_LISTED);
    });
  }

  function showAll() {
    isCut = false;
    cut();
  }

  button.addEventListener("click", showAll);

  /* One country alone needs no second click; of very many records, the reader decides. */
  function openTheOnlyOne() {
    const visible = visibleGroups();
    if (isWritten && visible.length === 1) visible[0].element.open = true;
  }

  function hideOthers({ records, shown }) {
    for (const record of records.children) {
      const [layer, row] = record.dataset.of.split(" ");
      record.hidden = !shown[layer].certainty.has(Number(row));
    }
  }

  function write({ records, shown }) {
    for (const layer of data.layers) {
      const { rank } = recordsOf(data, layer).entries;
      for (const row of [...shown[layer].rows].sort((a, b) => rank[a] - rank[b])) {
        records.append(writeEntry(data, words, layer, row));
      }
    }
  }

  /* Bring the records of a mark into view: of a city by its key, of a country by its code. */
  function open(country, key) {
    const group = visibleGroups().find(({ code }) => code === country);
    if (!group) return;
    showAll();
    group.element.open = true;
    if (!isWritten && !group.records.children.length) write(group);
    clearMarked();
    const found = [...group.records.children].filter(
      record => key && !record.hidden && placesOf(data, record).includes(key)
    );
    for (const record of found) record.classList.add("is-marked");
    const target = found[0] ?? group.element.querySelector("summary");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", behavior: prefersCalm() ? "auto" : "smooth" });
  }

  function clearMarked() {
    list.querySelector(".is-marked")?.classList.remove("is-marked");
    if (list.querySelector(".is-marked")) clearMarked();
  }

  list.addEventListener("click", event => {
    const record = event.target.closest("button.locate")?.closest(".record");
    if (!record) return;
    clearMarked();
    record.classList.add("is-marked");
    onlocate(placesOf(data, record)[0]);
  });
  for (const group of groups) {
    group.element.addEventListener("toggle", () => {
      const isEmpty = group.element.open && !group.records.children.length;
      if (isEmpty && !isWritten && group.shown) write(group);
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

/* An entry as the template writes it (entries.py says what is in it). */
function writeEntry(data, words, layer, row) {
  const { parties, countries, sources, role } = data.tables[layer];
  const { entries, saved } = recordsOf(data, layer);
  const record = make("li", {
    class: "record",
    "data-of": `${layer} ${row}`
  });
  const title = saved.title?.[row] && "title";
  const head = add(
    record,
    "h4",
    { class: title || null },
    entries.head[row] ?? cellOf(data, layer, row, "city")
  );
  const count = entries.count[row];
  if (count) head.append(" ", make("span", { class: "count" }, count));
  const facts = add(record, "p", { class: "facts" });
  for (const at of settings.entry.namesParties ? parties[row] : []) {
    facts.append(make("span", { class: `behind j${at}` }, data.jurisdictions[at].name), " · ");
  }
  facts.append(entries.facts[row]);
  const { mainLanguage } = settings;
  const lang = mainLanguage !== document.documentElement.lang && mainLanguage;
  for (const name of settings.entry.prose) {
    const text = entries.notes[name]?.[row] ?? saved[name]?.[row];
    if (text) add(record, "p", { class: `prose ${name}`, lang }, text);
  }
  if (role === "site") writeDenied(record, countries[row][0]);
  writeSources(data, record, sources[row]);
  addLocator(data, words, record);
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

const CODE = /^[A-Z]{2}$/;

/* Whether what the page says of a record holds every word of a search: its entry, its countries in
   any language, its towns, the labels of its values, the sources that it cites. */
export function makeSearch(data, words) {
  const texts = {};
  const listed = [...document.querySelectorAll(".sources li")];
  let names; // made at the first search, since that takes long
  function textOf(layer, row) {
    const { countries, facets, sources } = data.tables[layer];
    const entry = partOf(layer, row, "") ?? writeEntry(data, words, layer, row);
    const said = [
      entry.textContent,
      ...placesOf(data, entry),
      ...countries[row].map(words.country)
    ];
    const codes = countries[row].filter(code => CODE.test(code));
    names ??= settings.languages.map(
      language => new Intl.DisplayNames(language, { type: "region" })
    );
    said.push(...codes.flatMap(code => names.map(each => each.of(code))));
    for (const [word, values] of Object.entries(facets)) {
      for (const value of values[row]) said.push(data.called[word]?.[value]);
      for (const option of document.querySelectorAll(`#${word} option`)) {
        if (values[row].includes(option.value)) said.push(option.dataset.label ?? option.text);
      }
    }
    if (listed.length) said.push(...sources[row].map(at => listed[at].textContent));
    return fold(said.join(" "));
  }
  return (layer, row, search) => {
    const text = (texts[`${layer} ${row}`] ??= textOf(layer, row));
    return fold(search)
      .split(" ")
      .every(word => text.includes(word));
  };
}

/* What only a page with a script can offer. */
function addLocator(data, words, record) {
  record.tabIndex = -1;
  if (!placesOf(data, record).length) return;
  add(record, "button", { class: "locate", type: "button" }, words.say("Show on the map"));
}

/* The keys of the cities of a record, as the list shows it. */
function placesOf(data, record) {
  const [layer, row] = record.dataset.of.split(" ");
  return citiesOf(data, layer, row).map(({ key }) => key);
}

/* Who denied it, as the page says of the country. */
function writeDenied(record, country) {
  const { denied } = document.querySelector(`details[data-country="${country}"]`)?.dataset ?? {};
  if (denied) add(record, "p", { class: "denied" }, make("a", { href: "#denials" }, denied));
}

function writeSources(data, record, sources) {
  const label = settings.entry[sources.length > 1 ? "sources" : "oneSource"];
  const line = add(record, "p", { class: "cited" }, make("b", {}, label));
  sources.forEach((at, place) => {
    const href = data.sources.url[at];
    const text = data.sources.text[at];
    line.append(place ? "; " : " ", href ? make("a", { href }, text) : text);
  });
}

/* A part of the entry that the page brought for a record; of several alike, the first. */
function partOf(layer, row, selector) {
  return document.querySelector(`.record[data-of="${layer} ${row}"]${selector}`);
}

/* What a mark says of the record of a site that lies there, by the column. */
const ON_MARK = { city: "name", lon: "lon", lat: "lat" };

/* What a record says in a column: in the data, else on its mark, or in the list that the page
   brought. */
export function cellOf(data, layer, row, name) {
  const cell = recordsOf(data, layer).saved[name]?.[row];
  if (cell !== undefined && cell !== null) return cell;
  if (cell === null && name in ON_MARK) return citiesOf(data, layer, row)[0]?.[ON_MARK[name]] ?? "";
  return partOf(layer, row, ` .${name}`)?.firstChild.textContent ?? "";
}

/* Who published the sources of a record, and when. */
export function sourceNamesOf(data, layer, row) {
  if (data.sources) {
    return data.tables[layer].sources[row].map(at => data.sources.text[at]).join("; ");
  }
  const line = partOf(layer, row, " .cited").cloneNode(true);
  line.querySelector("b").remove();
  return line.textContent.trim();
}

/* Where a source is on the web; empty if it does not. */
export function addressOf(data, at) {
  if (data.sources) return data.sources.url[at];
  const item = document.querySelectorAll(".sources li")[at];
  return item.querySelector("a:not(.archived)")?.getAttribute("href") ?? "";
}

/* Of the sources that records cite, list those of the shown ones; any other stays. */
export function showSources(data, words, shown) {
  const block = document.querySelector(".sources");
  if (!block) return;
  const items = block.querySelectorAll("li");
  for (const layer of data.layers) {
    for (const at of new Set(data.tables[layer].sources.flat())) items[at].hidden = true;
  }
  for (const layer of data.layers) {
    const { sources } = data.tables[layer];
    const cited = new Set(shown[layer].rows.flatMap(row => sources[row]));
    for (const at of cited) items[at].hidden = false;
  }
  const listed = block.querySelectorAll("li:not([hidden])").length;
  block.hidden = !listed;
  block.querySelector("h2").textContent = words.count("{n} source", listed);
}
