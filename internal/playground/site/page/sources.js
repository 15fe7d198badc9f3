// Scenes that have a name: a vector, and the example of a rule.

import { blankRequest } from "./scene.js";

// openVector resolves to the scene of a vector.
export async function openVector(id, { reference, call }) {
  const found = await reference.vector(id);
  if (!found) return { note: `There is no vector ${id}.` };
  const { file, vector } = found;
  const { request, fixture, error } = await call("vector", { file: { fixture: file.fixture }, vector });
  if (error) return { note: `The vector ${id} cannot be shown: ${error}` };
  return { fixture, base: file.file, request: { ...blankRequest(), ...request }, name: ["vector", id], note: `${id}: ${vector.why}` };
}

// openRule resolves to a scene that ends with a rule: its example, or else the first of its vectors
// whose answer it decides.
export async function openRule(id, from) {
  const rule = from.reference.rule(id);
  if (!rule) return { note: `There is no rule ${id}.` };
  if (rule.example) {
    return { fixture: from.demo, base: "", request: { ...blankRequest(), ...rule.example }, name: ["rule", id], note: null };
  }
  if (rule.vectors?.length > 0) return { ...(await openVector(rule.vectors[0], from)), name: ["vector", rule.vectors[0]] };
  return { note: `No request that this page can make ends with ${id}, and no vector shows it. It says: ${rule.sentence}` };
}
