// The usual of a state, as a form: who may read, a bucket, an object and one of its versions. Each
// change is made to the JSON, which is the state.

import { choose, field, h, select } from "./dom.js";
import { bucketFields, versionFields } from "./state-fields.js";
import { format } from "./format.js";
import { parseState } from "./state-parse.js";

// stateForm builds the form. It calls change(text) for each change. It returns show(text, place):
// place is the bucket, the key and the version id that the request is for.
export function stateForm(form, change) {
  const at = { bucket: 0, object: 0, version: 0 };
  let state = null;
  form.addEventListener("submit", (event) => event.preventDefault());
  const changed = () => change(format(state));
  const draw = () => form.replaceChildren(...(state ? controls(state, at, changed, redraw) : [h("p.note", null, "The form comes back when the JSON can be read.")]));
  const redraw = () => (draw(), changed());
  return (text, place) => {
    state = parseState(text);
    if (state && place) find(state, place, at);
    if (state) clamp(state, at);
    draw();
  };
}

// find chooses the bucket and the object that are asked for.
function find(state, { bucket, key, version }, at) {
  const b = state.buckets.findIndex((one) => one.name === bucket);
  if (b < 0) return;
  const o = (state.buckets[b].objects ?? []).findIndex((one) => one.key === key);
  const versions = state.buckets[b].objects?.[o]?.versions ?? [];
  const v = versions.findIndex((one) => one.versionId === version);
  Object.assign(at, { bucket: b, object: Math.max(o, 0), version: Math.max(v, 0) });
}

function clamp(state, at) {
  const within = (list, i) => Math.max(0, Math.min(i, (list?.length ?? 0) - 1));
  at.bucket = within(state.buckets, at.bucket);
  const objects = state.buckets[at.bucket]?.objects;
  at.object = within(objects, at.object);
  at.version = within(objects?.[at.object]?.versions, at.version);
}

function controls(state, at, changed, redraw) {
  const bucket = state.buckets[at.bucket];
  const object = bucket?.objects?.[at.object];
  const version = object?.versions ? object.versions[at.version] : object;
  return [
    readers(state, changed),
    chosen("Bucket", state.buckets, "bucket", (one) => one.name, at, redraw, { add: () => addBucket(state), remove: () => state.buckets.splice(at.bucket, 1) }),
    bucket ? h("fieldset", null, h("legend", null, "Bucket ", bucket.name), fieldsOf(bucketFields, bucket, changed)) : null,
    bucket ? chosen("Object", bucket.objects ?? [], "object", (one) => one.key, at, redraw, { add: () => addObject(bucket), remove: () => bucket.objects.splice(at.object, 1) }) : null,
    object ? chosen("Version", object.versions ?? [object], "version", nameOf, at, redraw, { add: () => addVersion(object, bucket), remove: () => removeVersion(object, bucket, at) }) : null,
    version ? h("fieldset", null, h("legend", null, object.key), keyField(object, changed), fieldsOf(versionFields, version, changed, redraw)) : null,
  ].filter(Boolean);
}

const nameOf = (version) => `${version.versionId ?? "null"}${version.deleteMarker ? ", a delete marker" : ""}`;

// readers says what those may who do not sign.
function readers(state, changed) {
  const may = (actions) => actions.every((action) => state.anonymous?.includes(action) || state.anonymous?.includes("*"));
  const tick = (id, label, actions) => {
    const set = (event) => {
      const others = (state.anonymous ?? []).filter((action) => !actions.includes(action));
      state.anonymous = event.target.checked ? [...others, ...actions] : others;
      changed();
    };
    return h("div.tick", null, h("input", { type: "checkbox", id, checked: may(actions), oninput: set }), h("label", { for: id }, label));
  };
  return h("fieldset", null, h("legend", null, "Anybody may, without a signature"),
    h("div.row.ticks", null,
      tick("public-read", "read objects", ["s3:GetObject", "s3:GetObjectVersion"]),
      tick("public-list", "list keys, and so learn that one is missing", ["s3:ListBucket"])));
}

