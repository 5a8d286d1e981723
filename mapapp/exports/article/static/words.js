/* What the page says: sentences in the reader's language, and the selection in words.
   `state` says what statement.py says; a browser test holds the two together. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  function fill(template, fields) {
    return template.replace(/\{(\w+)\}/g, function (whole, name) {
      return name in fields ? String(fields[name]) : whole;
    });
  }

  article.Words = function (words, data) {
    function number(n) {
      return String(n).replace(/\B(?=(\d{3})+$)/g, words.group);
    }

    function formOf(n) {
      return Number(words.plural[n < 200 ? n : 100 + (n % 100)]);
    }

    function say(msgid, fields) {
      return fill(words.text[msgid], fields || {});
    }

    function count(one, n, fields) {
      return fill(words.forms[one][formOf(n)], Object.assign({ n: number(n) }, fields || {}));
    }

    function counted(layer, n) {
      var nouns = words.nouns[layer];
      var isOne = words.forms["{n} record has no date."].length > 1 && formOf(n) === 0;
      return number(n) + " " + nouns[isOne ? 0 : 1];
    }

    function country(code) {
      return data.countries[code] ? data.countries[code][0] : code;
    }

    function years(range) {
      if (range[0] === range[1]) return String(range[0]);
      return say("{first} to {last}", { first: range[0], last: range[1] });
    }

    function byCountry(layer, found) {
      var counts = new Map();
      found.rows.forEach(function (row) {
        new Set(data.tables[layer].countries[row]).forEach(function (code) {
          counts.set(code, (counts.get(code) || 0) + article.countOf(data, layer, row));
        });
      });
      return counts;
    }

    function leader(counts) {
      var order = Array.from(counts).sort(function (a, b) {
        return b[1] - a[1];
      });
      return order.length > 1 && order[1][1] < order[0][1] ? order[0][0] : null;
    }

    function total(layer, found) {
      return found.rows.reduce(function (sum, row) {
        return sum + article.countOf(data, layer, row);
      }, 0);
    }

    /* All layers in one sentence, where all of their records are of one country. */
    function sentenceOfOne(shown, layers, code) {
      var things = listed(layers.map(function (layer) {
        return counted(layer, total(layer, shown[layer]));
      }));
      var said = say("{country}: {things}", { country: country(code), things: things });
      return say("{sentence}.", { sentence: inYears(said, shown) });
    }

    function inYears(said, shown) {
      if (!shown.asked.years) return said;
      return say("{what}, {years}", { what: said, years: years(shown.asked.years) });
    }

    /* Items with the comma of the language, and sentences with its space. */
    function listed(items) {
      return items.join(say("{one}, {other}", { one: "", other: "" }));
    }

    function inTurn(sentences) {
      return sentences.join(say("{one} {other}", { one: "", other: "" }));
    }

    function sentence(shown, layer) {
      var counts = byCountry(layer, shown[layer]);
      var said = counted(layer, total(layer, shown[layer]));
      if (counts.size === 1) return sentenceOfOne(shown, [layer], counts.keys().next().value);
      if (counts.size) said = count("{things} in {n} country", counts.size, { things: said });
      said = inYears(said, shown);
      var most = leader(counts);
      if (most) said = say("{what}; most in {country}", { what: said, country: country(most) });
      return say("{sentence}.", { sentence: said });
    }

    function tally(shown, sure) {
      return article.LAYERS.reduce(function (sum, layer) {
        return sum + shown[layer].certainty.filter(function (each) {
          return each === sure;
        }).length;
      }, 0);
    }

    function pointless(shown) {
      return shown.stations.rows.reduce(function (sum, row) {
        var table = data.tables.stations;
        return sum + (data.spots.located[table.spot[row]] ? 0 : table.count[row]);
      }, 0);
    }

    function remarks(shown) {
      var said = [];
      var unplaced = pointless(shown);
      var undated = tally(shown, "undated");
      var possible = tally(shown, "possible");
      if (unplaced) {
        said.push(
          count(
            "{n} has no city that is known: counted for its country, never drawn as a point.",
            unplaced
          )
        );
      }
      if (undated && shown.asked.years) said.push(count("{n} record without a date is kept.", undated));
      else if (undated) said.push(count("{n} record has no date.", undated));
      if (possible) said.push(count("{n} record may lie outside these years.", possible));
      return inTurn(said);
    }

    function state(shown) {
      var layers = article.LAYERS.filter(function (layer) {
        return shown[layer].rows.length;
      });
      var counts = layers.map(function (layer) {
        return byCountry(layer, shown[layer]);
      });
      var codes = new Set(counts.flatMap(function (each) {
        return Array.from(each.keys());
      }));
      var isOfOne = codes.size === 1 && counts.every(function (each) {
        return each.size;
      });
      var said = isOfOne
        ? [sentenceOfOne(shown, layers, codes.values().next().value)]
        : layers.map(sentence.bind(null, shown));
      return {
        sentences: said.length ? inTurn(said) : say("No record answers."),
        remarks: remarks(shown)
      };
    }

    return {
      say: say,
      count: count,
      counted: counted,
      listed: listed,
      country: country,
      number: number,
      nouns: words.nouns,
      state: state
    };
  };
})();
