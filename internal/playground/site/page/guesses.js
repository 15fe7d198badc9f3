// The table of what nobody has recorded.

import { h } from "./dom.js";
import { closeButton } from "./vectors.js";

// guessesDialog fills the dialog, and returns what opens it.
export function guessesDialog(dialog, guesses) {
  const query = h("input", { type: "search", id: "guess-query", spellcheck: "false" });
  const count = h("p.note", { role: "status", id: "guess-count" });
  const list = h("ol.guess-list", { tabindex: "0", "aria-label": "Guesses" });
  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = guesses.filter((guess) => words.every((word) => Object.values(guess).join(" ").toLowerCase().includes(word)));
    count.textContent = `${found.length} of ${guesses.length}.`;
    list.replaceChildren(...found.map((guess) => row(guess, () => dialog.close())));
  };
  query.addEventListener("input", search);
  dialog.append(
    h("div.dialog-head", null, h("h2", { id: "guesses-title" }, "What nobody has recorded"), closeButton(dialog)),
    h("p.note", null, "Each of these is an answer that had to be chosen, with the request to S3 that would settle it."),
    h("div.field", null, h("label", { for: query.id }, "Words of a guess"), query), count, list);
  search();
  return () => {
    dialog.showModal();
    query.select();
  };
}

// requestLinks lead to the requests that would settle a guess, in the page.
export const requestLinks = ({ requests = [] }, close) => requests.map(({ id }, i) =>
  [" ", h("a", { href: `#guess=${id}`, onclick: close }, requests.length === 1 ? "See its answer" : `See answer ${i + 1}`)]);

function row(guess, close) {
  const { id, rule, about, chose, why, settle, settleCommand } = guess;
  return h("li", null,
    h("p", null, rule ? h("a", { href: `#rule=${rule}`, onclick: close }, h("code", null, rule)) : about, id === rule ? null : [" ", h("code", null, id)]),
    h("dl.facts", null, h("dt", null, "Chosen"), h("dd", null, chose), h("dt", null, "Why"), h("dd", null, why),
      h("dt", null, "Settled by"), h("dd", null, guess.requests ? h("code", null, settle) : settle, requestLinks(guess, close), settleCommand ? h("code.command", null, settleCommand) : null)));
}
