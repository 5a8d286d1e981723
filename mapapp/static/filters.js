/* The filters: buttons in a row, each with its choices, and what is chosen as a word with a cross.

   Python decides what is chosen; the form shows it, and reports the whole of what is chosen. An
   answer to an older report than the last one sent leaves the boxes alone, so that quick clicks
   are never undone. Nothing ticked means all. On a phone there are two buttons, whose choices fill
   the screen. */
import { make } from "../../layers/static/elements.js";
import { stateOf } from "./page_state.js";

const TYPING_PAUSE_MS = 300;
const PHONE = matchMedia("(max-width: 640px)");
const GAP = 4;
const EDGE = 12;

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
    PHONE.addEventListener("change", () => this.data && this.show(this.data));
  }

  show(data) {
    this.data = data;
    this.words = data.words;
    const { choices, years, show, colours } = data.facets;
    const shape = JSON.stringify([
      choices.map(({ word, groups }) => [
        word,
        groups.map(({ title, options }) => [title, options.map(each => each.value)])
      ]),
      [years.first, years.last, show.length, colours.length, PHONE.matches]
    ]);
    if (shape !== this.shape) {
      const open = this.menus?.findIndex(({ dialog }) => isShown(dialog));
      this.build(data.facets);
      this.shape = shape;
      if (this.menus[open]) this.open(this.menus[open]);
    }
    this.fill(data);
  }

  /* What each button opens: a filter of its own, or all that are rarely asked for. */
  plan({ choices }) {
    const inRow = choices.filter(({ minor }) => !minor);
    const rest = choices.filter(({ minor }) => minor);
    const isLong = ({ shape }) => shape === "long";
    const isOpen = ({ shape }) => shape === "open";
    const others = inRow.filter(each => !isLong(each) && !isOpen(each));
    if (PHONE.matches) {
      const long = inRow.filter(isLong).map(each => [each.title, [each]]);
      const all = [...inRow.filter(isOpen), "years", ...others, ...rest, "search", "show"];
      return [...long, [this.words.filters, all]];
    }
    return [
      ...inRow.filter(isLong).map(each => [each.title, [each]]),
      ...inRow.filter(isOpen).map(each => [each.title, [each]]),
      [this.words.years, ["years"]],
      ...others.map(each => [each.title, [each]]),
      [this.words.more, [...rest, "search"]]
    ];
  }

  build(facets) {
    this.boxes = [];
    this.counts = [];
    this.menus = this.plan(facets).map(([title, parts], at) => this.menu(title, parts, at, facets));
    this.chips = make("div", { class: "chips" });
    this.reset = make("button", { type: "button", class: "clear" }, this.words.reset);
    this.reset.addEventListener("click", () => this.send({ reset: true }));
    const row = make("div", { class: "row" });
    for (const { slot, dialog } of this.menus) row.append(slot, dialog);
    row.append(this.chips);
    if (PHONE.matches) this.menus.at(-1).dialog.querySelector(".close").before(this.reset);
    else row.append(this.reset, make("div", { class: "tools" }, ...this.switches()));
    this.root.replaceChildren(row);
  }

  menu(title, parts, at, facets) {
    const isModal = PHONE.matches;
    const name = `menu-${at}`;
    const button = make("button", { type: "button", class: "open", "aria-haspopup": "dialog" });
    const slot = make("span", { class: "slot" }, button);
    const dialog = make("dialog", { id: name, class: "menu", "aria-label": title });
    if (!isModal) dialog.popover = "auto";
    const close = make(
      "button",
      { type: "button", class: "close", "aria-label": this.words.close },
      "×"
    );
    const foot = make("button", { type: "button", class: "done" });
    const head = make("div", { class: "head" }, make("h2", {}, title), close);
    const body = make("div", { class: "body" });
    for (const part of parts) body.append(this.part(part, facets, parts.length > 1));
    dialog.append(...(isModal ? [head, body, foot] : [body]));
    const menu = { title, parts, slot, button, dialog, foot };
    button.addEventListener("click", () => {
      if (isShown(dialog)) dialog.hidePopover();
      else this.open(menu);
    });
    dialog.addEventListener("toggle", event => {
      button.setAttribute("aria-expanded", String(event.newState === "open"));
      if (event.newState === "open") dialog.querySelector("input, select, button")?.focus();
    });
    for (const each of [close, foot]) each.addEventListener("click", () => dialog.close());
    return menu;
  }

  open({ slot, dialog }) {
    if (PHONE.matches) {
      dialog.showModal();
      return;
    }
    dialog.showPopover();
    place(dialog, slot);
  }

  part(part, facets, isTitled) {
    if (part === "years") return this.years(facets.years, isTitled);
    if (part === "search") return this.searching();
    if (part === "show") return make("div", { class: "switches" }, ...this.switches());
    const { word, groups, title } = part;
    const hidden = make("p", { class: "hidden", "data-word": word, hidden: true });
    const heads = isTitled && Boolean(groups[0]?.title);
    const lists = groups.map(group =>
      make(
        "fieldset",
        {},
        make(
          "legend",
          {},
          group.title || (isTitled && !heads ? title : ""),
          make("span", { class: "unit" }, group.unit)
        ),
        this.list(part, group)
      )
    );
    const finder = part.shape === "long" ? this.finder(part) : "";
    const heading = heads ? make("div", { class: "title" }, title) : "";
    return make("div", { class: "part" }, heading, finder, ...lists, hidden);
  }

  list({ word, shape }, group) {
    const list = make("ul", { class: shape === "long" ? "scroll" : "" });
    for (const option of group.options) {
      const box = make("input", { type: "checkbox", value: option.value });
      const count = make("span", { class: "count" });
      const look = `swatch${option.hollow ? " hollow" : ""}`;
      const swatch = option.colour ? make("span", { class: look, "aria-hidden": "true" }) : "";
      if (swatch) swatch.style.color = option.colour;
      const detail = option.detail ? make("small", {}, option.detail) : "";
      const name = make("span", { class: "name" }, option.label, " ", detail);
      const only = make(
        "button",
        { type: "button", class: "only", "aria-label": `${this.words.only} ${option.label}` },
        this.words.only.toLowerCase()
      );
      only.addEventListener("click", () => {
        for (const each of this.boxes) {
          if (each.word === word) each.box.checked = each.box === box;
        }
        this.send();
      });
      box.addEventListener("change", () => this.send());
      list.append(make("li", {}, make("label", {}, box, swatch, name), only, count));
      this.boxes.push({ word, name: nameOf({ word, ...group }, option), box, count, only, option });
    }
    return list;
  }

  finder({ word }) {
    const input = make("input", {
      type: "search",
      placeholder: this.words.find,
      "aria-label": this.words.find,
      class: "finder"
    });
    input.addEventListener("input", () => {
      const wanted = plain(input.value);
      for (const each of this.boxes) {
        if (each.word === word) {
          each.box.closest("li").hidden =
            !plain(each.option.label).includes(wanted) && !each.box.checked;
        }
      }
      for (const list of input.parentElement.querySelectorAll("ul")) {
        list.parentElement.hidden = !list.querySelector("li:not([hidden])");
      }
    });
    return input;
  }

  years({ first, last }, isTitled) {
    const choose = label => {
      const select = make("select", { "aria-label": label });
      for (let year = first; year <= last; year += 1) select.append(make("option", {}, `${year}`));
      select.addEventListener("change", () => this.keepOrder(select));
      return select;
    };
    this.from = choose(this.words.from);
    this.to = choose(this.words.to);
    this.undated = make("input", { type: "checkbox" });
    this.undated.addEventListener("change", () => this.send());
    this.undatedLabel = make("span", { class: "name" });
    this.says = make("p", { class: "says" });
    return make(
      "fieldset",
      { class: "part years" },
      make("legend", { class: isTitled ? "" : "unseen" }, this.words.years),
      make("div", { class: "range" }, this.from, "–", this.to),
      this.says,
      make("label", { class: "keep" }, this.undated, this.undatedLabel)
    );
  }

  searching() {
    this.search = make("input", {
      type: "search",
      maxlength: 200,
      placeholder: this.words.placeholder,
      "aria-label": this.words.search
    });
    let pause = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => this.send(), TYPING_PAUSE_MS);
    });
    const heading = make("div", { class: "title" }, this.words.search);
    return make("div", { class: "part" }, heading, this.search);
  }

  switches() {
    const { show, colours } = this.data.facets;
    const group = (word, title, choices) =>
      make(
        "div",
        { class: `switch ${word}`, role: "group", "aria-label": title },
        make("span", { "aria-hidden": "true" }, title),
        ...choices.map(({ value, label }) => {
          const button = make("button", { type: "button", "data-value": value }, label);
          button.addEventListener("click", () => this.turn(word, value));
          return button;
        })
      );
    const groups = [];
    if (show.length) groups.push(group("layer", this.words.show, show));
    if (colours.length) groups.push(group("colour", this.words.colour, colours));
    return groups;
  }

  turn(word, value) {
    if (word === "colour") this.send({ colour: value });
    else this.send({ layer: value ? [value] : null });
  }

  keepOrder(moved) {
    if (+this.from.value > +this.to.value) {
      (moved === this.from ? this.to : this.from).value = moved.value;
    }
    this.send();
  }

  send(extra) {
    this.sent += 1;
    const { first, last } = this.data.facets.years;
    const [from, to] = [+this.from.value, +this.to.value];
    this.report({
      number: this.sent,
      camera: stateOf(window).camera ?? null,
      ...Object.fromEntries(this.boxes.map(({ word }) => [word, this.picked(word)])),
      year: from === first && to === last ? null : [from, to],
      undated: this.undated.checked,
      search: this.search.value,
      ...extra
    });
  }

  /* What is ticked; null if nothing is, which means all. */
  picked(word) {
    const ticked = this.boxes.filter(each => each.word === word && each.box.checked);
    return ticked.length ? ticked.map(({ box }) => box.value) : null;
  }

  fill({ facets, answered }) {
    const options = new Map();
    for (const { word, groups } of facets.choices) {
      for (const group of groups) {
        for (const each of group.options) options.set(nameOf({ word, ...group }, each), each);
      }
    }
    const settled = answered === null || answered >= this.sent;
    if (answered !== null && answered > this.sent) this.sent = answered;
    for (const each of this.boxes) {
      each.option = options.get(each.name);
      if (settled) each.box.checked = each.option.on;
      each.count.textContent = each.option.count.toLocaleString("en");
      each.box.closest("li").classList.toggle("none", each.option.count === 0);
    }
    for (const each of this.boxes) {
      each.only.hidden = !this.boxes.some(
        ({ word, box }) => word === each.word && box !== each.box && box.checked
      );
    }
    if (settled) this.settle(facets);
    this.says.textContent = facets.years.says;
    this.undatedLabel.textContent = facets.years.undated;
    for (const { foot } of this.menus) foot.textContent = `${this.words.show} ${facets.result}`;
    this.reset.hidden = facets.is_first;
    this.sayHidden(facets);
    this.sayChosen(facets);
    this.press(facets);
  }

  settle({ years, undated, search }) {
    const [from, to] = years.chosen ?? [years.first, years.last];
    this.from.value = Math.max(from, years.first);
    this.to.value = Math.min(to, years.last);
    this.undated.checked = undated;
    if (this.root.getRootNode().activeElement !== this.search) this.search.value = search;
  }

  press({ show, colours }) {
    for (const [word, choices] of [
      ["layer", show],
      ["colour", colours]
    ]) {
      for (const { value, on } of choices) {
        const button = this.root.querySelector(`.switch.${word} [data-value="${value}"]`);
        button?.setAttribute("aria-pressed", String(on));
      }
    }
  }

  sayHidden({ choices }) {
    for (const line of this.root.querySelectorAll(".hidden[data-word]")) {
      const { hidden, every } = choices.find(({ word }) => word === line.dataset.word);
      line.hidden = !hidden;
      const button = make("button", { type: "button", class: "plain" }, this.words.reveal);
      button.addEventListener("click", () => this.send({ [line.dataset.word]: every }));
      line.replaceChildren(`${this.words.hidden} ${hidden}. `, button);
    }
  }

  /* What is chosen is in place of a button's name, or beside it where it has several filters. */
  sayChosen(facets) {
    const chosen = new Map(
      facets.choices.map(({ word, chosen: labels, title }) => [word, { labels, title }])
    );
    this.chips.replaceChildren();
    for (const { title, parts, slot, button } of this.menus) {
      const [only, ...more] = parts;
      const word = more.length ? "" : (only.word ?? only);
      const said = word ? this.said(word, facets, chosen) : "";
      button.textContent = said || title;
      const all = chosen.get(word)?.labels.join(", ") || said;
      button.setAttribute("aria-label", said ? `${title}: ${all}` : title);
      button.title = all;
      slot.classList.toggle("on", Boolean(said));
      slot.querySelector(".remove")?.remove();
      if (said) slot.append(this.cross(word, said));
      for (const part of word ? [] : parts) {
        const own = part.word ?? part;
        const text = this.said(own, facets, chosen);
        if (text && own !== "layer") {
          this.chips.append(make("span", { class: "slot on chip" }, text, this.cross(own, text)));
        }
      }
    }
  }

  said(word, { years, undated, search }, chosen) {
    if (word === "search") return search ? `“${search}”` : "";
    if (word === "years") {
      const [from, to] = years.chosen ?? [];
      const range = years.chosen ? (from === to ? `${from}` : `${from}–${to}`) : "";
      return [range, undated ? "" : this.words.undated].filter(Boolean).join(", ");
    }
    const { labels } = chosen.get(word) ?? { labels: [] };
    const [first = "", ...more] = labels;
    return more.length ? `${first} +${more.length}` : first;
  }

  cross(word, said) {
    const label = `${this.words.remove} ${said}`;
    const button = make("button", { type: "button", class: "remove", "aria-label": label }, "×");
    button.addEventListener("click", () => {
      if (word === "search") this.search.value = "";
      this.send(
        word === "years" ? { year: null, undated: true } : { [word]: word === "search" ? "" : null }
      );
    });
    return button;
  }
}

function isShown(dialog) {
  return dialog.open || dialog.matches(":popover-open");
}

/* Below its button, within the window. */
function place(dialog, slot) {
  const { left, bottom } = slot.getBoundingClientRect();
  const most = document.documentElement.clientWidth - dialog.offsetWidth - EDGE;
  dialog.style.left = `${Math.max(EDGE, Math.min(left, most))}px`;
  dialog.style.top = `${bottom + GAP}px`;
  dialog.style.maxHeight = `${window.innerHeight - bottom - GAP - EDGE}px`;
}

/* What distinguishes one choice from all others: a value can be in two groups of one kind. */
function nameOf(group, option) {
  return [group.word, group.title, option.value].join("\n");
}

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
