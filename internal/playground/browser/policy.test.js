// The policy of the page: neither it nor a worker that it makes can connect to another host.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { launch, open } from "./site.js";

let browser, host, asked;
before(async () => {
  browser = await launch();
  asked = 0;
  host = createServer((request, response) => {
    asked++;
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("reached");
  }).listen(0, "localhost");
  await once(host, "listening");
});
after(async () => {
  await browser.close();
  host.closeAllConnections();
  host.close();
});

// reach tries to reach an address, from a page or from a worker that it makes as it makes that of the library.
async function reach(address, worker) {
  const attempt = (url) => fetch(url).then((response) => response.text(), () => "not reached");
  if (!worker) return attempt(address);
  const script = `(${attempt})(${JSON.stringify(address)}).then(postMessage)`;
  const made = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return new Promise((resolve) => (made.onmessage = ({ data }) => resolve(data)));
}

test("nothing leaves the page", async () => {
  const address = `http://localhost:${host.address().port}/`;
  const page = await open(browser);
  assert.equal(await page.evaluate(reach, address, false), "not reached");
  assert.equal(await page.evaluate(reach, address, true), "not reached");
  await page.evaluate((url) => new Promise((resolve) => {
    const image = new Image();
    image.onload = image.onerror = resolve;
    image.src = url;
  }), address);
  assert.equal(asked, 0);
  const free = await browser.newPage(); // a page without a policy
  await free.goto(address);
  assert.equal(await free.evaluate(reach, address, true), "reached");
});
