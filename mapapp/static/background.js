/* What the map lies on: our own outlines, or the tiles of an online service if the reader asks.

   Nothing is asked of a service before that. The choice is kept by the page until it is left; it
   is not part of the address, so that a link asks nothing of others in its reader's name. */
import { add, make } from "../../layers/static/elements.js";

const OWN = "";

/* Put the choice on a map. `state` is that of the page; words: {title, own, warning, failed};
   sources: [{name, title, url, attribution, maxZoom, subdomains}] */
export function offerBackgrounds(map, state, { words, sources }) {
  let tiles = null;
  const ownZoom = map.options.maxZoom;
  const box = make("details", { class: "mapapp-background" }, make("summary", {}, words.title));
  const choices = add(box, "fieldset", {}, make("legend", {}, words.title));
  for (const { name, title } of [{ name: OWN, title: words.own }, ...sources]) offer(name, title);
  const note = add(box, "p", { role: "status" }, words.warning);

  const control = new L.Control({ position: "bottomleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  lay(state.background);
  box.addEventListener("keydown", event => {
    if (event.key === "Escape") box.open = false;
    event.stopPropagation();
  });

  function offer(name, title) {
    const checked = name === (state.background ?? OWN);
    const input = make("input", { type: "radio", name: "background", value: name, checked });
    add(choices, "label", {}, input, title);
    input.addEventListener("change", () => {
      state.background = name;
      lay(name);
    });
  }

  function lay(wanted) {
    const source = sources.find(({ name }) => name === wanted);
    tiles?.remove();
    tiles = null;
    note.textContent = words.warning;
    map.setMaxZoom(source?.maxZoom ?? ownZoom);
    if (!source) return;
    const { url, attribution, maxZoom, subdomains } = source;
    const referrerPolicy = "strict-origin-when-cross-origin";
    tiles = L.tileLayer(url, { attribution, maxZoom, subdomains, referrerPolicy });
    let hasLoaded = false;
    tiles.on("tileload", () => (hasLoaded = true));
    tiles.on("tileerror", () => {
      if (!hasLoaded) note.textContent = words.failed;
    });
    tiles.addTo(map);
  }
}
