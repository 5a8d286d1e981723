/* Between the map in its frame and the page around it.

   The frame reports to Python only what a reader opens, so panning and zooming run nothing there.
   Where the map looks is kept by the page: for the next report, and in the address. What is opened
   in the page, the map points at. */
(function () {
  "use strict";

  var page = window.parent;
  var moved = false; // by the reader: an address says where to look only once one has looked around
  var isPlaced = new URL(page.location.href).searchParams.has("map");

  var style = document.createElement("style");
  style.textContent =
    "html,body,#root,#parent,.float-child:first-child{height:100%;margin:0;overflow:hidden}" +
    "#map_div{height:100%!important;width:100%!important}body>span{display:none}";
  document.head.appendChild(style);
  if (window.frameElement) { window.frameElement.title = "Map"; }

  function camera(map) {
    var centre = map.getCenter().wrap();
    return [+centre.lng.toFixed(4), +centre.lat.toFixed(4), +map.getZoom().toFixed(2)];
  }

  function keep(map) {
    if (!moved) { return; }
    page.mapappCamera = camera(map);
    write(page.mapappCamera);
  }

  /* The page writes the rest of the address, and knows the camera only from the next report on. */
  function write(where) {
    var address = new URL(page.location.href);
    if (address.searchParams.get("map") === where.join(",")) { return; }
    address.searchParams.delete("map");
    var query = address.searchParams.toString();
    page.history.replaceState(page.history.state, "", address.pathname + "?" + query + (query ? "&" : "") +
      "map=" + where.join(",") + address.hash);
  }

  L.Map.addInitHook(function () {
    var map = this, container = map.getContainer();
    ["pointerdown", "keydown"].forEach(function (name) {
      container.addEventListener(name, function () { moved = true; }, {passive: true});
    });
    container.addEventListener("wheel", function (event) {
      if (window.mapapp.isZooming(event)) { moved = true; }
    }, {passive: true});
    map.on("moveend", function () { keep(map); });
    map.whenReady(function () {
      window.mapapp.offerBackgrounds(map, window.mapapp.backgrounds.words, window.mapapp.backgrounds.sources);
    });
    pointAtOpened(map);
    if (page.mapappCamera) { lookAgain(map, page.mapappCamera); }
    map.on("layeradd", function (event) {
      if (!(event.layer instanceof L.FeatureGroup)) { return; }
      event.layer.on("click", function (click) {
        if (click.layer && click.layer.toGeoJSON) { open(map, click.layer.toGeoJSON().properties); }
      });
    });
    new ResizeObserver(function () {
      map.invalidateSize({animate: false});
      if (!moved && !isPlaced) { map.eachLayer(function (layer) { frame(map, layer); }); }
    }).observe(container);
  });

  /* Back from another page, the map looks where it did: from the first drawing on, which frames. */
  function lookAgain(map, where) {
    moved = true;
    map.on("layeradd", function look(event) {
      if (!event.layer._scene) { return; }
      map.off("layeradd", look);
      map.setView([where[1], where[0]], where[2], {animate: false});
    });
  }

  /* Until one has looked around, all that is drawn at first stays in sight. */
  function frame(map, layer) {
    if (layer._scene && map.mapapp && map.mapapp.isFramed) { window.mapapp.frame(map, layer._scene); }
  }

  /* Where the reader goes on once what was opened here is closed. */
  function returnTo(map) {
    var stop = map.getContainer().querySelector(".mapapp-stop");
    if (stop) { stop.focus(); }
    return Boolean(stop);
  }

  /* Keep the ring on what is opened: after a filter too, and once the keyboard leaves the marks. */
  function pointAtOpened(map) {
    function point(lead) {
      map.eachLayer(function (layer) {
        if (!layer._scene) { return; }
        if (lead && page.mapappOpened) {
          moved = true;
          layer.leadTo(page.mapappOpened);
        } else {
          layer.point(page.mapappOpened || "");
        }
      });
    }
    function lead() { point(true); }
    function follow() { window.setTimeout(point); }
    page.addEventListener("mapapp:opened", lead);
    window.addEventListener("pagehide", function () { page.removeEventListener("mapapp:opened", lead); });
    map.getContainer().addEventListener("focusout", follow);
    map.on("layeradd", function (event) { if (event.layer._scene) { follow(); } });
  }

  function open(map, mark) {
    if (!mark || !mark.key) { return; }
    moved = true;
    page.mapappCamera = camera(map);
    page.mapappReturn = function () { return returnTo(map); };
    window.Streamlit.setComponentValue({key: mark.key, turn: Date.now(), camera: page.mapappCamera});
  }
})();
