// Beside S3: what the standard library of Go answers to the same request, and what other servers
// were measured to answer to the vectors of the same rule.

import { classOf } from "./answer.js";
import { h, plural } from "./dom.js";

// renderOthers returns the comparison. content is the answer of http.ServeContent, and vector the
// identifier of the vector that the request is, or "".
export function renderOthers(answer, content, vector, reference) {
  return [h("div.pair", null, serveContent(answer, content), measured(answer, vector, reference))];
}

function serveContent(answer, content) {
  const parts = [h("h3", null, "Go's http.ServeContent, live")];
  if (!content?.status) {
    const why = content?.error ?? content?.note ?? "the state cannot be read";
    parts.push(h("p.note", null, `Not asked: ${why}.`));
    return h("div.other", null, parts);
  }
  const same = content.status === answer.status;
  parts.push(h("p", { class: `status-line ${classOf(content.status)}` }, h("strong", null, String(content.status), " ", content.reason),
    h("span", { class: same ? "verdict-same" : "verdict-other" }, same ? "as S3" : `S3: ${answer.status}`)));
  parts.push(h("ul.lines", null, content.header.map(({ name, value }) => h("li", null, h("code", null, h("span.name", null, name, ": "), value)))));
  if (content.note) parts.push(h("p.note", null, content.note[0].toUpperCase() + content.note.slice(1) + "."));
  return h("div.other", null, parts);
}

function measured(answer, vector, reference) {
  const title = h("h3", null, "Other servers, measured");
  const { peers } = reference;
  if (!peers?.peers?.length) return h("div.other", null, title, h("p.note", null, "This site was built without measurements of other servers."));
  const own = peers.answers[vector];
  const date = h("p.note", null, `Measured on ${peers.date}, with the vectors.`);
  if (own) return h("div.other", null, title, answersTo(own, peers.peers, answer), date);
  const ids = (reference.rule(answer.rule)?.vectors ?? []).filter((id) => peers.answers[id]);
  if (ids.length === 0) return h("div.other", null, title, h("p.note", null, "No vector of this rule was sent to them."));
  return h("div.other", null, title,
    h("p.note", null, `This request is no vector. Of ${plural(ids.length, "vector")} of ${answer.rule}, they answer as S3:`),
    tally(ids, peers), date);
}

// answersTo shows what each server answered to one vector.
function answersTo(answers, peers, answer) {
  const row = ({ name, version }) => {
    const one = answers[name];
    const { status, code } = one?.passed ? answer : (one ?? {}); // what is that of S3 is not told again
    return h("tr", null, serverName(name, version),
      h("td", null, one ? [status ? h("span", { class: `number ${classOf(status)}` }, String(status)) : "none", " ", code ?? ""] : "not asked"),
      h("td", null, one ? mark(one.passed) : "", one?.note ? h("small", null, " ", one.note) : null));
  };
  return table(["Server", "Answer", `As S3, which is ${answer.status}`], peers.map(row));
}

// tally counts how many of the vectors each server answers as S3 does.
function tally(ids, { peers, answers }) {
  const row = ({ name, version }) => {
    const asked = ids.map((id) => answers[id][name]).filter(Boolean);
    const passed = asked.filter((one) => one.passed).length;
    const statuses = new Map();
    for (const { status } of asked.filter((one) => !one.passed && one.status)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const most = [...statuses].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([status, times]) => `${status} × ${times}`);
    return h("tr", null, serverName(name, version),
      h("td", null, asked.length === 0 ? "not asked" : `${passed} of ${asked.length}`), h("td", null, most.join(", ")));
  };
  return table(["Server", "As S3", "Instead"], peers.map(row));
}

const serverName = (name, version) => h("th", { scope: "row" }, name, h("small", null, version));

const mark = (passed) => h("span", { class: passed ? "verdict-same" : "verdict-other" }, passed ? "as S3" : "differs");

const table = (heads, rows) =>
  h("div.scroll", { tabindex: "0", role: "region", "aria-label": "Answers of other servers" },
    h("table", null, h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", null, rows)));
