// The answer, as S3 writes it: the status line, the header lines, and the body or what stands for it.

import { h, plural } from "./dom.js";
import { strip } from "./strip.js";

// classOf returns the first digit of a status, by which it is coloured.
export const classOf = (status) => `s${String(status)[0]}`;

// renderAnswer returns the elements of an answer. ruleOf(id) returns a rule, about is the one that was
// asked for, and object is what the state says of the object, or undefined.
export function renderAnswer(answer, { ruleOf, about, object }) {
  const children = [statusLine(answer)];
  if (answer.notRead) {
    children.push(h("p.note", null, "This is another operation: a server of reads and writes answers it elsewhere, and this is what one of reads alone says."));
  }
  children.push(headerLines(answer, ruleOf, about));
  if (answer.body) children.push(body(answer.body, object));
  if (answer.document) children.push(document_(answer));
  if (!answer.body && !answer.document) children.push(h("p.note", null, without(answer)));
  children.push(sent(answer.request));
  return children;
}

const without = (answer) =>
  answer.request.method === "HEAD" ? "No body, because it is a HEAD." : "No body.";

function statusLine(answer) {
  return h("p", { class: `status-line ${classOf(answer.status)}` },
    h("span.proto", null, answer.proto ?? "HTTP/1.1", " "),
    h("strong", null, String(answer.status), " ", answer.reason),
    answer.code ? h("span.code", null, " ", answer.code) : null);
}

const ids = new Set(["x-amz-id-2", "x-amz-request-id"]);

function headerLines(answer, ruleOf, about) {
  const line = ({ name, value, rule }) =>
    h("li", rule && rule === about ? { class: "about" } : null,
      h("code", ids.has(name.toLowerCase()) ? { class: "id" } : null, h("span.name", null, name, ": "), value),
      rule ? h("a.of", { href: `#rule=${rule}`, "data-about": rule, title: ruleOf(rule)?.sentence ?? "" }, rule) : null);
  return h("ul.lines", { "aria-label": "Header lines, each with the rule that sends it" }, answer.header.map(line));
}

// body shows which bytes of the object are sent, and what they are.
function body(sent, object) {
  const text = sent.text || (sent.base64 ? bytesOf(sent.base64) : "");
  const parts = [strip(sent, object?.parts ?? [])];
  if (text !== "") {
    parts.push(h("pre.body", { tabindex: "0", "aria-label": "Beginning of the body" }, text));
  }
  if (sent.aborted) parts.push(h("p.problem", null, "The connection is aborted before the body is whole."));
  return h("div.body-part", null, parts);
}

// bytesOf returns bytes in base 16, those of a line divided by blanks.
function bytesOf(base64) {
  const bytes = Array.from(atob(base64), (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).slice(0, 256);
  const rows = [];
  for (let i = 0; i < bytes.length; i += 16) rows.push(bytes.slice(i, i + 16).join(" "));
  return rows.join("\n");
}

// document_ shows an error document, with line breaks and indents that are not in it.
function document_(answer) {
  const inner = /^<(?!\/?(Error|html|body|head|ul)\b|\?xml)/;
  const lines = answer.document.replaceAll("><", ">\n<").split(/\n(?=<)/);
  return h("pre.document", { tabindex: "0", "aria-label": "Error document" },
    lines.map((line) => h("span", { class: inner.test(line) ? "inner" : null }, line)));
}

// sent shows the request as it was sent, which differs from the form where the page signed it.
function sent(request) {
  const lines = (request.header ?? []).map(([name, value]) => `${name}: ${value}`);
  const text = [`${request.method} ${request.target} HTTP/1.1`, `Host: ${request.host}`, ...lines].join("\n");
  const place = request.bucket ? `bucket ${request.bucket}, key ${request.key || "none"}` : "no bucket";
  return h("details.as-sent", null,
    h("summary", null, "The request as it was sent"),
    h("pre", { tabindex: "0", "aria-label": "Request as it was sent" }, text),
    h("p.note", null, `Asked at ${request.time}: ${place}.`));
}

// said returns an answer in a sentence, for those who hear it.
export function said(answer, rule) {
  const at = answer.steps?.findLast((step) => step.rule && step.rule === answer.rule);
  const place = at ? ` Decided at the step ${at.name}.` : "";
  return `${answer.status} ${answer.reason}${answer.code ? ", " + answer.code : ""}.${place} ${rule?.sentence ?? ""} ${plural(answer.header.length, "header line")}.`;
}
