// Every vector in the page: what the library decides there is what it decides natively, and what the
// vector expects. EXPECTED is a file with the native decisions, which the Go test writes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { close, follow, launch, open, text, until } from "./site.js";

let browser, page;
before(async () => {
  browser = await launch();
  page = await open(browser);
});
after(async () => {
  await close(page);
  await browser.close();
});

// decisions asks the library in the page, file by file, for what it decides on each vector.
const decisions = () =>
  page.evaluate(async () => {
    const { call, reference } = globalThis.playground;
    const all = {};
    for (const file of await reference.vectorFiles()) {
      const fixture = JSON.stringify(file.fixture);
      for (const vector of file.vectors) {
        const opened = await call("vector", { fixture, vector });
        const answer = opened.error ? opened : await call("answer", { fixture: opened.fixture, request: opened.request });
        const { status, code, rule, steps, body, error } = answer;
        const names = (answer.header ?? []).map((line) => line.name);
        const outcomes = (steps ?? []).map((step) => step.outcome[0]).join("");
        const window = body && { offset: body.offset, length: body.length };
        all[vector.id] = { error, status, code, rule, names, outcomes, window };
      }
    }
    return all;
  });

test("every vector is decided in the page as the library decides it", { timeout: 100_000 }, async (t) => {
  const seen = await decisions();
  const files = await page.evaluate(() => globalThis.playground.reference.vectorFiles());
  const vectors = files.flatMap((file) => file.vectors);
  assert.ok(vectors.length > 2000, `there are ${vectors.length} vectors: these cannot be all`);
  assert.equal(Object.keys(seen).length, vectors.length);
  for (const { id, rule, expect } of vectors) {
    assert.equal(seen[id].error, undefined, id);
    assert.equal(seen[id].status, expect.status, id);
    if (!rule.startsWith("header/") && rule !== "cors/actual") assert.equal(seen[id].rule, rule, id);
  }
  if (!process.env.EXPECTED) return t.diagnostic("compared with what the vectors expect alone: EXPECTED is not set");
  const native = JSON.parse(await readFile(process.env.EXPECTED, "utf8"));
  const plain = JSON.parse(JSON.stringify(seen));
  for (const id of Object.keys(native)) assert.deepEqual(plain[id], native[id], id);
  assert.equal(Object.keys(native).length, vectors.length);
  t.diagnostic(`${vectors.length} vectors`);
});

test("every rule that can be shown is the one that decides, or that sends a field", { timeout: 60_000 }, async (t) => {
  const rules = await page.evaluate(() => globalThis.playground.reference.rules);
  let shown = 0;
  for (const rule of rules) {
    if (rule.id.startsWith("policy/")) continue;
    await follow(page, `#rule=${rule.id}`);
    if (!rule.example && !rule.vectors?.length) {
      await page.waitForFunction((id) => document.getElementById("notice").textContent.includes(id), {}, rule.id);
      assert.match(await text(page, "#notice"), /^No request that this page can make ends with/);
      continue;
    }
    await page.waitForFunction((id) => {
      const decides = document.querySelector("#why-body .rule-id code")?.textContent === id;
      return decides || [...document.querySelectorAll("#answer-body .of")].some((link) => link.textContent === id);
    }, { timeout: 15_000 }, rule.id).catch(() => assert.fail(`#rule=${rule.id} shows another rule`));
    shown++;
  }
  t.diagnostic(`${shown} of ${rules.length} rules`);
});

test("a vector is opened by its link", async () => {
  await follow(page, "#vector=range/bytes-0-0-of-10");
  await until(page, 206, "range/satisfied");
  assert.match(await text(page, "#notice"), /^range\/bytes-0-0-of-10: /);
  assert.match(await text(page, "figcaption"), /Bytes 0 to 0: 1 of the 10 bytes/);
  await follow(page, "#vector=no/such");
  await page.waitForFunction(() => document.getElementById("notice").textContent === "There is no vector no/such.");
});
