/* What the map lies on: our own outlines, or the tiles of an online service if the reader asks.

   Nothing is asked of a service before that. The choice is kept by the page until it is left; it
   is not part of the address, so that a link asks nothing of others in its reader's name. */
(function (mapapp) {
  "use strict";

  var OWN = "";
  var page = window.parent;

  /* Put the choice on a map. words: {title, own, warning, failed};
     sources: [{name, title, url, attribution, maxZoom, subdomains}] */
  mapapp.offerBackgrounds = function (map, words, sources) {
    var tiles = null, ownZoom = map.options.maxZoom;
    var box = make("details", "mapapp-background");
    add(box, "summary").textContent = words.title;
    var choices = add(box, "fieldset");
    add(choices, "legend").textContent = words.title;
    offer(OWN, words.own);
    sources.forEach(function (source) { offer(source.name, source.title); });
    var note = add(box, "p");
    note.setAttribute("role", "status");
    note.textContent = words.warning;

    var control = new L.Control({position: "topright"});
    control.onAdd = function () {
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
    lay(sourceNamed(page.mapappBackground));
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { box.open = false; }
      event.stopPropagation();
    });

    function offer(name, title) {
      var label = add(choices, "label"), input = add(label, "input");
      input.type = "radio";
      input.name = "background";
      input.value = name;
      input.checked = name === (page.mapappBackground || OWN);
      input.addEventListener("change", function () {
        page.mapappBackground = name;
        lay(sourceNamed(name));
      });
      label.append(title);
    }

    function sourceNamed(name) {
      return sources.filter(function (source) { return source.name === name; })[0];
    }

    function lay(source) {
      if (tiles) { tiles.remove(); }
      tiles = null;
      note.textContent = words.warning;
      map.setMaxZoom(source ? source.maxZoom : ownZoom);
      if (!source) { return; }
      tiles = L.tileLayer(source.url, {
        attribution: source.attribution,
        maxZoom: source.maxZoom,
        subdomains: source.subdomains,
        referrerPolicy: "strict-origin-when-cross-origin"
      });
      var hasLoaded = false;
      tiles.on("tileload", function () { hasLoaded = true; });
      tiles.on("tileerror", function () { if (!hasLoaded) { note.textContent = words.failed; } });
      tiles.addTo(map);
    }
  };

  function make(name, className) {
    var element = document.createElement(name);
    element.className = className;
    return element;
  }

  function add(parent, name) {
    return parent.appendChild(document.createElement(name));
  }
})(window.mapapp = window.mapapp || {});
