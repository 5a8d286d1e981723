/* What is drawn for a selection, in the shape of layers/scene.py; a browser test holds the two
   together. The page brings all marks and which record touches which, in the order of a scene
   (touches.py): the scene is the sum of the records that are shown. */
import { addTo } from "./data.js";

/* `categories` are what sites are coloured by, `marks` those that `sumMarks` finds. */
export function buildScene(data, shown, words, { categories }, marks) {
  const { jurisdictions } = data;
  const { jurisdiction: asked, country, layer: layers } = shown.asked;
  const isShown = layer => !layers || layers.has(layer);
  const hasLines = country || !data.sites.some(isShown);
  const ofKind = (...kinds) => marks.filter(({ kind }) => kinds.includes(kind));
  return {
    categories,
    jurisdictions,
    chosen: [...(country ?? [])].sort(),
    sites: inColumns(
      `key name country lon lat count parts faded${together("site")}`,
      siteMarks(),
      labelOfSite
    ),
    areas: labelled("agreement", "proposed", "unlocated", "statement").map(mark => ({
      ...pick("country lon lat count role label", mark),
      kind: mark.kind === "statement" ? "response" : mark.kind
    })),
    towns: inColumns(
      `key name country lon lat count proposed${together("town")}`,
      ofKind(hasLines && "town"),
      labelOf
    ),
    arcs: labelled(hasLines && "arc")
      .filter(({ party }) => !asked || asked.has(jurisdictions[party].id))
      .map(mark => ({
        ...pick("country count proposed label", mark),
        lines: mark.lines.map(readLine),
        jurisdiction: mark.party
      }))
  };

  /* The column that says for how many places a mark stands, where one stands for several. */
  function together(kind) {
    return ofKind(kind).some(({ places }) => places) ? " places" : "";
  }

  function siteMarks() {
    const sites = ofKind("site");
    for (const site of sites) {
      site.ranked = [...site.shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      site.parts = site.ranked.flat();
    }
    return sites;
  }

  function labelOfSite(site) {
    const behind = site.ranked.map(([at, n]) => {
      const { name } = categories[at];
      return site.ranked.length > 1 ? `${name} ${words.number(n)}` : name;
    });
    return `${headOf(site)}: ${counted(site)} (${behind.join(", ")})`;
  }

  function labelled(...kinds) {
    return ofKind(...kinds).map(mark => ({ ...mark, label: labelOf(mark) }));
  }

  function counted({ counts }) {
    return [...counts].map(([layer, n]) => words.counted(layer, n)).join(", ");
  }

  function headOf({ head, name, country: code, party, places }) {
    const where = words.country(code);
    if (party !== null) return `${jurisdictions[party].name} – ${where}`;
    const place = head || (name ? `${name}, ${where}` : where);
    return places ? words.count("{place} and {n} place near it", places - 1, { place }) : place;
  }

  function labelOf(mark) {
    const proposed = mark.proposed ? ` (${words.say("proposed only")})` : "";
    const said = mark.said && `, ${mark.said}`;
    return `${headOf(mark)}: ${counted(mark)}${proposed}${said}`;
  }
}

/* The cities on the map that a record lies in or names, with their keys. */
export function citiesOf(data, layer, row) {
  return (indexOf(data)[layer]?.[row] ?? []).map(at => markAt(data.marks, at));
}

export const hasCity = (data, layer, row) => Boolean(indexOf(data)[layer]?.[row]);

/* The places of cities among the marks, by layer and row. */
function indexOf(data) {
  if (data.cities) return data.cities;
  const { marks, touches } = data;
  data.cities = {};
  touches.mark.forEach((at, touch) => {
    if (!marks.name[at]) return;
    const rows = (data.cities[touches.layer[touch]] ??= []);
    (rows[touches.row[touch]] ??= []).push(at);
  });
  return data.cities;
}

/* The marks of the shown records: how much of each layer, whose, what the last of them says. */
export function sumMarks({ marks, touches, tables }, shown, word) {
  const sums = new Map();
  touches.mark.forEach((at, touch) => {
    const [layer, row] = [touches.layer[touch], touches.row[touch]];
    const certainty = shown[layer].certainty.get(row);
    if (!certainty) return;
    let sum = sums.get(at);
    if (!sum) {
      const start = { count: 0, counts: new Map(), shares: new Map(), faded: 1, proposed: 1 };
      sum = Object.assign(markAt(marks, at), start);
      sums.set(at, sum);
    }
    const weight = touches.weight[touch];
    sum.count += weight;
    addTo(sum.counts, layer, weight);
    addTo(sum.shares, tables[layer].colours[word]?.[row], weight);
    sum.faded &= shown.asked.year && certainty !== "certain";
    sum.proposed &= touches.proposed[touch];
    sum.role = touches.role[touch];
    sum.said = touches.said[touch];
  });
  return [...sums.values()];
}

/* A mark with its key, which is left out where it is made of country and name. */
function markAt(marks, at) {
  const mark = {};
  for (const name of Object.keys(marks)) mark[name] = marks[name][at];
  mark.key ||= `${mark.country}/${mark.name}`;
  return mark;
}

/* A line as touches.py writes it, in degrees. */
function readLine(steps) {
  const [step, place] = [
    [0, 0],
    [0, 0]
  ];
  const points = [];
  steps.forEach((change, at) => {
    const axis = at % 2;
    place[axis] += step[axis] += change;
    if (axis) points.push(place.map(each => each / 20));
  });
  return points;
}

const pick = (names, row) => Object.fromEntries(names.split(" ").map(name => [name, row[name]]));

/* Rows as columns by their names. Labels, of which a reader sees few, are worded when one is asked
   for. */
function inColumns(names, rows, labelOf) {
  const columns = names.split(" ").map(name => [name, rows.map(row => row[name])]);
  let labels;
  return Object.defineProperty(Object.fromEntries(columns), "label", {
    enumerable: true,
    get: () => (labels ??= rows.map(labelOf))
  });
}
