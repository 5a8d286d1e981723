/* The picture for paper, drawn again for what the reader has chosen (sketch.py draws it first). */
import { addSvg } from "../../../../layers/static/elements.js";

const AT_MOST = 800;
const LARGEST_CELL = 16;
const NUMBER_FROM = 3;
const WIDTH_PX = 900;
const LEAST_TRUE_LAT = 36;

/* Draw a scene in a box [west, south, east, north] of degrees. */
export function redrawSketch(svg, scene, box) {
  const squeeze = Math.cos(
    (Math.max(Math.abs(box[1] + box[3]) / 2, LEAST_TRUE_LAT) * Math.PI) / 180
  );
  const width = (box[2] - box[0]) * squeeze;
  const height = box[3] - box[1];
  const scale = Math.max(width, height * 1.5) / WIDTH_PX;
  view(svg, [box[0] * squeeze, -box[3], width, height], squeeze);
  const group = svg.querySelector(".marks");
  group.textContent = "";
  shade(svg, scene);
  for (const area of scene.areas) {
    if (area.kind === "unlocated" && area.lon !== null) drawBadge(group, area, squeeze, scale);
  }

  const thin = thinned(scene);
  const most = thin.sites.length ? total(thin.sites[0]) : 1;
  for (const site of thin.sites) {
    if (thin.cell) drawGathered(group, site, squeeze, thin.cell, most);
    else drawDot(group, site, squeeze, scale);
  }
}

function view(svg, corners, squeeze) {
  const land = svg.querySelector(".land");
  const { unit } = land.dataset;
  svg.setAttribute("viewBox", corners.map(each => each.toFixed(2)).join(" "));
  land.setAttribute("transform", `scale(${(squeeze / unit).toFixed(5)} ${1 / unit})`);
}

function shade(svg, scene) {
  const agreements = scene.areas.filter(({ kind }) => kind === "agreement");
  const shaded = new Set(agreements.map(({ country }) => country));
  for (const path of svg.querySelectorAll("path[data-country]")) {
    path.classList.toggle("is-shaded", shaded.has(path.dataset.country));
  }
}

function thinned(scene) {
  const found = scene.sites.key.map((_, at) => {
    const shares = new Map();
    const parts = scene.sites.parts[at];
    for (let part = 0; part < parts.length; part += 2) shares.set(parts[part], parts[part + 1]);
    return { lon: scene.sites.lon[at], lat: scene.sites.lat[at], shares };
  });
  let thin = found;
  let cell = 0;
  while (thin.length > AT_MOST && cell < LARGEST_CELL) {
    cell = cell * 2 || 1;
    thin = gathered(found, cell);
  }
  thin.sort((a, b) => total(b) - total(a));
  return { cell, sites: thin };
}

function gathered(sites, cell) {
  const cells = new Map();
  for (const site of sites) {
    const column = Math.floor(site.lon / cell);
    const row = Math.floor(site.lat / cell);
    const key = `${column} ${row}`;
    let kept = cells.get(key);
    if (!kept) {
      kept = { lon: (column + 0.5) * cell, lat: (row + 0.5) * cell, shares: new Map() };
      cells.set(key, kept);
    }
    site.shares.forEach((count, jurisdiction) => {
      kept.shares.set(jurisdiction, (kept.shares.get(jurisdiction) || 0) + count);
    });
  }
  return [...cells.values()];
}

function total(site) {
  return [...site.shares.values()].reduce((sum, count) => sum + count, 0);
}

function drawGathered(group, site, squeeze, cell, most) {
  const radius = ((squeeze * cell) / 2) * Math.sqrt(total(site) / most);
  const x = (site.lon * squeeze).toFixed(2);
  addSvg(group, "circle", {
    class: "gathered",
    cx: x,
    cy: (-site.lat).toFixed(2),
    r: radius.toFixed(3)
  });
}

function drawDot(group, site, squeeze, scale) {
  const count = total(site);
  const radius = Math.min(28, 5 * Math.sqrt(count)) * scale;
  const around = Math.PI * radius;
  const x = (site.lon * squeeze).toFixed(2);
  const y = (-site.lat).toFixed(2);
  let done = 0;
  if (site.shares.size === 1) {
    const only = site.shares.keys().next().value;
    addSvg(group, "circle", { class: `dot j${only}`, cx: x, cy: y, r: radius.toFixed(3) });
    if (count >= NUMBER_FROM) writeNumber(group, "number", x, y, scale, count);
    return;
  }
  addSvg(group, "circle", { class: "halo", cx: x, cy: y, r: (radius * 1.15).toFixed(3) });
  for (const share of [...site.shares].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const length = (around * share[1]) / count;
    addSvg(group, "circle", {
      class: `slice j${share[0]}`,
      cx: x,
      cy: y,
      r: (radius / 2).toFixed(3),
      "stroke-width": radius.toFixed(3),
      "stroke-dasharray": `${length.toFixed(3)} ${(around - length).toFixed(3)}`,
      "stroke-dashoffset": ((-around * done) / count).toFixed(3)
    });
    done += share[1];
  }
  if (count >= NUMBER_FROM) writeNumber(group, "number", x, y, scale, count);
}

function drawBadge(group, area, squeeze, scale) {
  const x = area.lon * squeeze;
  const side = 15 * scale;
  addSvg(group, "rect", {
    class: "badge",
    x: (x - side / 2).toFixed(2),
    y: (-area.lat - side / 2).toFixed(2),
    width: side.toFixed(2),
    height: side.toFixed(2)
  });
  writeNumber(group, "badge-number", x.toFixed(2), (-area.lat).toFixed(2), scale, area.count);
}

function writeNumber(group, name, x, y, scale, number) {
  const place = { class: name, x, y, dy: "0.36em", "font-size": (11 * scale).toFixed(3) };
  addSvg(group, "text", place, String(number));
}
