/* The ground: land and borders on the sea, and the shapes of countries by their code.

   The outlines come once, with the map, and finer ones when one first looks from near by. What is
   said of a country is painted on its shape by marks.js, so a filter sends no geometry again. */
(function (mapapp) {
  "use strict";

  var REACH_WEST = -230, REACH_EAST = 240, REACH_NORTH = 85, REACH_SOUTH = mapapp.style.looks.southmost;
  var ZOOM_STEP = 0.25;
  var NEAR = 4; // the zoom from which the corners of 1:110m outlines can be seen

  /* Lay the land under a map.
     packed: {unit, shapes: {code: [[[lon, lat, step, step, …] ring …] polygon …]}}
     options: {theme: "auto" | "light" | "dark",
               finer: the address of a script that sets mapapp.finer, packed alike; may be left out} */
  mapapp.ground = function (map, packed, options) {
    var container = map.getContainer();
    container.classList.add("mapapp");
    container.setAttribute("data-theme", (options && options.theme) || "auto");
    var pane = map.createPane("mapapp-land");
    pane.style.zIndex = 150; // tiles lie at 200: they cover the land once they arrive
    pane.setAttribute("aria-hidden", "true");
    var shapes = unpackAll(packed);
    var land = L.polygon(allOf(shapes), {
      pane: "mapapp-land",
      renderer: L.svg({pane: "mapapp-land", padding: 0.5}),
      className: "mapapp-land",
      interactive: false,
      noClip: true,
      smoothFactor: 0.5,
      weight: 0.6,
      fillOpacity: 1
    }).addTo(map);
    map.mapapp = {shapes: shapes};
    map.setMaxBounds([[REACH_SOUTH, REACH_WEST], [REACH_NORTH, REACH_EAST]]);
    map.options.maxBoundsViscosity = 0.8;
    map.on("layeradd layerremove", tellTiles);
    map.on("resize", function () { limitZoom(map); });
    limitZoom(map);
    calm(map);
    if (options && options.finer) { refineFromNear(map, land, options.finer); }
  };

  /* Show where a scene lies: its marks if it has any, else the world. */
  mapapp.frame = function (map, scene) {
    var points = [];
    [scene.sites, scene.towns].forEach(function (table) {
      table.lon.forEach(function (lon, index) { points.push([table.lat[index], lon]); });
    });
    scene.areas.forEach(function (area) {
      if (area.lon !== null) { points.push([area.lat, area.lon]); }
    });
    map.fitBounds(points.length ? L.latLngBounds(points).pad(0.04) : world(), {
      animate: false, maxZoom: 5, padding: [24, 24]
    });
  };

  /* The widest extent of a country on the map at this zoom, in px. */
  mapapp.extentOf = function (map, code) {
    var polygons = map.mapapp.shapes[code];
    if (!polygons) { return 0; }
    var widest = 0;
    polygons.forEach(function (rings) {
      var bounds = L.latLngBounds(rings[0]);
      var size = map.project(bounds.getSouthEast()).subtract(map.project(bounds.getNorthWest()));
      widest = Math.max(widest, size.x, size.y);
    });
    return widest;
  };

  mapapp.prefersCalm = function () {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  };

  /* Show the finer outlines from near by, and the others from afar. Who never looks from near by
     never asks for them. The map fires "mapapp:shapes" when those of the countries have changed. */
  function refineFromNear(map, land, address) {
    var coarse = map.mapapp.shapes, finer = null, isAsked = false;

    function show() {
      var isNear = map.getZoom() >= NEAR;
      if (isNear && !finer) { ask(); }
      var shapes = isNear && finer ? finer : coarse;
      if (shapes === map.mapapp.shapes) { return; }
      map.mapapp.shapes = shapes;
      land.setLatLngs(allOf(shapes));
      map.fire("mapapp:shapes");
    }

    function ask() {
      if (isAsked) { return; }
      isAsked = true;
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () {
        finer = unpackAll(mapapp.finer);
        show();
      };
      document.head.appendChild(script);
    }

    map.on("zoomend", show);
    show();
  }

  function allOf(shapes) {
    return Object.keys(shapes).reduce(function (all, code) { return all.concat(shapes[code]); }, []);
  }

  function unpackAll(packed) {
    var shapes = {};
    Object.keys(packed.shapes).forEach(function (code) {
      shapes[code] = packed.shapes[code].map(function (rings) {
        return rings.map(function (steps) { return unpack(steps, packed.unit); });
      });
    });
    return shapes;
  }

  function unpack(steps, unit) {
    var corners = [], lon = 0, lat = 0;
    for (var at = 0; at < steps.length; at += 2) {
      lon += steps[at];
      lat += steps[at + 1];
      corners.push([lat / unit, lon / unit]);
    }
    return corners;
  }

  /* All land but Antarctica: [[south, west], [north, east]]. */
  function world() {
    var bounds = mapapp.style.world;
    return [[bounds[1], bounds[0]], [bounds[3], bounds[2]]];
  }

  /* What is painted on countries lets tiles shine through. */
  function tellTiles(event) {
    if (event.layer instanceof L.TileLayer) {
      event.target.getContainer().classList.toggle("mapapp-tiled", event.type === "layeradd");
    }
  }

  /* Let the world be seen as a whole, and not smaller than that. */
  function limitZoom(map) {
    var zoom = map.getBoundsZoom(world(), false);
    var least = Math.max(0, Math.floor(zoom / ZOOM_STEP) * ZOOM_STEP);
    if (map.getZoom() < least) { map.setView(map.getCenter(), least, {animate: false}); }
    map.setMinZoom(least);
  }

  function calm(map) {
    if (mapapp.prefersCalm()) {
      map.options.inertia = false;
      map.options.zoomAnimation = false;
    }
  }
})(window.mapapp = window.mapapp || {});
