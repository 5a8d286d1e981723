/* The legend, in step with the map: only what the map shows is explained. The page brings an entry
   for each kind of mark that a choice can bring about (contents.py). */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  article.showLegend = function (scene, data, shown) {
    var drawn = marksOf(scene, data, shown);
    document.querySelectorAll(".legend li").forEach(function (entry) {
      entry.hidden = !drawn.has(entry.getAttribute("data-mark"));
    });
  };

  var KINDS = { unlocated: "hatch", agreement: "shade", proposed: "dashed" };

  /* The names of all marks, as layers/legend.py has them; a jurisdiction is j and its index. */
  function marksOf(scene, data, shown) {
    var drawn = new Set();
    shown.stations.rows.forEach(row => drawn.add("j" + data.tables.stations.jurisdictions[row][0]));
    scene.sites.parts.forEach(function (parts, at) {
      if (parts.length > 2) drawn.add("pie");
      if (scene.sites.faded[at]) drawn.add("faded");
    });
    scene.areas.forEach(area => drawn.add(area.kind === "response" ? area.role : KINDS[area.kind]));
    if (scene.towns.key.length) drawn.add("diamond");
    scene.arcs.forEach(arc => drawn.add("line").add("j" + arc.jurisdiction));
    return drawn;
  }
})();
