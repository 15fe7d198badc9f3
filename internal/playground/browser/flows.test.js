// What people do with the page: fill in its forms, paste into it, share its links, compare, search.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { close, fill, follow, labelled, launch, linked, open, text, texts, until } from "./site.js";

let browser, page;
before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(async () => (page = await open(browser)));
afterEach(() => close(page));

const button = async (words) => {
  const handle = await page.evaluateHandle((label) => [...document.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label && one.offsetParent), words);
  assert.ok(handle.asElement(), `there is no button ${words}`);
  return handle.asElement();
};
const json = () => page.$eval("#state-json", (one) => JSON.parse(one.value));
const replaceIn = (on, value) => on.$eval("#state-json", (one, text) => {
  one.value = text;
  one.dispatchEvent(new Event("input", { bubbles: true }));
}, value);
const replaceJSON = (value) => replaceIn(page, value);

test("the form of the request", async () => {
  await fill(page, (await page.$$(".headers input"))[0], "Range");
  await fill(page, (await page.$$(".headers input"))[1], "bytes=6-9");
  await until(page, 206, "range/satisfied");
  assert.equal(await text(page, "pre.body"), "from");
  assert.match(await text(page, "figcaption"), /Bytes 6 to 9: 4 of the 21 bytes/);
  await (await labelled(page, "#request", "Method")).select("HEAD");
  await page.waitForFunction(() => document.querySelector("#answer-body").textContent.includes("because it is a HEAD"));
  await (await button("Remove this line")).click();
  await until(page, 200, "window/whole");
  await (await labelled(page, "#request", "Object")).select("/demo/parts.txt");
  await (await labelled(page, "#request", "Method")).select("GET");
  await page.waitForFunction(() => document.querySelector("figcaption")?.textContent.includes("which has 3 parts"));
  assert.equal(await page.$$eval(".strip .border", (all) => all.length), 1); // its third part is empty
});

test("who asks, and how it is signed", async () => {
  const by = await labelled(page, "#request", "Asked by");
  const signature = await labelled(page, "#request", "Signature");
  assert.equal(await signature.evaluate((one) => one.disabled), true);
  await by.select("nobody");
  await until(page, 403, "access/denied");
  await by.select("owner");
  await signature.select("query");
  await page.waitForFunction(() => /X-Amz-Credential=AKIDOWNER.*X-Amz-Signature=[0-9a-f]{64}/.test(document.querySelector(".as-sent pre").textContent));
  await until(page, 304, "precondition/if-none-match");
  await signature.select("header");
  await page.waitForFunction(() => /\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDOWNER/.test(document.querySelector(".as-sent pre").textContent));
});

const pasted = [
  ["a curl command", `curl -H 'Range: bytes=-7' \\\n  http://localhost/demo/hello.txt`, 206, "range/satisfied"],
  ["a HEAD of curl", `curl -I "https://demo.s3.amazonaws.com/archived.txt"`, 200, "window/whole"],
  ["an address", "https://demo.s3.amazonaws.com/no-such-key", 404, "locate/no-key"],
  ["raw HTTP", "GET /demo/hello.txt HTTP/1.1\nHost: localhost\nIf-Match: \"another\"\n", 412, "precondition/if-match"],
];
for (const [what, words, status, rule] of pasted) {
  test(`paste ${what}`, async () => {
    await page.click(".paste summary");
    await page.$eval(".paste textarea", (one, value) => (one.value = value), words);
    await (await button("Read it")).click();
    await until(page, status, rule);
  });
}

test("a command that signs is signed by the one of its key, and what is left out is told", async () => {
  await page.click(".paste summary");
  await page.$eval(".paste textarea", (one) => (one.value = 'curl https://demo.s3.amazonaws.com/hello.txt --aws-sigv4 "aws:amz:us-east-1:s3" --user AKIDOWNER:owner-secret --mystery'));
  await (await button("Read it")).click();
  await until(page, 200, "window/whole");
  assert.equal(await (await labelled(page, "#request", "Asked by")).evaluate((one) => one.value), "owner");
  assert.equal(await (await labelled(page, "#request", "Signature")).evaluate((one) => one.value), "header");
  assert.equal(await text(page, "#notice"), "As pasted, left out: --mystery.");
});

test("a link of somebody's own says what the state lacks for it", async () => {
  await page.click(".paste summary");
  await page.$eval(".paste textarea", (one) => (one.value = "https://mine.s3.amazonaws.com/k?AWSAccessKeyId=AKIAMINE&Signature=x&Expires=1"));
  await (await button("Read it")).click();
  await page.waitForFunction(() => /the state has no bucket mine and nobody with the access key AKIAMINE/.test(document.getElementById("notice").textContent));
});

