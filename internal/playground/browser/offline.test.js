// The page without a network, after it was opened once.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { follow, launch, site, text, until } from "./site.js";

// A host that passes on what the site has, until it is stopped: a network that ends.
let browser, host, address;
before(async () => {
  browser = await launch();
  host = createServer(async (request, response) => {
    const answer = await fetch(new URL("." + request.url, site));
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "text/plain" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, "localhost");
  await once(host, "listening");
  address = `http://localhost:${host.address().port}/`;
});
after(() => browser.close());

test("the page opens again when its host is gone", { timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.waitForSelector("body[data-ready]");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  host.closeAllConnections();
  host.close();
  await assert.rejects(fetch(address));
  await page.setCacheEnabled(false);
  await page.goto(`${address}#example=archived`);
  await page.reload();
  await page.waitForSelector("body[data-ready]");
  await until(page, 200, "window/whole");
  await follow(page, "#vector=range/bytes-0-0-of-10");
  await until(page, 206, "range/satisfied");
  assert.match(await text(page, "figcaption"), /1 of the 10 bytes/);
  assert.deepEqual(complaints, []);
});
