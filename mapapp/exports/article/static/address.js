/* What the reader asks for, to and from the part of the address behind #: the same words as the
   command line, so that a view can be linked to. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  /* Nothing asked. */
  article.nothingAsked = function () {
    return { jurisdictions: [], countries: [], statuses: [], years: null, undated: true };
  };

  /* Read a fragment; what the page does not hold, or does not offer, is left out. */
  article.readAddress = function (fragment, known) {
    var fields = new URLSearchParams(fragment.replace(/^#/, ""));
    var asked = article.nothingAsked();
    function among(name, values) {
      return fields.getAll(name).filter(function (value) {
        return values.includes(value);
      });
    }
    asked.jurisdictions = among("jurisdiction", known.jurisdictions);
    asked.countries = among("country", known.countries);
    asked.statuses = among("status", known.statuses);
    var years = (fields.get("year") || "").match(/^(\d{1,4})(?::(\d{1,4}))?$/);
    if (years && known.years) {
      var range = [Number(years[1]), Number(years[2] || years[1])];
      range = [Math.max(range[0], known.years[0]), Math.min(range[1], known.years[1])];
      if (range[0] <= range[1]) asked.years = range;
    }
    asked.undated = fields.get("undated") !== "no" || !known.years;
    return asked;
  };

  article.writeAddress = function (asked) {
    var fields = new URLSearchParams();
    [["jurisdiction", "jurisdictions"], ["country", "countries"], ["status", "statuses"]].forEach(
      function (names) {
        asked[names[1]].forEach(function (value) {
          fields.append(names[0], value);
        });
      }
    );
    if (asked.years) fields.set("year", asked.years.join(":"));
    if (!asked.undated) fields.set("undated", "no");
    return fields.toString().replace(/%3A/g, ":");
  };
})();
