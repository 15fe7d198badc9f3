// The page without a mouse: what the tab key and the arrow keys reach, and what is said aloud.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, launch, open, text, until } from "./site.js";

let browser, page;
before(async () => {
  browser = await launch();
  page = await open(browser);
});
after(async () => {
  await close(page);
  await browser.close();
});

const focused = () => page.evaluate(() => {
  const one = document.activeElement;
  return one.dataset.rule ?? one.dataset.example ?? (one.id || one.textContent.trim());
});
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test("from the top to an answer", async () => {
  await press("Tab");
  assert.equal(await focused(), "Skip to the answer");
  await press("Enter");
  assert.equal(await focused(), "answer");
  await page.focus("#questions a");
  await press("Tab", "Tab");
  assert.equal(await focused(), "reversed-range");
  await press("Enter");
  await until(page, 200, "range/ignored");
  assert.match(await text(page, "#live"), /^200 OK\. Decided at the step window\. A Range that is malformed/);
});

test("every control is reached by the tab key, and shows that it has the focus", async () => {
  await page.evaluate(() => document.activeElement.blur());
  const reached = new Set();
  for (let i = 0, ends = 0; i < 300 && ends < 2; i++) {
    await press("Tab");
    const { name, outlined } = await page.evaluate(() => {
      const one = document.activeElement;
      one.dataset.reached = "";
      const style = getComputedStyle(one);
      return { name: one.id || one.outerHTML.slice(0, 80), outlined: one === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) };
    });
    assert.ok(outlined, `the focus on ${name} cannot be seen`);
    if (name.startsWith("<body")) ends++;
    else reached.add(name);
  }
  const missed = await page.$$eval("button, input, select, textarea, summary, main a:not(.rule)", (all) =>
    all.filter((one) => one.checkVisibility() && !one.disabled && !("reached" in one.dataset)).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(missed, []);
  assert.ok(reached.size > 40, `only ${reached.size} are reached`);
});

test("the diagram is one stop, and the arrow keys go through it", async () => {
  assert.equal((await page.$$('#way-body a.rule[tabindex="0"]')).length, 1);
  await page.focus('#way-body a.rule[tabindex="0"]');
  assert.equal(await focused(), "range/ignored");
  await press("ArrowUp");
  assert.notEqual(await focused(), "range/ignored");
  await press("Home");
  assert.equal(await focused(), "address/host");
  await press("ArrowRight", "ArrowDown");
  assert.notEqual(await focused(), "address/host");
  await press("ArrowLeft", "ArrowLeft", "Home", "ArrowRight", "Enter");
  await until(page, 400, "address/query");
});

test("search, open and come back", async () => {
  await page.keyboard.down("Control");
  await press("k");
  await page.keyboard.up("Control");
  assert.equal(await focused(), "vector-query");
  await page.keyboard.type("range/bytes-0-0-of-10");
  await page.waitForFunction(() => document.querySelectorAll(".vector-list a").length === 1);
  await press("ArrowDown", "Enter");
  await until(page, 206, "range/satisfied");
  await page.focus("#open-vectors");
  await press("Enter");
  assert.equal(await focused(), "vector-query");
  await press("Escape");
  assert.equal(await focused(), "open-vectors");
});
