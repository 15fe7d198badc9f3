// The page: a scene, what the library says of it, and the panels that show both.

import { classOf, renderAnswer, said } from "./answer.js";
import { renderCompare } from "./compare.js";
import { compositionDetails } from "./composition.js";
import { byId, h } from "./dom.js";
import { startEngine } from "./engine.js";
import { format } from "./format.js";
import { guessesDialog } from "./guesses.js";
import { fragmentOf, readFragment } from "./link.js";
import { keep } from "./offline.js";
import { renderOthers } from "./others.js";
import { loadReference } from "./reference.js";
import { firstNote, requestForm } from "./request.js";
import { examples, exampleScene, requestOf } from "./scene.js";
import { guessBase, openGuess, openRule, openVector } from "./sources.js";
import { stateForm } from "./state-form.js";
import { stateText } from "./state-text.js";
import { vectorsDialog } from "./vectors.js";
import { keys, renderWay, stop } from "./way.js";
import { kinds, kindMark, renderWhy } from "./why.js";

const call = startEngine();
const [demo, reference] = await Promise.all([call("demo", {}), loadReference()]).catch(broken);

let scene; // what is shown
let seen = {}; // what the library said last: the state of a fixture, answer, first, content
let shownHash = null; // the fragment that the scene is of
let turn = 0; // counts questions, so that only the last is answered

const panels = {
  request: requestForm(byId("request"), { change: (request) => changed({ request }), paste, hold, toState: () => go("state") }),
  form: stateForm(byId("state-form"), (fixture) => changed({ fixture }, "form")),
  text: stateText(byId("state-text"), (fixture) => changed({ fixture }, "text")),
};
const openVectors = vectorsDialog(byId("vectors"), reference);

function broken(error) {
  notice(`The page cannot be shown: ${error.message}`);
  throw error;
}

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

// go moves the focus to a section.
function go(id) {
  byId(id).focus({ preventScroll: true });
  byId(id).scrollIntoView({ block: "start" });
}

// baseOf resolves to the text of the state that a link is based on.
async function baseOf(name) {
  if (!name) return demo.fixture;
  if (name === guessBase) return format((await reference.guessTable()).fixture);
  const file = (await reference.vectorFiles()).find((one) => one.file === name);
  if (!file) throw new Error(`there are no vectors of the name ${name}`);
  return format(file.fixture);
}

// changed takes a change of the form of the request or of the state.
function changed(change, from) {
  if (scene.name) history.pushState(null, "", location.href);
  shownHash = null;
  scene = { ...scene, ...change, name: null, note: null, about: null };
  if (from === "form") panels.text.show(scene.fixture);
  if (from === "text") panels.form(scene.fixture);
  ask();
  saveLink();
}

// saveLink makes the address that of the scene, once it has stayed for a moment. Until then the
// page says that it is linking.
let saving;
function saveLink() {
  clearTimeout(saving);
  document.body.dataset.linking = "";
  const mine = setTimeout(async () => {
    const [of, at] = [scene, shownHash];
    const fragment = await fragmentOf(of, baseOf);
    if (scene === of && shownHash === at) setLink("replaceState", fragment);
    if (saving === mine) delete document.body.dataset.linking;
  }, 250);
  saving = mine;
}

// setLink changes the address, by a method of the history.
function setLink(method, fragment) {
  history[method](null, "", fragment);
  shownHash = location.hash;
}

// show shows another scene.
async function show(next) {
  scene = next;
  await ask();
  panels.request.show(scene.request, seen.state);
  panels.text.show(scene.fixture);
  panels.form(scene.fixture, placeOf(seen.answer));
}

const placeOf = (answer) => answer && {
  bucket: answer.request.bucket, key: answer.request.key,
  version: new URLSearchParams(answer.request.target.split("?")[1] ?? "").get("versionId"),
};

