/* What the reader asks for, to and from the part of the address behind #: the same words as the
   command line, so that a view can be linked to. */

/* Nothing asked of any filter. */
export function nothingAsked(facets) {
  const nothing = { choice: [], years: null, switch: true, text: "", name: "" };
  return Object.fromEntries(facets.map(({ word, kind }) => [word, nothing[kind]]));
}

const READ = {
  choice: (values, known) => values.filter(value => known.includes(value)),
  years(values, known) {
    const [, begin, end = begin] = values.at(-1)?.match(/^(\d{1,4})(?::(\d{1,4}))?$/) ?? [];
    const range = [Math.max(begin, known[0]), Math.min(end, known[1])];
    return range[0] <= range[1] ? range : null;
  },
  switch: values => values.at(-1) !== "no",
  text: values => values.at(-1) ?? "",
  name: (values, known) => known.find(each => each === values.at(-1)) ?? ""
};

const WRITTEN = {
  choice: asked => asked,
  years: asked => (asked ? [asked.join(":")] : []),
  switch: asked => (asked ? [] : ["no"]),
  text: asked => (asked ? [asked] : []),
  name: asked => (asked ? [asked] : [])
};

/* Read a fragment; what the page does not hold, or does not offer, is left out. Of two values where
   one is wanted the last counts. `known` has by word what a filter offers. */
export function readAddress(fragment, facets, known) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const asked = nothingAsked(facets);
  for (const { word, kind } of facets) {
    const values = fields.getAll(word).map(value => value.trim());
    if (known[word]) asked[word] = READ[kind](values, known[word]);
  }
  return asked;
}

export function writeAddress(asked, facets) {
  const fields = new URLSearchParams();
  for (const { word, kind } of facets) {
    for (const value of WRITTEN[kind](asked[word])) fields.append(word, value);
  }
  return fields.toString().replace(/%3A/g, ":");
}

/* What is asked within what the editor chose, as `select` takes it. */
export function wishesWithin(base, asked, facets) {
  const wishes = facets.map(({ word, kind }) => {
    const own = asked[word];
    if (kind !== "choice") return [word, own || base[word] || own];
    const values = own.length ? own : base[word];
    return [word, values ? new Set(values) : null];
  });
  return Object.fromEntries(wishes);
}
