/* The page: what the reader chooses, and map, list, sentence and address in step with it. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  function byId(id) {
    return document.getElementById(id);
  }

  /* What only a script can do stands in the page hidden, for readers in whose browser none runs. */
  function start() {
    document.querySelectorAll(".needs-js").forEach(function (part) {
      part.hidden = false;
    });
    var settings = (article.settings = JSON.parse(byId("settings").textContent));
    var data = article.readData(byId("data").textContent);
    var words = article.Words(settings.words, data);
    var reader = new Reader(settings, data, words);
    reader.readAddress();
    window.addEventListener("hashchange", function () {
      reader.readAddress();
    });
    window.addEventListener("beforeprint", function () {
      reader.prepareForPaper();
    });
    tellHeight();
    article.reader = reader;
    document.documentElement.classList.add("is-ready");
  }

  function Reader(settings, data, words) {
    this.settings = settings;
    this.data = data;
    this.words = words;
    this.known = this.listKnown();
    this.asked = article.nothingAsked(data.facets);
    this.drawing = null;
    article.makeSearch(data, words);
    this.list = article.makeList(data, words, this.locate.bind(this));
    this.makeMap();
    this.bindControls();
  }

  /* What a control offers, a reader may ask for. */
  Reader.prototype.listKnown = function () {
    var years = byId("first-year") ? this.settings.years : null;
    var known = { year: years, undated: years, search: byId("search") };
    this.eachChoice(function (facet, options) {
      known[facet.word] = options.map(option => option.value).filter(Boolean);
    });
    return known;
  };

  /* The buttons or the options of each filter that the page offers. */
  Reader.prototype.eachChoice = function (act) {
    this.data.facets.forEach(function (facet) {
      var list = byId(facet.word);
      var options = document.querySelectorAll('[data-word="' + facet.word + '"] .chip');
      if (facet.kind === "choice") act(facet, Array.from(list ? list.options : options), list);
    });
  };

  /* --- choosing --- */

  Reader.prototype.bindControls = function () {
    var reader = this;
    this.eachChoice(function (facet, options, list) {
      var word = facet.word;
      if (list) {
        list.addEventListener("change", function () {
          reader.asked[word] = list.value ? [list.value] : [];
          reader.show();
          if (word === "country") reader.frame();
        });
        return;
      }
      options.forEach(function (chip) {
        chip.addEventListener("click", function () {
          toggle(reader.asked[word], chip.value);
          reader.show();
        });
      });
    });
    if (this.known.search) {
      byId("search").addEventListener("input", function (event) {
        reader.asked.search = event.target.value.trim();
        reader.show();
      });
    }
    this.bindYears();
    byId("reset").addEventListener("click", function () {
      reader.asked = article.nothingAsked(reader.data.facets);
      reader.show();
      reader.frame();
      byId("statement").focus();
    });
    byId("save").addEventListener("click", function () {
      article.saveText(article.writeTable(reader.data, reader.words, reader.shown), reader.settings.fileName);
    });
  };

  Reader.prototype.bindYears = function () {
    var reader = this;
    if (!this.known.year) return;
    ["first-year", "last-year"].forEach(function (id) {
      byId(id).addEventListener("input", function () {
        reader.chooseYears(id);
      });
    });
    byId("undated").addEventListener("change", function (event) {
      reader.asked.undated = event.target.checked;
      reader.show();
    });
  };

  /* The handle that moves pushes the other one along. */
  Reader.prototype.chooseYears = function (moved) {
    var first = byId("first-year");
    var last = byId("last-year");
    if (Number(first.value) > Number(last.value)) {
      if (moved === "first-year") last.value = first.value;
      else first.value = last.value;
    }
    var range = [Number(first.value), Number(last.value)];
    var isAll = range[0] <= this.known.year[0] && range[1] >= this.known.year[1];
    this.asked.year = isAll ? null : range;
    this.show();
  };

  function toggle(values, value) {
    if (values.includes(value)) values.splice(values.indexOf(value), 1);
    else values.push(value);
  }

  /* The reader's wishes within what the editor chose, as `article.select` takes them. */
  Reader.prototype.wishes = function () {
    var base = this.settings.base;
    var asked = this.asked;
    var wishes = {};
    this.data.facets.forEach(function (facet) {
      var word = facet.word;
      var own = asked[word];
      if (facet.kind === "choice") own = own.length ? own : base[word];
      wishes[word] = facet.kind === "choice" ? own && new Set(own) : own || base[word] || own;
    });
    return wishes;
  };

  /* How much there is of each value of a filter within all other wishes. */
  Reader.prototype.tally = function (word) {
    var wishes = Object.assign(this.wishes(), { [word]: null });
    return article.tally(this.data, article.select(this.data, wishes), word);
  };

  /* --- showing --- */

  Reader.prototype.readAddress = function () {
    this.asked = article.readAddress(location.hash, this.data.facets, this.known);
    this.frame();
    this.show();
  };

  Reader.prototype.show = function () {
    this.shown = article.select(this.data, this.wishes());
    this.scene = article.buildScene(this.data, this.shown, this.words);
    this.drawScene();
    this.list.show(this.shown);
    article.showLegend(this.scene, this.data, this.shown);
    article.showSources(this.data, this.words, this.shown);
    this.showStatement();
    this.showControls();
    this.writeAddress();
  };

  Reader.prototype.showStatement = function () {
    var said = this.words.state(this.shown);
    var statement = byId("statement");
    if (statement.textContent !== said.sentences) statement.textContent = said.sentences;
    byId("remarks").textContent = said.remarks;
  };

  Reader.prototype.showControls = function () {
    var asked = this.asked;
    this.showChips();
    this.showLists();
    if (this.known.search && byId("search").value.trim() !== asked.search) {
      byId("search").value = asked.search;
    }
    if (this.known.year) this.showYears();
    var records = article.LAYERS.reduce(
      function (sum, layer) {
        return sum + this.shown[layer].rows.length;
      }.bind(this),
      0
    );
    byId("save").textContent = this.words.count("Save as CSV ({n} row)", records);
    byId("save").disabled = !records;
    byId("reset").hidden = !article.writeAddress(asked, this.data.facets);
  };

  /* Each button says how many sites its jurisdiction has within all other choices, as the heading
     of the group says; its title tells of the other layers. One that is named only there gets no
     number. */
  Reader.prototype.showChips = function () {
    var data = this.data;
    var words = this.words;
    var pressed = this.asked.jurisdiction;
    var withSites = new Set(
      data.tables.stations.jurisdictions.flat().map(at => data.jurisdictions[at].id)
    );
    var counts = this.tally("jurisdiction");
    document.querySelectorAll("button.chip").forEach(function (chip) {
      var own = counts.get(chip.value) || {};
      chip.setAttribute("aria-pressed", String(pressed.includes(chip.value)));
      chip.querySelector(".tally").textContent = withSites.has(chip.value)
        ? words.number(own.stations || 0)
        : "";
      chip.title = words.listed(
        article.LAYERS.filter(layer => own[layer]).map(layer => words.counted(layer, own[layer]))
      );
    });
  };

  /* Each option says how much it would show: sites where any can have it, else records; of one layer
     where each has its own. */
  Reader.prototype.showLists = function () {
    var reader = this;
    this.eachChoice(function (facet, options, list) {
      if (!list) return;
      var counts = reader.tally(facet.word);
      var hasSites = !reader.asked.layer.length || reader.asked.layer.includes("stations");
      options.forEach(function (option) {
        if (!option.value) return;
        var own = counts.get(option.value) || {};
        var layer = option.parentNode.getAttribute("data-layer");
        var isOfSites = hasSites && reader.ofSites(facet).has(option.value);
        var sum = Object.values(own).reduce((all, number) => all + number, 0);
        var label = option.dataset.label || option.textContent;
        option.dataset.label = label;
        option.textContent =
          label + " (" + reader.words.number(layer || isOfSites ? own[layer || "stations"] || 0 : sum) + ")";
      });
      choose(list, reader.asked[facet.word], reader.words);
    });
  };

  /* The values of a filter that sites of the page have, if its numbers are of sites. */
  Reader.prototype.ofSites = function (facet) {
    var values = this.data.of_sites.includes(facet.word) && this.data.tables.stations.facets[facet.word];
    return (facet.values = facet.values || new Set((values || []).flat()));
  };

  /* Set a list of choices; several, which only an address can ask for, are said to be so. */
  function choose(select, values, words) {
    if (!select) return;
    var several = select.querySelector("[data-several]");
    if (several) several.remove();
    if (values.length > 1) {
      several = document.createElement("option");
      several.textContent = words.say("several") + " (" + values.length + ")";
      several.setAttribute("data-several", "");
      several.value = "";
      select.append(several);
      several.selected = true;
    } else {
      select.value = values[0] || "";
    }
  }

  Reader.prototype.showYears = function () {
    var range = this.asked.year || this.known.year;
    byId("first-year").value = range[0];
    byId("last-year").value = range[1];
    byId("undated").checked = this.asked.undated;
    byId("years").textContent =
      range[0] === range[1]
        ? String(range[0])
        : this.words.say("{first} to {last}", { first: range[0], last: range[1] });
    this.drawHistogram(range);
  };

  /* A bar for each year in which a record begins, of those that answer all other wishes. */
  Reader.prototype.drawHistogram = function (range) {
    var known = this.known.year;
    var wishes = Object.assign(this.wishes(), { year: this.settings.base.year });
    var counts = this.countBeginnings(article.select(this.data, wishes), known);
    var most = Math.max.apply(null, counts.concat(1));
    var peak = known[0] + counts.indexOf(most);
    var svg = byId("histogram");
    svg.setAttribute(
      "aria-label",
      this.words.say("How many begin in each year: most in {year} ({n})", { year: peak, n: most })
    );
    svg.setAttribute("aria-hidden", String(peak < known[0])); // no bar, nothing to tell
    svg.setAttribute("viewBox", "0 0 " + counts.length + " 1");
    svg.textContent = "";
    counts.forEach(function (count, at) {
      var bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      var isIn = known[0] + at >= range[0] && known[0] + at <= range[1];
      var height = count ? Math.max(0.06, count / most) : 0;
      bar.setAttribute("class", isIn ? "bar is-in" : "bar");
      bar.setAttribute("x", at + 0.08);
      bar.setAttribute("width", 0.84);
      bar.setAttribute("y", 1 - height);
      bar.setAttribute("height", height);
      svg.appendChild(bar);
    });
  };

  Reader.prototype.countBeginnings = function (shown, known) {
    var data = this.data;
    var counts = new Array(known[1] - known[0] + 1).fill(0);
    article.LAYERS.forEach(function (layer) {
      shown[layer].rows.forEach(function (row) {
        var year = data.dates[data.tables[layer].date[row]][3];
        if (year >= known[0] && year <= known[1]) {
          counts[year - known[0]] += article.countOf(data, layer, row);
        }
      });
    });
    return counts;
  };

  Reader.prototype.writeAddress = function () {
    var fragment = article.writeAddress(this.asked, this.data.facets);
    if (location.hash.replace(/^#/, "") === fragment) return;
    if (!fragment && !location.hash) return;
    try {
      history.replaceState(null, "", fragment ? "#" + fragment : "#");
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // a preview has no address to write to
    }
  };

  /* --- map --- */

  Reader.prototype.makeMap = function () {
    var reader = this;
    this.map = L.map("map", {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 1,
      scrollWheelZoom: false,
      keyboard: false,
      dragging: true,
      fadeAnimation: false,
      maxZoom: 7
    });
    this.frame();
    window.mapapp.ground(this.map, article.readOutlines(document.querySelector("#sketch .land")), {
      theme: this.settings.theme
    });
    this.frame();
    this.bindMap();
  };

  /* Draw the scene: the first time once and for all, later in place of the one before. */
  Reader.prototype.drawScene = function () {
    var list = this.list;
    if (this.drawing) {
      this.drawing.update(this.scene);
      return;
    }
    this.drawing = window.mapapp.draw(this.map, L.featureGroup().addTo(this.map), this.scene, {
      words: this.settings.mapWords,
      onopen: function (key, kind) {
        list.open(kind === "country" ? key : key.split("/")[0], kind === "country" ? "" : key);
      }
    });
  };

  /* A finger moves the map once it is zoomed in: else the page scrolls on. */
  Reader.prototype.bindMap = function () {
    var map = this.map;
    var reader = this;
    var isFinger = window.matchMedia("(pointer: coarse)").matches;
    function calm() {
      if (!isFinger) return;
      if (map.getZoom() > map.getMinZoom() + 0.6) map.dragging.enable();
      else map.dragging.disable();
    }
    calm();
    map.on("zoomend", calm);
    byId("zoom-in").addEventListener("click", function () {
      moved();
      map.zoomIn();
    });
    byId("zoom-out").addEventListener("click", function () {
      moved();
      map.zoomOut();
    });
    byId("fit").addEventListener("click", function () {
      reader.frame();
    });
    function moved() {
      reader.isMoved = true;
    }
    map.on("dragstart", moved);
    ["dblclick", "keydown", "touchmove"].forEach(function (name) {
      map.getContainer().addEventListener(name, moved, { passive: true });
    });
    map.getContainer().addEventListener(
      "wheel",
      function (event) {
        if (window.mapapp.isZooming(event)) moved();
      },
      { passive: true }
    );
    var width = map.getSize().x;
    new ResizeObserver(function () {
      map.invalidateSize({ animate: false });
      if (map.getSize().x === width) return;
      width = map.getSize().x;
      if (!reader.isMoved) reader.frame();
    }).observe(map.getContainer());
  };

  /* The view that the editor chose, or the one country that the reader did. */
  Reader.prototype.frame = function () {
    this.isMoved = false;
    var code = this.asked.country.length === 1 ? this.asked.country[0] : null;
    var shape = code && this.map.mapapp && this.map.mapapp.shapes[code];
    var box = this.settings.focus;
    if (shape) {
      this.map.fitBounds(L.latLngBounds(mainland(shape)).pad(0.1), { animate: false, maxZoom: 5 });
    } else {
      this.map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { animate: false });
    }
  };

  /* What paper shows: the page's own view, or where the records lie that the reader chose. */
  Reader.prototype.boxOnPaper = function () {
    var own = this.settings.focus;
    if (!article.writeAddress(this.asked, this.data.facets)) return own;
    var bounds = L.latLngBounds([]);
    var shapes = this.map.mapapp.shapes;
    var scene = this.scene;
    scene.sites.key.forEach(function (_, at) {
      bounds.extend([scene.sites.lat[at], scene.sites.lon[at]]);
    });
    scene.sites.country.concat(scene.areas.map(area => area.country)).forEach(function (code) {
      if (shapes[code]) bounds.extend(L.latLngBounds(mainland(shapes[code])));
    });
    if (!bounds.isValid()) return own;
    bounds = bounds.pad(0.06);
    var box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return box[2] - box[0] > 180 ? own : box;
  };

  /* The polygon with the most corners: far islands would widen the view to an ocean. */
  function mainland(polygons) {
    return polygons.reduce((most, rings) => rings[0].length > most.length ? rings[0] : most, []);
  }

  Reader.prototype.locate = function (key) {
    var at = this.scene.sites.key.indexOf(key);
    var table = at < 0 ? this.scene.towns : this.scene.sites;
    if (at < 0) at = table.key.indexOf(key);
    if (at < 0) return;
    this.isMoved = true;
    this.map.setView([table.lat[at], table.lon[at]], Math.max(this.map.getZoom(), 4), {
      animate: !window.mapapp.prefersCalm()
    });
    this.drawing.point(key);
    byId("map").scrollIntoView({ block: "nearest" });
  };

  Reader.prototype.prepareForPaper = function () {
    this.list.openAll();
    article.redrawSketch(byId("sketch"), this.scene, this.boxOnPaper());
    byId("sketch-title").textContent = document.title + ". " + byId("statement").textContent;
  };

  /* The page that holds this one in a frame can give it the height it needs. */
  function tellHeight() {
    if (window.parent === window) return;
    new ResizeObserver(function () {
      var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      window.parent.postMessage({ type: "mapapp:height", height: height }, "*");
    }).observe(document.documentElement);
  }

  if (document.documentElement.classList.contains("js")) start();
})();
