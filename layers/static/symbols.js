/* The symbols of places and countries, as a canvas paints them.

   Shape shows the kind, colour only adds to it: a site is round, a town of an agreement is a
   diamond, what is said of a whole country is square, sites of no known city are a dashed pill. */
import { style } from "./style.js";

export const looks = style.looks; // the table of looks; lengths in px at 1:1
const GLYPHS = style.glyphs;
const SHORTENED_FROM = 1000;
const SHORTENED = { notation: "compact", maximumSignificantDigits: 2 };

/* The colours of a map as its style sheet has them now. */
export function readPalette(container) {
  const computed = getComputedStyle(container);
  const palette = makePalette(name => computed.getPropertyValue(`--mapapp-${name}`).trim());
  return { ...palette, font: computed.fontFamily };
}

export function makePalette(value) {
  const roles = Object.keys(GLYPHS).map(role => [role, value(`role-${role}`)]);
  return {
    isDark: value("scheme") === "dark",
    font: "system-ui, -apple-system, 'Segoe UI', sans-serif",
    halo: value("halo"),
    muted: value("muted"),
    surface: value("surface"),
    text: value("text"),
    hatch: value("hatch"),
    shade: value("shade"),
    town: value("muted"),
    roles: Object.fromEntries(roles)
  };
}

/* Radius of a place in px: its area follows the count; smaller on a map of the whole world. */
export function radiusOf(count, zoom) {
  const scale = Math.max(0.72, Math.min(1.35, 0.6 + 0.14 * zoom));
  const radius = looks.min_radius * Math.sqrt(Math.max(1, count));
  return Math.min(looks.max_radius, radius) * scale;
}

/* Radius of the dot of one site in px. */
export function dotRadiusOf(zoom) {
  const sizes = looks.dot_sizes;
  if (zoom <= sizes[0][0]) return sizes[0][1];
  const next = sizes.findIndex(([from]) => zoom < from);
  if (next < 0) return sizes.at(-1)[1];
  const [[from, least], [to, most]] = [sizes[next - 1], sizes[next]];
  return least + ((most - least) * (zoom - from)) / (to - from);
}

export function coloursOf(categories, { isDark }) {
  return categories.map(each => (isDark && each.colour_dark) || each.colour);
}

const isHollow = category => Boolean(category.hollow ?? category.unknown);

/* Notes symbols to be stamped, each painted around the origin of the pen that it is given. */
export function makePainter(palette, jurisdictions, { note }) {
  const colours = coloursOf(jurisdictions, palette);
  return {
    /* The dot of one site. */
    dot(x, y, radius, category, isFaded) {
      const name = `d${radius.toFixed(1)}${isFaded ? "f" : ""}${category}`;
      note(name, radius + 3, x, y, pen => {
        paintDot(
          pen,
          radius,
          colours[category],
          isHollow(jurisdictions[category]),
          isFaded,
          palette
        );
      });
    },
    /* All sites of a place in one circle, with their number. */
    site(x, y, radius, parts, isFaded) {
      const name = `s${radius.toFixed(1)}${isFaded ? "f" : ""}${parts.join()}`;
      note(name, radius + 3, x, y, pen => {
        paintSite(pen, radius, parts, isFaded, colours, jurisdictions, palette);
      });
    },
    town(x, y, half, isProposed) {
      note(`t${half.toFixed(1)}${isProposed ? "p" : ""}`, half + 3, x, y, pen => {
        paintTown(pen, half, isProposed, palette);
      });
    },
    badge(x, y, badge) {
      const paint = badge.kind === "unlocated" ? paintPill : paintBadge;
      const half = Math.max(badge.width, looks.pill_height) / 2 + 3;
      note(`b${badge.kind}${badge.text}`, half, x, y, pen => paint(pen, badge, palette));
    }
  };
}

/* What is in the badges of a country. */
export function badgeOf(area) {
  if (area.kind === "unlocated") {
    const text = `+${area.count}`;
    return { kind: "unlocated", text, width: looks.pill_sides + looks.pill_digit * text.length };
  }
  if (area.kind === "response") {
    return { kind: area.role, text: GLYPHS[area.role], width: looks.badge_height };
  }
  return null;
}

export function chipOf(isProposed) {
  return { kind: isProposed ? "proposed" : "agreement", text: "", width: looks.chip_width };
}

/* A box that stands for what another frame shows, with its number. */
export function paintInset(pen, { x, y }, size, number, palette) {
  pen.save();
  pen.translate(x + size.x / 2, y + size.y / 2);
  box(pen, size.x, size.y, 0);
  pen.globalAlpha = looks.inset_opacity;
  pen.fillStyle = palette.surface;
  pen.fill();
  pen.globalAlpha = 1;
  outline(pen, palette.text, []);
  write(pen, String(number), looks.inset_text, palette.text, palette.font);
  pen.restore();
}

function paintDot(pen, radius, colour, hollow, isFaded, palette) {
  disc(pen, radius + looks.dot_gap);
  pen.fillStyle = palette.halo;
  pen.fill();
  disc(pen, radius);
  pen.fillStyle = hollow ? palette.surface : colour;
  pen.globalAlpha = isFaded && !hollow ? looks.faded : 1;
  pen.fill();
  pen.globalAlpha = 1;
  if (!hollow && !isFaded) return;
  const line = isFaded ? looks.dot_gap : looks.dot_ring;
  disc(pen, radius - line / 2);
  pen.lineWidth = line;
  pen.strokeStyle = colour;
  pen.stroke();
}

