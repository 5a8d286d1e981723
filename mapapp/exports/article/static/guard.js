/* Runs first. A browser that knows Trusted Types refuses all HTML from text but the one word by
   which Leaflet finds out whether it can draw. Where a host's policy forbids the style sheet, no map
   can be laid out: the page stays as it is without scripts. */
(function () {
  "use strict";
  if (document.styleSheets.length) document.documentElement.classList.add("js");
  if (window.parent !== window) document.documentElement.classList.add("embedded");
  if (!window.trustedTypes) return;
  window.trustedTypes.createPolicy("default", {
    createHTML: function (text) {
      return text === "<svg/>" ? text : null;
    }
  });
})();
