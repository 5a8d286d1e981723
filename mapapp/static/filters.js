// The filters: one form, drawn from data and reporting the whole of what is chosen.
//
// Python decides what is chosen; the form shows it. An answer to an older report than the last
// one sent leaves the boxes alone, so that quick clicks are never undone.

const SVG = "http://www.w3.org/2000/svg";
const TYPING_PAUSE_MS = 300;

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".filters");
  const form = root.form || (root.form = new Filters(root));
  form.report = (choice) => setTriggerValue("changed", choice);
  form.show(data);
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
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
      this.groups(data).map((group) => [group.title, group.options.map((each) => each.value)]),
      data.facets.years.first,
      data.facets.years.last,
    ]);
    if (shape !== this.shape) {
      this.build(data);
      this.shape = shape;
    }
    this.fill(data);
  }

  groups(data) {
    const { jurisdictions, others, countries, layers, statuses, editions } = data.facets;
    return [jurisdictions, others, countries, layers, ...statuses, editions];
  }

  build(data) {
    const { facets, words } = data;
    const open = new Map(
      [...this.root.querySelectorAll("details")].map((each) => [each.dataset.name, each.open]),
    );
    this.boxes = [];
    this.search = make("input", { type: "search", id: "search", maxlength: 200, placeholder: words.placeholder });
    this.reset = make("button", { type: "button", class: "reset" }, words.reset);
    const fold = (name, title, ...body) =>
      make("details", { "data-name": name, open: open.get(name) ?? name === "country" },
        make("summary", {}, title, make("span", { class: "chosen" })), ...body);
    const heading = { jurisdiction: facets.jurisdictions.title, years: words.years };
    this.root.replaceChildren(
      make("div", { class: "top" }, make("label", { for: "search" }, words.search), this.reset, this.search),
      make("fieldset", { class: "open" }, make("legend", {}, heading.jurisdiction),
        this.list(facets.jurisdictions),
        facets.others.options.length ? fold("others", facets.others.title, this.list(facets.others)) : ""),
      make("fieldset", { class: "open" }, make("legend", {}, heading.years), this.years(facets.years, words)),
      fold("country", facets.countries.title, this.finder(words), this.list(facets.countries, "scroll")),
      fold("status", words.status, ...facets.statuses.map((group) =>
        make("fieldset", {}, make("legend", {}, group.title), this.list(group)))),
      fold("layer", facets.layers.title, this.list(facets.layers)),
      fold("edition", facets.editions.title, this.list(facets.editions)),
    );
    this.listen();
  }

  list(group, style) {
    const list = make("ul", { class: style || "" });
    for (const option of group.options) {
      const box = make("input", { type: "checkbox", value: option.value });
      const count = make("span", { class: "count" });
      const swatch = option.colour ? make("span", { class: "swatch", "aria-hidden": "true" }) : null;
      if (swatch) swatch.style.background = option.colour;
      const detail = option.detail ? make("small", {}, option.detail) : null;
      const name = make("span", { class: "name" }, option.label, detail || "");
      list.append(make("li", {}, make("label", {}, box, swatch || "", name, count)));
      this.boxes.push({ param: group.param, name: nameOf(group, option), box, count, option });
    }
    return list;
  }

  finder(words) {
    const input = make("input", { type: "search", placeholder: words.find, "aria-label": words.find, class: "finder" });
    input.addEventListener("input", () => {
      const wanted = plain(input.value);
      for (const { param, box, option } of this.boxes) {
        if (param === "country") box.closest("li").hidden = !plain(option.label).includes(wanted) && !box.checked;
      }
    });
    return input;
  }

  years({ first, last }, words) {
    this.chart = document.createElementNS(SVG, "svg");
    this.chart.setAttribute("aria-hidden", "true");
    this.chart.setAttribute("preserveAspectRatio", "none");
    const slider = (label) => make("input", { type: "range", min: first, max: last, step: 1, "aria-label": label });
    this.from = slider(words.from);
    this.to = slider(words.to);
    this.range = make("output", {});
    this.undated = make("input", { type: "checkbox" });
    this.undatedCount = make("span", { class: "count" });
    return make("div", { class: "years" }, this.chart,
      make("div", { class: "sliders" }, this.from, this.to),
      make("div", { class: "ends" }, make("span", {}, String(first)), this.range, make("span", {}, String(last))),
      make("label", {}, this.undated, make("span", { class: "name" }, words.undated), this.undatedCount));
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
    this.range.textContent = first === last ? String(first) : first + "–" + last;
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
      camera: window.mapappCamera || null,
      layers: this.switched("layer"),
      jurisdictions: this.picked("jurisdiction"),
      countries: this.picked("country"),
      statuses: this.switched("status"),
      editions: this.switched("edition"),
      years: all ? null : [first, last],
      undated: this.undated.checked,
      search: this.search.value,
      ...extra,
    });
  }

  /** What is ticked where nothing ticked means everything. */
  picked(param) {
    const chosen = this.checked(param);
    return chosen.length ? chosen : null;
  }

  /** What is ticked where the collection ticks some itself; null if it is just that. */
  switched(param) {
    const same = this.boxes.every((each) => each.param !== param || each.box.checked === each.option.first);
    return same ? null : this.checked(param);
  }

  checked(param) {
    return this.boxes.filter((each) => each.param === param && each.box.checked).map((each) => each.box.value);
  }

  fill(data) {
    const { facets, answered } = data;
    const options = new Map(
      this.groups(data).flatMap((group) => group.options.map((option) => [nameOf(group, option), option])),
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
    this.from.value = years.chosen[0];
    this.to.value = years.chosen[1];
    this.undated.checked = undated;
    if (this.root.getRootNode().activeElement !== this.search) this.search.value = search;
  }

  sayChosen() {
    for (const fold of this.root.querySelectorAll("details")) {
      const own = this.boxes.filter((each) => fold.contains(each.box));
      const chosen = own.filter((each) => each.box.checked);
      const usual = own.every((each) => each.box.checked === each.option.first);
      fold.querySelector(".chosen").textContent = usual ? "" : chosen.length + " of " + own.length;
    }
  }

  draw({ years, jurisdictions }) {
    const colours = new Map(jurisdictions.options.map((each) => [each.value, each.colour]));
    const order = jurisdictions.options.map((each) => each.value);
    const totals = years.bars.map((parts) => parts.reduce((sum, [, number]) => sum + number, 0));
    const tallest = Math.max(1, ...totals);
    this.chart.setAttribute("viewBox", `0 0 ${years.bars.length} ${tallest}`);
    this.chart.replaceChildren();
    years.bars.forEach((parts, at) => {
      let top = tallest;
      parts.sort((one, other) => order.indexOf(one[0]) - order.indexOf(other[0]));
      for (const [jurisdiction, number] of parts) {
        top -= number;
        const bar = document.createElementNS(SVG, "rect");
        bar.dataset.year = years.first + at;
        const place = { x: at + 0.08, y: top, width: 0.84, height: number };
        for (const [name, value] of Object.entries(place)) bar.setAttribute(name, value);
        bar.style.fill = colours.get(jurisdiction) || "currentColor";
        this.chart.append(bar);
      }
    });
  }
}

/** What tells one choice from all others: a value can stand in two groups of one kind. */
function nameOf(group, option) {
  return [group.param, group.title, option.value].join("\n");
}

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
