/* The list beside the map: real HTML where the page brought it, else written from the data when a
   country is opened. Text of a record becomes text nodes, never HTML. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  function add(parent, name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  /* On a narrow page a long list begins with so many countries, and a button shows the others. */
  var MOST_LISTED = 12;
  var FIRST_LISTED = 10;

  article.makeList = function (data, words, onlocate) {
    var groups = Array.prototype.map.call(document.querySelectorAll("details.country"), readGroup);
    var isWritten = Boolean(document.querySelector(".record"));
    var isCut = true;
    var shown = null;
    document.querySelectorAll(".record").forEach(function (record) {
      article.addLocator(words, record);
    });

    function readGroup(element) {
      return {
        element: element,
        code: element.getAttribute("data-country"),
        counts: element.querySelector(".counts"),
        records: element.querySelector("ul"),
        rows: null
      };
    }

    /* Show the records of a selection, and no others. */
    function show(selection) {
      shown = selection;
      var visible = gatherRows(selection);
      groups.forEach(function (group) {
        var rows = visible.get(group.code) || {};
        var said = article.LAYERS.flatMap(layer => rows[layer] ? words.things(layer, rows[layer].rows) : []);
        group.rows = rows;
        group.element.hidden = !said.length;
        group.counts.textContent = words.listed(said);
        if (isWritten) hideOthers(group);
        else if (group.element.open) write(group);
        else group.records.textContent = "";
      });
      cut();
      openTheOnlyOne();
    }

    function visibleGroups() {
      return groups.filter(group => !group.element.hidden);
    }

    /* Count the countries of the selection, not those of the page: an answer is never cut away. */
    function cut() {
      var visible = visibleGroups();
      var button = document.getElementById("all-countries");
      button.hidden = !isCut || visible.length <= MOST_LISTED;
      button.textContent = words.count("All {n} country", visible.length);
      visible.forEach(function (group, at) {
        group.element.classList.toggle("is-cut", !button.hidden && at >= FIRST_LISTED);
      });
    }

    function showAll() {
      isCut = false;
      cut();
    }

    document.getElementById("all-countries").addEventListener("click", showAll);

    /* One country alone needs no second click; of very many records, the reader decides. */
    function openTheOnlyOne() {
      var visible = visibleGroups();
      if (isWritten && visible.length === 1) visible[0].element.open = true;
    }

    function gatherRows(selection) {
      var asked = selection.asked.country;
      var visible = new Map();
      article.LAYERS.forEach(function (layer) {
        selection[layer].rows.forEach(function (row) {
          var codes = data.tables[layer].countries[row];
          (codes.length ? Array.from(new Set(codes)) : [""]).forEach(function (code) {
            if (asked && !asked.has(code)) return;
            if (!visible.has(code)) visible.set(code, {});
            var rows = visible.get(code);
            rows[layer] = rows[layer] || { rows: [], has: new Set() };
            rows[layer].rows.push(row);
            rows[layer].has.add(row);
          });
        });
      });
      return visible;
    }

    function hideOthers(group) {
      Array.prototype.forEach.call(group.records.children, function (record) {
        var of = record.getAttribute("data-of").split(" ");
        record.hidden = !group.rows[of[0]] || !group.rows[of[0]].has.has(Number(of[1]));
      });
    }

    function write(group) {
      group.records.textContent = "";
      article.LAYERS.forEach(function (layer) {
        var rows = group.rows[layer] ? group.rows[layer].rows.slice() : [];
        inOrder(layer, rows).forEach(function (row) {
          group.records.appendChild(article.writeEntry(data, words, layer, row));
        });
      });
    }

    function inOrder(layer, rows) {
      if (layer !== "stations") return rows;
      var spots = data.spots;
      function rank(row) {
        var spot = data.tables.stations.spot[row];
        return (spots.located[spot] ? "0" : "1") + article.headOf(data, words, layer, row).toLowerCase();
      }
      return rows
        .map(row => [rank(row), row])
        .sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])
        .map(pair => pair[1]);
    }

    function groupOf(code) {
      return groups.find(group => group.code === code);
    }

    /* Bring the records of a mark into view: of a city by its key, of a country by its code. */
    function open(country, key) {
      var group = groupOf(country);
      if (!group || group.element.hidden) return;
      showAll();
      group.element.open = true;
      if (!isWritten && !group.records.children.length) write(group);
      clearMarked();
      var found = key ? entriesOf(group, key) : [];
      found.forEach(function (record) {
        record.classList.add("is-marked");
      });
      var target = found[0] || group.element.querySelector("summary");
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest", behavior: window.mapapp.prefersCalm() ? "auto" : "smooth" });
    }

    function entriesOf(group, key) {
      return Array.prototype.filter.call(
        group.records.children,
        record => !record.hidden && (record.getAttribute("data-places") || "").split("\n").includes(key)
      );
    }

    function clearMarked() {
      Array.prototype.forEach.call(document.querySelectorAll(".is-marked"), function (record) {
        record.classList.remove("is-marked");
      });
    }

    document.querySelector(".countries").addEventListener("click", function (event) {
      var button = event.target.closest("button.locate");
      if (!button) return;
      var record = button.closest(".record");
      clearMarked();
      record.classList.add("is-marked");
      onlocate(record.getAttribute("data-places").split("\n")[0]);
    });
    groups.forEach(function (group) {
      group.element.addEventListener("toggle", function () {
        if (group.element.open && !isWritten && shown && !group.records.children.length) write(group);
      });
    });

    return {
      show: show,
      open: open,
      openAll: function () {
        showAll();
        groups.forEach(function (group) {
          if (!group.element.hidden) group.element.open = true;
        });
      }
    };
  };

  article.headOf = function (data, words, layer, row) {
    var table = data.tables[layer];
    if (layer === "stations") {
      var spot = table.spot[row];
      return data.spots.city[spot] || data.spots.admin1[spot] || words.say("City not known");
    }
    if (layer === "agreements") return table.title[row];
    if (layer === "responses") return labelOf(data, layer, "kind", row);
    var noun = words.noun(layer, 1);
    return noun.charAt(0).toUpperCase() + noun.slice(1);
  };

  /* An entry as the template writes it (entries.py says what is in it). */
  article.writeEntry = function (data, words, layer, row) {
    var table = data.tables[layer];
    var record = document.createElement("li");
    record.className = "record";
    record.setAttribute("data-of", layer + " " + row);
    var places = placesOf(data, layer, row);
    if (places.length) record.setAttribute("data-places", places.join("\n"));
    var head = add(record, "h4", "", article.headOf(data, words, layer, row));
    if (table.count && table.count[row] > 1) {
      head.append(" ");
      add(head, "span", "count", words.counted(layer, table.count[row]));
    }
    var facts = add(record, "p", "facts");
    (table.jurisdictions ? table.jurisdictions[row] : []).forEach(function (at) {
      add(facts, "span", "behind j" + at, data.jurisdictions[at].name);
      facts.append(" · ");
    });
    facts.append(factsOf(data, words, layer, row).join(" · "));
    ["status_note", "summary", "note"].forEach(function (name) {
      if (table[name] && table[name][row]) {
        var note = add(record, "p", "prose " + name, table[name][row]);
        if (article.settings.mainLanguage !== document.documentElement.lang) {
          note.lang = article.settings.mainLanguage;
        }
      }
    });
    if (layer === "stations") writeDenied(record, table.countries[row][0]);
    writeSources(data, words, record, table.sources[row]);
    article.addLocator(words, record);
    return record;
  };

  /* geodata.names.fold_name */
  article.fold = function (text) {
    var folding = article.settings.folding;
    return text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/./gu, letter => folding.letters[letter] || letter)
      .replace(new RegExp(folding.accents, "g"), "")
      .normalize("NFC")
      .replace(new RegExp(folding.apostrophes, "g"), "")
      .replace(/[^\p{L}\p{N}\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]+/gu, " ")
      .trim();
  };

  /* Whether what the page says of a record holds every word of a search: its entry, its countries,
     the labels of its values, the sources that it cites. */
  article.makeSearch = function (data, words) {
    var texts = {};
    function textOf(layer, row) {
      var table = data.tables[layer];
      var entry =
        document.querySelector('.record[data-of="' + layer + " " + row + '"]') ||
        article.writeEntry(data, words, layer, row);
      var said = [entry.textContent].concat(table.countries[row].map(words.country));
      data.facets.forEach(function (facet) {
        var values = (table.facets[facet.word] || [])[row] || [];
        document.querySelectorAll("#" + facet.word + " option").forEach(function (option) {
          if (values.includes(option.value)) said.push(option.dataset.label || option.text);
        });
      });
      var listed = document.querySelectorAll(".sources li");
      table.sources[row].forEach(function (at) {
        if (listed.length) said.push(listed[data.sources.place[at]].textContent);
      });
      return article.fold(said.join(" "));
    }
    article.holds = function (layer, row, search) {
      var key = layer + " " + row;
      var text = texts[key] || (texts[key] = textOf(layer, row));
      return article.fold(search).split(" ").every(word => text.includes(word));
    };
  };

  /* What only a page with a script can offer. */
  article.addLocator = function (words, record) {
    record.tabIndex = -1;
    if (!record.hasAttribute("data-places")) return;
    add(record, "button", "locate", words.say("Show on the map")).type = "button";
  };

  /* Who denied it, as the page says of the country. */
  function writeDenied(record, country) {
    var group = document.querySelector('details[data-country="' + country + '"]');
    if (!group || !group.hasAttribute("data-denied")) return;
    var line = add(record, "p", "denied");
    add(line, "a", "", group.getAttribute("data-denied")).href = "#denials";
  }

  function writeSources(data, words, record, sources) {
    var line = add(record, "p", "cited");
    var label = words.say(sources.length > 1 ? "Sources" : "One source only");
    add(line, "b", "", words.say("{name}:", { name: label }));
    sources.forEach(function (at, place) {
      line.append(place ? "; " : " ");
      var url = data.sources.url[at];
      if (url) add(line, "a", "", data.sources.text[at]).href = url;
      else line.append(data.sources.text[at]);
    });
  }

  function placesOf(data, layer, row) {
    var table = data.tables[layer];
    var spots = layer === "stations" ? [table.spot[row]] : (table.towns && table.towns[row]) || [];
    return spots
      .filter(spot => data.spots.located[spot])
      .map(spot => data.spots.key[spot]);
  }

  function labelOf(data, layer, column, row) {
    var value = data.tables[layer][column][row];
    return (data.labels[layer][column] || {})[value] || value;
  }

  function factsOf(data, words, layer, row) {
    var table = data.tables[layer];
    var facts = [];
    if (layer === "agreements") {
      facts.push(labelOf(data, layer, "kind", row));
      var signed = data.dates[table.signed[row]][1];
      if (signed) facts.push(words.say("signed {date}", { date: signed }));
    }
    if (layer === "responses") {
      var from = table.speaker_country[row];
      facts.push(labelOf(data, layer, "speaker", row) + (from ? ", " + words.country(from) : ""));
    }
    facts.push(data.dates[table.date[row]][1] || words.say("no date"));
    if (table.status) {
      var since = table.status_date ? data.dates[table.status_date[row]][1] : "";
      facts.push(labelOf(data, layer, "status", row) + (since ? " (" + since + ")" : ""));
    }
    return facts;
  }
  article.labelOf = labelOf;

  /* A part of the entry that the page brought for a record; of several alike, the first. */
  function partOf(layer, row, selector) {
    return document.querySelector('.record[data-of="' + layer + " " + row + '"] ' + selector);
  }

  /* What a record says in a column: in the data, or in the list that the page brought. */
  article.cellOf = function (data, layer, row, name) {
    var column = data.tables[layer][name];
    if (column) return column[row];
    var prose = partOf(layer, row, ".prose." + name);
    return prose ? prose.textContent : "";
  };

  /* Who published the sources of a record, and when. */
  article.sourceNamesOf = function (data, layer, row) {
    if (!data.sources.text) {
      var line = partOf(layer, row, ".cited").cloneNode(true);
      line.querySelector("b").remove();
      return line.textContent.trim();
    }
    return data.tables[layer].sources[row]
      .map(at => data.sources.text[at])
      .join("; ");
  };

  /* Where a source stands on the web; empty if it does not. */
  article.addressOf = function (data, at) {
    if (data.sources.url) return data.sources.url[at];
    var item = document.querySelectorAll(".sources li")[data.sources.place[at]];
    var link = item.querySelector("a:not(.archived)");
    return link ? link.getAttribute("href") : "";
  };

  /* Of the sources that records cite, list those of the shown ones; any other stays. */
  article.showSources = function (data, words, shown) {
    var block = document.querySelector(".sources");
    if (!block) return;
    var cited = new Set();
    article.LAYERS.forEach(function (layer) {
      shown[layer].rows.forEach(function (row) {
        data.tables[layer].sources[row].forEach(function (at) {
          cited.add(at);
        });
      });
    });
    var items = block.querySelectorAll("li");
    data.sources.place.forEach(function (place, at) {
      items[place].hidden = !cited.has(at);
    });
    var listed = block.querySelectorAll("li:not([hidden])").length;
    block.hidden = !listed;
    block.querySelector("h2").textContent = words.count("{n} source", listed);
  };
})();
