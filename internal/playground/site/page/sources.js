// Scenes that have a name: a vector, the example of a rule, and a request that would settle a guess.

import { format } from "./format.js";
import { requestOf } from "./scene.js";

// openVector resolves to the scene of a vector.
export async function openVector(id, { reference, call }) {
  const found = await reference.vector(id);
  if (!found) return { note: `There is no vector ${id}.` };
  const { file, vector } = found;
  const fixture = format(file.fixture);
  const { request, error } = await call("vector", { fixture, vector });
  if (error) return { note: `The vector ${id} cannot be shown: ${error}` };
  return { fixture, base: file.file, request: requestOf(request), name: ["vector", id], note: `${id}: ${vector.why}` };
}

export const guessBase = "guesses"; // the name of the state that those are over

// openGuess resolves to the scene of a request that would settle a guess, the first where id is that
// of the guess.
export async function openGuess(id, { reference, call }) {
  const { fixture, guesses } = await reference.guessTable();
  const guess = guesses.find((one) => one.requests && (one.id === id || one.requests.some((sent) => sent.id === id)));
  if (!guess) return { note: `There is no guess ${id} that a request settles.` };
  const text = format(fixture);
  const vector = guess.requests.find((sent) => sent.id === id) ?? guess.requests[0];
  const { request, error } = await call("vector", { fixture: text, vector });
  if (error) return { note: `The request of ${id} cannot be shown: ${error}` };
  return { fixture: text, base: guessBase, request: requestOf(request), name: ["guess", id], note: `Nobody has recorded this. Chosen: ${guess.chose}` };
}

const tries = 12; // vectors of a rule that are tried

// openRule resolves to a scene that shows a rule: its example, or else the first of its vectors whose
// answer it decides or has a field by it. Where there is none, it says so.
export async function openRule(id, from) {
  const { reference, call, demo } = from;
  const rule = reference.rule(id);
  if (!rule) return { note: `There is no rule ${id}.` };
  if (rule.example) {
    return { fixture: demo, base: "", request: requestOf(rule.example), name: ["rule", id], about: id, note: null };
  }
  for (const vector of (rule.vectors ?? []).slice(0, tries)) {
    const scene = await openVector(vector, from);
    if (scene.request && shows(await call("answer", scene), id)) return { ...scene, about: id };
  }
  return { note: `No request that this page can make ends with ${id}: it has no example and no vector of a request.`, about: id };
}

// shows reports whether an answer is decided by a rule, or has a field by it.
const shows = (answer, id) => answer.rule === id || answer.header?.some((field) => field.rule === id);
