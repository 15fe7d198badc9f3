// The strip of an object: its bytes from left to right, with those that are sent, and its parts.

import { h, svg } from "./dom.js";

const most = 60; // parts whose borders are drawn

// strip draws the window of a body. Whatever is sent is at least wide enough to be seen.
export function strip(body, parts) {
  const size = Math.max(body.size, 1);
  const width = Math.max((body.length / size) * 1000, 6);
  const x = Math.min((body.offset / size) * 1000, 1000 - width);
  const drawing = svg("svg", { viewBox: "0 0 1000 28", preserveAspectRatio: "none", class: "strip", "aria-hidden": "true" },
    svg("rect", { class: "object", x: 0, y: 6, width: 1000, height: 16, rx: 2 }));
  if (body.length > 0) drawing.append(svg("rect", { class: "window", x, y: 2, width, height: 24, rx: 2 }));
  let at = 0;
  for (const part of parts.slice(0, most)) {
    at += part;
    if (at > 0 && at < size) drawing.append(svg("line", { class: "border", x1: (at / size) * 1000, x2: (at / size) * 1000, y1: 0, y2: 28 }));
  }
  return h("figure.window", null, drawing, h("figcaption", null, words(body, parts)));
}

const count = (bytes) => bytes.toLocaleString("en");

function words(body, parts) {
  const last = body.offset + body.length - 1;
  const of = parts.length > 1 ? `, which has ${parts.length} parts` : "";
  if (body.length === 0) return `No bytes of an object of ${count(body.size)}${of}.`;
  if (body.length === body.size) return `All ${count(body.size)} bytes of the object${of}.`;
  return `Bytes ${count(body.offset)} to ${count(last)}: ${count(body.length)} of the ${count(body.size)} bytes of the object${of}.`;
}
