/* What is drawn for a selection, in the shape of layers/scene.py; a browser test holds the two
   together. Places are [lon, lat] in degrees. */

export function buildScene(data, shown, words) {
  const wording = labels(data, words);
  return {
    jurisdictions: data.jurisdictions,
    sites: buildSites(data, shown, wording),
    areas: [
      ...buildAgreementAreas(data, shown, wording),
      ...buildUnlocated(data, shown, wording),
      ...buildResponses(data, shown, wording)
    ],
    towns: buildTowns(data, shown, wording),
    arcs: buildArcs(data, shown, wording)
  };
}

/* The grammar of layers/wording.py. */
function labels(data, words) {
  function counted(layer, n) {
    return `${n} ${words.nouns[layer][n === 1 ? 0 : 1]}`;
  }
  return {
    counted,
    agreements(n, areProposed) {
      return counted("agreements", n) + (areProposed ? ` (${words.say("proposed only")})` : "");
    },
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
    const { country, admin1, name, lon, lat, count, shares, isCertain } = cities.get(key);
    const parts = partsOf(shares);
    const isNamesake = namesakes.get(`${country}\n${name}`) > 1;
    const where = wording.town(country, name, isNamesake ? admin1 : "");
    const label = wording.label(where, siteWords(data, count, parts, wording));
    return [key, name, country, lon, lat, count, parts, isCertain ? 0 : 1, label];
  });
  return columns("key name country lon lat count parts faded label", sites);
}

/* Rows as columns by their names. */
function columns(names, rows) {
  return Object.fromEntries(names.split(" ").map((name, at) => [name, rows.map(row => row[at])]));
}

function gatherCities(data, shown) {
  const table = data.tables.stations;
  const spots = data.spots;
  const cities = new Map();
  shown.stations.rows.forEach((row, at) => {
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
        count: 0,
        shares: new Map(),
        isCertain: false
      };
      cities.set(spots.key[spot], city);
    }
    const jurisdiction = table.jurisdictions[row][0];
    city.count += table.count[row];
    city.shares.set(jurisdiction, (city.shares.get(jurisdiction) || 0) + table.count[row]);
    city.isCertain ||= shown.stations.certainty[at] === "certain";
  });
  return cities;
}

function partsOf(shares) {
  return [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]).flat();
}

function siteWords(data, count, parts, wording) {
  const behind = [];
  for (let at = 0; at < parts.length; at += 2) {
    const name = data.jurisdictions[parts[at]].name;
    behind.push(parts.length > 2 ? `${name} ${parts[at + 1]}` : name);
  }
  return `${wording.counted("stations", count)} (${behind.join(", ")})`;
}

/* --- areas --- */

function makeArea(data, country, kind, count, label, role = "") {
  const [, lon = null, lat = null] = data.countries[country] ?? [];
  return { country, lon, lat, kind, count, role, label };
}

function buildUnlocated(data, shown, wording) {
  const table = data.tables.stations;
  const counts = new Map();
  for (const row of shown.stations.rows) {
    if (data.spots.located[table.spot[row]]) continue;
    const country = table.countries[row][0];
    counts.set(country, (counts.get(country) || 0) + table.count[row]);
  }
  return sortedKeys(counts).map(country => {
    const n = counts.get(country);
    const said = wording.counted("stations", n);
    const label = wording.label(wording.country(country), said, wording.say("city not known"));
    return makeArea(data, country, "unlocated", n, label);
  });
}

function isProposed(data, row) {
  return data.tables.agreements.status[row] === "proposed";
}

function buildAgreementAreas(data, shown, wording) {
  const counts = new Map();
  for (const row of shown.agreements.rows) {
    for (const country of data.tables.agreements.countries[row]) {
      const key = country + (isProposed(data, row) ? " proposed" : " agreement");
      counts.set(key, (counts.get(key) || 0) + 1);
    }
  }

  return sortedKeys(counts).map(key => {
    const [country, kind] = key.split(" ");
    const said = wording.agreements(counts.get(key), kind === "proposed");
    const label = wording.label(wording.country(country), said);
    return makeArea(data, country, kind, counts.get(key), label);
  });
}

function moment(date) {
  return date.match(/\d{4}(?:-\d{2}(?:-\d{2})?)?/g)?.at(-1) ?? "";
}