// ask asks the library about the scene, and shows what it says. Until then the answer is that of an
// earlier scene, and says that it is busy.
async function ask() {
  const mine = ++turn;
  byId("answer").ariaBusy = "true";
  const { fixture, request, first } = scene;
  const known = fixture === seen.fixture;
  const state = known ? seen.state : await call("state", { fixture });
  const wrong = state.errors?.length > 0;
  const [answer, content, other] = wrong ? [] : await Promise.all([
    call("answer", { fixture, request }), call("serveContent", { fixture, request }),
    first ? call("answer", { fixture: first.fixture, request: first.request }) : null,
  ]);
  if (mine !== turn) return;
  byId("answer").ariaBusy = "false";
  if (!known) panels.text.tell(state.errors ?? []);
  if (!known && !wrong) panels.request.offer(state);
  seen = { ...seen, fixture, state, wrong };
  if (wrong || answer.error || other?.error) return stale(wrong ? unread(state.errors[0]) : (answer.error ?? other.error));
  seen = { fixture, state, answer, content, first: other };
  draw();
}

const unread = ({ line, path, problem }) => `The state cannot be read. Line ${line}: ${path || "the text"} ${problem}`;

// stale says why the answer is not that of what is in the forms.
function stale(why) {
  document.body.classList.add("stale");
  if (!seen.answer) byId("answer-body").replaceChildren(h("p.waiting", null, "Nothing yet: what is wrong with the question stands above."));
  byId("live").textContent = why;
  notice(why);
}

function draw() {
  const { answer, first, content, state, wrong } = seen;
  if (!answer || wrong) return;
  document.body.classList.remove("stale");
  notice(scene.note ?? "");
  document.title = `${answer.status} ${answer.reason} · s3get`;
  byId("answer-body").replaceChildren(...renderAnswer(answer, { ruleOf: reference.rule, about: scene.about, object: objectOf(state, answer) }));
  byId("why-body").replaceChildren(...renderWhy(answer, reference, (id) => openVectors(`rule:${id}`), scene.about).filter(Boolean));
  byId("first").replaceChildren(...firstNote(scene.first, first, { swap, release }));
  byId("compare").hidden = !first;
  byId("compare-body").replaceChildren(...(first ? renderCompare(answer, first, reference) : []));
  byId("others-body").replaceChildren(...renderOthers(answer, content, scene.name?.[0] === "vector" ? scene.name[1] : "", reference));
  byId("live").textContent = scene.about && scene.about !== answer.rule ? `${scene.about}: ${reference.rule(scene.about)?.sentence}` : said(answer, reference.rule(answer.rule));
  drawVerdict(answer);
  drawWay(reference.wayOf(answer.steps));
  markQuestion();
}

// drawVerdict tells the answer where it is out of sight.
function drawVerdict(answer) {
  byId("verdict").replaceChildren(h("strong", { class: classOf(answer.status) }, String(answer.status)), ` ${answer.code || answer.reason}`, h("span", null, answer.rule ?? ""));
}

// drawWay shows a way, lit where the request goes it.
function drawWay(name) {
  const { answer, first } = seen;
  const own = reference.wayOf(answer.steps);
  const chosen = name ?? own ?? "read";
  const lit = chosen === own || own === null;
  byId("way-choice").value = chosen;
  byId("way-about").textContent = lit ? aboutWay(answer) : "This request does not go this way.";
  byId("way-body").replaceChildren(renderWay(chosen, lit ? answer : null, lit && first && reference.wayOf(first.steps) === own ? first : null, reference));
  stop(byId("way-body"));
}

function aboutWay(answer) {
  const done = answer.steps.filter((step) => step.outcome !== "not reached").length;
  return done === answer.steps.length ? `All ${done} steps, in S3's order.` : `${done} of ${answer.steps.length} steps, in S3's order; then it was decided.`;
}

