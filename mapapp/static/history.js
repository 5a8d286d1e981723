/* The history of the browser: one entry for one move of the reader.

   Streamlit turns to a page without the query, and adds the query when Python has sent it: two
   entries, of which the first has lost the selection. Here a page is turned to with the query of
   the page before, and an address that says the same as the present one is not a new entry. */
import { stateOf } from "./page_state.js";

export default function keepHistory() {
  const { history } = window;
  const state = stateOf(window);
  if (state.push) return;
  state.push = history.pushState;
  history.pushState = (entry, unused, url) => {
    const now = new URL(window.location.href);
    const next = new URL(url ?? now, now);
    if (next.pathname !== now.pathname && !next.search) next.search = withoutCamera(now).toString();
    const write =
      next.pathname === now.pathname && says(next) === says(now)
        ? history.replaceState
        : state.push;
    write.call(history, entry, unused, next.href);
  };
}

/* The query but for where the map looks, which is the map's to write. */
function withoutCamera(address) {
  const query = new URLSearchParams(address.search);
  query.delete("map");
  return query;
}

/* A query in the form in which two that say the same are the same. */
function says(address) {
  const query = withoutCamera(address);
  query.sort();
  return query.toString();
}
