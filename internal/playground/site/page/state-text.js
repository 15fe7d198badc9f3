// The state as JSON: a text with numbers of its lines, and what the loader finds wrong with it.

import { h } from "./dom.js";

// stateText builds the editor. It calls change(text), and returns show(text) and tell(errors).
export function stateText(container, change) {
  const area = h("textarea.wire", { id: "state-json", wrap: "off", spellcheck: "false", autocapitalize: "off", "aria-describedby": "state-problems" });
  const gutter = h("div.gutter", { "aria-hidden": "true" });
  const problems = h("ul.problems", { id: "state-problems" });
  let wrong = new Set();
  const number = () => {
    gutter.replaceChildren(...numbers(area.value.split("\n").length, wrong));
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", () => (number(), change(area.value)));
  area.addEventListener("scroll", () => (gutter.scrollTop = area.scrollTop));
  container.append(h("label", { for: area.id }, "All of it, as JSON"), h("div.editor", null, gutter, area), h("div", { role: "status" }, problems));
  return {
    show(text) {
      if (area.value === text) return;
      area.value = text;
      number();
    },
    tell(errors) {
      wrong = new Set(errors.map((error) => error.line));
      area.setAttribute("aria-invalid", String(errors.length > 0));
      problems.replaceChildren(...errors.map((error) => problem(error, area)));
      number();
    },
  };
}

// numbers returns the numbers of so many lines, of which some are marked. The others are one text:
// a state may have fifty thousand lines.
function numbers(count, wrong) {
  const parts = [];
  let from = 1;
  const upTo = (end) => parts.push(Array.from({ length: end - from }, (_, i) => `${from + i}\n`).join(""));
  for (const line of [...wrong].filter((one) => one <= count).sort((a, b) => a - b)) {
    upTo(line);
    parts.push(h("span.wrong", null, String(line)), "\n");
    from = line + 1;
  }
  upTo(count + 1);
  return parts;
}

// problem leads to its place in the text.
function problem({ line, column, path, problem: text }, area) {
  const go = () => {
    const lines = area.value.split("\n");
    const at = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + Math.max(column - 1, 0);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = (line - 4) * parseFloat(getComputedStyle(area).lineHeight);
  };
  const place = path ? [h("code", null, path), ": "] : [];
  return h("li", null, h("button.plain", { type: "button", onclick: go }, `Line ${line}`), " ", place, text);
}
