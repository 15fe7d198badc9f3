// The list of all vectors, to be searched and opened.

import { classOf } from "./answer.js";
import { h, plural } from "./dom.js";

const most = 100; // vectors that are listed at once

// vectorsDialog fills the dialog. It returns open(query).
export function vectorsDialog(dialog, reference) {
  const query = h("input", { type: "search", id: "vector-query", placeholder: "if-none-match 412", spellcheck: "false" });
  const count = h("p.note", { role: "status", id: "vector-count" });
  const list = h("ol.vector-list", { "aria-label": "Vectors" });
  let files = [];
  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = files.flatMap((file) => file.vectors.filter((vector) => words.every((word) => matches(vector, file.file, word))));
    count.textContent = found.length > most ? `${plural(found.length, "vector")}; the first ${most} are listed.` : `${plural(found.length, "vector")}.`;
    list.replaceChildren(...found.slice(0, most).map((vector) => row(vector, () => dialog.close())));
  };
  query.addEventListener("input", search);
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      list.querySelector("a")?.focus();
    }
  });
  list.addEventListener("keydown", (event) => arrows(event, list, query));
  dialog.append(
    h("div.dialog-head", null, h("h2", { id: "vectors-title" }, "Vectors: what S3 answers, as data"), closeButton(dialog)),
    h("div.field", null, h("label", { for: query.id }, "Words of a vector, its rule:… or its status"), query),
    count, list);
  return async (text = "") => {
    query.value = text;
    dialog.showModal();
    query.focus();
    count.textContent = "The vectors are loading.";
    files = await reference.vectorFiles();
    search();
  };
}

// matches reports whether a vector has a word, which may name a member: rule:, status:, kind:, file:.
function matches(vector, file, word) {
  const [, member, value] = /^(rule|status|kind|file):(.*)$/.exec(word) ?? [];
  switch (member) {
    case "rule": return vector.rule === value;
    case "status": return String(vector.expect?.status) === value;
    case "kind": return vector.kind === value;
    case "file": return file === value;
  }
  vector.words ??= textOf(vector);
  return vector.words.includes(word);
}

const textOf = (vector) => [vector.id, vector.why, vector.rule, vector.kind, vector.expect?.status, vector.expect?.error?.Code,
  JSON.stringify(vector.request), (vector.spec ?? []).join(" ")].join(" ").toLowerCase();

function row(vector, close) {
  const status = vector.expect?.status;
  return h("li", null, h("a", { href: `#vector=${vector.id}`, onclick: close },
    h("span", { class: `number ${classOf(status)}` }, String(status ?? "")),
    h("span.vector", null, h("code", null, vector.id), h("span", null, vector.why))));
}

// arrows go up and down in a list of links, and from its first back to where one types.
function arrows(event, list, query) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const links = [...list.querySelectorAll("a")];
  const to = links.indexOf(document.activeElement) + step;
  if (to < 0) query.focus();
  else links[to]?.focus();
}

// closeButton closes a dialog.
export const closeButton = (dialog) => h("button.plain", { type: "button", onclick: () => dialog.close() }, "Close");
