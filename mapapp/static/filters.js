/* The filters: one form, drawn from data and reporting the whole of what is chosen.

   Python decides what is chosen; the form shows it. An answer to an older report than the last
   one sent leaves the boxes alone, so that quick clicks are never undone. */
import { addSvg, make, makeSvg } from "../../layers/static/elements.js";
import { stateOf } from "./page_state.js";

const TYPING_PAUSE_MS = 300;

export default function showFilters({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".filters");
  const form = (root.form ||= new Filters(root));
  form.report = choice => setTriggerValue("changed", choice);
  form.show(data);
}

class Filters {
  constructor(root) {
    this.root = root;
    this.sent = 0;
    this.shape = "";
    this.boxes = [];
  }

  show(data) {
    const shape = JSON.stringify([
      this.groups(data).map(group => [group.title, group.options.map(each => each.value)]),
      data.facets.years.first,
      data.facets.years.last
    ]);
    if (shape !== this.shape) {
      this.build(data);
      this.shape = shape;
    }
    this.fill(data);
  }

  groups(data) {
    return data.facets.choices.flatMap(({ word, groups }) =>
      groups.map(group => ({ word, ...group }))
    );
  }

  build(data) {
    const { facets, words } = data;
    const open = new Map(
      [...this.root.querySelectorAll("details")].map(each => [each.dataset.name, each.open])
    );
    this.boxes = [];
    this.search = make("input", {
      type: "search",
      id: "search",
      maxlength: 200,
      placeholder: words.placeholder
    });
    this.reset = make("button", { type: "button", class: "reset" }, words.reset);
    const isLong = ({ shape }) => shape === "long";
    const long = facets.choices.filter(isLong).map(({ word }) => word);
    const fold = (name, title, ...body) => {
      const summary = make("summary", {}, title, make("span", { class: "chosen" }));
      const isOpen = open.get(name) ?? long.includes(name);
      return make("details", { "data-name": name, open: isOpen }, summary, ...body);
    };
    const fieldset = (attributes, title, ...body) =>
      make("fieldset", attributes, make("legend", {}, title), ...body);
    const inSight = choice => {
      const [main, ...others] = choice.groups;
      return fieldset(
        { class: "open" },
        choice.title,
        this.list(choice, main),
        ...others
          .filter(group => group.options.length)
          .map(group => fold("others", group.title, this.list(choice, group)))
      );
    };
    const folded = choice =>
      fold(
        choice.word,
        choice.title,
        isLong(choice) ? this.finder(choice, words) : "",
        ...choice.groups.map(group => {
          const list = this.list(choice, group);
          return group.title ? fieldset({}, group.title, list) : list;
        })
      );
    const isOpen = choice => choice.shape === "open";
    const label = make("label", { for: "search" }, words.search);
    this.root.replaceChildren(
      make("div", { class: "top" }, label, this.reset, this.search),
      ...facets.choices.filter(isOpen).map(inSight),
      fieldset({ class: "open" }, words.years, this.years(facets.years, words)),
      ...facets.choices.filter(choice => !isOpen(choice)).map(folded)
    );
    this.listen();
  }

  list({ word, shape }, group) {
    const list = make("ul", { class: shape === "long" ? "scroll" : "" });
    for (const option of group.options) {
      const box = make("input", { type: "checkbox", value: option.value });
      const count = make("span", { class: "count" });
      const swatch = option.colour && make("span", { class: "swatch", "aria-hidden": "true" });
      if (swatch) swatch.style.background = option.colour;
      const detail = option.detail && make("small", {}, option.detail);
      const name = make("span", { class: "name" }, option.label, detail);
      list.append(make("li", {}, make("label", {}, box, swatch, name, count)));
      this.boxes.push({ word, name: nameOf({ word, ...group }, option), box, count, option });
    }
    return list;
  }

  finder(choice, words) {
    const input = make("input", {
      type: "search",
      placeholder: words.find,
      "aria-label": words.find,
      class: "finder"
    });
    input.addEventListener("input", () => {
      const wanted = plain(input.value);
      for (const { word, box, option } of this.boxes) {
        if (word === choice.word) {
          box.closest("li").hidden = !plain(option.label).includes(wanted) && !box.checked;
        }
      }
    });
    return input;
  }

  years({ first, last }, words) {
    this.chart = makeSvg("svg", { "aria-hidden": "true", preserveAspectRatio: "none" });
    const slider = label =>
      make("input", { type: "range", min: first, max: last, step: 1, "aria-label": label });
    this.from = slider(words.from);
    this.to = slider(words.to);
    this.range = make("output", {});
    this.undated = make("input", { type: "checkbox" });
    this.undatedCount = make("span", { class: "count" });
    const ends = [make("span", {}, String(first)), this.range, make("span", {}, String(last))];
    const undated = make("span", { class: "name" }, words.undated);
    return make(
      "div",
      { class: "years" },
      this.chart,
      make("div", { class: "sliders" }, this.from, this.to),
      make("div", { class: "ends" }, ...ends),
      make("label", {}, this.undated, undated, this.undatedCount)
    );
  }

