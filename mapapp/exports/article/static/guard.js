/* Runs first. A browser that knows Trusted Types refuses all HTML from text but the one word by
   which Leaflet finds out whether it can draw. Where a host's policy forbids the style sheet, no map
   can be laid out, and a browser from before 2023 has not all that draws it: the page stays as it is
   without scripts. */

const classes = document.documentElement.classList;
const canDraw =
  "roundRect" in CanvasRenderingContext2D.prototype && "DecompressionStream" in window;
if (canDraw && document.styleSheets.length) classes.add("js");
if (window.parent !== window) classes.add("embedded");
window.trustedTypes?.createPolicy("default", {
  createHTML: text => (text === "<svg/>" ? text : null)
});
