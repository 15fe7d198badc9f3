// What axe-core finds: nothing, in light and dark, on a desk and on a telephone, in each state of the page.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { close, follow, launch, open, phone, until } from "./site.js";

let browser, axe;
before(async () => {
  browser = await launch();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
after(() => browser.close());

// faults runs axe-core, beside the policy of the page, which forbids scripts that are not of the site.
async function faults(page) {
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(passes.length > 20, "axe-core has checked hardly anything");
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`));
}

const scenes = {
  "a refusal beside another answer": async (page) => {
    await follow(page, "#example=failed");
    await until(page, 412, "precondition/if-match");
  },
  "a body, and a rule of a field": async (page) => {
    await follow(page, "#vector=range/bytes-0-0-of-10");
    await until(page, 206, "range/satisfied");
    await page.click("#answer-body .of");
    await page.waitForSelector(".asked-for");
  },
  "a state that is wrong, and everything that can be unfolded": async (page) => {
    await page.$eval("#state-json", (one) => {
      one.value = one.value.replace(/"lastModified": "[^"]*"/, '"lastModified": "yesterday"');
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.waitForSelector("#state-problems li");
    await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
    await page.waitForSelector("footer table");
  },
  "the list of vectors": async (page) => {
    await page.click("#open-vectors");
    await page.waitForSelector(".vector-list a");
  },
  "the list of guesses": async (page) => {
    await page.keyboard.press("Escape");
    await page.click("#open-guesses");
    await page.waitForSelector(".guess-list a");
  },
};

for (const scheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries({ desk: { width: 1280, height: 900 }, telephone: phone })) {
    test(`axe-core finds nothing: ${scheme}, ${size}`, { timeout: 60_000 }, async (t) => {
      const page = await open(browser, "", { scheme, viewport });
      await page.evaluate(axe);
      assert.deepEqual(await faults(page), [], "the beginning");
      for (const [name, show] of Object.entries(scenes)) {
        await show(page);
        assert.deepEqual(await faults(page), [], name);
      }
      t.diagnostic(`${Object.keys(scenes).length + 1} states of the page`);
      await close(page);
    });
  }
}
