/* What is drawn for a selection, in the shape of layers/scene.py; a browser test holds the two
   together. Places are [lon, lat] in degrees. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  article.buildScene = function (data, shown, words) {
    var wording = labels(data, words);
    return {
      jurisdictions: data.jurisdictions,
      sites: buildSites(data, shown, wording),
      areas: buildAgreementAreas(data, shown, wording).concat(
        buildUnlocated(data, shown, wording),
        buildResponses(data, shown, wording)
      ),
      towns: buildTowns(data, shown, wording),
      arcs: buildArcs(data, shown, wording)
    };
  };

  /* How layers/words names marks. */
  function labels(data, words) {
    return {
      counted: words.counted,
      number: words.number,
      agreements: function (n, areProposed) {
        return words.counted("agreements", n) + (areProposed ? " (" + words.say("proposed only") + ")" : "");
      },
      town: function (code, name, admin1) {
        return [name, admin1, words.country(code)].filter(Boolean).join(", ");
      },
      label: function (head) {
        return head + ": " + Array.prototype.slice.call(arguments, 1).filter(Boolean).join(", ");
      },
      country: words.country,
      say: words.say
    };
  }

  function inOrder(one, other) {
    return one < other ? -1 : one > other ? 1 : 0;
  }

  function sortedKeys(map) {
    return Array.from(map.keys()).sort(inOrder);
  }

  /* --- sites --- */

  function buildSites(data, shown, wording) {
    var cities = gatherCities(data, shown);
    var namesakes = new Map();
    cities.forEach(function (city) {
      var name = city.country + "\n" + city.name;
      namesakes.set(name, (namesakes.get(name) || 0) + 1);
    });
    var sites = {
      key: [], name: [], country: [], lon: [], lat: [], count: [], parts: [], faded: [], label: []
    };
    sortedKeys(cities).forEach(function (key) {
      var city = cities.get(key);
      var parts = partsOf(city.shares);
      var isNamesake = namesakes.get(city.country + "\n" + city.name) > 1;
      var where = wording.town(city.country, city.name, isNamesake ? city.admin1 : "");
      sites.key.push(key);
      sites.name.push(city.name);
      sites.country.push(city.country);
      sites.lon.push(city.lon);
      sites.lat.push(city.lat);
      sites.count.push(city.count);
      sites.parts.push(parts);
      sites.faded.push(city.isCertain ? 0 : 1);
      sites.label.push(wording.label(where, siteWords(data, city.count, parts, wording)));
    });
    return sites;
  }

  function gatherCities(data, shown) {
    var table = data.tables.stations;
    var spots = data.spots;
    var cities = new Map();
    shown.stations.rows.forEach(function (row, at) {
      var spot = table.spot[row];
      if (!spots.located[spot]) return;
      var city = cities.get(spots.key[spot]);
      if (!city) {
        city = {
          country: spots.country[spot],
          admin1: spots.admin1[spot],
          name: spots.city[spot],
          lon: spots.lon[spot],
          lat: spots.lat[spot],
          count: 0,
          shares: new Map(),
          isCertain: false
        };
        cities.set(spots.key[spot], city);
      }
      var jurisdiction = table.jurisdictions[row][0];
      city.count += table.count[row];
      city.shares.set(jurisdiction, (city.shares.get(jurisdiction) || 0) + table.count[row]);
      city.isCertain = city.isCertain || shown.stations.certainty[at] === "certain";
    });
    return cities;
  }

  function partsOf(shares) {
    var order = Array.from(shares).sort(function (a, b) {
      return b[1] - a[1] || a[0] - b[0];
    });
    return [].concat.apply([], order);
  }

  function siteWords(data, count, parts, wording) {
    var behind = [];
    for (var at = 0; at < parts.length; at += 2) {
      var name = data.jurisdictions[parts[at]].name;
      behind.push(parts.length > 2 ? name + " " + wording.number(parts[at + 1]) : name);
    }
    return wording.counted("stations", count) + " (" + behind.join(", ") + ")";
  }

  /* --- areas --- */

  function makeArea(data, country, kind, count, label, role) {
    var anchor = data.countries[country] || [];
    return {
      country: country,
      lon: anchor.length > 1 ? anchor[1] : null,
      lat: anchor.length > 1 ? anchor[2] : null,
      kind: kind,
      count: count,
      role: role || "",
      label: label
    };
  }

  function buildUnlocated(data, shown, wording) {
    var table = data.tables.stations;
    var counts = new Map();
    shown.stations.rows.forEach(function (row) {
      if (data.spots.located[table.spot[row]]) return;
      var country = table.countries[row][0];
      counts.set(country, (counts.get(country) || 0) + table.count[row]);
    });
    return sortedKeys(counts).map(function (country) {
      var n = counts.get(country);
      var said = wording.counted("stations", n);
      var label = wording.label(wording.country(country), said, wording.say("city not known"));
      return makeArea(data, country, "unlocated", n, label);
    });
  }

  function isProposed(data, row) {
    return data.tables.agreements.status[row] === "proposed";
  }

  function buildAgreementAreas(data, shown, wording) {
    var counts = new Map();
    shown.agreements.rows.forEach(function (row) {
      data.tables.agreements.countries[row].forEach(function (country) {
        var key = country + (isProposed(data, row) ? " proposed" : " agreement");
        counts.set(key, (counts.get(key) || 0) + 1);
      });
    });
    return sortedKeys(counts).map(function (key) {
      var country = key.split(" ")[0];
      var kind = key.split(" ")[1];
      var said = wording.agreements(counts.get(key), kind === "proposed");
      var label = wording.label(wording.country(country), said);
      return makeArea(data, country, kind, counts.get(key), label);
    });
  }

  function moment(date) {
    var known = date.match(/\d{4}(?:-\d{2}(?:-\d{2})?)?/g);
    return known ? known[known.length - 1] : "";
  }

  function buildResponses(data, shown, wording) {
    var table = data.tables.responses;
    var rowsOf = new Map();
    shown.responses.rows.forEach(function (row) {
      table.countries[row].forEach(function (country) {
        rowsOf.set(country, (rowsOf.get(country) || []).concat(row));
      });
    });
    return sortedKeys(rowsOf).map(function (country) {
      var rows = rowsOf.get(country);
      var own = rows.filter(function (row) {
        return table.speaker_country[row] === country;
      });
      var latest = latestOf(data, own.length ? own : rows);
      var role = own.length ? data.roles[table.kind[latest]] || "neutral" : "neutral";
      var label = wording.label(
        wording.country(country),
        wording.counted("responses", rows.length),
        responseWords(data, latest, country, wording)
      );
      return makeArea(data, country, "response", rows.length, label, role);
    });
  }

  function latestOf(data, rows) {
    return rows.reduce(function (best, row) {
      var dates = data.tables.responses.date;
      return moment(data.dates[dates[row]][0]) >= moment(data.dates[dates[best]][0]) ? row : best;
    });
  }

  function responseWords(data, row, country, wording) {
    var table = data.tables.responses;
    var named = data.labels.responses;
    var speaker = named.speaker[table.speaker[row]] || table.speaker[row];
    var kind = named.kind[table.kind[row]] || table.kind[row];
    var from = table.speaker_country[row];
    if (from && from !== country) speaker += ", " + wording.country(from);
    var date = data.dates[table.date[row]][1];
    return [wording.say("the latest"), date].filter(Boolean).join(" ") + ": " + kind + " (" + speaker + ")";
  }

  /* --- towns and arcs --- */

  function buildTowns(data, shown, wording) {
    var spots = data.spots;
    var found = new Map();
    shown.agreements.rows.forEach(function (row) {
      data.tables.agreements.towns[row].forEach(function (spot) {
        var town = found.get(spots.key[spot]) || { spot: spot, count: 0, areProposed: true };
        town.count += 1;
        town.areProposed = town.areProposed && isProposed(data, row);
        found.set(spots.key[spot], town);
      });
    });
    var towns = {
      key: [], name: [], country: [], lon: [], lat: [], count: [], proposed: [], label: []
    };
    sortedKeys(found).forEach(function (key) {
      var town = found.get(key);
      var where = wording.town(spots.country[town.spot], spots.city[town.spot]);
      towns.key.push(key);
      towns.name.push(spots.city[town.spot]);
      towns.country.push(spots.country[town.spot]);
      towns.lon.push(spots.lon[town.spot]);
      towns.lat.push(spots.lat[town.spot]);
      towns.count.push(town.count);
      towns.proposed.push(town.areProposed ? 1 : 0);
      towns.label.push(wording.label(where, wording.agreements(town.count, town.areProposed)));
    });
    return towns;
  }

  function gatherBundles(data, shown) {
    var table = data.tables.agreements;
    var asked = shown.asked.jurisdiction;
    var bundles = new Map();
    shown.agreements.rows.forEach(function (row) {
      table.jurisdictions[row].forEach(function (jurisdiction) {
        if (asked && !asked.has(data.jurisdictions[jurisdiction].id)) return;
        table.countries[row].forEach(function (country) {
          var key = jurisdiction + " " + country;
          var bundle = bundles.get(key) || {
            jurisdiction: jurisdiction, country: country, count: 0, areProposed: true, towns: new Map()
          };
          bundle.count += 1;
          bundle.areProposed = bundle.areProposed && isProposed(data, row);
          table.towns[row].forEach(function (spot) {
            if (data.spots.country[spot] !== country) return;
            var point = [data.spots.lon[spot], data.spots.lat[spot]];
            bundle.towns.set(point.join(), point);
          });
          bundles.set(key, bundle);
        });
      });
    });
    return Array.from(bundles.values()).sort(function (a, b) {
      return a.jurisdiction - b.jurisdiction || inOrder(a.country, b.country);
    });
  }

  function buildArcs(data, shown, wording) {
    return gatherBundles(data, shown)
      .map(function (bundle) {
        var seat = data.seats[bundle.jurisdiction];
        var anchor = data.countries[bundle.country].slice(1);
        var end = bundle.towns.size === 1 ? Array.from(bundle.towns.values())[0] : anchor;
        if (!seat || !end.length || seat[0] === bundle.country) return null;
        var name = data.jurisdictions[bundle.jurisdiction].name;
        return {
          lines: arc([seat[1], seat[2]], end),
          jurisdiction: bundle.jurisdiction,
          country: bundle.country,
          count: bundle.count,
          proposed: bundle.areProposed ? 1 : 0,
          label: wording.label(
            name + " – " + wording.country(bundle.country),
            wording.agreements(bundle.count, bundle.areProposed)
          )
        };
      })
      .filter(Boolean);
  }

  /* layers/arcs.py: a line with a gentle bow, the short way round, cut at the antimeridian. */
  var POINTS = 32;
  var BOW = 0.12;
  var MAX_HEIGHT = 14;
  var MAX_LAT = 85;

  function arc(start, end) {
    var across = end[0] - start[0];
    across -= 360 * Math.round(across / 360);
    if (across === -180) across = 180;
    var parts = cut(bowed(start, [start[0] + across, end[1]]));
    parts[0][0] = exactly(start, parts[0][0]);
    var last = parts[parts.length - 1];
    last[last.length - 1] = exactly(end, last[last.length - 1]);
    return parts;
  }

  function exactly(wanted, reached) {
    return Math.abs(wanted[0] - reached[0]) < 180 ? wanted : reached;
  }

  function northing(lat) {
    return (Math.asinh(Math.tan((lat * Math.PI) / 180)) * 180) / Math.PI;
  }

  function latitude(y) {
    var lat = (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;
    return Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
  }

  function round(number) {
    return Math.round(number * 1000) / 1000;
  }

  function bowed(start, end) {
    var x = start[0];
    var y = northing(start[1]);
    var dx = end[0] - x;
    var dy = northing(end[1]) - y;
    var length = Math.hypot(dx, dy);
    if (!length) return [start, end];
    var poleward = (2 * y + dy < 0 ? -1 : 1) * (dx >= 0 ? 1 : -1);
    var height = (Math.min(BOW * length, MAX_HEIGHT) * poleward) / length;
    var line = [start];
    for (var step = 1; step < POINTS - 1; step++) {
      var along = step / (POINTS - 1);
      var lift = 4 * along * (1 - along) * height;
      line.push([round(x + along * dx - lift * dy), round(latitude(y + along * dy + lift * dx))]);
    }
    return line.concat([end]);
  }

  function cut(line) {
    var parts = [];
    var before = null;
    for (var at = 1; at < line.length; at++) {
      pieces(line[at - 1], line[at]).forEach(function (piece) {
        var turn = Math.floor(((piece[0][0] + piece[1][0]) / 2 + 180) / 360);
        if (turn !== before) parts.push([turnedBack(piece[0], turn)]);
        parts[parts.length - 1].push(turnedBack(piece[1], turn));
        before = turn;
      });
    }
    return parts;
  }

  function pieces(start, end) {
    var west = Math.min(start[0], end[0]);
    var east = Math.max(start[0], end[0]);
    var meridian = 360 * Math.floor((east + 180) / 360) - 180;
    if (!(west < meridian && meridian < east)) return [[start, end]];
    var share = (meridian - start[0]) / (end[0] - start[0]);
    var crossing = [meridian, round(start[1] + share * (end[1] - start[1]))];
    return [[start, crossing], [crossing, end]];
  }

  function turnedBack(point, turn) {
    return [Math.max(-180, Math.min(180, point[0] - turn * 360)), point[1]];
  }
})();