function buildResponses(data, shown, wording) {
  const table = data.tables.responses;
  const rowsOf = new Map();
  for (const row of shown.responses.rows) {
    for (const country of table.countries[row]) {
      rowsOf.set(country, [...(rowsOf.get(country) ?? []), row]);
    }
  }

  return sortedKeys(rowsOf).map(country => {
    const rows = rowsOf.get(country);
    const own = rows.filter(row => table.speaker_country[row] === country);
    const latest = latestOf(data, own.length ? own : rows);
    const role = own.length ? data.roles[table.kind[latest]] || "neutral" : "neutral";
    const label = wording.label(
      wording.country(country),
      wording.counted("responses", rows.length),
      responseWords(data, latest, country, wording)
    );
    return makeArea(data, country, "response", rows.length, label, role);
  });
}

function latestOf(data, rows) {
  return rows.reduce((best, row) => {
    const dates = data.tables.responses.date;
    return moment(data.dates[dates[row]][0]) >= moment(data.dates[dates[best]][0]) ? row : best;
  });
}

function responseWords(data, row, country, wording) {
  const table = data.tables.responses;
  const named = data.labels.responses;
  let speaker = named.speaker[table.speaker[row]] || table.speaker[row];
  const kind = named.kind[table.kind[row]] || table.kind[row];
  const from = table.speaker_country[row];
  if (from && from !== country) speaker += `, ${wording.country(from)}`;
  const date = data.dates[table.date[row]][1];
  return `${[wording.say("the latest"), date].filter(Boolean).join(" ")}: ${kind} (${speaker})`;
}

/* --- towns and arcs --- */

function buildTowns(data, shown, wording) {
  const spots = data.spots;
  const found = new Map();
  for (const row of shown.agreements.rows) {
    for (const spot of data.tables.agreements.towns[row]) {
      const town = found.get(spots.key[spot]) || { spot, count: 0, areProposed: true };
      town.count += 1;
      town.areProposed &&= isProposed(data, row);
      found.set(spots.key[spot], town);
    }
  }

  const towns = sortedKeys(found).map(key => {
    const { spot, count, areProposed } = found.get(key);
    const [country, name] = [spots.country[spot], spots.city[spot]];
    const where = wording.town(country, name);
    const label = wording.label(where, wording.agreements(count, areProposed));
    return [
      key,
      name,
      country,
      spots.lon[spot],
      spots.lat[spot],
      count,
      areProposed ? 1 : 0,
      label
    ];
  });
  return columns("key name country lon lat count proposed label", towns);
}

function gatherBundles(data, shown) {
  const table = data.tables.agreements;
  const asked = shown.asked.jurisdiction;
  const bundles = new Map();
  for (const row of shown.agreements.rows) {
    for (const jurisdiction of table.jurisdictions[row]) {
      if (asked && !asked.has(data.jurisdictions[jurisdiction].id)) continue;
      for (const country of table.countries[row]) {
        const key = `${jurisdiction} ${country}`;
        const bundle = bundles.get(key) || {
          jurisdiction,
          country,
          count: 0,
          areProposed: true,
          towns: new Map()
        };
        bundle.count += 1;
        bundle.areProposed &&= isProposed(data, row);
        for (const spot of table.towns[row]) {
          if (data.spots.country[spot] !== country) continue;
          const point = [data.spots.lon[spot], data.spots.lat[spot]];
          bundle.towns.set(point.join(), point);
        }
        bundles.set(key, bundle);
      }
    }
  }

  return [...bundles.values()].sort(
    (a, b) => a.jurisdiction - b.jurisdiction || inOrder(a.country, b.country)
  );
}

function buildArcs(data, shown, wording) {
  return gatherBundles(data, shown)
    .map(bundle => {
      const seat = data.seats[bundle.jurisdiction];
      const anchor = data.countries[bundle.country].slice(1);
      const end = bundle.towns.size === 1 ? [...bundle.towns.values()][0] : anchor;
      if (!seat || !end.length || seat[0] === bundle.country) return null;
      const name = data.jurisdictions[bundle.jurisdiction].name;
      return {
        lines: arc([seat[1], seat[2]], end),
        jurisdiction: bundle.jurisdiction,
        country: bundle.country,
        count: bundle.count,
        proposed: bundle.areProposed ? 1 : 0,
        label: wording.label(
          `${name} – ${wording.country(bundle.country)}`,
          wording.agreements(bundle.count, bundle.areProposed)
        )
      };
    })
    .filter(Boolean);
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
