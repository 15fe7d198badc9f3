// The diagram: the steps of a way in S3's order, with the rules that each asks. The way of the
// request is lit as far as it went, and so is that of another one beside it.

import { classOf } from "./answer.js";
import { h, plural } from "./dom.js";
import { kindMark } from "./why.js";

const about = {
  parse: "the request is read", admit: "who asks, and for which bucket", arguments: "values, without the object",
  locate: "the version is pinned", decide: "what is there, and what is sent", preflight: "what another origin may",
  website: "what a website shows", "object lambda": "a function makes the answer", session: "a session is made",
};

const few = 12; // rules that a step shows without being asked

// unlit returns the steps of a way that no request has gone.
const unlit = (way) => way.steps.map((step) => ({ ...step, outcome: "not reached" }));

// renderWay returns the diagram of a way. answer and first are what went this way, or null.
export function renderWay(name, answer, first, reference) {
  const way = reference.ways.find((one) => one.way === name);
  const steps = answer?.steps ?? unlit(way);
  const parting = answer && first ? partingOf(answer, first) : -1;
  const phases = [];
  steps.forEach((step, i) => {
    if (phases.at(-1)?.name !== step.phase) phases.push({ name: step.phase, steps: [] });
    phases.at(-1).steps.push(renderStep(step, i, { answer, first, parting, reference }));
  });
  const list = phases.flatMap((phase) => [phaseHead(phase.name), ...phase.steps]);
  return h("div", { class: first ? "ways two" : "ways" },
    h("ol.steps", { "aria-label": "Steps, in the order in which they are asked" }, list),
    end(answer, reference));
}

const phaseHead = (name) => h("li.phase", null, h("h3", null, name), h("span", null, about[name] ?? ""));

// partingOf returns the first step whose outcome is not the same on both ways, or -1.
export function partingOf(answer, first) {
  const other = (i) => first.steps[i];
  return answer.steps.findIndex((step, i) => !other(i) || other(i).outcome !== step.outcome || other(i).rule !== step.rule);
}

const reached = (step) => Boolean(step) && step.outcome !== "not reached";

function renderStep(step, i, { answer, first, parting, reference }) {
  const rules = reference.rulesAt(step);
  const deciding = answer && step.rule && step.rule === answer.rule;
  const before = first?.steps[i];
  const classes = ["step", reached(step) ? "lit" : "dark", deciding ? "deciding" : "", first && reached(before) ? "lit-first" : "", first && before?.rule && before.rule === first.rule ? "ends-first" : "", i === parting ? "parting" : ""];
  return h("li", { class: classes.filter(Boolean).join(" ") },
    h("p.step-name", null, h("span.number", { "aria-hidden": "true" }, String(i + 1)), h("span", null, step.name),
      answer ? h("span.hidden", null, `: ${step.outcome}`) : null,
      i === parting ? h("span.parts", null, "the ways part") : null),
    reference.noteOf(step) ? h("p.odd", null, reference.noteOf(step)) : null,
    rules.length > 0 ? ruleList(rules, step, { answer, deciding, firstRule: before?.rule, first }) : null);
}

// ruleList shows the rules of a step. Of many it shows the one that decides, and the others when
// they are asked for.
function ruleList(rules, step, { answer, deciding, firstRule, first }) {
  const row = (rule) => ruleRow(rule, {
    deciding: deciding && rule.id === answer.rule,
    chosen: rule.id === step.rule,
    first: first && rule.id === firstRule && rule.id === first.rule,
  });
  if (rules.length <= few) return h("ul.rules", null, rules.map(row));
  const marked = rules.filter((rule) => rule.id === step.rule || (first && rule.id === firstRule));
  const others = rules.filter((rule) => !marked.includes(rule));
  return [
    marked.length > 0 ? h("ul.rules", null, marked.map(row)) : null,
    h("details.many", null, h("summary", null, marked.length > 0 ? `${others.length} more rules` : plural(others.length, "rule")), h("ul.rules", null, others.map(row))),
  ];
}

function ruleRow(rule, { deciding, chosen, first }) {
  const [, short] = rule.id.split("/");
  const classes = [deciding ? "decides" : "", chosen ? "chosen" : "", first ? "first-decides" : ""].filter(Boolean).join(" ");
  return h("li", classes ? { class: classes } : null,
    h("a.rule", { href: `#rule=${rule.id}`, tabindex: "-1", title: rule.sentence, "data-rule": rule.id, "aria-current": deciding ? "true" : null },
      h("span", { class: `number ${rule.status ? classOf(rule.status) : ""}` }, rule.status ? String(rule.status) : "—"),
      h("span.short", null, short), kindMark(rule.kind),
      first ? h("span.tag", null, "first") : null),
    deciding ? h("p.sentence", null, rule.sentence) : null);
}

// end shows the answer behind the last step, and the rules that no step asks.
function end(answer, reference) {
  const loose = reference.loose();
  const policies = reference.rules.filter((rule) => rule.id.startsWith("policy/"));
  const headers = loose.filter((rule) => rule.id.startsWith("header/"));
  const anywhere = loose.filter((rule) => !rule.id.startsWith("header/"));
  const sent = new Set((answer?.header ?? []).map((field) => field.rule));
  const row = (rule) => h("li", { class: sent.has(rule.id) ? "sent" : null },
    h("a.rule", { href: `#rule=${rule.id}`, tabindex: "-1", title: rule.sentence, "data-rule": rule.id },
      h("span.short", null, rule.id.split("/")[1]), kindMark(rule.kind)));
  return h("div.end", null,
    h("div.end-part", null, h("h3", null, "answer"), h("span.about", null, "header fields, each by a rule"), h("ul.rules.flow", null, headers.map(row))),
    anywhere.length > 0 ? h("div.end-part", null, h("h3", null, "after any step"), h("span.about", null, "what ends a request anywhere"), h("ul.rules.flow", null, anywhere.map((rule) => ruleRow(rule, {})))) : null,
    h("details.end-part.many", null, h("summary", null, `${policies.length} rules of policies, which decide what "permission" allows`), h("ul.rules.flow", null, policies.map(row))));
}

// keys lets the arrow keys go from rule to rule, of which only one is a stop of the tab key.
export function keys(container) {
  const rules = () => [...container.querySelectorAll("a.rule")].filter((one) => one.offsetParent !== null);
  const go = (one) => {
    container.querySelector('a.rule[tabindex="0"]')?.setAttribute("tabindex", "-1");
    one.setAttribute("tabindex", "0");
    one.focus();
  };
  container.addEventListener("keydown", (event) => {
    const all = rules();
    const at = all.indexOf(event.target);
    if (at < 0) return;
    const step = (direction) => {
      const here = all[at].closest("li.step, .end-part");
      for (let i = at; all[i]; i += direction) if (all[i].closest("li.step, .end-part") !== here) return i;
      return at;
    };
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: step(1), ArrowLeft: step(-1), Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (all[to]) go(all[to]);
  });
}

// stop makes the deciding rule, or else the first, the stop of the tab key.
export function stop(container) {
  const one = container.querySelector('a.rule[aria-current="true"]') ?? container.querySelector("a.rule");
  one?.setAttribute("tabindex", "0");
}