function paintPill(pen, { text, width }, palette) {
  box(pen, width, looks.pill_height, looks.pill_height / 2);
  pen.fillStyle = palette.surface;
  pen.fill();
  pen.setLineDash(looks.pill_dash);
  pen.lineWidth = looks.pill_line;
  pen.strokeStyle = palette.muted;
  pen.stroke();
  pen.setLineDash([]);
  write(pen, text, looks.pill_text, palette.text, palette.font);
}

function paintSite(pen, radius, parts, isFaded, colours, jurisdictions, palette) {
  disc(pen, radius + looks.halo);
  pen.fillStyle = palette.halo;
  pen.fill();
  let total = 0;
  let at = first();
  for (let index = 1; index < parts.length; index += 2) total += parts[index];
  for (let index = 0; index < parts.length; index += 2) {
    const party = parts[index];
    const turn = (2 * Math.PI * parts[index + 1]) / total;
    paintPart(pen, radius, at, turn, colours[party], jurisdictions[party], isFaded, palette);
    at += turn;
  }
  if (parts.length > 2) paintSeams(pen, radius, parts, total, palette);
  if (radius >= looks.numbered_radius && total > 1) {
    writeCount(pen, radius, total, parts, isFaded, colours, jurisdictions, palette);
  }
}

function paintPart(pen, radius, from, turn, colour, jurisdiction, isFaded, palette) {
  pen.beginPath();
  if (turn < 2 * Math.PI - 1e-6) pen.moveTo(0, 0);
  pen.arc(0, 0, radius, from, from + turn);
  pen.closePath();
  pen.fillStyle = isHollow(jurisdiction) ? palette.surface : colour;
  pen.globalAlpha = isFaded && !isHollow(jurisdiction) ? looks.faded : 1;
  pen.fill();
  pen.globalAlpha = 1;
  pen.beginPath();
  pen.arc(0, 0, radius - looks.ring / 2, from, from + turn);
  pen.lineWidth = isHollow(jurisdiction) && !isFaded ? looks.hollow_ring : looks.ring;
  pen.strokeStyle = colour;
  pen.stroke();
}

function paintSeams(pen, radius, parts, total, palette) {
  let at = first();
  pen.lineWidth = looks.seam;
  pen.strokeStyle = palette.halo;
  for (let index = 1; index < parts.length; index += 2) {
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(radius * Math.cos(at), radius * Math.sin(at));
    pen.stroke();
    at += (2 * Math.PI * parts[index]) / total;
  }
}

/* A number as it fits a circle, such as 24K, in the language of the page. */
function shorten(number) {
  if (number < SHORTENED_FROM) return String(number);
  return number.toLocaleString(document.documentElement.lang || "en", SHORTENED);
}

/* A pie's number is in a hole of its own, so that no two colours lie behind it. */
function writeCount(pen, radius, total, parts, isFaded, colours, jurisdictions, palette) {
  const isPlain = parts.length === 2 && !isFaded && !isHollow(jurisdictions[parts[0]]);
  if (parts.length > 2) {
    disc(pen, radius * looks.hole_share);
    pen.fillStyle = palette.surface;
    pen.fill();
  }
  const share = parts.length > 2 ? looks.number_in_hole_share : looks.number_share;
  const [least, most] = looks.number_sizes;
  const size = Math.round(Math.max(least, Math.min(most, radius * share))); // each size is a font of its own
  write(pen, shorten(total), size, isPlain ? inkOn(colours[parts[0]]) : palette.text, palette.font);
}

function paintTown(pen, half, isProposed, palette) {
  townShape(pen, half + looks.halo);
  pen.fillStyle = palette.halo;
  pen.fill();
  townShape(pen, half);
  if (!isProposed) {
    pen.fillStyle = palette.town;
    pen.fill();
    return;
  }
  pen.setLineDash(looks.town_dash);
  pen.lineWidth = looks.town_line;
  pen.strokeStyle = palette.town;
  pen.stroke();
}

function paintBadge(pen, badge, palette) {
  const height = badge.text ? looks.badge_height : badge.width;
  const width = Math.max(height, badge.width);
  box(pen, width + 2, height + 2, looks.badge_round + 1);
  pen.fillStyle = palette.halo;
  pen.fill();
  box(pen, width, height, looks.badge_round);
  pen.fillStyle = badge.kind === "agreement" ? palette.shade : palette.surface;
  pen.fill();
  outline(pen, palette.roles[badge.kind] || palette.hatch, badge.kind === "proposed" ? [2, 2] : []);
  if (badge.text) {
    const colour = palette.roles[badge.kind] || palette.text;
    write(pen, badge.text, looks.badge_text, colour, palette.font);
  }
}

function outline(pen, colour, dash) {
  pen.setLineDash(dash);
  pen.lineWidth = looks.badge_line;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.setLineDash([]);
}

function write(pen, text, size, colour, font) {
  pen.font = `600 ${size}px ${font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(text, 0, 0.5);
}

function disc(pen, radius) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
}

/* Where the parts of a pie begin, as an angle from 3 o'clock. */
const first = () => 2 * Math.PI * looks.pie_start - Math.PI / 2;

function townShape(pen, half) {
  pen.beginPath();
  looks.town.forEach(([x, y], corner) => pen[corner ? "lineTo" : "moveTo"](x * half, y * half));
  pen.closePath();
}

function box(pen, width, height, round) {
  pen.beginPath();
  pen.roundRect(-width / 2, -height / 2, width, height, round);
}

/* Black or white, whichever is easier to read on a colour. */
function inkOn(colour) {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000000" : "#ffffff";
}
