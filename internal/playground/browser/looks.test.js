// What the page looks like, by its pixels and its boxes. No picture is kept: fonts differ from
// machine to machine. What is compared is
//
//   - two pictures of one scene, to which different ways lead: they are the same, pixel by pixel;
//   - the colours of the lit and the unlit way, of the deciding rule and of the strip, as they are in
//     the picture, with those that the style sheet names for light and for dark;
//   - the boxes of the parts: within the window, beside and not upon each other, none too small to
//     be touched.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, follow, launch, open, phone, until } from "./site.js";

let browser, canvas;
before(async () => {
  browser = await launch();
  canvas = await browser.newPage(); // a page without a policy, which reads pictures
});
after(() => browser.close());

// hideVerdict hides what lies upon other parts once the answer leaves the window. Its attribute does
// not last: the page sets it after each scroll, and a screenshot scrolls.
const hideVerdict = (page) => page.$eval("#verdict", (one) => (one.style.display = "none"));

// picture takes a picture of a part of a page. What each response has of its own is hidden.
async function picture(page, selector) {
  await page.bringToFront();
  await hideVerdict(page);
  await page.evaluate(() => {
    document.activeElement.blur();
    document.querySelectorAll("code.id").forEach((one) => (one.style.visibility = "hidden"));
  });
  const element = await page.$(selector);
  return element.screenshot({ encoding: "base64" });
}

// differing counts the pixels in which two pictures differ, or returns what their sizes are.
async function differing(a, b) {
  await canvas.bringToFront();
  return canvas.evaluate(async (pictures) => {
    const read = async (data) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    };
    const [one, other] = await Promise.all(pictures.map(read));
    if (one.width !== other.width || one.height !== other.height) return `${one.width}×${one.height} and ${other.width}×${other.height}`;
    const left = new Uint32Array(one.data.buffer), right = new Uint32Array(other.data.buffer);
    return left.reduce((count, pixel, i) => count + (pixel === right[i] ? 0 : 1), 0);
  }, [a, b]);
}

// pixel returns the colour at a place of a page, as the picture has it.
async function pixel(page, { x, y }) {
  const data = await page.screenshot({ encoding: "base64", captureBeyondViewport: true, clip: { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 } });
  return canvas.evaluate(async (one) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${one}`)).blob());
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return "#" + Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3), (part) => part.toString(16).padStart(2, "0")).join("");
  }, data);
}

const colour = (page, name) => page.evaluate((one) => getComputedStyle(document.documentElement).getPropertyValue(one).trim(), `--${name}`);
const place = (page, selector, dx, dy) =>
  page.$eval(selector, (one, x, y) => {
    const box = one.getBoundingClientRect();
    return { x: box.left + scrollX + (x < 0 ? box.width + x : x), y: box.top + scrollY + (y < 0 ? box.height + y : y) };
  }, dx, dy);

for (const scheme of ["light", "dark"]) {
  test(`one scene looks the same however it was reached: ${scheme}`, async () => {
    const straight = await open(browser, "#example=reversed-range", { scheme });
    const around = await open(browser, "#example=failed", { scheme });
    await until(around, 412, "precondition/if-match");
    await follow(around, "#vector=range/bytes-0-0-of-10");
    await until(around, 206, "range/satisfied");
    await follow(around, "#example=reversed-range");
    await Promise.all([until(straight, 200, "range/ignored"), until(around, 200, "range/ignored")]);
    for (const part of [".ask", ".answer", ".why", ".way", ".others"]) {
      const [one, other] = [await picture(straight, part), await picture(around, part)];
      assert.equal(await differing(one, other), 0, part);
    }
    const another = await open(browser, "#example=archived", { scheme });
    assert.notEqual(await differing(await picture(straight, ".why"), await picture(another, ".why")), 0, "the comparison sees nothing");
    for (const page of [straight, around, another]) await close(page);
  });

  test(`the way is lit in the colours of the page: ${scheme}`, async () => {
    const page = await open(browser, "#vector=range/bytes-0-0-of-10", { scheme });
    await hideVerdict(page);
    const seen = async (selector, dx, dy, name) => assert.equal(await pixel(page, await place(page, selector, dx, dy)), await colour(page, name), `${selector} is not --${name}`);
    await seen("body", 3, 3, "paper");
    await seen(".step.lit", 8, -4, "accent");
    await seen(".rules li.decides", 4, 6, "glow");
    await seen("rect.window", 2, 8, "accent");
    await seen("rect.object", -6, 8, "sunk");
    await follow(page, "#example=not-modified");
    await until(page, 304, "precondition/if-none-match");
    await seen(".step.dark", 8, -4, "line");
    assert.notEqual(await colour(page, "accent"), await colour(page, "line"));
    await close(page);
  });
}

test("the version of a server stands in its column on a telephone", async () => {
  const page = await open(browser, "#vector=access/anonymous-no-bucket", { viewport: phone });
  await until(page, 404, "access/no-bucket");
  const wide = await page.$$eval("#others-body th small", (all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
  assert.deepEqual(wide, []);
  assert.equal((await page.$$("#others-body th small")).length > 0, true);
  await close(page);
});

for (const [width, height] of [[phone.width, phone.height], [768, 1024], [1280, 900], [1920, 1080]]) {
  test(`the parts stand beside each other: ${width} pixels wide`, async () => {
    const page = await open(browser, "#example=failed", { viewport: { width, height } });
    await until(page, 412, "precondition/if-match");
    const seen = await page.evaluate(() => {
      const box = (one) => (({ left, right, top, bottom }) => ({ name: one.className || one.id || one.tagName, left, right, top, bottom }))(one.getBoundingClientRect());
      const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map(box);
      return { wide: document.documentElement.scrollWidth, parts: shown("main > section, header, footer"), steps: shown(".step, .phase"), controls: shown("button, select, input, textarea, .questions a") };
    });
    assert.ok(seen.wide <= width, `the page is ${seen.wide} wide`);
    for (const list of [seen.parts, seen.steps]) {
      list.forEach((one, i) => {
        assert.ok(one.left >= 0 && one.right <= width, `${one.name} reaches from ${one.left} to ${one.right}`);
        for (const other of list.slice(i + 1)) {
          const upon = one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
          assert.ok(!upon, `${one.name} and ${other.name} stand upon each other`);
        }
      });
    }
    const small = seen.controls.filter((one) => one.bottom - one.top < 16 || one.right - one.left < 16);
    assert.deepEqual(small, []);
    await close(page);
  });
}
