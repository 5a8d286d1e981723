/* What a page whose rows are groups of records says besides: of a country, and of the place that
   was pressed, how many there are of what kind, and how many of them are listed. A page of
   records has page.js as its entry, this one adds to it. */
import { add, make } from "../../../../layers/static/elements.js";
import { tally } from "./data.js";
import { mergeNearby } from "./nearby.js";
import { Reader } from "./page.js";
import { buildScene, citiesOf } from "./scene.js";

/* Of a filter with more values, those that most records have. */
const MAX_VALUES = 8;

const showPage = Reader.prototype.show;
const makeViewOfPage = Reader.prototype.makeView;

/* The reader is made when the data is read, which is later than this runs. */
Reader.prototype.show = function (options) {
  this.hasGroups ??= describeGroups(this);
  showPage.call(this, options);
};

/* There are too many places for a mark each: near ones are drawn together, again at each zoom. */
Reader.prototype.makeView = function (...where) {
  const view = makeViewOfPage.apply(this, where);
  view.map.on("zoomend", () => view.drawing && this.draw(view));
  return view;
};

Reader.prototype.sceneOf = function ({ map }) {
  const marks = mergeNearby(this.marks, map.getZoom());
  return buildScene(this.data, this.shown, this.words, this.colouring, marks);
};

/* Let the list of a reader describe groups, too. */
function describeGroups(reader) {
  const { list } = reader;
  const countries = [...document.querySelectorAll(".country")];
  for (const country of countries) {
    country.addEventListener("toggle", () => country.open && describeCountry(reader, country));
  }
  reader.list = {
    ...list,
    show(shown) {
      list.show(shown);
      for (const country of countries) {
        country.querySelectorAll(".of-groups").forEach(part => part.remove());
        if (country.open) describeCountry(reader, country);
      }
    },
    open(code, key) {
      list.open(code, key);
      const country = countries.find(({ dataset }) => dataset.country === code);
      if (country && !country.hidden) describePlace(reader, country, key);
    }
  };
  return true;
}

/* How many records a country has, of what kind, and how many of them are listed. */
function describeCountry(reader, country) {
  const code = country.dataset.country;
  country.querySelector(".of-groups:not(.is-marked)")?.remove();
  const rows = rowsOf(reader, code);
  const block = describeKinds(reader, rows, "");
  const listed = country.querySelectorAll("li.record:not([hidden])").length;
  const number = countRecords(reader, rows);
  const fields = { listed, number, rest: number - listed };
  for (const name of Object.keys(fields)) fields[name] = reader.words.number(fields[name]);
  const said = "Listed here: {listed} of {number} records; not listed: {rest}.";
  add(block, "p", { class: "facts" }, reader.words.say(said, fields));
  country.querySelector("summary").after(block);
}

/* The same of a place that was pressed on the map: first in its country, and in view. */
function describePlace(reader, country, key) {
  document.querySelector(".of-groups.is-marked")?.remove();
  if (!country.querySelector(".of-groups")) describeCountry(reader, country);
  if (!key) return;
  const { data, words } = reader;
  const rows = rowsOf(reader, country.dataset.country, (layer, row) =>
    citiesOf(data, layer, row).some(city => city.key === key)
  );
  const cities = data.layers.flatMap(layer =>
    rows[layer].flatMap(row => citiesOf(data, layer, row))
  );
  const name = cities.find(city => city.key === key)?.name;
  if (!name) return;
  const things = words.listed(data.layers.flatMap(layer => words.things(layer, rows[layer])));
  const head = words.say("{name}: {things}", { name, things });
  const block = describeKinds(reader, rows, head);
  block.classList.add("is-marked");
  block.tabIndex = -1;
  country.querySelector("summary").after(block);
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "nearest" });
}

/* The shown rows of a country, of those that a question keeps, by layer. */
function rowsOf({ data, shown }, code, isWanted = () => true) {
  return Object.fromEntries(
    data.layers.map(layer => {
      const { countries } = data.tables[layer];
      const isThere = row => (code ? countries[row].includes(code) : !countries[row].length);
      return [layer, shown[layer].rows.filter(row => isThere(row) && isWanted(layer, row))];
    })
  );
}

function countRecords({ data }, rows) {
  const numbers = data.layers.flatMap(layer =>
    rows[layer].map(row => data.tables[layer].records[row])
  );
  return numbers.reduce((sum, n) => sum + n, 0);
}

/* What kinds there are of the sites among some rows, or of each other layer where there are none:
   layers are not counted together. */
function describeKinds(reader, rows, head) {
  const block = make("div", { class: "record of-groups" }, head && make("h4", {}, head));
  const { data, words } = reader;
  const there = data.layers.filter(layer => rows[layer].length);
  const sites = there.filter(layer => data.sites.includes(layer));
  for (const layer of sites.length ? sites : there) {
    if (!head) add(block, "h4", {}, words.listed(words.things(layer, rows[layer])));
    reader.eachChoice(({ word }, options) =>
      describeValues(block, reader, layer, rows, word, options)
    );
    if (reader.known.year) describeYears(block, reader, layer, rows[layer]);
  }
  return block;
}

/* How many have each value of a filter, the most first. */
function describeValues(block, { data, words }, layer, rows, word, options) {
  if (word === "country" || word === "layer") return;
  const labels = new Map(options.map(each => [each.value, each.dataset.label ?? each.text]));
  const shown = { [layer]: { rows: rows[layer] } };
  const counts = tally(data, shown, [layer], ({ facets }) => facets[word]);
  const values = [...counts].filter(([value, n]) => n && labels.has(value));
  if (!values.length) return;
  values.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const said = values.map(([value, n]) => `${labels.get(value)} ${words.number(n)}`);
  const more = said.splice(MAX_VALUES).length;
  if (more) said.push(words.count("{n} more", more));
  const name = document.querySelector(`label[for="${word}"]`).textContent;
  addLine(block, words, name, words.listed(said));
}

/* Between which years they begin, as the bars of the years count them, and how many are undated. */
function describeYears(block, { data, words }, layer, rows) {
  const { years } = data.tables[layer];
  const undated = rows.filter(row => !years[row].length);
  let [first, last] = [Infinity, -Infinity];
  for (const row of rows) {
    first = Math.min(first, years[row][1] ?? first);
    last = Math.max(last, years[row][1] ?? last);
  }
  const things = words.listed(words.things(layer, undated, rows));
  const said = [
    first <= last && words.years([first, last]),
    undated.length && words.say("undated: {things}", { things })
  ].filter(Boolean);
  if (said.length) addLine(block, words, words.say("Years"), words.listed(said));
}

function addLine(block, words, name, things) {
  add(block, "p", { class: "facts" }, words.say("{name}: {things}", { name, things }));
}
