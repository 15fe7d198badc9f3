// The table of what nobody has recorded.

import { h } from "./dom.js";
import { closeButton } from "./vectors.js";

// guessesDialog fills the dialog, and returns what opens it.
export function guessesDialog(dialog, guesses) {
  const settle = (guess) => [guess.settle ? h("pre", { tabindex: "0", "aria-label": "Request that would settle it" }, textOf(guess.settle)) : null,
    guess.settleCommand ? h("code.command", null, guess.settleCommand) : null];
  const row = (guess) => h("li", null,
    h("p", null, h("a", { href: `#rule=${guess.rule ?? guess.id}`, onclick: () => dialog.close() }, guess.rule ?? guess.id)),
    h("dl.facts", null, h("dt", null, "Chosen"), h("dd", null, guess.chose), h("dt", null, "Why"), h("dd", null, guess.why),
      h("dt", null, "Settled by"), h("dd", null, settle(guess))));
  dialog.append(
    h("div.dialog-head", null, h("h2", { id: "guesses-title" }, "What nobody has recorded"), closeButton(dialog)),
    h("p.note", null, "Each of these is an answer that had to be chosen, with the request to S3 that would settle it."),
    h("ol.guess-list", null, guesses.map(row)));
  return () => dialog.showModal();
}

const textOf = (settle) => (typeof settle === "string" ? settle : JSON.stringify(settle, null, 1));
