// What the tests have in common: a browser, and pages of the site in it that collect complaints.
//
// SITE is the address of the site, which go run ./examples/playground serves as well. CHROMIUM is
// the browser, if it is not at the place where Debian has it.

import assert from "node:assert/strict";
import puppeteer from "puppeteer-core";

export const site = process.env.SITE ?? "http://localhost:8334/";

// launch starts the browser, which now and then dies of a signal before it is there: then once more.
export async function launch() {
  const options = {
    protocolTimeout: 60_000,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none"],
  };
  try {
    return await puppeteer.launch(options);
  } catch {
    return puppeteer.launch(options);
  }
}

const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

// open opens the site at a fragment. The page has complaints: a list of what the console, the
// network and the policy of the page complain of.
export async function open(browser, fragment = "", { scheme = "light", viewport = desktop } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000); // where other tests have the processors
  page.complaints = [];
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => !/^(data|blob):/.test(request.url()) && !request.url().startsWith(site) && page.complaints.push(`asks ${request.url()}`));
  page.on("requestfailed", (request) => page.complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setViewport(viewport);
  await page.goto(site + fragment);
  await page.waitForSelector("body[data-ready]");
  return page;
}

// close closes a page, which must not have complained.
export async function close(page) {
  const { complaints } = page;
  await page.close();
  assert.deepEqual(complaints, []);
}

export const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());
export const texts = (page, selector) => page.$$eval(selector, (all) => all.map((element) => element.textContent.trim()));

// follow goes to a fragment of the page that is open.
export const follow = (page, fragment) => page.evaluate((to) => void (location.hash = to), fragment);

// until waits until the page shows an answer: its status, and the rule that decides it.
export async function until(page, status, rule) {
  const shown = () => page.evaluate(() => [document.querySelector("#answer-body strong")?.textContent, document.querySelector("#why-body .rule-id code")?.textContent]);
  await page.waitForFunction(
    (wantStatus, wantRule) =>
      document.querySelector("#answer-body strong")?.textContent.startsWith(wantStatus) &&
      document.querySelector("#why-body .rule-id code")?.textContent === wantRule &&
      document.getElementById("answer").ariaBusy !== "true" &&
      !document.body.classList.contains("stale"),
    { polling: 30 }, String(status), rule, // a page in the background draws no frames
  ).catch(async (error) => assert.fail(`${error.message}: shown are ${await shown()}, want ${status}, ${rule}`));
}

// linked waits until the address is that of what is shown, and returns its fragment.
export async function linked(page) {
  await page.waitForFunction(() => location.hash.startsWith("#s=") && !("linking" in document.body.dataset), { polling: 30 });
  return page.evaluate(() => location.hash);
}

// fill replaces the text of a control.
export async function fill(page, control, value) {
  await control.click({ clickCount: 3 });
  await page.keyboard.press("Backspace");
  await control.evaluate((element) => (element.value = ""));
  await control.type(value);
}

// labelled returns the control of a label in a part of the page.
export async function labelled(page, part, label) {
  const handle = await page.evaluateHandle((within, words) => {
    const found = [...document.querySelectorAll(`${within} label`)].find((one) => one.textContent === words);
    return found && document.getElementById(found.htmlFor);
  }, part, label);
  assert.ok(handle.asElement(), `${part} has no control ${label}`);
  return handle.asElement();
}