test("paste what is no request", async () => {
  await page.click(".paste summary");
  await page.$eval(".paste textarea", (one) => (one.value = "ftp me something"));
  await (await button("Read it")).click();
  await page.waitForFunction(() => document.getElementById("paste-problem").textContent !== "");
  await until(page, 304, "precondition/if-none-match");
});

test("a link has the request and the state", async () => {
  await fill(page, await labelled(page, "#state-form", "Content"), "Other words");
  await fill(page, (await page.$$(".headers input"))[0], "If-Range");
  await until(page, 200, "window/whole");
  const link = await linked(page);
  assert.ok(link.length < 500, `the link has ${link.length} letters`);
  const other = await open(browser, link);
  await until(other, 200, "window/whole");
  assert.equal(await text(other, "pre.body"), "Other words");
  assert.equal(await other.$eval(".headers input", (one) => one.value), "If-Range");
  assert.deepEqual(await other.$eval("#state-json", (one) => JSON.parse(one.value)), await json());
  await close(other);
});

test("a link that is broken says so", async () => {
  await follow(page, "#s=AAAA");
  await page.waitForFunction(() => document.getElementById("notice").textContent.startsWith("The link cannot be read"));
  await until(page, 304, "precondition/if-none-match");
});

test("back goes to what was before a change", async () => {
  await follow(page, "#example=reversed-range");
  await until(page, 200, "range/ignored");
  await fill(page, (await page.$$(".headers input"))[1], "bytes=2-5");
  await until(page, 206, "range/satisfied");
  await page.evaluate(() => history.back());
  await until(page, 200, "range/ignored");
});

test("the answer that is out of sight is told, and leads to it", async () => {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForSelector("#verdict:not([hidden])");
  await page.click("#verdict");
  assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
});

test("the way is drawn in colours of the reader's choice", async () => {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  const rail = (selector) => page.$eval(selector, (one) => getComputedStyle(one, "::before").backgroundColor);
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [lit, dark] = [await rail(".step.lit"), await rail(".step.dark")];
  assert.notEqual(lit, canvas);
  assert.notEqual(lit, dark);
});

test("a link that is still being made does not follow where one goes back", async () => {
  await follow(page, "#example=reversed-range");
  await until(page, 200, "range/ignored");
  await page.evaluate(() => {
    const read = Response.prototype.arrayBuffer;
    Response.prototype.arrayBuffer = async function () {
      globalThis.packing = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
      globalThis.packed = true;
      return read.call(this);
    };
  });
  await fill(page, (await page.$$(".headers input"))[1], "bytes=2-5");
  await page.waitForFunction(() => globalThis.packing, { polling: 20 });
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => globalThis.packed, { polling: 20 });
  await until(page, 200, "range/ignored");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  assert.equal(await page.evaluate(() => location.hash), "#example=reversed-range");
});

test("back goes to the beginning, too", async () => {
  await follow(page, "#example=reversed-range");
  await until(page, 200, "range/ignored");
  await page.evaluate(() => history.back());
  await until(page, 304, "precondition/if-none-match");
});

test("a blank in a target is not taken away", async () => {
  const target = await page.$(".target textarea");
  await fill(page, target, "/demo/hello .txt");
  await page.waitForFunction(() => /a blank is %20/.test(document.getElementById("notice").textContent));
  await fill(page, target, "/demo/hello%20.txt");
  await until(page, 404, "locate/no-key");
});

test("who is added to the state can ask", async () => {
  const state = await json();
  state.principals.push({ name: "new", accessKey: "AKIDNEW", secretKey: "new-secret", actions: [] });
  await replaceJSON(JSON.stringify(state));
  await page.waitForSelector('#request option[value="new"]');
  await (await labelled(page, "#request", "Asked by")).select("new");
  await until(page, 403, "access/denied");
});

test("a link to a state that cannot be read says so, and nothing is loading", async () => {
  await replaceJSON("{");
  const other = await open(browser, await linked(page));
  assert.match(await text(other, "#answer-body"), /^Nothing yet/);
  assert.match(await text(other, "#notice"), /^The state cannot be read/);
  await replaceIn(other, JSON.stringify({ buckets: [{ name: "b" }] }));
  await until(other, 404, "access/no-bucket");
  await close(other);
});

