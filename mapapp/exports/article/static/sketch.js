/* The picture for paper, drawn again for what the reader has chosen (sketch.py draws it first). */
(function () {
  "use strict";
  var article = (window.article = window.article || {});
  var SVG = "http://www.w3.org/2000/svg";
  var AT_MOST = 800;
  var LARGEST_CELL = 16;
  var NUMBER_FROM = 3;
  var WIDTH_PX = 900;
  var LEAST_TRUE_LAT = 36;

  /* Draw a scene in a box [west, south, east, north] of degrees. */
  article.redrawSketch = function (svg, scene, box) {
    var squeeze = Math.cos((Math.max(Math.abs(box[1] + box[3]) / 2, LEAST_TRUE_LAT) * Math.PI) / 180);
    var width = (box[2] - box[0]) * squeeze;
    var height = box[3] - box[1];
    var scale = Math.max(width, height * 1.5) / WIDTH_PX;
    frame(svg, [box[0] * squeeze, -box[3], width, height], squeeze);
    var group = svg.querySelector(".marks");
    group.textContent = "";
    shade(svg, scene);
    scene.areas.forEach(function (area) {
      if (area.kind === "unlocated" && area.lon !== null) drawBadge(group, area, squeeze, scale);
    });
    var thin = thinned(scene);
    var most = thin.sites.length ? total(thin.sites[0]) : 1;
    thin.sites.forEach(function (site) {
      if (thin.cell) drawGathered(group, site, squeeze, thin.cell, most);
      else drawDot(group, site, squeeze, scale);
    });
  };

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

  function thinned(scene) {
    var found = scene.sites.key.map(function (_, at) {
      var shares = new Map();
      var parts = scene.sites.parts[at];
      for (var part = 0; part < parts.length; part += 2) shares.set(parts[part], parts[part + 1]);
      return { lon: scene.sites.lon[at], lat: scene.sites.lat[at], shares: shares };
    });
    var thin = found;
    var cell = 0;
    while (thin.length > AT_MOST && cell < LARGEST_CELL) {
      cell = cell * 2 || 1;
      thin = gathered(found, cell);
    }
    thin.sort(function (a, b) {
      return total(b) - total(a);
    });
    return { cell: cell, sites: thin };
  }

  function gathered(sites, cell) {
    var cells = new Map();
    sites.forEach(function (site) {
      var column = Math.floor(site.lon / cell);
      var row = Math.floor(site.lat / cell);
      var key = column + " " + row;
      var kept = cells.get(key);
      if (!kept) {
        kept = { lon: (column + 0.5) * cell, lat: (row + 0.5) * cell, shares: new Map() };
        cells.set(key, kept);
      }
      site.shares.forEach(function (count, jurisdiction) {
        kept.shares.set(jurisdiction, (kept.shares.get(jurisdiction) || 0) + count);
      });
    });
    return Array.from(cells.values());
  }

  function total(site) {
    var sum = 0;
    site.shares.forEach(function (count) {
      sum += count;
    });
    return sum;
  }

  function add(parent, name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (each) {
      element.setAttribute(each, attributes[each]);
    });
    if (text) element.textContent = text;
    return parent.appendChild(element);
  }

  function drawGathered(group, site, squeeze, cell, most) {
    var radius = ((squeeze * cell) / 2) * Math.sqrt(total(site) / most);
    var x = (site.lon * squeeze).toFixed(2);
    add(group, "circle", { class: "gathered", cx: x, cy: (-site.lat).toFixed(2), r: radius.toFixed(3) });
  }

  function drawDot(group, site, squeeze, scale) {
    var count = total(site);
    var radius = Math.min(28, 5 * Math.sqrt(count)) * scale;
    var around = Math.PI * radius;
    var x = (site.lon * squeeze).toFixed(2);
    var y = (-site.lat).toFixed(2);
    var done = 0;
    if (site.shares.size === 1) {
      var only = site.shares.keys().next().value;
      add(group, "circle", { class: "dot j" + only, cx: x, cy: y, r: radius.toFixed(3) });
      if (count >= NUMBER_FROM) writeNumber(group, "number", x, y, scale, count);
      return;
    }
    add(group, "circle", { class: "halo", cx: x, cy: y, r: (radius * 1.15).toFixed(3) });
    Array.from(site.shares)
      .sort(function (a, b) {
        return b[1] - a[1] || a[0] - b[0];
      })
      .forEach(function (share) {
        var length = (around * share[1]) / count;
        add(group, "circle", {
          class: "slice j" + share[0],
          cx: x,
          cy: y,
          r: (radius / 2).toFixed(3),
          "stroke-width": radius.toFixed(3),
          "stroke-dasharray": length.toFixed(3) + " " + (around - length).toFixed(3),
          "stroke-dashoffset": ((-around * done) / count).toFixed(3)
        });
        done += share[1];
      });
    if (count >= NUMBER_FROM) writeNumber(group, "number", x, y, scale, count);
  }

  function drawBadge(group, area, squeeze, scale) {
    var x = area.lon * squeeze;
    var side = 15 * scale;
    add(group, "rect", {
      class: "badge",
      x: (x - side / 2).toFixed(2),
      y: (-area.lat - side / 2).toFixed(2),
      width: side.toFixed(2),
      height: side.toFixed(2)
    });
    writeNumber(group, "badge-number", x.toFixed(2), (-area.lat).toFixed(2), scale, area.count);
  }

  function writeNumber(group, name, x, y, scale, number) {
    var place = { class: name, x: x, y: y, dy: "0.36em", "font-size": (11 * scale).toFixed(3) };
    add(group, "text", place, String(number));
  }
})();