  listen() {
    for (const { box } of this.boxes) box.addEventListener("change", () => this.send());
    this.undated.addEventListener("change", () => this.send());
    for (const slider of [this.from, this.to]) {
      slider.addEventListener("input", () => this.keepOrder(slider));
      slider.addEventListener("change", () => this.send());
    }
    let pause = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => this.send(), TYPING_PAUSE_MS);
    });
    this.reset.addEventListener("click", () => this.send({ reset: true }));
  }

  keepOrder(moved) {
    if (+this.from.value > +this.to.value) {
      (moved === this.from ? this.to : this.from).value = moved.value;
    }
    this.sayRange();
  }

  sayRange() {
    const [first, last] = [+this.from.value, +this.to.value];
    this.range.textContent = first === last ? String(first) : `${first}–${last}`;
    for (const bar of this.chart.children) {
      bar.setAttribute("class", bar.dataset.year < first || bar.dataset.year > last ? "out" : "");
    }
  }

  send(extra) {
    this.sent += 1;
    const [first, last] = [+this.from.value, +this.to.value];
    const all = first === +this.from.min && last === +this.from.max;
    this.report({
      number: this.sent,
      camera: stateOf(window).camera ?? null,
      ...Object.fromEntries(this.boxes.map(({ word }) => [word, this.picked(word)])),
      year: all ? null : [first, last],
      undated: this.undated.checked,
      search: this.search.value,
      ...extra
    });
  }

  /* What is ticked; null if it is just what the collection ticks itself. */
  picked(word) {
    const boxes = this.boxes.filter(each => each.word === word);
    if (boxes.every(({ box, option }) => box.checked === option.first)) return null;
    return boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  }

  fill(data) {
    const { facets, answered } = data;
    const options = new Map(
      this.groups(data).flatMap(group =>
        group.options.map(option => [nameOf(group, option), option])
      )
    );
    const settled = answered === null || answered >= this.sent;
    if (answered !== null && answered > this.sent) this.sent = answered;
    for (const each of this.boxes) {
      const same = options.get(each.name);
      each.option = same;
      if (settled) each.box.checked = same.on;
      each.count.textContent = (same.count ?? same.records).toLocaleString("en");
      each.count.classList.toggle("aside", same.count === null);
      each.box.closest("li").classList.toggle("none", same.records === 0);
    }
    if (settled) this.settle(facets);
    this.draw(facets);
    this.undatedCount.textContent = facets.years.undated.toLocaleString("en");
    this.reset.disabled = facets.is_first;
    this.sayChosen();
    this.sayRange();
  }

  settle({ years, undated, search }) {
    [this.from.value, this.to.value] = years.chosen;
    this.undated.checked = undated;
    if (this.root.getRootNode().activeElement !== this.search) this.search.value = search;
  }

  sayChosen() {
    for (const fold of this.root.querySelectorAll("details")) {
      const own = this.boxes.filter(each => fold.contains(each.box));
      const chosen = own.filter(each => each.box.checked);
      const usual = own.every(each => each.box.checked === each.option.first);
      fold.querySelector(".chosen").textContent = usual ? "" : `${chosen.length} of ${own.length}`;
    }
  }

  draw({ years, choices }) {
    const coloured = choices
      .flatMap(choice => choice.groups.flatMap(group => group.options))
      .filter(each => each.colour);
    const colours = new Map(coloured.map(each => [each.value, each.colour]));
    const order = coloured.map(each => each.value);
    const totals = years.bars.map(parts => parts.reduce((sum, [, number]) => sum + number, 0));
    const tallest = Math.max(1, ...totals);
    this.chart.setAttribute("viewBox", `0 0 ${years.bars.length} ${tallest}`);
    this.chart.replaceChildren();
    years.bars.forEach((parts, at) => {
      let top = tallest;
      parts.sort((one, other) => order.indexOf(one[0]) - order.indexOf(other[0]));
      for (const [jurisdiction, number] of parts) {
        top -= number;
        const place = { x: at + 0.08, y: top, width: 0.84, height: number };
        const bar = addSvg(this.chart, "rect", { "data-year": years.first + at, ...place });
        bar.style.fill = colours.get(jurisdiction) ?? "currentColor";
      }
    });
  }
}

/* What tells one choice from all others: a value can stand in two groups of one kind. */
function nameOf(group, option) {
  return [group.word, group.title, option.value].join("\n");
}

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
