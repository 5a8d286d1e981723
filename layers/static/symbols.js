/* The symbols of places and countries, as a canvas paints them.

   Shape tells the kind, colour only adds to it: a place is round, a town of an agreement is a
   diamond, what is said of a whole country is square. */
(function (mapapp) {
  "use strict";

  var looks = mapapp.style.looks; // the table of looks; lengths in px at 1:1
  var GLYPHS = mapapp.style.glyphs;

  /* The colours of a map as its style sheet has them now. */
  mapapp.readPalette = function (container) {
    var style = window.getComputedStyle(container);
    function value(name) { return style.getPropertyValue("--mapapp-" + name).trim(); }
    var roles = {};
    Object.keys(GLYPHS).forEach(function (role) { roles[role] = value("role-" + role); });
    return {
      isDark: value("scheme") === "dark",
      halo: value("halo"), surface: value("surface"), text: value("text"),
      hatch: value("hatch"), shade: value("shade"), town: value("text"), roles: roles
    };
  };

  /* Radius of a place in px: its area follows the count; smaller on a map of the whole world.
     Without a zoom it is that of a picture. */
  mapapp.radiusOf = function (count, zoom) {
    var scale = zoom === undefined ? 1 : Math.max(0.72, Math.min(1.35, 0.6 + 0.14 * zoom));
    return Math.min(looks.largest_radius, looks.smallest_radius * Math.sqrt(Math.max(1, count))) * scale;
  };

  /* A painter keeps each symbol that it has painted once, and stamps it from then on. */
  mapapp.makePainter = function (palette, jurisdictions, ratio) {
    var kept = {};
    var colours = jurisdictions.map(function (each) {
      return palette.isDark && each.colour_dark || each.colour;
    });

    function stamp(context, name, half, x, y, paint) {
      var sprite = kept[name];
      if (!sprite) {
        sprite = kept[name] = document.createElement("canvas");
        sprite.width = sprite.height = Math.ceil(half * 2 * ratio);
        var pen = sprite.getContext("2d");
        pen.scale(ratio, ratio);
        pen.translate(half, half);
        paint(pen);
      }
      context.drawImage(sprite, x - half, y - half, sprite.width / ratio, sprite.height / ratio);
    }

    return {
      site: function (context, x, y, radius, parts, isFaded) {
        var name = "s" + radius.toFixed(1) + (isFaded ? "f" : "") + parts.join();
        stamp(context, name, radius + 3, x, y, function (pen) {
          paintSite(pen, radius, parts, isFaded, colours, jurisdictions, palette);
        });
      },
      town: function (context, x, y, half, isProposed) {
        stamp(context, "t" + half.toFixed(1) + (isProposed ? "p" : ""), half + 3, x, y, function (pen) {
          paintTown(pen, half, isProposed, palette);
        });
      },
      badge: function (context, x, y, badge) {
        stamp(context, "b" + badge.kind + badge.text, badge.width / 2 + 3, x, y, function (pen) {
          paintBadge(pen, badge, palette);
        });
      }
    };
  };

  /* What stands in the badges of a country. */
  mapapp.badgeOf = function (area) {
    if (area.kind === "unlocated") {
      var text = String(area.count);
      return {kind: "unlocated", text: text, width: looks.badge_sides + looks.badge_digit * text.length};
    }
    if (area.kind === "response") {
      return {kind: area.role, text: GLYPHS[area.role], width: looks.badge_height};
    }
    return null;
  };

  mapapp.chipOf = function (isProposed) {
    return {kind: isProposed ? "proposed" : "agreement", text: "", width: 9};
  };

  function paintSite(pen, radius, parts, isFaded, colours, jurisdictions, palette) {
    disc(pen, radius + looks.halo);
    pen.fillStyle = palette.halo;
    pen.fill();
    var total = 0, at = first(), index;
    for (index = 1; index < parts.length; index += 2) { total += parts[index]; }
    for (index = 0; index < parts.length; index += 2) {
      var turn = 2 * Math.PI * parts[index + 1] / total;
      paintPart(pen, radius, at, turn, colours[parts[index]], jurisdictions[parts[index]], isFaded, palette);
      at += turn;
    }
    if (parts.length > 2) { paintSeams(pen, radius, parts, total, palette); }
    if (radius >= looks.numbered_radius && total > 1) {
      number(pen, radius, total, parts, isFaded, colours, jurisdictions, palette);
    }
  }

  function paintPart(pen, radius, from, turn, colour, jurisdiction, isFaded, palette) {
    pen.beginPath();
    if (turn < 2 * Math.PI - 1e-6) { pen.moveTo(0, 0); }
    pen.arc(0, 0, radius, from, from + turn);
    pen.closePath();
    pen.fillStyle = jurisdiction.unknown ? palette.surface : colour;
    pen.globalAlpha = isFaded && !jurisdiction.unknown ? looks.faded : 1;
    pen.fill();
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.arc(0, 0, radius - looks.ring / 2, from, from + turn);
    pen.lineWidth = jurisdiction.unknown && !isFaded ? looks.hollow_ring : looks.ring;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  function paintSeams(pen, radius, parts, total, palette) {
    var at = first();
    pen.lineWidth = looks.seam;
    pen.strokeStyle = palette.halo;
    for (var index = 1; index < parts.length; index += 2) {
      pen.beginPath();
      pen.moveTo(0, 0);
      pen.lineTo(radius * Math.cos(at), radius * Math.sin(at));
      pen.stroke();
      at += 2 * Math.PI * parts[index] / total;
    }
  }

  /* A pie's number stands in a hole of its own, so that no two colours lie behind it. */
  function number(pen, radius, total, parts, isFaded, colours, jurisdictions, palette) {
    var isPlain = parts.length === 2 && !isFaded && !jurisdictions[parts[0]].unknown;
    if (parts.length > 2) {
      disc(pen, radius * looks.hole_share);
      pen.fillStyle = palette.surface;
      pen.fill();
    }
    var share = parts.length > 2 ? looks.number_in_hole_share : looks.number_share;
    var size = Math.max(looks.number_sizes[0], Math.min(looks.number_sizes[1], radius * share));
    write(pen, String(total), size, isPlain ? inkOn(colours[parts[0]]) : palette.text);
  }

  function paintTown(pen, half, isProposed, palette) {
    townShape(pen, half + looks.halo);
    pen.fillStyle = palette.halo;
    pen.fill();
    townShape(pen, half);
    if (!isProposed) {
      pen.fillStyle = palette.town;
      pen.fill();
      return;
    }
    pen.setLineDash(looks.town_dash);
    pen.lineWidth = looks.town_line;
    pen.strokeStyle = palette.town;
    pen.stroke();
  }

  function paintBadge(pen, badge, palette) {
    var height = badge.text ? looks.badge_height : badge.width, width = Math.max(height, badge.width);
    box(pen, width + 2.5, height + 2.5, 4);
    pen.fillStyle = palette.halo;
    pen.fill();
    box(pen, width, height, looks.badge_round);
    pen.fillStyle = badge.kind === "agreement" ? palette.shade : palette.surface;
    pen.fill();
    outline(pen, palette.roles[badge.kind] || palette.hatch, badge.kind === "proposed" ? [2, 2] : []);
    if (badge.text) { write(pen, badge.text, looks.badge_text, palette.roles[badge.kind] || palette.text); }
  }

  function outline(pen, colour, dash) {
    pen.setLineDash(dash);
    pen.lineWidth = looks.badge_line;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.setLineDash([]);
  }

  function write(pen, text, size, colour) {
    pen.font = "600 " + size + "px system-ui, -apple-system, 'Segoe UI', sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = colour;
    pen.fillText(text, 0, 0.5);
  }

  function disc(pen, radius) {
    pen.beginPath();
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
  }

  /* Where the parts of a pie begin, as an angle from 3 o'clock. */
  function first() { return 2 * Math.PI * looks.pie_start - Math.PI / 2; }

  function townShape(pen, half) {
    pen.beginPath();
    looks.town.forEach(function (corner, index) {
      pen[index ? "lineTo" : "moveTo"](corner[0] * half, corner[1] * half);
    });
    pen.closePath();
  }

  function box(pen, width, height, round) {
    var x = width / 2, y = height / 2;
    pen.beginPath();
    pen.moveTo(-x + round, -y);
    pen.arcTo(x, -y, x, y, round);
    pen.arcTo(x, y, -x, y, round);
    pen.arcTo(-x, y, -x, -y, round);
    pen.arcTo(-x, -y, x, -y, round);
    pen.closePath();
  }

  /* What paints a symbol at the origin of a pen, without keeping it. */
  mapapp.paint = {site: paintSite, town: paintTown, badge: paintBadge};

  /* Black or white, whichever is easier to read on a colour. */
  function inkOn(colour) {
    var light = [1, 3, 5].map(function (at) {
      var channel = parseInt(colour.substr(at, 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.18 ? "#000000" : "#ffffff";
  }
})(window.mapapp = window.mapapp || {});
