/* The shown records as a CSV file that a spreadsheet reads and never runs. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  var COLUMNS = [
    "layer", "id", "country", "country_name", "region", "city", "precision", "lon", "lat", "count",
    "title", "kind", "speaker", "speaker_country", "jurisdiction", "date", "status", "status_date",
    "text", "note", "sources", "data"
  ];

  /* A spreadsheet takes a cell that begins like this for a formula. */
  function cell(value) {
    var text = value === null || value === undefined ? "" : String(value);
    if (typeof value !== "number" && /^[\s]*[=+\-@\t\r\n|%]/.test(text)) text = "'" + text;
    return /[",;\r\n\t]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  article.writeTable = function (data, words, shown) {
    var lines = [COLUMNS.join(",")];
    article.LAYERS.forEach(function (layer) {
      shown[layer].rows.forEach(function (row) {
        lines.push(line(data, words, layer, row).map(cell).join(","));
      });
    });
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };

  function line(data, words, layer, row) {
    var table = data.tables[layer];
    var spot = layer === "stations" ? table.spot[row] : null;
    var spots = data.spots;
    var isLocated = spot !== null && spots.located[spot];
    function own(name) {
      return table[name] ? table[name][row] : "";
    }
    return [
      layer,
      table.id[row],
      table.countries[row].join("; "),
      table.countries[row].map(words.country).join("; "),
      spot === null ? "" : spots.admin1[spot],
      spot === null ? "" : spots.city[spot],
      own("precision"),
      isLocated ? spots.lon[spot] : "",
      isLocated ? spots.lat[spot] : "",
      own("count"),
      own("title"),
      table.kind ? article.labelOf(data, layer, "kind", row) : "",
      table.speaker ? article.labelOf(data, layer, "speaker", row) : "",
      own("speaker_country") ? words.country(own("speaker_country")) : "",
      (own("jurisdictions") || [])
        .map(function (at) {
          return data.jurisdictions[at].name;
        })
        .join("; "),
      data.dates[table.date[row]][0],
      table.status ? article.labelOf(data, layer, "status", row) : "",
      table.status_date ? data.dates[table.status_date[row]][0] : "",
      article.proseOf(data, layer, row, layer === "stations" ? "status_note" : "summary"),
      article.proseOf(data, layer, row, "note"),
      table.sources[row]
        .map(function (at) {
          return article.addressOf(data, at);
        })
        .join(" "),
      article.settings.citation
    ];
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
