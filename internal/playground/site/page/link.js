// Links: a scene in the fragment of the page's address, which no browser sends to a server.
//
//	#vector=range/first-byte     a vector
//	#rule=range/ignored          the example of a rule
//	#guess=range/unit-case       a request that would settle a guess
//	#example=reversed-range      one of the questions to begin with
//	#s=…                         any scene: JSON, deflated, in the letters of base64url
//
// The JSON has the members b, f, r and o: what the state is based on (the name of a file of
// vectors, "guesses", or nothing for the demo), the state without what that base has, too, the request
// without what every request has, and the scene that is laid beside it.

import { blankRequest } from "./scene.js";
import { format } from "./format.js";
import { parseState } from "./state-parse.js";

// fragmentOf returns the fragment of a scene. baseOf returns the text of a base.
export async function fragmentOf(scene, baseOf) {
  if (scene.name) return `#${scene.name[0]}=${scene.name[1]}`;
  const record = await pack(scene, baseOf);
  if (scene.first) record.o = await pack(scene.first, baseOf);
  return "#s=" + (await deflate(JSON.stringify(record)));
}

// readFragment returns a name, ["vector", id], or a scene, or null where the fragment is empty.
export async function readFragment(fragment, baseOf) {
  const [, kind, value] = /^#?(vector|rule|guess|example|s)=(.+)$/s.exec(fragment) ?? [];
  if (!kind) return null;
  if (kind !== "s") return { name: [kind, decodeURIComponent(value)] };
  const record = JSON.parse(await inflate(value));
  const scene = await unpack(record, baseOf);
  scene.first = record.o ? await unpack(record.o, baseOf) : null;
  return scene;
}

async function pack(scene, baseOf) {
  const record = { r: differing(scene.request) };
  if (scene.base) record.b = scene.base;
  const base = await baseOf(scene.base);
  if (scene.fixture !== base) record.f = reduce(scene.fixture, base);
  return record;
}

async function unpack(record, baseOf) {
  const base = record.b ?? "";
  const text = await baseOf(base);
  const request = { ...blankRequest(), ...record.r };
  return { base, fixture: "f" in record ? restore(record.f, text) : text, request };
}

// differing returns the members of a request that are not as in every request.
function differing(request) {
  const usual = blankRequest();
  const differs = ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]);
  return Object.fromEntries(Object.entries(request).filter(differs));
}

// reduce replaces what a state has in common with its base: members of the state are left out,
// and buckets, objects and principals are their names. A text that is no state stays a text.
function reduce(text, baseText) {
  const state = parseState(text);
  if (!state) return text;
  const base = JSON.parse(baseText);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const names = (list, others, key, inner) =>
    list.map((one) => {
      const other = others?.find((candidate) => candidate[key] === one[key]);
      return other && same(one, other) ? one[key] : inner && other ? inner(one, other) : one;
    });
  const reduced = {};
  for (const [key, value] of Object.entries(state)) {
    if (same(value, base[key])) continue;
    reduced[key] = value;
  }
  for (const key of Object.keys(base)) if (!(key in state)) reduced[key] = null;
  if (Array.isArray(reduced.principals)) reduced.principals = names(reduced.principals, base.principals, "name");
  if (Array.isArray(reduced.buckets)) {
    reduced.buckets = names(reduced.buckets, base.buckets, "name", (bucket, other) =>
      Array.isArray(bucket.objects) ? { ...bucket, objects: names(bucket.objects, other.objects, "key") } : bucket,
    );
  }
  return reduced;
}

// restore undoes reduce.
function restore(reduced, baseText) {
  if (typeof reduced === "string") return reduced;
  const base = JSON.parse(baseText);
  const named = (list, others, key) =>
    list.map((one) => (typeof one === "string" ? others.find((other) => other[key] === one) : one));
  const state = { ...base, ...reduced };
  for (const key of Object.keys(state)) if (state[key] === null) delete state[key];
  if (Array.isArray(reduced.principals)) state.principals = named(reduced.principals, base.principals, "name");
  if (Array.isArray(reduced.buckets)) {
    state.buckets = named(reduced.buckets, base.buckets, "name").map((bucket) => {
      const other = base.buckets.find((candidate) => candidate.name === bucket.name);
      return Array.isArray(bucket.objects) ? { ...bucket, objects: named(bucket.objects, other?.objects ?? [], "key") } : bucket;
    });
  }
  return format(state);
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

async function deflate(text) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function inflate(letters) {
  const text = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = await through(Uint8Array.from(text, (c) => c.charCodeAt(0)), new DecompressionStream("deflate-raw"));
  return new TextDecoder().decode(bytes);
}
