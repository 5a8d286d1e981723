/* What the parts of a page share: where the map looks (`camera`; world_map.js says how), how
   to go back to where something was opened from (`goBack`), when a button was pressed last
   (`pressed`), and what the map lies on (`background`). It lives as long as the page. */

export function stateOf(page) {
  return (page.mapapp ??= {});
}
