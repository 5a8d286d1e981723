/* The scripts of the map, loaded once by the first page that shows it, in their order. */
import { make } from "../../layers/static/elements.js";
import { stateOf } from "./page_state.js";

export function loadScripts(addresses) {
  return (stateOf(window).scripts ??= Promise.all(addresses.map(load)));
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src: address });
    script.async = false;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