test("the form of the state", async () => {
  await (await labelled(page, "#state-form", "Storage class")).select("DEEP_ARCHIVE");
  await fill(page, (await page.$$(".headers input"))[0], "X-Other");
  await until(page, 403, "state/archived-class");
  assert.equal((await json()).buckets[0].objects[0].storageClass, "DEEP_ARCHIVE");
  await (await labelled(page, "#state-form", "Restore")).select("done");
  await until(page, 200, "window/whole");
  await (await labelled(page, "#state-form", "Encryption")).select("customer");
  await until(page, 400, "state/key-required");
  await page.click("#public-read");
  await until(page, 403, "access/denied");
  assert.deepEqual((await json()).anonymous, ["s3:ListBucket", "kms:Decrypt"]);
});

test("versions, objects and buckets come and go", async () => {
  await (await button("Add a version")).click();
  await page.waitForFunction(() => JSON.parse(document.getElementById("state-json").value).buckets[0].objects[0].versions?.length === 2);
  await (await labelled(page, "#state-form", "Delete marker")).click();
  await until(page, 404, "locate/marker-current");
  await (await button("Remove this version")).click();
  await until(page, 304, "precondition/if-none-match");
  await (await button("Remove this object")).click();
  await until(page, 404, "locate/no-key");
  await (await button("Remove this bucket")).click();
  await until(page, 404, "access/no-bucket");
  await (await button("Add a bucket")).click();
  assert.equal((await json()).buckets.at(-1).name.startsWith("bucket-"), true);
});

test("what is wrong with the state stands at its line", async () => {
  const lines = (await page.$eval("#state-json", (one) => one.value)).split("\n");
  const at = lines.findIndex((line) => line.includes('"hello.txt"'));
  lines[at] = lines[at].replace("2024-05-06T07:08:09Z", "yesterday");
  await replaceJSON(lines.join("\n"));
  await page.waitForSelector("#state-problems li");
  assert.match((await texts(page, "#state-problems li"))[0], new RegExp(`^Line ${at + 1} .*lastModified`));
  assert.equal(await text(page, ".gutter .wrong"), String(at + 1));
  assert.equal(await page.$eval("#state-json", (one) => one.getAttribute("aria-invalid")), "true");
  await (await button(`Line ${at + 1}`)).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "state-json");
  lines[at] = lines[at].replace("yesterday", "2024-05-06T07:08:10Z");
  await replaceJSON(lines.join("\n"));
  await page.waitForFunction(() => document.querySelectorAll("#state-problems li").length === 0 && !document.body.classList.contains("stale"));
  assert.ok((await texts(page, "#answer-body .lines code")).includes("Last-Modified: Mon, 06 May 2024 07:08:10 GMT"));
  await replaceJSON("{");
  await page.waitForFunction(() => document.querySelector("#state-form").textContent.includes("comes back"));
});

const odd = [
  "", "null", "[]", "5", "{}", '{"buckets": 5}', '{"buckets": [null]}', '{"buckets": [{"objects": "x"}]}', '{"buckets": [], "principals": [1], "anonymous": 7}',
  '{"buckets": [{"name": "a", "objects": [5, {"key": 5, "versions": {}}]}]}', '{"buckets": [{"name": "a", "objects": [{"key": "k", "parts": 1, "sse": "x", "content": null}]}]}',
  '{"buckets": [{"name": "a", "objects": [{"key": "k", "lastModified": "2024-05-06T07:08:09Z", "content": {"size": 5000000000000}}]}]}',
];

test("a state of any shape is refused, and none breaks the page", async () => {
  for (const shape of odd) {
    await replaceJSON(shape);
    await page.waitForFunction(() => document.getElementById("notice").textContent.startsWith("The state cannot be read."));
    assert.notEqual((await texts(page, "#state-problems li")).length, 0, shape);
    await linked(page);
    await follow(page, "#example=not-modified");
    await until(page, 304, "precondition/if-none-match");
  }
});

test("compare with another", async () => {
  await (await button("Compare with another")).click();
  await page.waitForSelector("#compare:not([hidden])");
  assert.match(await text(page, "#compare"), /go the same way/);
  await follow(page, "#rule=range/satisfied");
  await until(page, 206, "range/satisfied");
  assert.match(await text(page, ".step.parting .step-name"), /preconditions.*the ways part/);
  assert.match(await text(page, ".first-decides"), /if-none-match.*first/);
  assert.ok((await texts(page, "#compare tbody th")).includes("Content-Range"));
  await (await button("Swap them")).click();
  await until(page, 304, "precondition/if-none-match");
  await (await button("Let it go")).click();
  await page.waitForSelector("#compare[hidden]");
});

