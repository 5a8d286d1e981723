/* The shown records as a CSV file that a spreadsheet reads and never runs. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  var LISTED = "; ";

  /* The columns, each with what it says of a record; without that it is the record's own column.
     Where `export table` has a column of the name, the cells are the same (exports/records.py). A
     record of several countries or jurisdictions lists them in the column that a site has for one. */
  var COLUMNS = [
    ["layer", record => record.layer],
    ["id"],
    ["country", record => record.countries.join(LISTED)],
    ["country_name", record => record.countries.map(record.words.country).join(LISTED)],
    ["admin1", ofSpot("admin1")],
    ["city", ofSpot("city")],
    ["precision"],
    ["lon", ofPoint("lon")],
    ["lat", ofPoint("lat")],
    ["count"],
    ["title"],
    ["kind"],
    ["jurisdiction", ofJurisdictions("id")],
    ["jurisdiction_name", ofJurisdictions("name")],
    ["date", dateIn("date")],
    ["signed", dateIn("signed")],
    ["status"],
    ["status_date", dateIn("status_date")],
    ["status_note"],
    ["speaker"],
    ["speaker_country"],
    ["speaker_country_name", speakerCountry],
    ["summary"],
    ["note"],
    ["certainty", record => record.certainty],
    ["single_source", record => record.sources.length === 1],
    ["source_names", record => article.sourceNamesOf(record.data, record.layer, record.row)],
    ["source_urls", record => addressesOf(record).join(LISTED)],
    ["citation", () => article.settings.citation]
  ];

  function ofSpot(name) {
    return record => record.spot === null ? "" : record.data.spots[name][record.spot];
  }

  function ofPoint(name) {
    var ofAny = ofSpot(name);
    return record => record.spot !== null && record.data.spots.located[record.spot] ? ofAny(record) : "";
  }

  function ofJurisdictions(name) {
    return record => record.jurisdictions.map(at => record.data.jurisdictions[at][name]).join(LISTED);
  }

  function speakerCountry(record) {
    var code = record.table.speaker_country ? record.table.speaker_country[record.row] : "";
    return code ? record.words.country(code) : "";
  }

  function addressesOf(record) {
    return record.sources.map(at => article.addressOf(record.data, at));
  }

  function dateIn(name) {
    return record => record.table[name] ? record.data.dates[record.table[name][record.row]][0] : "";
  }

  /* A spreadsheet takes a cell that begins like this for a formula. */
  function cell(value) {
    var text = String(value).replace(/\r\n?/g, "\n");
    var isFormula = article.settings.formulaStarts.some(start => text.startsWith(start));
    if (typeof value === "string" && isFormula) text = "'" + text;
    return /[",;\r\n\t]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  article.writeTable = function (data, words, shown) {
    var names = COLUMNS.map(column => column[0]);
    var lines = [names.join(",")];
    article.LAYERS.forEach(function (layer) {
      shown[layer].rows.forEach(function (row, place) {
        var record = readRecord(data, words, layer, row, shown[layer].certainty[place]);
        lines.push(COLUMNS.map(column => cell(valueIn(record, column))).join(","));
      });
    });
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };

  function valueIn(record, column) {
    return column[1] ? column[1](record) : article.cellOf(record.data, record.layer, record.row, column[0]);
  }

  function readRecord(data, words, layer, row, certainty) {
    var table = data.tables[layer];
    return {
      data: data,
      words: words,
      layer: layer,
      row: row,
      table: table,
      countries: table.countries[row],
      jurisdictions: table.jurisdictions ? table.jurisdictions[row] : [],
      spot: layer === "stations" ? table.spot[row] : null,
      sources: table.sources[row],
      certainty: certainty
    };
  }

  article.saveText = function (text, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 10000);
  };
})();
