/* What is drawn for a selection, in the shape of layers/scene.py; a browser test holds the two
   together. Places are [lon, lat] in degrees. */
import { countOf, labelOf, ofRole, speakerOf } from "./data.js";

export function buildScene(data, shown, words) {
  const wording = labels(data, words);
  const chosen = [...(shown.asked.country ?? [])].sort(inOrder);
  const isShown = layer => !shown.asked.layer || shown.asked.layer.has(layer);
  const hasLines = chosen.length > 0 || !ofRole(data, "site").some(isShown);
  return {
    jurisdictions: data.jurisdictions,
    chosen,
    sites: buildSites(data, shown, wording),
    areas: [
      ...buildAgreementAreas(data, shown, wording),
      ...buildUnlocated(data, shown, wording),
      ...buildStatements(data, shown, wording)
    ],
    towns: buildTowns(data, shown, wording, hasLines),
    arcs: hasLines ? buildArcs(data, shown, wording) : []
  };
}

/* How layers/words names marks. */
function labels(data, words) {
  /* A number of records of each layer. */
  function counted(counts, areProposed = false) {
    const said = [...counts].map(([layer, n]) => words.counted(layer, n));
    return said.join(", ") + (areProposed ? ` (${words.say("proposed only")})` : "");
  }
  return {
    counted,
    number: words.number,
    town(code, name, admin1) {
      return [name, admin1, words.country(code)].filter(Boolean).join(", ");
    },
    label: (head, ...said) => `${head}: ${said.filter(Boolean).join(", ")}`,
    country: words.country,
    say: words.say
  };
}

export const inOrder = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function sortedKeys(map) {
  return [...map.keys()].sort(inOrder);
}

/* --- sites --- */

function buildSites(data, shown, wording) {
  const cities = gatherCities(data, shown);
  const namesakes = new Map();
  for (const city of cities.values()) {
    const name = `${city.country}\n${city.name}`;
    namesakes.set(name, (namesakes.get(name) || 0) + 1);
  }
  const sites = sortedKeys(cities).map(key => {
    const { country, admin1, name, lon, lat, counts, shares, isCertain } = cities.get(key);
    const parts = partsOf(shares);
    const isFaded = shown.asked.year && !isCertain;
    const isNamesake = namesakes.get(`${country}\n${name}`) > 1;
    const where = wording.town(country, name, isNamesake ? admin1 : "");
    const label = wording.label(where, siteWords(data, counts, parts, wording));
    return [key, name, country, lon, lat, total(counts), parts, isFaded ? 1 : 0, label];
  });
  return columns("key name country lon lat count parts faded label", sites);
}

/* Rows as columns by their names. */
function columns(names, rows) {
  return Object.fromEntries(names.split(" ").map((name, at) => [name, rows.map(row => row[at])]));
}

/* Add what a record counts for to the sum that a mark has of its layer. */
function addTo(sums, layer, n) {
  return sums.set(layer, (sums.get(layer) ?? 0) + n);
}

const total = sums => [...sums.values()].reduce((all, n) => all + n, 0);

/* What each layer of a role shows, row by row. */
function eachOfRole(data, shown, role, act) {
  for (const layer of ofRole(data, role)) {
    shown[layer].rows.forEach((row, at) => act(data.tables[layer], row, layer, at));
  }
}

function gatherCities(data, shown) {
  const spots = data.spots;
  const cities = new Map();
  eachOfRole(data, shown, "site", (table, row, layer, at) => {
    const spot = table.spot[row];
    if (!spots.located[spot]) return;
    let city = cities.get(spots.key[spot]);
    if (!city) {
      city = {
        country: spots.country[spot],
        admin1: spots.admin1[spot],
        name: spots.city[spot],
        lon: spots.lon[spot],
        lat: spots.lat[spot],
        counts: new Map(),
        shares: new Map(),
        isCertain: false
      };
      cities.set(spots.key[spot], city);
    }
    const n = countOf(data, layer, row);
    addTo(city.counts, layer, n);
    addTo(city.shares, table.jurisdictions[row][0], n);
    city.isCertain ||= shown[layer].certainty[at] === "certain";
  });
  return cities;
}

function partsOf(shares) {
  return [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]).flat();
}

