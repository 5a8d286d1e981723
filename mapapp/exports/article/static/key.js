/* The key: numbers, bar and filter of the colouring that is shown (key.py says what is in it). */
import { make } from "../../../../layers/static/elements.js";
import { tally } from "./data.js";

/* A press on an entry asks for the values of its categories, or no more, if the page offers that
   filter: `known` has those that it does. */
export function makeKeys(data, words, known, onpress) {
  const keys = [...document.querySelectorAll(".key")].map(element => {
    const word = element.dataset.colour;
    const { facet: own, values } = data.colourings.find(each => each.word === word);
    const facet = known[own] && own;
    const entries = [...element.querySelectorAll(".entry")].map(entry => {
      const places = entry.dataset.places.split(" ").map(Number);
      const wanted = places.flatMap(place => values[place]);
      const button = facet ? asButton(entry, () => onpress(facet, wanted)) : entry;
      return { button, tally: button.querySelector(".tally"), places, wanted };
    });
    return { element, word, facet, entries, bar: element.querySelector("svg") };
  });

  /* `within` selects the records that answer all wishes but those of one filter. */
  function showKeys(word, asked, within) {
    for (const key of keys) {
      key.element.hidden = key.word !== word;
      if (key.element.hidden) continue;
      const counts = tally(data, within(key.facet), data.sites, ({ colours }) => colours[word]);
      let start = 0;
      key.entries.forEach(({ button, tally: number, places, wanted }, at) => {
        const n = places.reduce((sum, place) => sum + (counts.get(place) ?? 0), 0);
        const isAsked =
          wanted.length > 0 && wanted.every(value => asked[key.facet]?.includes(value));
        button.classList.toggle("is-off", !n);
        if (key.facet) button.setAttribute("aria-pressed", String(isAsked));
        number.textContent = words.number(n);
        const rect = key.bar.children[at];
        rect.setAttribute("x", start);
        rect.setAttribute("width", n);
        start += n;
      });
      key.bar.setAttribute("viewBox", `0 0 ${start || 1} 1`);
    }
  }

  return showKeys;
}

function asButton(entry, onpress) {
  const button = make("button", { type: "button", class: "entry" }, ...entry.childNodes);
  entry.replaceWith(button);
  button.addEventListener("click", onpress);
  return button;
}
