/* The page: what the reader chooses, and map, list, sentence and address in step with it. */
import { addSvg, make } from "../../../../layers/static/elements.js";
import { ground, prefersCalm } from "../../../../layers/static/ground.js";
import { boundsOf, boundsOfBox, look } from "../../../../layers/static/camera.js";
import { draw } from "../../../../layers/static/marks.js";
import { isZooming } from "../../../../layers/static/pointing.js";
import { nothingAsked, readAddress, wishesWithin, writeAddress } from "./address.js";
import { readData } from "./reading.js";
import { readOutlines, select, stated, tally } from "./data.js";
import { makeKeys } from "./key.js";
import { showLegend } from "./legend.js";
import { makeList, makeSearch, showSources } from "./list.js";
import { buildScene, sumMarks } from "./scene.js";
import { settings } from "./settings.js";
import { saveText, writeTable } from "./table.js";
import { makeWords } from "./words.js";

const byId = id => document.getElementById(id);

/* What only a script can do is in the page hidden, for readers in whose browser none runs. */
async function start() {
  for (const part of document.querySelectorAll(".needs-js")) part.hidden = false;
  const data = await readData(byId("data").textContent);
  const reader = new Reader(data, makeWords(settings.words, data));
  reader.readAddress();
  addEventListener("hashchange", () => reader.readAddress());
  addEventListener("beforeprint", () => reader.prepareForPaper());
  addEventListener("afterprint", () => reader.layOut(settings.theme, ""));
  followMenus();
  reportHeight();
  window.mapapp = { reader }; // for the console and the tests
  document.documentElement.classList.add("is-ready");
}

export class Reader {
  constructor(data, words) {
    this.data = data;
    this.words = words;
    this.known = this.listKnown();
    this.asked = nothingAsked(data.facets);
    this.values = {};
    data.holds = makeSearch(data, words);
    this.list = makeList(data, words, key => this.locate(key));
    this.showKeys = makeKeys(data, words, this.known, (facet, values) =>
      this.toggle(facet, values)
    );
    const outlines = readOutlines(byId("land"));
    this.views = [...document.querySelectorAll(".map")].map(element =>
      this.makeView(element, outlines)
    );
    this.bindControls();
  }

  /* What a control offers, a reader may ask for. */
  listKnown() {
    const years = byId("first-year") ? settings.years : null;
    const known = { year: years, undated: years, search: byId("search") };
    this.eachChoice(({ word }, options) => {
      known[word] = options.map(({ value }) => value).filter(Boolean);
    });
    known.colour = [...(byId("colour")?.options ?? [])].map(({ value }) => value);
    return known;
  }

  /* The options of each filter that the page offers. */
  eachChoice(act) {
    for (const facet of this.data.facets) {
      const list = byId(facet.word);
      if (list && facet.kind === "choice") act(facet, [...list.options], list);
    }
  }

  /* --- choosing --- */

  bindControls() {
    this.eachChoice(({ word }, options, list) => {
      list.addEventListener("change", () => {
        this.asked[word] = list.value ? [list.value] : [];
        this.show({ isFramed: word === "country" });
      });
    });
    this.on("change", "#colour", ({ target }) => this.ask("colour", target.value));
    this.on("input", "#search", ({ target }) => this.ask("search", target.value.trim()));
    this.on("input", "#first-year, #last-year", ({ target }) => this.chooseYears(target));
    this.on("change", "#undated", ({ target }) => this.ask("undated", target.checked));
    this.on("click", "#reset", () => {
      this.asked = { ...nothingAsked(this.data.facets), colour: this.asked.colour };
      this.show({ isFramed: true });
      document.querySelector("h1").focus();
    });
    this.on("click", "#save", () => saveText(this.table, settings.fileName));
  }

  /* Answer an event of the elements that the page has for a choice; it may have none. */
  on(event, selector, act) {
    for (const element of document.querySelectorAll(selector)) element.addEventListener(event, act);
  }

  ask(word, wish) {
    this.asked[word] = wish;
    this.show();
  }

  /* Ask for some values besides the others, or no more. */
  toggle(word, values) {
    const others = this.asked[word].filter(value => !values.includes(value));
    const isAsked = others.length + values.length === this.asked[word].length;
    this.ask(word, isAsked ? others : [...others, ...values]);
  }

