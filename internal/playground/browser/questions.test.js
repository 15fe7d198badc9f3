// The five questions that a stranger can answer with the page, one click each.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, launch, open, text, texts, until } from "./site.js";

let browser, page;
before(async () => {
  browser = await launch();
  page = await open(browser);
});
after(async () => {
  await close(page);
  await browser.close();
});

const ask = async (question) => {
  const link = await page.evaluateHandle((words) => [...document.querySelectorAll("#questions a")].find((one) => one.textContent === words), question);
  await link.click();
};

test("the page begins with an answer", async () => {
  await until(page, 304, "precondition/if-none-match");
  assert.equal(await text(page, "#questions a[aria-current]"), "Why is this a 304?");
});

test("why is this a 304", async () => {
  await ask("Why is this a 304?");
  await until(page, 304, "precondition/if-none-match");
  assert.match(await text(page, "#why-body .sentence"), /If-None-Match .* 304/);
  assert.match(await text(page, "#why-body .facts"), /RFC 9110 §13\.1\.2/);
  assert.match(await text(page, ".step.deciding .step-name"), /preconditions/);
});

test("what would make it a 412", async () => {
  await ask("What would make it a 412?");
  await until(page, 412, "precondition/if-match");
  assert.match(await text(page, "#compare .parting"), /part at step 31, preconditions: the first ends there with 304 .* this one ends there with 412/);
  assert.match(await text(page, "#first"), /which is a 304/);
});

test("what S3 does with bytes=5-2", async () => {
  await ask("What does S3 do with bytes=5-2?");
  await until(page, 200, "range/ignored");
  assert.match(await text(page, "#why-body .badge"), /quirk/);
  assert.match(await text(page, "figcaption"), /All 21 bytes/);
  assert.equal(await page.$eval("#compare", (one) => one.hidden), true);
});

test("what HEAD of an archived object answers", async () => {
  await ask("What does HEAD of an archived object answer?");
  await until(page, 200, "window/whole");
  assert.ok((await texts(page, "#answer-body .lines code")).includes("x-amz-storage-class: GLACIER"));
  assert.match(await text(page, "#answer-body"), /No body, because it is a HEAD/);
});

test("which error a broken link gives, and at which check", async () => {
  await ask("Which error does this broken link give?");
  await until(page, 403, "signature/mismatch");
  assert.match(await text(page, "#answer-body .code"), /SignatureDoesNotMatch/);
  assert.match(await text(page, ".step.deciding .step-name"), /signature/);
  assert.match(await text(page, "#why-body .facts"), /^Check10 of 34, signature/);
  assert.match(await text(page, "pre.document"), /<CanonicalRequest>/);
  const target = (await page.$eval(".target textarea", (one) => one.value)).replace("text%2Fhtml", "text%2Fplain");
  await page.$eval(".target textarea", (one, value) => {
    one.value = value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }, target);
  await until(page, 200, "window/whole");
});
