/* The picture for paper, drawn again for what the reader has chosen (sketch.py draws it first). Its
   marks are those of the map, in pixels of a picture that is WIDTH_PX wide. */
import { addSvg } from "../../../../layers/static/elements.js";
import { townsAtSites } from "../../../../layers/static/marks.js";
import {
  badgeOf,
  looks,
  makePainter,
  makePalette,
  sizeOf
} from "../../../../layers/static/symbols.js";
import { SvgPen } from "./svg_pen.js";

const AT_MOST = 800;
const LARGEST_CELL = 16;
const WIDTH_PX = 900;
const LEAST_TRUE_LAT = 36;

/* Draw a scene in a box [west, south, east, north] of degrees. */
export function redrawSketch(svg, scene, [west, south, east, north]) {
  const middle = Math.max(Math.abs(south + north) / 2, LEAST_TRUE_LAT);
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const width = (east - west) * squeeze;
  const height = north - south;
  const scale = Math.max(width, height * 1.5) / WIDTH_PX;
  const view = [west * squeeze, -north, width, height];
  svg.setAttribute("viewBox", view.map(each => each.toFixed(2)).join(" "));
  const land = document.getElementById("land");
  const { unit } = land.dataset;
  land.parentNode.setAttribute("transform", `scale(${(squeeze / unit).toFixed(5)} ${1 / unit})`);
  shade(land, scene);
  const marks = svg.querySelector(".marks");
  marks.setAttribute("transform", `scale(${scale.toFixed(5)})`);
  marks.replaceChildren();
  drawMarks(marks, scene, (lon, lat) => [(lon * squeeze) / scale, -lat / scale]);
}

function shade(land, scene) {
  const agreements = scene.areas.filter(({ kind }) => kind === "agreement");
  const shaded = new Set(agreements.map(({ country }) => country));
  for (const path of land.children) {
    path.classList.toggle("is-shaded", shaded.has(path.dataset.country));
  }
}

/* Counts of countries, then sites, the largest first, then towns: arcs are left out, and what
   countries responded. Where sites are too many for a picture, cells of a grid stand for them. */
function drawMarks(marks, { areas, sites, towns, jurisdictions }, pointOf) {
  const paper = makePalette(name => `var(--mapapp-${name})`);
  const painter = makePainter(paper, jurisdictions, (group, name, half, x, y, paint) => {
    const transform = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
    paint(new SvgPen(addSvg(group, "g", { transform })));
  });
  const groups = ["badges", "sites", "towns"].map(name => addSvg(marks, "g", { class: name }));
  for (const area of areas.filter(({ kind, lon }) => kind === "unlocated" && lon !== null)) {
    painter.badge(groups[0], ...pointOf(area.lon, area.lat), badgeOf(area));
  }
  const [cell, cells] = gathered(sites);
  if (cell) {
    drawCells(groups[1], cell, cells, pointOf);
    return;
  }
  const order = [...sites.key.keys()].sort((a, b) => sites.count[b] - sites.count[a]);
  for (const at of order) {
    const [x, y] = pointOf(sites.lon[at], sites.lat[at]);
    painter.site(groups[1], x, y, sizeOf(sites.count[at]), sites.parts[at], sites.faded[at]);
  }
  townsAtSites({ sites, towns }).forEach((site, at) => {
    const [x, y] = pointOf(towns.lon[at], towns.lat[at]);
    const beside = site < 0 ? 0 : sizeOf(sites.count[site]) + looks.town_reach;
    painter.town(groups[2], x + beside, y, looks.town_reach, towns.proposed[at]);
  });
}

/* Numbers of sites in the cells of a grid, as fine as can be; no cell if sites are few. */
function gathered({ count, lon, lat }) {
  let cell = 0;
  let cells = new Map();
  while ((cells.size || count.length) > AT_MOST && cell < LARGEST_CELL) {
    cell = cell * 2 || 1;
    cells = new Map();
    count.forEach((number, at) => {
      const middle = [lon[at], lat[at]].map(degrees => (Math.floor(degrees / cell) + 0.5) * cell);
      const key = middle.join();
      cells.set(key, { middle, number: number + (cells.get(key)?.number ?? 0) });
    });
  }
  return [cell, [...cells.values()].sort((a, b) => b.number - a.number)];
}

/* A dot for each cell: its area follows the count, and the fullest touches its neighbours. */
function drawCells(group, cell, cells, pointOf) {
  const [widest] = pointOf(cell / 2, 0);
  for (const { middle, number } of cells) {
    const [cx, cy] = pointOf(...middle).map(each => each.toFixed(1));
    const r = (widest * Math.sqrt(number / cells[0].number)).toFixed(2);
    addSvg(group, "circle", { class: "gathered", cx, cy, r, stroke: "none" });
  }
}