function markQuestion() {
  for (const link of byId("questions").querySelectorAll("a")) {
    if (scene.name?.[0] === "example" && scene.name[1] === link.dataset.example) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function objectOf(state, answer) {
  const { bucket, key, version } = placeOf(answer);
  const object = state.buckets?.find((one) => one.name === bucket)?.objects?.find((one) => one.key === key);
  return object?.versions?.find((one) => !version || one.id === version);
}

// paste reads a request from what was pasted.
async function paste(text) {
  const read = await call("parse", { text, fixture: scene.fixture });
  byId("paste-problem").textContent = read.error ?? "";
  byId("paste-problem").hidden = !read.error;
  if (read.error) return;
  await show({ ...scene, request: requestOf(read.request), name: null, note: read.note && `As pasted, ${read.note}.`, about: null });
  setLink("pushState", await fragmentOf(scene, baseOf));
}

// hold lays the scene beside those that come.
function hold() {
  const { fixture, base, request } = scene;
  show({ ...scene, name: null, first: { fixture, base, request: structuredClone(request) } });
  saveLink();
}

function swap() {
  const { fixture, base, request, first } = scene;
  show({ ...first, first: { fixture, base, request }, name: null });
  saveLink();
}

function release() {
  show({ ...scene, first: null, name: null });
  saveLink();
  byId("request").querySelector("select, input")?.focus();
}

// open shows what the fragment names, or else the first example. What is held stays beside it, unless it says what is.
async function open() {
  if (location.hash === shownHash) return; // moving in the history and to a fragment are two events
  const mine = (shownHash = location.hash);
  clearTimeout(saving);
  let opened;
  try {
    opened = location.hash === "" ? { name: ["example", examples[0].id] } : await readFragment(location.hash, baseOf);
    opened = opened?.name ? await named(opened.name) : opened;
  } catch (error) {
    opened = { note: `The link cannot be read: ${error.message}` };
  }
  if (mine !== shownHash) return;
  if (!opened?.request) {
    if (!scene) await show(exampleScene(examples[0].id, demo.fixture));
    Object.assign(scene, { about: null, note: null }, opened);
    return draw();
  }
  if (opened.first === undefined) opened.first = scene?.first ?? null;
  await show(opened);
}

// named resolves to the scene of a name.
async function named([kind, value]) {
  if (kind === "example") return exampleScene(value, demo.fixture) ?? { note: `There is no example ${value}.` };
  const from = { demo: demo.fixture, reference, call };
  return { rule: openRule, vector: openVector, guess: openGuess }[kind](value, from);
}

function start() {
  byId("questions").append(...examples.map(({ id, question }) => h("li", null, h("a", { href: `#example=${id}`, "data-example": id }, question))));
  byId("way-choice").append(...reference.ways.map(({ way }) => h("option", { value: way }, way)));
  byId("way-choice").addEventListener("change", (event) => drawWay(event.target.value));
  byId("way-all").checked = matchMedia("(min-width: 60rem)").matches;
  const all = () => byId("way-body").classList.toggle("all", byId("way-all").checked);
  byId("way-all").addEventListener("change", all);
  all();
  byId("legend").append(...Object.entries(kinds).map(([kind, text]) => h("li", null, kindMark(kind) ?? "", h("strong", null, kind), ` ${text}`)));
  keys(byId("way-body"));
  byId("open-vectors").addEventListener("click", () => openVectors());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openVectors();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-skip]");
    if (link) {
      event.preventDefault();
      go(link.dataset.skip);
    }
  });
  document.addEventListener("click", tellAbout);
  new IntersectionObserver(([entry]) => (byId("verdict").hidden = entry.isIntersecting)).observe(byId("answer"));
  compositionDetails(byId("made-of"));
  byId("copy-link").addEventListener("click", copyLink);
  addEventListener("hashchange", open);
  addEventListener("popstate", open);
}

// tellAbout says what a rule is about, beside the answer that has it.
function tellAbout(event) {
  const link = event.target.closest("a[data-about]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  scene.about = scene.about === link.dataset.about ? null : link.dataset.about;
  draw();
  byId("answer").querySelector(`[data-about="${link.dataset.about}"]`)?.focus();
}

async function copyLink() {
  const address = new URL(await fragmentOf(scene, baseOf), location.href).href;
  setLink("replaceState", address);
  const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
  byId("copy-link").textContent = copied ? "Copied" : "It is in the address bar";
  byId("live").textContent = copied ? "The link is copied." : "The link is in the address bar.";
  setTimeout(() => (byId("copy-link").textContent = "Copy link"), 2000);
}

// more shows what came after the first answer.
async function more() {
  await reference.loadMore();
  draw();
  if (reference.guesses.length === 0) return;
  byId("open-guesses").hidden = false;
  byId("open-guesses").addEventListener("click", guessesDialog(byId("guesses"), reference.guesses));
}

start();
await open();
performance.mark("answered");
await more();
globalThis.playground = { call, reference }; // for tests, and for whoever is curious
document.body.dataset.ready = "true";
keep();