  /* The handle that moves pushes the other one along. */
  chooseYears(moved) {
    const [first, last] = [byId("first-year"), byId("last-year")];
    if (+first.value > +last.value) (moved === first ? last : first).value = moved.value;
    const range = [+first.value, +last.value];
    const isAll = range[0] <= this.known.year[0] && range[1] >= this.known.year[1];
    this.ask("year", isAll ? null : range);
  }

  wishes() {
    return wishesWithin(settings.base, this.asked, this.data.facets);
  }

  /* The records that answer all wishes but those of one filter. */
  within(word) {
    const wishes = this.wishes();
    return wishes[word] ? select(this.data, { ...wishes, [word]: null }) : this.shown;
  }

  get colouring() {
    const word = this.asked.colour || settings.colour;
    return this.data.colourings.find(each => each.word === word);
  }

  /* The shown records as a table. */
  get table() {
    return writeTable(this.data, this.shown);
  }

  /* --- showing --- */

  readAddress() {
    this.asked = readAddress(location.hash, this.data.facets, this.known);
    this.show({ isFramed: true });
  }

  /* Show what is asked for, and let the maps look at it if they are to be framed: before they are
     drawn, since many marks take long. */
  show({ isFramed = false } = {}) {
    const { data, words } = this;
    this.shown = select(data, this.wishes());
    this.marks = sumMarks(data, this.shown, this.colouring.word);
    this.scene = buildScene(data, this.shown, words, this.colouring, this.marks);
    this.countFrames();
    if (isFramed) this.frame();
    for (const view of this.views) this.draw(view);
    this.list.show(this.shown);
    showLegend(this.scene);
    showSources(data, words, this.shown);
    this.showStatement();
    this.showControls();
    this.writeAddress();
  }

  showStatement() {
    const { sentences, remarks } = this.words.state(this.shown);
    document.documentElement.classList.toggle("is-asked", this.isAsked);
    const statement = byId("statement");
    if (statement.textContent !== sentences) statement.textContent = sentences;
    byId("remarks").textContent = remarks;
  }

  showControls() {
    this.showKeys(this.colouring.word, this.asked, word => stated(this.data, this.within(word)));
    this.showLists();
    const { search, colour } = this.known;
    if (search && search.value.trim() !== this.asked.search) search.value = this.asked.search;
    if (colour.length) byId("colour").value = this.colouring.word;
    if (this.known.year) this.showYears();
    const records = this.data.layers.flatMap(layer => this.shown[layer].rows).length;
    byId("save").textContent = this.words.count("Save as CSV ({n} row)", records);
    byId("save").disabled = !records;
    byId("reset").hidden = !this.isAsked;
  }

  /* Each option says how much it would show: sites where any can have it, else records; of one layer
     where each has its own. */
  showLists() {
    const { data } = this;
    const asked = this.asked.layer;
    const hasSites = !asked.length || data.sites.some(layer => asked.includes(layer));
    this.eachChoice((facet, options, list) => {
      const { word } = facet;
      const ofSites = hasSites && data.of_sites.includes(word) ? this.ofSites(word) : new Set();
      const others = this.within(word);
      const counts = {};
      for (const option of options.filter(({ value }) => value)) {
        const { layer } = option.parentNode.dataset;
        const layers = layer ? [layer] : ofSites.has(option.value) ? data.sites : data.layers;
        const found = (counts[layers] ??= tally(
          data,
          others,
          layers,
          ({ facets }) => facets[word]
        ));
        const label = (option.dataset.label ??= option.textContent);
        option.textContent = `${label} (${this.words.number(found.get(option.value) ?? 0)})`;
      }
      this.choose(list, this.asked[word]);
    });
  }

  /* The values of a filter that sites of the page have. */
  ofSites(word) {
    const { data } = this;
    return (this.values[word] ??= new Set(
      data.sites.flatMap(layer => data.tables[layer].facets[word] ?? []).flat()
    ));
  }

  /* Set a list of choices; several, which only an address can ask for, are said to be so. */
  choose(list, values) {
    list.querySelector("[data-several]")?.remove();
    list.value = values[0] ?? "";
    if (values.length < 2) return;
    const text = `${this.words.say("several")} (${values.length})`;
    const several = make("option", { "data-several": true, value: "" }, text);
    list.append(several);
    several.selected = true;
  }

