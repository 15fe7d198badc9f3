// The deciding rule, or another that was asked for: what it says, who says so, where it is in the
// code, and what shows it.

import { h, plural } from "./dom.js";
import { requestLinks } from "./guesses.js";

const repository = "https://github.com/s3get/s3get/blob/main/";

export const kinds = {
  required: "a standard or the vendor's documentation says so",
  quirk: "S3 differs from the RFC",
  observed: "recorded on the service, and promised by nobody",
  guess: "nobody says, and the safe side was chosen",
};

// kindMark is the sign of a kind of rule. Most are required, which needs none.
export const kindMark = (kind) => kind === "required" ? null : kindSign(kind);

const kindSign = (kind) => h("span", { class: `kind ${kind}`, title: `${kind}: ${kinds[kind] ?? ""}` }, h("span.hidden", null, `, ${kind}`));

// renderWhy returns what there is to say of an answer. reference has all rules, all(rule) opens the
// list of the vectors of a rule, and about is a rule that was asked for, which need not have decided.
export function renderWhy(answer, reference, all, about) {
  const rule = reference.rule(answer.rule);
  const asked = about !== answer.rule ? reference.rule(about) : null;
  if (asked) {
    const sends = answer.header.some((field) => field.rule === about);
    return [
      h("div.asked-for", null, h("h3", null, sends ? "The rule of a field of it" : "The rule that was asked for"), ruleParts(asked, reference, all)),
      h("h3", null, "What decided the answer"), ...decided(answer, rule, reference, all),
    ];
  }
  return decided(answer, rule, reference, all);
}

function decided(answer, rule, reference, all) {
  if (!rule) return [h("p.sentence", null, answer.sentence || unruled(answer)), ...rights(answer, reference)];
  return [...ruleParts(rule, reference, all, checkOf(answer, rule)), ...neighbours(answer, rule, reference), ...rights(answer, reference)];
}

const unruled = (answer) =>
  answer.status < 300 ? "No rule decided: a function made this answer." : "No rule of reads decided: the answer comes from what was asked.";

// checkOf says at which of its checks S3 decided, where one of them did.
function checkOf(answer, rule) {
  const at = answer.steps.findLastIndex((step) => step.rule === rule.id);
  return at < 0 ? [] : [h("span.item", null, `${at + 1} of ${answer.steps.length}, `, h("strong", null, answer.steps[at].name))];
}

// ruleParts returns what there is to say of a rule, and at which check it decided.
function ruleParts(rule, reference, all, check = []) {
  return [
    h("p.rule-id", null, h("code", null, rule.id), h("span", { class: `badge ${rule.kind}`, title: kinds[rule.kind] }, rule.kind)),
    h("p.sentence", null, rule.sentence),
    h("dl.facts", null,
      ...fact("Check", check),
      ...fact("Says so", rule.sections.map(section)),
      ...fact("Code", (rule.code ?? []).slice(0, 4).map(code)),
      ...fact("Shown by", vectors(rule, all))),
    guesses(reference.guessesOf(rule.id)),
  ];
}

const fact = (name, values) => (values.length === 0 ? [] : [h("dt", null, name), h("dd", null, values)]);

// section links to who says so, where the address follows from the name.
function section(name) {
  const rfc = /^RFC (\d+) §([\d.]+)/.exec(name);
  const address = rfc
    ? `https://www.rfc-editor.org/rfc/rfc${rfc[1]}#section-${rfc[2]}`
    : /^S3 (GetObject|HeadObject)\b/.test(name)
      ? `https://docs.aws.amazon.com/AmazonS3/latest/API/API_${/^S3 (\w+)/.exec(name)[1]}.html`
      : null;
  return h("span.item", null, address ? h("a", { href: address, rel: "noreferrer" }, name) : name);
}

function code({ file, line, function: name }) {
  return h("span.item", null, h("a", { href: `${repository}${file}#L${line}`, rel: "noreferrer" }, `${file.split("/").pop()}:${line}`), " ", h("code", null, name));
}

function vectors(rule, all) {
  const ids = rule.vectors ?? [];
  const more = rule.more?.length ? [h("span.item", null, `${plural(rule.more.length, "sequence")} or sets of policies, which this page cannot send`)] : [];
  if (ids.length === 0) return more.length > 0 ? more : [h("span.item", null, rule.example ? "no vector, but an example" : "no vector")];
  const few = ids.slice(0, 3).map((id) => h("span.item", null, h("a", { href: `#vector=${id}` }, id)));
  if (ids.length > few.length) {
    few.push(h("button.plain", { type: "button", onclick: () => all(rule.id) }, `all ${plural(ids.length, "vector")}`));
  }
  return few;
}

// guesses shows what was chosen where nobody has recorded what S3 does.
const guesses = (list) => list.length === 0 ? null :
  h("details.guess-note", null, h("summary", null, `Nobody has recorded ${plural(list.length, "thing")} of it`),
    h("ul", null, list.map((guess) => h("li", null, guess.chose, " ", h("span.note", null, guess.why), requestLinks(guess)))));

// neighbours shows what else the same step decides.
function neighbours(answer, rule, reference) {
  const step = answer.steps.findLast((one) => one.rule === rule.id);
  const others = step ? reference.rulesAt(step).filter((one) => one.id !== rule.id) : [];
  if (others.length === 0) return [];
  if (others.length > 8) return [h("p.note.many", null, "One of ", h("strong", null, String(others.length + 1)), " rules of the step ", h("em", null, step.name), ".")];
  return [
    h("h3", null, "The same step, ", h("em", null, step.name), ", also decides"),
    h("ul.neighbours", null, others.map((one) =>
      h("li", null, h("a", { href: `#rule=${one.id}`, title: one.sentence },
        h("span.number", null, one.status ? String(one.status) : "–"), " ", one.id.split("/")[1])))),
  ];
}

// rights shows which rights were asked for.
function rights(answer, reference) {
  if ((answer.asked ?? []).length === 0) return [];
  const row = ({ action, verdict, decided, rule }) =>
    h("li", { class: verdict }, h("code", null, action), " ", h("strong", null, verdict), decided ? ` by ${decided}` : "",
      reference.rule(rule) ? [" ", h("a", { href: `#rule=${rule}`, "data-about": rule }, rule)] : "");
  return [h("details.rights", null, h("summary", null, plural(answer.asked.length, "right"), " asked for"), h("ul", null, answer.asked.map(row)))];
}