function siteWords(data, counts, parts, wording) {
  const behind = [];
  for (let at = 0; at < parts.length; at += 2) {
    const name = data.jurisdictions[parts[at]].name;
    behind.push(parts.length > 2 ? `${name} ${wording.number(parts[at + 1])}` : name);
  }
  return `${wording.counted(counts)} (${behind.join(", ")})`;
}

/* --- areas --- */

function makeArea(data, country, kind, count, label, role = "") {
  const [, lon = null, lat = null] = data.countries[country] ?? [];
  return { country, lon, lat, kind, count, role, label };
}

/* Count the records of a role by what they touch: `keysOf` tells the keys of a record. */
function countBy(data, shown, role, keysOf) {
  const counts = new Map();
  eachOfRole(data, shown, role, (table, row, layer) => {
    for (const key of keysOf(table, row)) {
      if (!counts.has(key)) counts.set(key, new Map());
      addTo(counts.get(key), layer, countOf(data, layer, row));
    }
  });
  return counts;
}

function buildUnlocated(data, shown, wording) {
  const counts = countBy(data, shown, "site", (table, row) =>
    data.spots.located[table.spot[row]] ? [] : table.countries[row]
  );
  return sortedKeys(counts).map(country => {
    const said = wording.counted(counts.get(country));
    const label = wording.label(wording.country(country), said, wording.say("city not known"));
    return makeArea(data, country, "unlocated", total(counts.get(country)), label);
  });
}

const isProposed = (table, row) => table.status?.[row] === "proposed";

function buildAgreementAreas(data, shown, wording) {
  const counts = countBy(data, shown, "agreement", (table, row) =>
    table.countries[row].map(code => `${code} ${isProposed(table, row) ? "proposed" : "agreement"}`)
  );
  return sortedKeys(counts).map(key => {
    const [country, kind] = key.split(" ");
    const said = wording.counted(counts.get(key), kind === "proposed");
    const label = wording.label(wording.country(country), said);
    return makeArea(data, country, kind, total(counts.get(key)), label);
  });
}

function moment(date) {
  return date.match(/\d{4}(?:-\d{2}(?:-\d{2})?)?/g)?.at(-1) ?? "";
}

function buildStatements(data, shown, wording) {
  const recordsOf = new Map();
  eachOfRole(data, shown, "statement", (table, row, layer) => {
    for (const country of table.countries[row]) {
      recordsOf.set(country, [...(recordsOf.get(country) ?? []), { table, row, layer }]);
    }
  });
  return sortedKeys(recordsOf).map(country => {
    const records = recordsOf.get(country);
    const own = records.filter(({ table, row }) => table.speaker_country[row] === country);
    const latest = latestOf(data, own.length ? own : records);
    const counts = new Map();
    for (const { layer } of records) addTo(counts, layer, 1);
    const role = (own.length && data.kinds[latest.table.kind[latest.row]]) || "neutral";
    const label = wording.label(
      wording.country(country),
      wording.counted(counts),
      statementWords(data, latest, country, wording)
    );
    return makeArea(data, country, "response", records.length, label, role);
  });
}

function latestOf(data, records) {
  const momentOf = ({ table, row }) => moment(data.dates[table.date[row]][0]);
  return records.reduce((best, each) => (momentOf(each) >= momentOf(best) ? each : best));
}

function statementWords(data, { table, row, layer }, country, wording) {
  const speaker = speakerOf(data, wording, layer, row, country);
  const date = data.dates[table.date[row]][1];
  const when = [wording.say("the latest"), date].filter(Boolean).join(" ");
  return `${when}: ${labelOf(data, layer, "kind", row)} (${speaker})`;
}

/* --- towns and arcs --- */

function buildTowns(data, shown, wording, hasLines) {
  const spots = data.spots;
  const spotOf = new Map();
  const settled = new Set();
  const counts = countBy(data, shown, "agreement", (table, row) =>
    (hasLines ? table.towns[row] : []).map(spot => {
      const key = spots.key[spot];
      spotOf.set(key, spot);
      if (!isProposed(table, row)) settled.add(key);
      return key;
    })
  );
  const towns = sortedKeys(counts).map(key => {
    const spot = spotOf.get(key);
    const [country, name] = [spots.country[spot], spots.city[spot]];
    const said = wording.counted(counts.get(key), !settled.has(key));
    const label = wording.label(wording.town(country, name), said);
    const [lon, lat] = [spots.lon[spot], spots.lat[spot]];
    return [key, name, country, lon, lat, total(counts.get(key)), settled.has(key) ? 0 : 1, label];
  });
  return columns("key name country lon lat count proposed label", towns);
}