// chosen is a choice from a list, to which one can be added and from which one can be removed.
function chosen(label, list, name, text, at, redraw, { add, remove }) {
  const choice = select(list.map((one, i) => [String(i), text(one) ?? ""]), { "data-choice": name });
  choose(choice, String(at[name]));
  if (list.length === 0) choice.replaceChildren(h("option", { value: "0" }, "none"));
  const later = { bucket: ["object", "version"], object: ["version"], version: [] }[name];
  const go = (i) => {
    at[name] = i;
    for (const one of later) at[one] = 0;
    redraw();
  };
  choice.addEventListener("input", () => go(Number(choice.value)));
  const act = (action, i) => () => (action(), go(i()));
  return h("div.row.chosen", null, field(label, choice),
    h("button.plain", { type: "button", "aria-label": `Add a ${label.toLowerCase()}`, onclick: act(add, () => (name === "version" ? 0 : list.length - 1)) }, "Add"),
    h("button.plain", { type: "button", "aria-label": `Remove this ${label.toLowerCase()}`, disabled: list.length === 0, onclick: act(remove, () => Math.max(0, at[name] - 1)) }, "Remove"));
}

const fresh = (list, stem, key) => {
  let n = list.length + 1;
  while (list.some((one) => one[key] === `${stem}${n}`)) n++;
  return `${stem}${n}`;
};

const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

function addBucket(state) {
  state.buckets.push({ name: fresh(state.buckets, "bucket-", "name"), objects: [] });
}

function addObject(bucket) {
  bucket.objects ??= [];
  bucket.objects.push({ key: fresh(bucket.objects, "key-", "key"), lastModified: now(), content: { text: "Some text.\n" } });
}

// addVersion makes an object with one version an object with a list of them, newest first. A bucket
// with several has versioning.
function addVersion(object, bucket) {
  bucket.versioning ??= "enabled";
  if (!object.versions) {
    const { key, ...only } = object;
    for (const name of Object.keys(only)) delete object[name];
    object.versions = [only];
  }
  const versionId = fresh(object.versions, "version.", "versionId").padEnd(32, ".");
  object.versions.unshift({ versionId, lastModified: now(), content: { text: "A newer text.\n" } });
}

function removeVersion(object, bucket, at) {
  if (object.versions && object.versions.length > 1) object.versions.splice(at.version, 1);
  else bucket.objects.splice(at.object, 1);
}

function keyField(object, changed) {
  const control = h("input.wire", { type: "text", value: object.key, spellcheck: "false", oninput: () => ((object.key = control.value), changed()) });
  return field("Key", control);
}

// fieldsOf makes the controls of a thing from their table.
function fieldsOf(fields, thing, changed, redraw) {
  const shown = fields.filter((one) => !one.when || one.when(thing));
  return h("div.fields", null, shown.map((one) => controlOf(one, thing, one.redraw ? redraw : changed)));
}

function controlOf({ label, kind, values, hint, get, set, placeholder, wide }, thing, changed) {
  const value = get(thing);
  const control = {
    choice: () => select(values, { value: value ?? "" }),
    tick: () => h("input", { type: "checkbox", checked: Boolean(value) }),
    lines: () => h("textarea.wire", { rows: 3, spellcheck: "false", placeholder, value: value ?? "" }),
    text: () => h("input.wire", { type: "text", spellcheck: "false", placeholder, value: value ?? "" }),
  }[kind]();
  control.addEventListener(kind === "choice" || kind === "tick" ? "change" : "input", () => {
    const taken = set(thing, kind === "tick" ? control.checked : control.value);
    control.setAttribute("aria-invalid", String(taken === false));
    if (taken !== false) changed();
  });
  const element = field(label, control, hint);
  if (kind === "tick") element.classList.add("tick");
  if (wide) element.classList.add("wide");
  return element;
}
