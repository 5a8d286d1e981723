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

    var rules = {};

    /* The form that a number takes, by the plural rules of the language that the forms are in. */
    function formOf(forms, n) {
      var language = forms.language || words.language;
      rules[language] = rules[language] || new Intl.PluralRules(language);
      return forms[rules[language].select(n)] || forms.other;
    }

    function say(msgid, fields) {
      return fill(words.text[msgid], fields || {});
    }

    function count(one, n, fields) {
      return fill(formOf(words.forms[one], n), Object.assign({ n: number(n) }, fields || {}));
    }

    function noun(layer, n) {
      return formOf(words.nouns[layer], n);
    }

    function counted(layer, n) {
      return numbered(n, words.nouns[layer]);
    }

    function numbered(n, nouns) {
      return say("{n} {noun}", { n: number(n), noun: formOf(nouns, n) });
    }

    /* What a record is counted as, and how many there are of each: layers/units.py. */
    function unitOf(layer, row) {
      var table = data.tables[layer];
      var units = words.units[layer];
      var isProposed = table.status && table.status[row] === "proposed";
      var unit = isProposed ? "proposed" : table.kind && units.roles[table.kind[row]];
      return unit && units.named.includes(unit) ? unit : "";
    }

    function countUnits(layer, rows) {
      var counts = new Map();
      rows.forEach(function (row) {
        var unit = unitOf(layer, row);
        counts.set(unit, (counts.get(unit) || 0) + article.countOf(data, layer, row));
      });
      return counts;
    }

    function nounsOf(layer, unit, beside) {
      var units = words.units[layer];
      var hasOthers = Object.values(units.roles).some(function (role) {
        return beside.has(role);
      });
      return units.nouns[unit || (hasOthers ? "other" : "")] || words.nouns[layer];
    }

    /* Numbers of the rows of a layer, each with its unit; `whole` are the rows that they are a
       part of, which are all called alike. */
    function things(layer, rows, whole) {
      var counts = countUnits(layer, rows);
      var beside = countUnits(layer, whole || rows);
      return words.units[layer].order
        .filter(function (unit) {
          return counts.get(unit);
        })
        .map(function (unit) {
          return numbered(counts.get(unit), nounsOf(layer, unit, beside));
        });
    }

    function country(code) {
      return data.countries[code] ? data.countries[code][0] : code;
    }

    function years(range) {
      if (range[0] === range[1]) return String(range[0]);
      return say("{first} to {last}", { first: range[0], last: range[1] });
    }

    function byCountry(layer, rows) {
      var counts = new Map();
      rows.forEach(function (row) {
        new Set(data.tables[layer].countries[row]).forEach(function (code) {
          counts.set(code, (counts.get(code) || 0) + article.countOf(data, layer, row));
        });
      });
      return counts;
    }

    /* Numbers of several roles are not compared, nor those of none in a layer that has some. */
    function canRank(layer, rows) {
      var table = data.tables[layer];
      var roles = words.units[layer].roles;
      if (!Object.keys(roles).length) return true;
      var found = new Set(
        rows.map(function (row) {
          return roles[table.kind[row]] || "";
        })
      );
      return found.size === 1 && !found.has("");
    }

    function leader(layer, rows) {
      if (!canRank(layer, rows)) return null;
      var order = Array.from(byCountry(layer, rows)).sort(function (a, b) {
        return b[1] - a[1];
      });
      return order.length > 1 && order[1][1] < order[0][1] ? order[0][0] : null;
    }

    function total(layer, rows) {
      return rows.reduce(function (sum, row) {
        return sum + article.countOf(data, layer, row);
      }, 0);
    }

    /* The rows of a layer that have a certainty; those that stand beside the years without a
       remark. */
    function having(found, certainty) {
      return found.rows.filter(function (_, at) {
        return found.certainty[at] === certainty;
      });
    }

    function stated(shown, layer) {
      return shown.asked.year ? having(shown[layer], "certain") : shown[layer].rows;
    }

    function thingsOf(shown, layers, rowsOf) {
      return layers.flatMap(function (layer) {
        return things(layer, rowsOf(layer), shown[layer].rows);
      });
    }

    /* Items with the comma of the language, and sentences with its space. */
    function listed(items) {
      return items.join(say("{one}, {other}", { one: "", other: "" }));
    }

    function inTurn(sentences) {
      return sentences.join(say("{one} {other}", { one: "", other: "" }));
    }

    /* One layer in a sentence; all layers in one where all of their records are of one country. */
    function sentence(shown, layers) {
      var code = onlyCountry(shown, layers);
      var range = shown.asked.year && years(shown.asked.year);
      var rows = stated(shown, layers[0]);
      var found = thingsOf(shown, layers, stated.bind(null, shown));
      var said = listed(found);
      if (range && !found.length) said = say("no certain date in {years}", { years: range });
      if (code) said = say("{country}: {things}", { country: country(code), things: said });
      else if (found.length) said = inCountries(said, byCountry(layers[0], rows).size);
      if (range && found.length) said = say("{what}, {years}", { what: said, years: range });
      var most = code ? null : leader(layers[0], rows);
      if (most) said = say("{what}; most in {country}", { what: said, country: country(most) });
      (range ? apart(shown, layers) : []).forEach(function (more) {
        said = say("{what}; {more}", { what: said, more: more });
      });
      return say("{sentence}.", { sentence: said.charAt(0).toUpperCase() + said.slice(1) });
    }

    function inCountries(said, n) {
      return n ? count("{things} in {n} country", n, { things: said }) : said;
    }

    /* What may lie outside the years, and what has no date: a number where the sentence has named
       its unit and there is no other, else a list. */
    function apart(shown, layers) {
      function rowsOf(certainty) {
        return function (layer) {
          return having(shown[layer], certainty);
        };
      }
      var whole = thingsOf(shown, layers, function (layer) {
        return shown[layer].rows;
      });
      var isNumber = whole.length === 1 && stated(shown, layers[0]).length;
      return [
        ["possible", "{n} more may lie outside these years", "perhaps outside these years: {things}"],
        ["undated", "{n} more is undated", "undated: {things}"]
      ].flatMap(function (part) {
        var found = thingsOf(shown, layers, rowsOf(part[0]));
        if (!found.length) return [];
        if (isNumber) return [count(part[1], total(layers[0], rowsOf(part[0])(layers[0])))];
        return [say(part[2], { things: listed(found) })];
      });
    }

    function remarks(shown) {
      var tables = data.tables;
      var pointless = shown.stations.rows.filter(function (row) {
        return !data.spots.located[tables.stations.spot[row]];
      });
      var nowhere = thingsOf(shown, article.LAYERS, function (layer) {
        return shown[layer].rows.filter(function (row) {
          return !tables[layer].countries[row].length;
        });
      });
      var undated = thingsOf(shown, article.LAYERS, function (layer) {
        return having(shown[layer], "undated");
      });
      var said = [];
      if (pointless.length) {
        said.push(
          say("City not known or not located, so counted for the country: {things}.", {
            things: counted("stations", total("stations", pointless))
          })
        );
      }
      if (nowhere.length) said.push(say("No single country: {things}.", { things: listed(nowhere) }));
      if (undated.length && !shown.asked.year) {
        said.push(say("No date: {things}.", { things: listed(undated) }));
      }
      return inTurn(said);
    }

    /* The one country that every record names, and no other. */
    function onlyCountry(shown, layers) {
      var named = new Set(
        layers.flatMap(function (layer) {
          return shown[layer].rows.map(function (row) {
            return Array.from(new Set(data.tables[layer].countries[row])).join(" ");
          });
        })
      );
      var only = named.size === 1 ? named.values().next().value : "";
      return only.includes(" ") ? "" : only;
    }

    function state(shown) {
      var layers = article.LAYERS.filter(function (layer) {
        return shown[layer].rows.length;
      });
      var told = layers.map(function (layer) {
        return [layer];
      });
      if (onlyCountry(shown, layers)) told = [layers];
      var said = told.map(sentence.bind(null, shown));
      return {
        sentences: said.length ? inTurn(said) : say("No record answers."),
        remarks: remarks(shown)
      };
    }

    return {
      say: say,
      count: count,
      counted: counted,
      things: things,
      listed: listed,
      country: country,
      number: number,
      noun: noun,
      state: state
    };
  };
})();
