/* What the reader asks for, to and from the part of the address behind #: the same words as the
   command line, so that a view can be linked to. */
(function () {
  "use strict";
  var article = (window.article = window.article || {});

  /* Nothing asked of any filter. */
  article.nothingAsked = function (facets) {
    var asked = {};
    facets.forEach(function (facet) {
      asked[facet.word] = { choice: [], years: null, switch: true, text: "" }[facet.kind];
    });
    return asked;
  };

  var READ = {
    choice: (values, known) => values.filter(value => known.includes(value)),
    years: function (values, known) {
      var years = (values[0] || "").match(/^(\d{1,4})(?::(\d{1,4}))?$/);
      if (!years) return null;
      var range = [Number(years[1]), Number(years[2] || years[1])];
      range = [Math.max(range[0], known[0]), Math.min(range[1], known[1])];
      return range[0] <= range[1] ? range : null;
    },
    switch: values => values[0] !== "no",
    text: values => (values[0] || "").trim()
  };

  var WRITTEN = {
    choice: asked => asked,
    years: asked => (asked ? [asked.join(":")] : []),
    switch: asked => (asked ? [] : ["no"]),
    text: asked => (asked ? [asked] : [])
  };

  /* Read a fragment; what the page does not hold, or does not offer, is left out. `known` has by
     word what a filter offers. */
  article.readAddress = function (fragment, facets, known) {
    var fields = new URLSearchParams(fragment.replace(/^#/, ""));
    var asked = article.nothingAsked(facets);
    facets.forEach(function (facet) {
      var word = facet.word;
      if (known[word]) asked[word] = READ[facet.kind](fields.getAll(word), known[word]);
    });
    return asked;
  };

  article.writeAddress = function (asked, facets) {
    var fields = new URLSearchParams();
    facets.forEach(function (facet) {
      WRITTEN[facet.kind](asked[facet.word]).forEach(value => fields.append(facet.word, value));
    });
    return fields.toString().replace(/%3A/g, ":");
  };
})();
