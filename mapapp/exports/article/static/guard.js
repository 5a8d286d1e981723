/* Runs first: a browser that knows Trusted Types refuses all HTML from text but the one word by
   which Leaflet finds out whether it can draw. */
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  if (window.parent !== window) document.documentElement.classList.add("embedded");
  if (!window.trustedTypes) return;
  window.trustedTypes.createPolicy("default", {
    createHTML: function (text) {
      return text === "<svg/>" ? text : null;
    }
  });
})();
