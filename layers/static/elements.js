/* Elements of a page, made in one call. What a record says becomes text nodes, never HTML. */

const SVG = "http://www.w3.org/2000/svg";

/* An element with its attributes and what is in it. An attribute that is false or null is left out,
   one that is true stands without a value; nothing is put in for a child that is not an element and no text, or an empty one. */
export function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function makeSvg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/* The same, put at the end of another element. */
export function add(parent, ...made) {
  return parent.appendChild(make(...made));
}

export function addSvg(parent, ...made) {
  return parent.appendChild(makeSvg(...made));
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(Boolean));
  return element;
}