function buildArcs(data, shown, wording) {
  const asked = shown.asked.jurisdiction;
  const settled = new Set();
  const counts = countBy(data, shown, "agreement", (table, row) =>
    (table.jurisdictions?.[row] ?? [])
      .filter(at => !asked || asked.has(data.jurisdictions[at].id))
      .flatMap(at =>
        table.countries[row].map(country => {
          if (!isProposed(table, row)) settled.add(`${at} ${country}`);
          return `${at} ${country}`;
        })
      )
  );
  const arcs = [...counts.keys()].map(key => {
    const [at, country] = key.split(" ");
    const seat = data.seats[at];
    const end = data.ends[key] ?? data.countries[country].slice(1);
    if (!seat || !end.length || seat[0] === country) return [];
    const areProposed = !settled.has(key);
    const head = `${data.jurisdictions[at].name} – ${wording.country(country)}`;
    return {
      lines: arc([seat[1], seat[2]], end),
      jurisdiction: Number(at),
      country,
      count: total(counts.get(key)),
      proposed: areProposed ? 1 : 0,
      label: wording.label(head, wording.counted(counts.get(key), areProposed))
    };
  });
  return arcs
    .flat()
    .sort((a, b) => a.jurisdiction - b.jurisdiction || inOrder(a.country, b.country));
}

/* layers/arcs.py: a line with a gentle bow, the short way round, cut at the antimeridian. */
const POINTS = 32;
const BOW = 0.12;
const MAX_HEIGHT = 14;
const MAX_LAT = 85;

function arc(start, end) {
  let across = end[0] - start[0];
  across -= 360 * Math.round(across / 360);
  if (across === -180) across = 180;
  const parts = cut(bowed(start, [start[0] + across, end[1]]));
  parts[0][0] = exactly(start, parts[0][0]);
  const last = parts.at(-1);
  last[last.length - 1] = exactly(end, last.at(-1));
  return parts;
}

function exactly(wanted, reached) {
  return Math.abs(wanted[0] - reached[0]) < 180 ? wanted : reached;
}

function northing(lat) {
  return (Math.asinh(Math.tan((lat * Math.PI) / 180)) * 180) / Math.PI;
}

function latitude(y) {
  const lat = (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;
  return Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
}

function round(number) {
  return Math.round(number * 1000) / 1000;
}

function bowed(start, end) {
  const x = start[0];
  const y = northing(start[1]);
  const dx = end[0] - x;
  const dy = northing(end[1]) - y;
  const length = Math.hypot(dx, dy);
  if (!length) return [start, end];
  const poleward = (2 * y + dy < 0 ? -1 : 1) * (dx >= 0 ? 1 : -1);
  const height = (Math.min(BOW * length, MAX_HEIGHT) * poleward) / length;
  const line = [start];
  for (let step = 1; step < POINTS - 1; step++) {
    const along = step / (POINTS - 1);
    const lift = 4 * along * (1 - along) * height;
    line.push([round(x + along * dx - lift * dy), round(latitude(y + along * dy + lift * dx))]);
  }
  return [...line, end];
}

function cut(line) {
  const parts = [];
  let before = null;
  for (let at = 1; at < line.length; at++) {
    for (const piece of pieces(line[at - 1], line[at])) {
      const turn = Math.floor(((piece[0][0] + piece[1][0]) / 2 + 180) / 360);
      if (turn !== before) parts.push([turnedBack(piece[0], turn)]);
      parts.at(-1).push(turnedBack(piece[1], turn));
      before = turn;
    }
  }

  return parts;
}

function pieces(start, end) {
  const west = Math.min(start[0], end[0]);
  const east = Math.max(start[0], end[0]);
  const meridian = 360 * Math.floor((east + 180) / 360) - 180;
  if (!(west < meridian && meridian < east)) return [[start, end]];
  const share = (meridian - start[0]) / (end[0] - start[0]);
  const crossing = [meridian, round(start[1] + share * (end[1] - start[1]))];
  return [
    [start, crossing],
    [crossing, end]
  ];
}

function turnedBack(point, turn) {
  return [Math.max(-180, Math.min(180, point[0] - turn * 360)), point[1]];
}
