// Whether a text is a state, as far as the form and the links take it apart. What is right in it is for
// the library to say.

const isObject = (one) => typeof one === "object" && one !== null && !Array.isArray(one);

// isList reports whether a member is a list of objects, or is not there.
const isList = (list) => list === undefined || (Array.isArray(list) && list.every(isObject));

// parseState returns the state of a text, or null.
export function parseState(text) {
  try {
    const state = JSON.parse(text);
    return isState(state) ? state : null;
  } catch {
    return null;
  }
}

function isState(state) {
  if (!isObject(state) || !Array.isArray(state.buckets) || !isList(state.buckets) || !isList(state.principals)) return false;
  if (!Array.isArray(state.anonymous ?? []) || Object.values(state).includes(null)) return false;
  const objects = state.buckets.map((bucket) => bucket.objects);
  return objects.every(isList) && objects.every((list) => (list ?? []).every((object) => isList(object.versions) && [object, ...(object.versions ?? [])].every(isVersion)));
}

// isVersion reports whether the members of a version that have members are such.
const isVersion = (version) =>
  ["content", "restore", "sse", "lock", "checksum", "metadata"].every((name) => version[name] === undefined || isObject(version[name])) &&
  (version.parts === undefined || Array.isArray(version.parts));
