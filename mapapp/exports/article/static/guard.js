/* Runs first. A browser that knows Trusted Types refuses all HTML from text but the one word by
   which Leaflet finds out whether it can draw. Where a host's policy forbids the style sheet, no map
   can be laid out: the page stays as it is without scripts. */

const classes = document.documentElement.classList;
if (document.styleSheets.length) classes.add("js");
if (window.parent !== window) classes.add("embedded");
window.trustedTypes?.createPolicy("default", {
  createHTML: text => (text === "<svg/>" ? text : null)
});
