/* A pen with which symbols.js draws for paper as it does on a canvas, into a group of an SVG. */
import { addSvg } from "../../../../layers/static/elements.js";

const rounded = (...numbers) => numbers.map(number => +number.toFixed(2)).join(" ");

export class SvgPen {
  constructor(group) {
    Object.assign(this, { group, path: "", dash: [], globalAlpha: 1 });
  }

  beginPath() {
    this.path = "";
  }

  moveTo(...point) {
    this.path += `M${rounded(...point)}`;
  }

  lineTo(...point) {
    this.path += `L${rounded(...point)}`;
  }

  closePath() {
    this.path += "Z";
  }

  /* In two parts, so that a whole turn is drawn too. */
  arc(x, y, radius, from, to) {
    const at = turn => rounded(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
    const arcTo = turn => `A${rounded(radius, radius)} 0 0 1 ${at(turn)}`;
    this.path += `${this.path ? "L" : "M"}${at(from)}${arcTo((from + to) / 2)}${arcTo(to)}`;
  }

  roundRect(x, y, width, height, round) {
    const quarter = Math.PI / 2;
    this.beginPath();
    [0, 1, 2, 3].forEach(side => {
      const middleX = x + (side === 1 || side === 2 ? round : width - round);
      const middleY = y + (side > 1 ? round : height - round);
      this.arc(middleX, middleY, round, side * quarter, (side + 1) * quarter);
    });
    this.closePath();
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  fill() {
    this.put({ fill: this.fillStyle, "fill-opacity": this.globalAlpha, stroke: "none" });
  }

  stroke() {
    const dash = this.dash.join(" ") || null;
    const line = { stroke: this.strokeStyle, "stroke-width": this.lineWidth };
    this.put({ fill: "none", ...line, "stroke-dasharray": dash });
  }

  put(ink) {
    addSvg(this.group, "path", { d: this.path, ...ink });
  }

  fillText(text, x, y) {
    const [, weight, size, family] = this.font.match(/^(\d+) ([\d.]+)px (.*)$/);
    const font = { "font-weight": weight, "font-size": size, "font-family": family };
    const place = { x, y, "text-anchor": "middle", "dominant-baseline": "central" };
    addSvg(this.group, "text", { ...place, ...font, fill: this.fillStyle, stroke: "none" }, text);
  }
}
