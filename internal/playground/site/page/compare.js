// Two answers side by side: what differs, and where their ways part.

import { h } from "./dom.js";
import { partingOf } from "./way.js";

// renderCompare returns what differs between an answer and the first.
export function renderCompare(answer, first, reference) {
  const rows = differences(answer, first);
  const parts = [h("p.parting", null, parting(answer, first, reference))];
  if (rows.length === 0) {
    parts.push(h("p.note", null, "The answers are the same, but for what each response has of its own."));
    return parts;
  }
  const cell = (value) => h("td", null, value === null ? h("span.none", null, "not there") : h("code", null, value));
  parts.push(h("div.scroll", { tabindex: "0", role: "region", "aria-label": "What differs" }, h("table", null,
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "What differs"), h("th", { scope: "col" }, "The first"), h("th", { scope: "col" }, "This one"))),
    h("tbody", null, rows.map(([name, a, b]) => h("tr", null, h("th", { scope: "row" }, name), cell(a), cell(b)))))));
  return parts;
}

// differences returns rows of what, the first and the other.
export function differences(answer, first) {
  const status = (one) => `${one.status} ${one.reason}`;
  const rows = [["Status", status(first), status(answer)], ["Code", first.code || null, answer.code || null], ["Message", first.message || null, answer.message || null]];
  const names = new Map([...first.header, ...answer.header].map(({ name }) => [name.toLowerCase(), name]));
  const value = (one, name) => {
    const found = one.header.filter((line) => line.name.toLowerCase() === name).map((line) => line.value);
    return found.length === 0 ? null : found.join(", ");
  };
  for (const [key, name] of names) rows.push([name, value(first, key), value(answer, key)]);
  rows.push(["Body", bodyOf(first), bodyOf(answer)]);
  return rows.filter(([name, a, b]) => a !== b && !own.has(name.toLowerCase()));
}

const own = new Set(["x-amz-request-id", "x-amz-id-2", "date"]);

function bodyOf(answer) {
  if (answer.body) return `${answer.body.length} bytes from ${answer.body.offset}`;
  return answer.document ? "an error document" : null;
}

function parting(answer, first, reference) {
  if (reference.wayOf(answer.steps) !== reference.wayOf(first.steps)) return "They go different ways from the beginning.";
  const at = partingOf(answer, first);
  if (at < 0) return "Both go the same way to its end.";
  const tell = (one) => {
    const step = one.steps[at];
    if (step.outcome === "passed") return "goes on";
    if (step.outcome === "not reached") return "has been answered before";
    return [step.outcome === "decided" && step.rule !== one.rule ? "is decided there by " : `ends there with ${one.status} by `, h("a", { href: `#rule=${step.rule}` }, step.rule)];
  };
  return ["Their ways part at step ", h("strong", null, `${at + 1}, ${answer.steps[at].name}`), ": the first ", tell(first), ", and this one ", tell(answer), "."];
}