  showYears() {
    const range = this.asked.year || this.known.year;
    const [first, last] = range;
    byId("first-year").value = first;
    byId("last-year").value = last;
    byId("undated").checked = this.asked.undated;
    byId("years").textContent = this.asked.year ? this.words.years(range) : "";
    this.drawHistogram(first, last);
  }

  /* A bar for each year in which a record begins, of those that answer all other wishes. */
  drawHistogram(first, last) {
    const [begin] = this.known.year;
    const wishes = { ...this.wishes(), year: settings.base.year };
    const counts = this.countBeginnings(select(this.data, wishes));
    const most = Math.max(...counts, 1);
    const peak = begin + counts.indexOf(most);
    const svg = byId("histogram");
    const said = { year: peak, n: most };
    svg.setAttribute(
      "aria-label",
      this.words.say("How many begin in each year: most in {year} ({n})", said)
    );
    svg.setAttribute("aria-hidden", String(peak < begin)); // no bar, nothing to announce
    svg.setAttribute("viewBox", `0 0 ${counts.length} 1`);
    svg.replaceChildren();
    counts.forEach((count, at) => {
      const isIn = begin + at >= first && begin + at <= last;
      const height = count ? Math.max(0.06, count / most) : 0;
      const place = { x: at + 0.08, width: 0.84, y: 1 - height, height };
      addSvg(svg, "rect", { class: isIn ? "bar is-in" : "bar", ...place });
    });
  }

  countBeginnings(shown) {
    const { data } = this;
    const [begin, end] = this.known.year;
    const found = tally(data, shown, data.layers, ({ years }) => years.map(each => each[1]));
    return Array.from({ length: end - begin + 1 }, (_, at) => found.get(begin + at) ?? 0);
  }

  get fragment() {
    return writeAddress(this.asked, this.data.facets);
  }

  get isAsked() {
    return Boolean(writeAddress({ ...this.asked, colour: "" }, this.data.facets));
  }

  writeAddress() {
    const { fragment } = this;
    if (location.hash.replace(/^#/, "") === fragment) return;
    if (!fragment && !location.hash) return;
    try {
      history.replaceState(null, "", `#${fragment}`);
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // a preview has no address to write to
    }
  }

  /* --- map --- */

  makeView(element, outlines) {
    const map = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 1,
      scrollWheelZoom: false,
      keyboard: false,
      dragging: true,
      fadeAnimation: false,
      maxZoom: 7
    });
    const { bounds, inset } = element.dataset;
    const numbers = text => text.split(" ").map(Number);
    const view = { map, box: numbers(bounds), inset: inset && { box: numbers(inset), number: "" } };
    ground(map, outlines, { theme: settings.theme });
    this.bindMap(view, element);
    return view;
  }

  /* How many sites lie in the first of two frames, for the words above both and the box on the
     second; those of no known city lie where their country is. */
  countFrames() {
    const [first, second] = this.views;
    if (!second) return;
    const { sites, areas } = this.scene;
    const bounds = boundsOfBox(first.box);
    const numbers = [0, 0];
    const count = (lon, lat, n) => {
      numbers[Number(lon === null || !bounds.contains([lat, lon]))] += n;
    };
    sites.lon.forEach((lon, at) => count(lon, sites.lat[at], sites.count[at]));
    for (const { kind, lon, lat, count: n } of areas) if (kind === "unlocated") count(lon, lat, n);
    const [inside, elsewhere] = numbers.map(this.words.number);
    second.inset.number = inside;
    const said = [
      ["{n} in this frame", inside],
      ["{n} elsewhere", elsewhere]
    ];
    document.querySelectorAll(".where .counts").forEach((caption, at) => {
      const [text, n] = said[at];
      caption.textContent = this.words.say(text, { n });
    });
  }

  /* Draw the scene: the first time once and for all, later in place of the one before. */
  draw(view) {
    const options = {
      words: settings.mapWords,
      inset: this.asked.country.length ? null : view.inset,
      onopen: (key, kind) =>
        kind === "country" ? this.list.open(key, "") : this.list.open(key.split("/")[0], key)
    };
    const scene = this.sceneOf(view);
    if (view.drawing) view.drawing.update(scene, options);
    else view.drawing = draw(view.map, L.featureGroup().addTo(view.map), scene, options);
  }

  /* What a map draws: here the same on all. */
  sceneOf() {
    return this.scene;
  }