test("a rule of a field is told beside the answer", async () => {
  await page.click('#answer-body .of[href="#rule=header/etag"]');
  await page.waitForSelector(".asked-for");
  assert.equal(await text(page, ".asked-for .rule-id code"), "header/etag");
  assert.match(await text(page, "#answer-body strong"), /^304/);
});

test("a rule of the diagram shows a request that ends there", async () => {
  await page.click('#way-body a[data-rule="access/no-bucket"]');
  await until(page, 404, "access/no-bucket");
  assert.match(await text(page, ".step.deciding .step-name"), /bucket/);
  await (await page.$("#way-choice")).select("website");
  assert.match(await text(page, "#way-about"), /does not go this way/);
  await page.click('#way-body a[data-rule="website/redirect-all"]');
  await until(page, 301, "website/redirect-all");
});

test("search for a vector and open it", async () => {
  await page.click("#open-vectors");
  await page.type("#vector-query", "rule:range/unsatisfiable status:416 head");
  await page.waitForFunction(() => /^\d+ vectors?\.$/.test(document.getElementById("vector-count").textContent));
  const [first] = await texts(page, ".vector-list code");
  await page.click(".vector-list a");
  await until(page, 416, "range/unsatisfiable");
  assert.equal(await page.evaluate(() => location.hash), `#vector=${first}`);
  assert.equal(await page.$eval("#vectors", (one) => one.open), false);
});

test("what http.ServeContent answers, live", async () => {
  await follow(page, "#example=reversed-range");
  await until(page, 200, "range/ignored");
  assert.match(await text(page, "#others-body .status-line"), /^416 .*S3: 200$/);
});

test("what other servers answered, to a vector and to its like", async () => {
  await follow(page, "#vector=access/anonymous-no-bucket");
  await until(page, 404, "access/no-bucket");
  assert.ok((await texts(page, "#others-body tbody tr")).some((row) => /^MinIO.*(differs|as S3)/.test(row)));
  const answers = await texts(page, "#others-body tbody td:nth-child(2)");
  assert.ok(answers.some((answer) => /^404 NoSuchBucket|^403 AccessDenied|^404/.test(answer)), `the answers are ${answers}`);
  await follow(page, "#example=reversed-range");
  await until(page, 200, "range/ignored");
  assert.match(await text(page, "#others-body"), /This request is no vector\. Of \d+ vectors of range\/ignored/);
  assert.match((await texts(page, "#others-body tbody td:nth-child(2)"))[0], /^\d+ of \d+$/);
});

test("what nobody has recorded", async () => {
  await page.click("#open-guesses");
  assert.match(await text(page, "#guess-count"), /^(\d+) of \1\.$/);
  await page.type("#guess-query", "range/ignored");
  await page.waitForFunction(() => !/^(\d+) of \1\.$/.test(document.getElementById("guess-count").textContent));
  const link = await page.$('.guess-list a[href="#rule=range/ignored"]');
  await link.click();
  await until(page, 200, "range/ignored");
  assert.match(await text(page, ".guess-note summary"), /^Nobody has recorded \d+ things? of it$/);
  await page.click(".guess-note summary");
  await page.click('.guess-note a[href^="#guess="]');
  await page.waitForFunction(() => document.getElementById("notice").textContent.startsWith("Nobody has recorded this. Chosen: "));
  await page.click("#open-guesses");
  await page.type("#guess-query", "address/host");
  await page.click('.guess-list a[href="#guess=address/host"]');
  await until(page, 400, "address/host");
  assert.equal(await page.$eval("#guesses", (one) => one.open), false);
  await fill(page, (await labelled(page, "#request", "Host")), "localhost");
  const other = await open(browser, await linked(page));
  assert.equal(await other.$eval("#state-json", (one) => JSON.parse(one.value).buckets[0].name), "guess");
  await follow(other, "#guess=precondition/skew"); // the first of its requests
  await until(other, 304, "precondition/if-modified-since");
  await close(other);
});

test("a rule that no request shows is told, beside the answer that is there", async () => {
  await page.click(".end details summary");
  await page.click('#way-body a[data-rule="policy/deny"]');
  await page.waitForFunction(() => document.querySelector(".asked-for .rule-id code")?.textContent === "policy/deny");
  assert.match(await text(page, "#notice"), /^No request that this page can make ends with policy\/deny/);
  assert.match(await text(page, "#answer-body strong"), /^304/);
});
