// The library, compiled to WebAssembly, in a worker of its own.
//
// A worker that is made of a URL has no policy of this document. One that is made of a blob
// inherits it, so that nothing here, and nothing that the library does, connects to another host.

const here = (name) => new URL(name, import.meta.url).href;

// compile fetches and compiles the library. Its file is compressed, whatever host serves it, unless
// the host says that it is, too, and the browser has already undone that.
async function compile() {
  const response = await fetch(here("playground.wasm.gz"));
  if (!response.ok) throw new Error(`playground.wasm.gz: ${response.status}`);
  let bytes = response.body;
  if (response.headers.get("Content-Encoding") === null) {
    bytes = bytes.pipeThrough(new DecompressionStream("gzip"));
  }
  const options = { headers: { "Content-Type": "application/wasm" } };
  return WebAssembly.compileStreaming(new Response(bytes, options));
}

// It begins to be compiled before the rest of the page is there.
const compiled = compile();

// startEngine returns call(method, argument), which resolves to what the library returns.
export function startEngine() {
  const script = `importScripts(${JSON.stringify(here("wasm_exec.js"))}, ${JSON.stringify(here("worker.js"))})`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const waiting = new Map();
  let last = 0;
  let broken = null;
  const fail = (error) => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }) => {
    if (data.broken) return fail(new Error(data.broken));
    waiting.get(data.id)?.resolve(JSON.parse(data.result));
    waiting.delete(data.id);
  };
  worker.onerror = (event) => fail(new Error(event.message || "the worker cannot be started"));
  compiled.then((module) => worker.postMessage({ module }), fail);
  return (method, argument) =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, argument: JSON.stringify(argument) });
    });
}
