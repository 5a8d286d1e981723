/* The picture for paper, drawn again for what the reader has chosen (sketch.py draws it first): with
   the symbols of the map, by a pen that writes SVG. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});
  var mapapp = window.mapapp;
  var looks = mapapp.style.looks;
  var SVG = "http://www.w3.org/2000/svg";
  var AT_MOST = 800;
  var LARGEST_CELL = 16;
  var WIDTH_PX = 900;
  var LEAST_TRUE_LAT = 36;
  var PALETTE = {};
  ["halo", "surface", "text", "hatch", "shade"].forEach(name => (PALETTE[name] = "var(--mapapp-" + name + ")"));
  PALETTE.town = PALETTE.text;
  PALETTE.roles = {};

  /* Draw a scene in a box [west, south, east, north] of degrees. */
  article.redrawSketch = function (svg, scene, box) {
    var squeeze = Math.cos((Math.max(Math.abs(box[1] + box[3]) / 2, LEAST_TRUE_LAT) * Math.PI) / 180);
    var width = (box[2] - box[0]) * squeeze;
    var height = box[3] - box[1];
    var scale = Math.max(width, height * 1.5) / WIDTH_PX;
    frame(svg, [box[0] * squeeze, -box[3], width, height], squeeze);
    var group = svg.querySelector(".marks");
    group.textContent = "";
    group.setAttribute("transform", "scale(" + scale.toFixed(5) + ")");
    shade(svg, scene);
    function penAt(lon, lat, beside) {
      var x = (lon * squeeze) / scale + (beside || 0);
      return makePen(add(group, "g", { transform: "translate(" + short(x) + " " + short(-lat / scale) + ")" }));
    }
    scene.areas.forEach(function (area) {
      if (area.kind === "unlocated" && area.lon !== null)
        mapapp.paint.badge(penAt(area.lon, area.lat), mapapp.badgeOf(area), PALETTE);
    });
    var cells = gathered(scene.sites);
    if (cells) drawCells(penAt, cells, squeeze / scale);
    else drawPlaces(penAt, scene);
  };

  function drawPlaces(penAt, scene) {
    var sites = scene.sites;
    var towns = scene.towns;
    var radii = {};
    var colours = scene.jurisdictions.map(each => each.colour); // paper is light
    var order = Array.from(sites.key.keys()).sort((one, other) => sites.count[other] - sites.count[one]);
    order.forEach(function (at) {
      var radius = (radii[sites.key[at]] = mapapp.radiusOf(sites.count[at]));
      var pen = penAt(sites.lon[at], sites.lat[at]);
      mapapp.paint.site(pen, radius, sites.parts[at], sites.faded[at], colours, scene.jurisdictions, PALETTE);
    });
    towns.key.forEach(function (key, at) {
      var beside = radii[key] ? radii[key] + looks.town_reach : 0;
      mapapp.paint.town(penAt(towns.lon[at], towns.lat[at], beside), looks.town_reach, towns.proposed[at], PALETTE);
    });
  }

  function frame(svg, view, squeeze) {
    var land = svg.querySelector(".land");
    var unit = Number(land.getAttribute("data-unit"));
    svg.setAttribute(
      "viewBox",
      view
        .map(function (each) {
          return each.toFixed(2);
        })
        .join(" ")
    );
    land.setAttribute("transform", "scale(" + (squeeze / unit).toFixed(5) + " " + 1 / unit + ")");
  }

  function shade(svg, scene) {
    var shaded = new Set();
    scene.areas.forEach(function (area) {
      if (area.kind === "agreement") shaded.add(area.country);
    });
    svg.querySelectorAll("path[data-country]").forEach(function (path) {
      path.classList.toggle("is-shaded", shaded.has(path.getAttribute("data-country")));
    });
  }

  /* Numbers of sites in the cells of a grid, as fine as can be; null where cities are few. */
  function gathered(sites) {
    var cells = null;
    for (var cell = 1; (cells || sites.key).length > AT_MOST && cell <= LARGEST_CELL; cell *= 2) {
      cells = inCells(sites, cell);
    }
    return cells;
  }

  function inCells(sites, cell) {
    var cells = new Map();
    sites.count.forEach(function (count, at) {
      var lon = (Math.floor(sites.lon[at] / cell) + 0.5) * cell;
      var lat = (Math.floor(sites.lat[at] / cell) + 0.5) * cell;
      var kept = cells.get(lon + " " + lat) || { lon: lon, lat: lat, cell: cell, count: 0 };
      kept.count += count;
      cells.set(lon + " " + lat, kept);
    });
    return Array.from(cells.values()).sort((one, other) => other.count - one.count);
  }

  function drawCells(penAt, cells, pixels) {
    cells.forEach(function (each) {
      var radius = ((each.cell * pixels) / 2) * Math.sqrt(each.count / cells[0].count);
      add(penAt(each.lon, each.lat).group, "circle", { class: "gathered", r: short(radius) });
    });
  }

  function add(parent, name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (each) {
      element.setAttribute(each, attributes[each]);
    });
    if (text) element.textContent = text;
    return parent.appendChild(element);
  }

  function short(length) {
    return String(Math.round(length * 100) / 100);
  }

  /* What symbols.js asks of a canvas, as elements of SVG. */
  function makePen(group) {
    var path = "";
    var dash = [];
    var here = [0, 0];

    function go(letter, x, y) {
      here = [x, y];
      path += letter + short(x) + " " + short(y);
    }

    function paint(style) {
      add(group, "path", { d: path }).style.cssText = style;
    }

    /* The sides of a badge are upright or level. */
    function towards(from, to, length) {
      return [0, 1].map(at => from[at] + Math.sign(to[at] - from[at]) * length);
    }

    var pen = {
      group: group,
      globalAlpha: 1,
      beginPath: function () {
        path = "";
      },
      closePath: function () {
        path += "Z";
      },
      moveTo: go.bind(null, "M"),
      lineTo: go.bind(null, "L"),
      arc: function (x, y, radius, from, to) {
        var size = short(radius);
        [from, (from + to) / 2, to].forEach(function (turn, at) {
          var letter = at ? "A" + size + " " + size + " 0 0 1 " : path ? "L" : "M";
          go(letter, x + radius * Math.cos(turn), y + radius * Math.sin(turn));
        });
      },
      arcTo: function (x, y, x2, y2, radius) {
        var start = towards([x, y], here, radius);
        var end = towards([x, y], [x2, y2], radius);
        go("L", ...start);
        go("Q" + short(x) + " " + short(y) + " ", ...end);
      },
      setLineDash: function (given) {
        dash = given;
      },
      fill: function () {
        paint("fill:" + pen.fillStyle + ";fill-opacity:" + pen.globalAlpha);
      },
      stroke: function () {
        var line = ";stroke-width:" + pen.lineWidth + ";stroke-dasharray:" + (dash.join() || "none");
        paint("fill:none;stroke:" + pen.strokeStyle + line);
      },
      fillText: function (text, x, y) {
        var style = "font:" + pen.font + ";text-anchor:middle;fill:" + pen.fillStyle;
        add(group, "text", { x: x, y: y, dy: "0.35em" }, text).style.cssText = style;
      }
    };
    return pen;
  }
})();
