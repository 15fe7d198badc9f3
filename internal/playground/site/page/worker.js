// Runs the library, and answers one message after the other.
"use strict";

const ready = new Promise((resolve) => {
  self.s3getReady = resolve;
});

async function run(module) {
  const go = new self.Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).then(() => self.postMessage({ broken: "the library has ended" }));
}

self.onmessage = async ({ data }) => {
  try {
    if (data.module) return await run(data.module);
    await ready;
    self.postMessage({ id: data.id, result: await self.s3get(data.method, data.argument) });
  } catch (error) {
    self.postMessage({ broken: String(error) });
  }
};