  /* A finger moves the map once it is zoomed in: else the page scrolls on. */
  bindMap(view, element) {
    const { map } = view;
    const isFinger = matchMedia("(pointer: coarse)").matches;
    const calm = () => {
      if (!isFinger) return;
      const isNear = map.getZoom() > map.getMinZoom() + 0.6;
      map.dragging[isNear ? "enable" : "disable"]();
    };
    const moved = () => (view.isMoved = true);
    calm();
    map.on("zoomend", calm);
    for (const button of element.parentNode.querySelectorAll("[data-zoom]")) {
      const step = Number(button.dataset.zoom);
      button.addEventListener("click", () => {
        if (step) map.setZoom(map.getZoom() + step);
        else this.frameView(view);
        view.isMoved = step !== 0;
      });
    }
    map.on("dragstart", moved);
    for (const name of ["dblclick", "keydown", "touchmove"]) {
      element.addEventListener(name, moved, { passive: true });
    }
    element.addEventListener("wheel", event => isZooming(event) && moved(), { passive: true });
    let width = map.getSize().x;
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (map.getSize().x === width) return;
      width = map.getSize().x;
      if (!view.isMoved && this.scene) this.frameView(view);
    }).observe(element);
  }

  /* The views that the editor chose, or one with the countries that the reader did. */
  frame() {
    const isOne = this.asked.country.length > 0;
    document.querySelector(".views").classList.toggle("is-one", isOne);
    for (const view of this.views) {
      view.map.invalidateSize({ animate: false });
      this.frameView(view);
    }
  }

  frameView(view) {
    view.isMoved = false;
    const { country } = this.asked;
    look(view.map, boundsOf(view.map, this.scene, country, view.box), {
      hasRoom: country.length > 0
    });
  }

  /* Show a mark on the first map that has it in sight, else on the last one. */
  locate(key) {
    const { sites, towns } = this.scene;
    const table = sites.key.includes(key) ? sites : towns;
    const at = table.key.indexOf(key);
    if (at < 0) return;
    const place = [table.lat[at], table.lon[at]];
    const visible = this.views.filter(({ map }) => map.getSize().x);
    const view = visible.find(({ map }) => map.getBounds().contains(place)) ?? visible.at(-1);
    view.isMoved = true;
    view.map.setView(place, Math.max(view.map.getZoom(), 4), { animate: !prefersCalm() });
    view.drawing.point(key);
    view.map.getContainer().scrollIntoView({ block: "nearest" });
  }

  /* On paper maps are light, as wide as the paper, and show what the reader chose. */
  prepareForPaper() {
    this.list.openAll();
    this.layOut("light", PAPER_PX, this.frameOnPaper());
  }

  /* Lay the maps out again; without bounds, where they were. */
  layOut(theme, width, bounds) {
    for (const { map, drawing } of this.views) {
      const { style, dataset } = map.getContainer();
      const looked = map.getBounds();
      dataset.theme = theme;
      style.width = width;
      map.invalidateSize({ animate: false });
      map.fitBounds(bounds ?? looked, { animate: false });
      drawing.restyle();
    }
  }

  /* Where the records lie that the reader chose; nothing where that is all, or far apart. */
  frameOnPaper() {
    const { country } = this.asked;
    const found = this.isAsked && boundsOf(this.views[0].map, this.scene, country);
    return found && found.getEast() - found.getWest() < HALF_WORLD ? found.pad(0.06) : null;
  }
}

const PAPER_PX = "680px";
const HALF_WORLD = 180;

/* The form of a phone, and the menus of filters: Escape and a press elsewhere close them. */
function followMenus() {
  const [button, form] = [byId("filter"), byId("controls")];
  button.addEventListener("click", () => {
    const isOpen = form.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(isOpen));
  });
  const close = () => form.querySelector("details[open]")?.removeAttribute("open");
  addEventListener("click", ({ target }) => target.closest(".menu") || close());
  addEventListener("keydown", ({ key }) => key === "Escape" && close());
}

/* The page that holds this one in a frame can give it the height it needs. */
function reportHeight() {
  if (parent === window) return;
  const page = document.documentElement;
  new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    parent.postMessage({ type: "mapapp:height", height }, "*");
  }).observe(page);
}

if (document.documentElement.classList.contains("js")) start();
