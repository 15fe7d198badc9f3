// What the library in the page is made of, by package.

import { h } from "./dom.js";

const most = 24; // packages that are listed

// compositionDetails fills the details when they are opened first.
export function compositionDetails(details) {
  const open = async () => {
    const response = await fetch("composition.json");
    details.append(response.ok ? table(await response.json()) : h("p.note", null, "This site was built without a list of it."));
  };
  details.addEventListener("toggle", open, { once: true });
}

function table({ wasm, compressed, data, packages }) {
  const size = (bytes) => `${Math.round(bytes / 1024).toLocaleString("en")} KiB`;
  const largest = [...packages].sort((a, b) => b.bytes - a.bytes);
  const others = largest.slice(most).reduce((sum, one) => sum + one.bytes, 0);
  const rows = [["data: tables, texts, and types", data], ...largest.slice(0, most).map((one) => [one.package, one.bytes]), [`${largest.length - most} other packages`, others]];
  const row = ([name, bytes]) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, size(bytes)), h("td", null, `${((bytes / wasm) * 100).toFixed(1)} %`));
  return h("div", null,
    h("p", null, `${size(wasm)}, of which ${size(compressed)} are loaded. It is compiled by Go's own compiler.`),
    h("div.scroll", { tabindex: "0", role: "region", "aria-label": "Packages" }, h("table", null, h("tbody", null, rows.map(row)))));
}
