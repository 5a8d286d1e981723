/* The records that the page carries, unpacked, and the choice among them.
   `select` says what layers/selection.py says; a browser test holds the two together. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  article.LAYERS = ["stations", "agreements", "responses", "operations"];

  /* Numbers written in the digits of an alphabet, `width` to each. */
  function decode(codes, width, alphabet) {
    var digits = {};
    for (var at = 0; at < alphabet.length; at++) digits[alphabet[at]] = at;
    var numbers = new Array(codes.length / width);
    for (var row = 0; row < numbers.length; row++) {
      var number = 0;
      for (var place = 0; place < width; place++) {
        number = number * alphabet.length + digits[codes[row * width + place]];
      }
      numbers[row] = number;
    }
    return numbers;
  }

  function unpackColumn(packed, length, alphabet) {
    if (Array.isArray(packed)) return packed;
    if ("t" in packed) return packed.t.split("\n");
    if ("n" in packed) {
      return decode(packed.n, packed.w, alphabet).map(code => (code + packed.o) / packed.s);
    }
    if ("f" in packed) return unfront(packed.f.split("\n"), alphabet);
    if ("d" in packed) {
      var last = 0;
      return decode(packed.d, packed.w, alphabet).map(function (code) {
        last += code + packed.o;
        return last;
      });
    }
    if ("c" in packed) {
      return decode(packed.c, packed.w, alphabet).map(code => packed.v[code]);
    }
    var same = new Array(length);
    for (var row = 0; row < length; row++) same[row] = packed.k;
    return same;
  }

  /* Texts that leave out the beginning which they share with the one before. */
  function unfront(lines, alphabet) {
    var before = "";
    return lines.map(function (line) {
      before = before.slice(0, alphabet.indexOf(line[0])) + line.slice(1);
      return before;
    });
  }

  function unpackTable(packed, alphabet) {
    var table = { length: packed.length };
    Object.keys(packed.columns).forEach(function (name) {
      table[name] = unpackColumn(packed.columns[name], packed.length, alphabet);
    });
    table.facets = {};
    Object.keys(packed.facets || {}).forEach(function (word) {
      table.facets[word] = unpackColumn(packed.facets[word], packed.length, alphabet);
    });
    return table;
  }

  function keyOf(spots, at) {
    if (spots.key[at]) return spots.key[at];
    return [spots.country[at], spots.admin1[at], spots.city[at]].filter(Boolean).join("/");
  }

  article.readData = function (text) {
    var data = JSON.parse(text);
    data.facets = Object.entries(data.facets).map(([word, kind]) => ({ word, kind }));
    var indices = new Map(
      data.jurisdictions.map((each, at) => [each.id, at])
    );
    article.LAYERS.forEach(function (layer) {
      var table = (data.tables[layer] = unpackTable(data.tables[layer], data.alphabet));
      var facets = table.facets;
      table.countries = facets.country;
      table.status = facets.status && facets.status.map(values => values[0]);
      table.jurisdictions =
        facets.jurisdiction && facets.jurisdiction.map(ids => ids.map(id => indices.get(id)));
    });
    data.spots = unpackTable(data.spots, data.alphabet);
    data.sources = unpackTable(data.sources, data.alphabet);
    data.spots.key = data.spots.country.map((_, at) => keyOf(data.spots, at));
    return data;
  };

  /* The outlines of the picture, as layers/static/ground.js takes them: by country, each corner
     as its step from the one before, north positive. */
  article.readOutlines = function (land) {
    var shapes = {};
    Array.prototype.forEach.call(land.children, function (path) {
      shapes[path.getAttribute("data-country")] = path
        .getAttribute("d")
        .split(" M")
        .map(polygon => polygon.split("z").filter(Boolean).map(readRing));
    });
    return { unit: Number(land.getAttribute("data-unit")), shapes: shapes };
  };

  function readRing(text) {
    return text.match(/-?\d+/g).map((step, at) => at % 2 ? -Number(step) : Number(step));
  }

  /* geodata.dates.YearSpan.certainty */
  function certainty(date, years) {
    if (date.length < 6) return "undated";
    if (!years) return "certain";
    if (date[2] > years[1] || date[5] < years[0]) return "out";
    return date[3] <= years[1] && date[4] >= years[0] ? "certain" : "possible";
  }
  article.certainty = certainty;

  function answers(data, layer, row, facet, wanted) {
    if (facet.kind === "text") return !wanted || article.holds(layer, row, wanted);
    var values = data.tables[layer].facets[facet.word];
    return !wanted || !values || values[row].some(value => wanted.has(value));
  }

  /* The rows that answer: {stations: {rows: [...], certainty: [...]}, ...}. `asked` has by the word
     of each filter a set of values, or null for: not asked; years; whether to keep the undated;
     words to look for. */
  article.select = function (data, asked) {
    var shown = { asked: asked };
    var facets = data.facets.filter(facet => facet.kind === "choice" || facet.kind === "text");
    article.LAYERS.forEach(function (layer) {
      var table = data.tables[layer];
      var found = { rows: [], certainty: [] };
      for (var row = 0; row < table.length; row++) {
        if (!facets.every(facet => answers(data, layer, row, facet, asked[facet.word]))) continue;
        var sure = certainty(data.dates[table.date[row]], asked.year);
        if (sure === "out" || (sure === "undated" && !asked.undated)) continue;
        found.rows.push(row);
        found.certainty.push(sure);
      }
      shown[layer] = found;
    });
    return shown;
  };

  /* How much of each layer is shown of each value of a filter. */
  article.tally = function (data, shown, word) {
    var counts = new Map();
    article.LAYERS.forEach(function (layer) {
      var values = data.tables[layer].facets[word];
      if (!values) return;
      shown[layer].rows.forEach(function (row) {
        new Set(values[row]).forEach(function (value) {
          if (!counts.has(value)) counts.set(value, {});
          var own = counts.get(value);
          own[layer] = (own[layer] || 0) + article.countOf(data, layer, row);
        });
      });
    });
    return counts;
  };

  article.countOf = (data, layer, row) => layer === "stations" ? data.tables.stations.count[row] : 1;
})();
