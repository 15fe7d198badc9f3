// The request: a form of its parts, and a box into which a command, a link or a message is pasted.

import { choose, field, h, select } from "./dom.js";
import { brief } from "./scene.js";

const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"];

const headerNames = [
  "Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Origin",
  "x-amz-checksum-mode", "x-amz-expected-bucket-owner", "x-amz-request-payer", "x-amz-security-token",
  "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-customer-key",
  "x-amz-server-side-encryption-customer-key-MD5", "Access-Control-Request-Method", "Access-Control-Request-Headers",
  "Authorization", "x-amz-date", "x-amz-content-sha256",
];

const signings = [["none", "not signed here"], ["header", "in Authorization"], ["query", "in a presigned link"]];

// requestForm builds the form. It calls change(request) for each change, and paste(text) for what is
// pasted. It returns show(request, state), which shows another one, and offer(state), which offers what
// another state has.
export function requestForm(form, { change, paste, hold, toState }) {
  const controls = parts();
  let request;
  const told = () => {
    request = { ...request, ...read(controls) };
    dim(controls);
    change(request);
  };
  controls.object.addEventListener("change", () => {
    if (controls.object.value === "") return;
    controls.host.value = "localhost";
    controls.target.value = controls.object.value;
    told();
  });
  const addHeader = (line, focus) => {
    const row = headerRow(line, () => (row.remove(), told()));
    controls.headers.append(row);
    if (focus) row.querySelector("input").focus();
  };
  form.addEventListener("input", (event) => event.target.dataset.apart === undefined && told());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.append(
    pasteBox(paste),
    h("div.row.host", null, field("Method", controls.method), field("Host", controls.host), tick("TLS", controls.tls)),
    h("div.target", null, field("Target", controls.target)),
    field("Object", controls.object),
    headers(controls.headers, () => addHeader(["", ""], true)),
    h("div.row", null, field("Asked by", controls.as), field("Signature", controls.sign)),
    h("div.row.time", null, field("Time", controls.time), field("Good for seconds", controls.expires)),
    h("p.actions", null,
      h("button", { type: "button", onclick: () => hold() }, "Compare with another"),
      h("button.plain", { type: "button", onclick: () => toState() }, "Change the state")),
    h("datalist", { id: "header-names" }, headerNames.map((value) => h("option", { value }))),
  );
  const show = (next, state) => {
    request = next;
    write(controls, next, state);
    controls.headers.replaceChildren();
    for (const line of next.header) addHeader(line);
    dim(controls);
  };
  return { show, offer: (state) => request && tellState(controls, request, state) };
}

function parts() {
  const text = (properties) => h("input", { type: "text", spellcheck: "false", autocapitalize: "off", ...properties });
  return {
    method: select(methods),
    target: h("textarea.wire", { rows: 1, spellcheck: "false", autocapitalize: "off" }),
    object: h("select", { "data-apart": "" }),
    host: text({ class: "wire" }),
    tls: h("input", { type: "checkbox", id: "request-tls" }),
    headers: h("ul.headers"),
    as: h("select"),
    sign: select(signings),
    time: text({ placeholder: "now", title: "now, or a time such as 2026-01-02T03:04:05Z", class: "wire" }),
    expires: h("input", { type: "number", min: "0", step: "1" }),
  };
}

const tick = (label, control) => h("div.tick", null, control, h("label", { for: control.id }, label));

function pasteBox(paste) {
  const box = h("textarea.wire", { rows: 3, "data-apart": "", spellcheck: "false" });
  const read = () => box.value.trim() !== "" && paste(box.value);
  box.addEventListener("paste", () => setTimeout(read));
  return h("details.paste", null,
    h("summary", null, "Paste a curl command, a link or raw HTTP"),
    field("A command, a presigned or plain link, or the text of a request", box),
    h("p", { id: "paste-problem", class: "problem", role: "alert", hidden: true }),
    h("p.actions", null, h("button", { type: "button", onclick: read }, "Read it")));
}

function headers(list, add) {
  return h("fieldset.header-lines", null,
    h("legend", null, "Header lines"), list,
    h("button.plain", { type: "button", onclick: add }, "Add a line"));
}

function headerRow([name, value], remove) {
  return h("li", null,
    h("input.wire", { type: "text", list: "header-names", "aria-label": "Name", value: name, spellcheck: "false" }),
    h("input.wire", { type: "text", "aria-label": "Value", value, spellcheck: "false" }),
    h("button.remove", { type: "button", "aria-label": "Remove this line", onclick: remove }, "×"));
}

// read returns the request of the form.
function read(controls) {
  const header = [...controls.headers.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value));
  return {
    method: controls.method.value, target: controls.target.value.replaceAll(/[\n\r\t]/g, ""), host: controls.host.value, tls: controls.tls.checked,
    header: header.filter(([name]) => name !== ""), as: controls.as.value, sign: controls.as.value === "" ? "none" : controls.sign.value,
    time: controls.time.value.trim(), expires: Number(controls.expires.value) || 0,
  };
}

// write shows a request.
function write(controls, request, state) {
  tellState(controls, request, state);
  choose(controls.method, request.method);
  controls.target.value = request.target;
  controls.host.value = request.host;
  controls.tls.checked = request.tls;
  controls.sign.value = request.sign;
  controls.time.value = request.time;
  controls.expires.value = request.expires;
}

// tellState offers who may ask, and what there is to ask for.
function tellState(controls, request, state) {
  const principals = (state?.principals ?? []).map(({ name }) => [name, name]);
  const nobody = ["", "anybody"];
  controls.as.replaceChildren(...select([nobody, ...principals]).children);
  choose(controls.as, request.as);
  const paths = (state?.buckets ?? []).flatMap((bucket) => (bucket.objects ?? []).map(({ key }) => pathOf(bucket.name, key)));
  const here = request.target.split("?")[0];
  controls.object.replaceChildren(...select([["", "another"], ...paths.slice(0, most)]).children);
  controls.object.value = paths.includes(here) ? here : "";
}

const most = 500; // objects to choose from

const pathOf = (bucket, key) => `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;

// dim leaves out what means nothing: who is nobody signs nothing.
function dim(controls) {
  controls.sign.disabled = controls.as.value === "";
  controls.expires.disabled = controls.sign.disabled || controls.sign.value !== "query";
}

// firstNote shows what the request is compared with.
export function firstNote(first, answer, { swap, release }) {
  if (!first) return [];
  return [
    h("div.held", null,
      h("p", null, "Compared with ", h("code", null, brief(first.request)), answer ? `, which is a ${answer.status}.` : "."),
      h("p.actions", null,
        h("button.plain", { type: "button", onclick: swap }, "Swap them"),
        h("button.plain", { type: "button", onclick: release }, "Let it go"))),
  ];
}
