/* The marks of a scene (layers/scene.py) on a Leaflet map.

     mapapp.ground(map, outlines, {theme: "auto"});
     var drawing = mapapp.draw(map, group, scene, {onopen: function (key, kind) { … }});
     drawing.update(otherScene);

   Places, towns and badges are painted on one canvas, so 50,000 places cost no more than one
   element; arcs and countries are SVG. An opened mark also reaches the listeners of the group as
   a click on a layer whose GeoJSON has the properties {key, kind, turn}; `turn` grows with each. */
(function (mapapp) {
  "use strict";

  var SITE = 0, TOWN = 1, AREA = 2;
  var KINDS = ["place", "place", "country"];
  var TINY = 12;      // px: a country narrower than this needs a chip to be seen
  var WORDS = {
    marks: "Marks on the map. Arrow keys go to the nearest mark, Page Down to the next, Enter opens it.",
    wheel: "Hold {key} and turn the wheel to zoom",
    and: "; "
  };
  var turn = 0;

  mapapp.draw = function (map, group, scene, options) {
    if (options && options.fit && !map.mapapp.isFramed) {
      mapapp.frame(map, scene);
      map.mapapp.isFramed = true;
    }
    var drawing = new Drawing(scene, options || {}, group);
    group.addLayer(drawing);
    return drawing;
  };

  var Drawing = L.Renderer.extend({
    options: {pane: "mapapp-marks", padding: 0.25},

    initialize: function (scene, options, group) {
      L.Renderer.prototype.initialize.call(this, {});
      this._scene = scene;
      this._wish = options;
      this._group = group;
      this._words = L.extend({}, WORDS, options.words);
    },

    /* Draw another scene in place of this one. */
    update: function (scene) {
      this._scene = scene;
      this._keys.forget();
      this._tip.hide();
      this._build();
      this._update();
      return this;
    },

    /* Draw the same scene again, after the theme or the shapes of the countries have changed. */
    restyle: function () {
      this._build();
      this._update();
      return this;
    },

    /* Put the ring on the mark of a place or country, as an opened record does; on none if it has
       no mark. Where a site and a town share a place, the site is meant. */
    point: function (key) {
      var size = this._x.length, found = 0;
      while (found < size && this._keyOf(found) !== key) { found += 1; }
      this._ringOn(found < size ? found : -1);
      return this;
    },

    /* The same, and move the map if the mark is out of sight. */
    leadTo: function (key) {
      this.point(key);
      if (this._ringed >= 0) { this._bringIntoView(this._ringed); }
      return this;
    },

    onAdd: function (map) {
      paneFor(map, "mapapp-areas", 350);
      paneFor(map, "mapapp-marks", 450);
      this._areas = L.layerGroup().addTo(map);
      this._shapes = L.svg({pane: "mapapp-areas", padding: 0.5});
      this._ring = addRing(map.getPane("mapapp-marks"));
      this._tip = mapapp.makeTip(map.getContainer());
      this._keys = mapapp.followKeyboard(map, this._marksForKeys(), this._words);
      this._unfollow = mapapp.followPointer(map, this._marksForPointer());
      this._unfollowWheel = mapapp.followWheel(map, this._words);
      this._watch = window.matchMedia("(prefers-color-scheme: dark)");
      this._onScheme = this.restyle.bind(this);
      this._watch.addEventListener("change", this._onScheme);
      map.on("zoomstart", this._hideRing, this);
      map.on("mapapp:shapes", this.restyle, this);
      this._build();
      L.Renderer.prototype.onAdd.call(this, map);
    },

    onRemove: function (map) {
      this._unfollow();
      this._unfollowWheel();
      this._keys.remove();
      this._tip.remove();
      this._ring.remove();
      this._areas.remove();
      this._shapes.remove();
      this._watch.removeEventListener("change", this._onScheme);
      map.off("zoomstart", this._hideRing, this);
      map.off("mapapp:shapes", this.restyle, this);
      L.Renderer.prototype.onRemove.call(this, map);
    },

    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._container.className = "mapapp-canvas";
    },

    _destroyContainer: function () {
      this._container.remove();
      delete this._container;
    },

    /* Lay out the scene: positions on the world at zoom 0, the order of painting and of walking. */
    _build: function () {
      var scene = this._scene, sites = scene.sites, towns = scene.towns;
      var countries = byCountry(scene.areas);
      var codes = Object.keys(countries).filter(function (code) { return countries[code][0].lon !== null; });
      var size = sites.key.length + towns.key.length + codes.length;
      this._countries = countries;
      this._codes = codes;
      this._firstTown = sites.key.length;
      this._firstArea = sites.key.length + towns.key.length;
      this._x = new Float64Array(size);
      this._y = new Float64Array(size);
      this._radius = new Float32Array(size);
      this._shift = new Float32Array(size);
      for (var index = 0; index < size; index += 1) { this._locate(index); }
      this._order = null;
      this._painting = paintingOrder(this, size);
      this._beside = townsAtSites(scene);
      this._palette = mapapp.readPalette(this._map.getContainer());
      this._ratio = window.devicePixelRatio || 1;
      this._painter = mapapp.makePainter(this._palette, scene.jurisdictions, this._ratio);
      this._drawAreas();
    },

    /* The marks in the order of walking: made when the keyboard first asks. */
    _walk: function () {
      this._order = this._order || walkingOrder(this, this._x.length);
      return this._order;
    },

    _locate: function (mark) {
      var kind = this._kindOf(mark), at = this._rowOf(mark), table;
      if (kind === AREA) { table = this._countries[this._codes[at]][0]; }
      else { table = kind === TOWN ? this._scene.towns : this._scene.sites; }
      var lon = kind === AREA ? table.lon : table.lon[at];
      var lat = kind === AREA ? table.lat : table.lat[at];
      var sine = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180);
      this._x[mark] = 256 * (lon + 180) / 360;
      this._y[mark] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    },

    _kindOf: function (mark) {
      if (mark >= this._firstArea) { return AREA; }
      return mark >= this._firstTown ? TOWN : SITE;
    },

    _rowOf: function (mark) {
      if (mark >= this._firstArea) { return mark - this._firstArea; }
      return mark >= this._firstTown ? mark - this._firstTown : mark;
    },

    _keyOf: function (mark) {
      var at = this._rowOf(mark);
      switch (this._kindOf(mark)) {
        case AREA: return this._codes[at];
        case TOWN: return this._scene.towns.key[at];
        default: return this._scene.sites.key[at];
      }
    },

    _labelsOf: function (mark) {
      var at = this._rowOf(mark);
      switch (this._kindOf(mark)) {
        case AREA: return this._labelsOfCountry(this._codes[at]);
        case TOWN: return [this._scene.towns.label[at]];
        default: return [this._scene.sites.label[at]];
      }
    },

    _labelsOfCountry: function (code) {
      return (this._countries[code] || []).map(function (area) { return area.label; });
    },

    /* Paint every mark in view. Called by Leaflet after each move and zoom. */
    _update: function () {
      if (this._map._animatingZoom && this._bounds) { return; }
      L.Renderer.prototype._update.call(this);
      var size = this._bounds.getSize(), canvas = this._container, ratio = this._ratio;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      var context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      var zoom = this._map.getZoom();
      var origin = this._map.getPixelOrigin().add(this._bounds.min);
      this._paint(context, Math.pow(2, zoom), origin, size, zoom);
      this._placeRing();
    },

    _paint: function (context, scale, origin, size, zoom) {
      for (var step = 0; step < this._painting.length; step += 1) {
        var mark = this._painting[step];
        var x = this._x[mark] * scale - origin.x, y = this._y[mark] * scale - origin.y;
        if (x < -40 || y < -40 || x > size.x + 40 || y > size.y + 40) { continue; }
        this._paintOne(context, mark, x, y, zoom);
      }
    },

    _paintOne: function (context, mark, x, y, zoom) {
      var at = this._rowOf(mark), sites = this._scene.sites;
      switch (this._kindOf(mark)) {
        case SITE:
          this._radius[mark] = mapapp.radiusOf(sites.count[at], zoom);
          this._painter.site(context, x, y, this._radius[mark], sites.parts[at], sites.faded[at]);
          return;
        case TOWN:
          this._paintTown(context, mark, at, x, y, zoom);
          return;
        default:
          this._paintBadges(context, mark, this._codes[at], x, y);
      }
    },

    /* A town that is also a site stands beside its circle, so that both are seen. */
    _paintTown: function (context, mark, at, x, y, zoom) {
      var site = this._beside[at];
      var half = mapapp.style.looks.town_reach * Math.max(0.8, Math.min(1.2, 0.6 + 0.14 * zoom));
      var shift = site < 0 ? 0 : mapapp.radiusOf(this._scene.sites.count[site], zoom) + half;
      this._shift[mark] = shift;
      this._radius[mark] = half;
      this._painter.town(context, x + shift, y, half, this._scene.towns.proposed[at]);
    },

    _paintBadges: function (context, mark, code, x, y) {
      var badges = this._badgesOf(code);
      var width = badges.reduce(function (sum, badge) { return sum + badge.width + 3; }, -3);
      this._radius[mark] = badges.length ? Math.max(7, width / 2) : 0;
      var left = x - width / 2;
      badges.forEach(function (badge) {
        this._painter.badge(context, left + badge.width / 2, y, badge);
        left += badge.width + 3;
      }, this);
    },

    _badgesOf: function (code) {
      var areas = this._countries[code];
      var badges = areas.map(mapapp.badgeOf).filter(Boolean);
      if (badges.length || mapapp.extentOf(this._map, code) > TINY) { return badges; }
      var isProposed = areas.every(function (area) { return area.kind === "proposed"; });
      return [mapapp.chipOf(isProposed)];
    },

    /* Countries and arcs, as SVG; each knows what it stands for. */
    _drawAreas: function () {
      var drawing = this;
      this._areas.clearLayers();
      this._targets = [];
      Object.keys(this._countries).forEach(function (code) {
        var shape = drawing._map.mapapp.shapes[code];
        if (!shape) { return; }
        drawing._countries[code].forEach(function (area) {
          drawing._addPath(L.polygon(shape, drawing._pathOptions("area-" + area.kind)), {code: code});
        });
      });
      this._scene.arcs.forEach(function (arc) {
        var lines = arc.lines.map(function (line) {
          return line.map(function (point) { return [point[1], point[0]]; });
        });
        drawing._addPath(L.polyline(lines, drawing._pathOptions("arc-reach")), {arc: arc});
        var path = L.polyline(lines, drawing._pathOptions(arc.proposed ? "arc mapapp-arc-proposed" : "arc"));
        drawing._addPath(path, {arc: arc});
        path.getElement().style.stroke = drawing._colourOf(arc.jurisdiction);
      });
    },

    _pathOptions: function (name) {
      return {
        renderer: this._shapes, pane: "mapapp-areas", className: "mapapp-" + name,
        interactive: false, noClip: true, smoothFactor: 0.5,
        fill: name.indexOf("area") === 0, fillOpacity: 1
      };
    },

    _addPath: function (path, target) {
      path.addTo(this._areas);
      var element = path.getElement();
      if (element.classList.contains("mapapp-area-unlocated")) {
        element.setAttribute("fill", "url(#" + addHatch(element.ownerSVGElement) + ")");
      }
      element.mapappTarget = target;
    },

    _colourOf: function (jurisdiction) {
      var each = this._scene.jurisdictions[jurisdiction];
      return this._palette.isDark && each.colour_dark || each.colour;
    },

    /* The mark at a point of the container: the smallest of those that lie under it. */
    _markAt: function (point, reach) {
      var scale = Math.pow(2, this._map.getZoom());
      var origin = this._map.getPixelOrigin().subtract(this._map._getMapPanePos());
      var best = -1, least = Infinity;
      for (var mark = 0; mark < this._x.length; mark += 1) {
        var radius = this._radius[mark];
        if (!radius) { continue; }
        var dx = this._x[mark] * scale - origin.x + this._shift[mark] - point.x;
        var dy = this._y[mark] * scale - origin.y - point.y;
        var away = Math.sqrt(dx * dx + dy * dy) - radius;
        var rank = away <= 1 ? radius - 1000 : away;
        if (away <= reach && rank < least) {
          least = rank;
          best = mark;
        }
      }
      return best;
    },

    _marksForPointer: function () {
      var drawing = this;
      return {
        at: function (point, event, reach) {
          var mark = drawing._markAt(point, reach);
          if (mark >= 0) { return {mark: mark}; }
          return event && event.target && event.target.mapappTarget || null;
        },
        tip: function (found, point) { drawing._showTip(found, point); },
        open: function (found) { drawing._open(found); }
      };
    },

    _showTip: function (found, point) {
      if (!found) {
        this._tip.hide();
      } else if (found.mark !== undefined) {
        this._tip.show(this._pointOf(found.mark), this._labelsOf(found.mark), Math.max(8, this._radius[found.mark]) + 9);
      } else {
        this._tip.show(point, found.arc ? [found.arc.label] : this._labelsOfCountry(found.code), 14);
      }
    },

    _open: function (found) {
      var isMark = found.mark !== undefined;
      var key = isMark ? this._keyOf(found.mark) : found.arc ? found.arc.country : found.code;
      var kind = isMark ? KINDS[this._kindOf(found.mark)] : "country";
      turn += 1;
      var feature = {type: "Feature", geometry: null, properties: {key: key, kind: kind, turn: turn}};
      if (this._wish.onopen) { this._wish.onopen(key, kind); }
      this._group.fire("click", {latlng: null, layer: {toGeoJSON: function () { return feature; }}});
    },

    _marksForKeys: function () {
      var drawing = this;
      function markOf(index) { return drawing._walk()[index]; }
      return {
        size: function () { return drawing._x.length; },
        label: function (index) { return drawing._labelsOf(markOf(index)).join(drawing._words.and); },
        nearest: function (index, dx, dy) { return drawing._nearest(index, dx, dy); },
        centre: function () { return drawing._nearestToCentre(); },
        focus: function (index) { drawing._focus(index < 0 ? -1 : markOf(index)); },
        open: function (index) { drawing._open({mark: markOf(index)}); }
      };
    },

    /* The nearest mark in a direction: what lies aside counts double. */
    _nearest: function (index, dx, dy) {
      var order = this._walk(), from = order[index], best = index, least = Infinity;
      for (var other = 0; other < order.length; other += 1) {
        var to = order[other];
        var x = this._x[to] - this._x[from], y = this._y[to] - this._y[from];
        var along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
        if (to !== from && along > 0 && aside <= 2 * along && along + 2 * aside < least) {
          least = along + 2 * aside;
          best = other;
        }
      }
      return best;
    },

    _nearestToCentre: function () {
      var order = this._walk(), best = 0, least = Infinity;
      var centre = this._map.project(this._map.getCenter(), 0);
      for (var index = 0; index < order.length; index += 1) {
        var mark = order[index];
        var away = Math.pow(this._x[mark] - centre.x, 2) + Math.pow(this._y[mark] - centre.y, 2);
        if (away < least) {
          least = away;
          best = index;
        }
      }
      return best;
    },

    _focus: function (mark) {
      this._ringOn(mark);
      if (mark < 0) {
        this._tip.hide();
        return;
      }
      this._bringIntoView(mark);
      this._showTip({mark: mark});
    },

    _bringIntoView: function (mark) {
      var room = this._map.getSize(), point = this._pointOf(mark);
      if (point.x < 20 || point.y < 20 || point.x > room.x - 20 || point.y > room.y - 20) {
        var place = this._map.unproject([this._x[mark], this._y[mark]], 0);
        this._map.panTo(place, {animate: false});
      }
      this._placeRing();
    },

    _pointOf: function (mark) {
      var place = this._map.unproject([this._x[mark], this._y[mark]], 0);
      return this._map.latLngToContainerPoint(place).add([this._shift[mark], 0]);
    },

    _ringOn: function (mark) {
      this._ringed = mark;
      this._placeRing();
    },

    _placeRing: function () {
      var mark = this._ringed;
      var isShown = mark !== undefined && mark >= 0 && mark < this._x.length;
      this._ring.hidden = !isShown;
      if (!isShown) { return; }
      var point = this._map.latLngToLayerPoint(this._map.unproject([this._x[mark], this._y[mark]], 0));
      var half = Math.max(8, this._radius[mark]) + 5;
      this._ring.style.width = this._ring.style.height = 2 * half + "px";
      L.DomUtil.setPosition(this._ring, point.add([this._shift[mark] - half, -half]).round());
    },

    _hideRing: function () { this._ring.hidden = true; }
  });

  function paneFor(map, name, zIndex) {
    if (map.getPane(name)) { return; }
    map.createPane(name).style.zIndex = zIndex;
  }

  function addRing(pane) {
    var ring = document.createElement("div");
    ring.className = "mapapp-ring";
    ring.hidden = true;
    return pane.appendChild(ring);
  }

  function byCountry(areas) {
    var found = {};
    areas.forEach(function (area) { (found[area.country] = found[area.country] || []).push(area); });
    return found;
  }

  /* The row of the site that each town shares a place with; -1 if none. */
  function townsAtSites(scene) {
    var rows = {};
    scene.sites.key.forEach(function (key, row) { rows["k" + key] = row; });
    return scene.towns.key.map(function (key) { var row = rows["k" + key]; return row === undefined ? -1 : row; });
  }

  /* By country and then by name: the order in which Page Down walks. */
  function walkingOrder(drawing, size) {
    var keys = [], order = [];
    for (var mark = 0; mark < size; mark += 1) {
      keys.push(drawing._keyOf(mark));
      order.push(mark);
    }
    return order.sort(function (one, other) {
      if (keys[one] === keys[other]) { return one - other; }
      return keys[one] < keys[other] ? -1 : 1;
    });
  }

  /* Badges below, then large places, then small ones, then towns. */
  function paintingOrder(drawing, size) {
    var counts = drawing._scene.sites.count, order = [];
    for (var mark = 0; mark < drawing._firstTown; mark += 1) { order.push(mark); }
    order.sort(function (one, other) { return counts[other] - counts[one] || one - other; });
    for (var town = drawing._firstTown; town < drawing._firstArea; town += 1) { order.push(town); }
    var areas = [];
    for (var area = drawing._firstArea; area < size; area += 1) { areas.push(area); }
    return areas.concat(order);
  }

  /* A fill pattern, once in each drawing. */
  function addHatch(svg) {
    var id = "mapapp-hatch";
    if (svg.querySelector("pattern")) { return id; }
    var name = "http://www.w3.org/2000/svg";
    var defs = svg.insertBefore(document.createElementNS(name, "defs"), svg.firstChild);
    var pattern = defs.appendChild(document.createElementNS(name, "pattern"));
    pattern.id = id;
    var step = mapapp.style.looks.hatch_step;
    pattern.setAttribute("width", step);
    pattern.setAttribute("height", step);
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    pattern.setAttribute("patternTransform", "rotate(45)");
    var line = pattern.appendChild(document.createElementNS(name, "line"));
    line.setAttribute("class", "mapapp-hatch");
    line.setAttribute("y2", step);
    return id;
  }
})(window.mapapp = window.mapapp || {});
