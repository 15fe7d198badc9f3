// Keeps the site, so that it opens without a network. The address of this worker names the build
// that it keeps: what was kept together fits together, and a new build replaces all of it.
"use strict";

const prefix = "s3get-"; // other pages of this origin may have caches of their own
const build = prefix + (new URLSearchParams(self.location.search).get("build") ?? "0");

self.addEventListener("install", (event) => {
  const keep = async () => {
    const list = await fetch("files.json", { cache: "no-cache" }).then((response) => response.json());
    const names = list.map((file) => (file.name === "index.html" ? "./" : file.name)).filter((name) => name !== "sw.js");
    const cache = await caches.open(build);
    await cache.addAll(names.map((name) => new Request(name, { cache: "no-cache" })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const replace = async () => {
    for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== build) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(replace());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.endsWith("/files.json")) return;
  const answer = async () => {
    const cache = await caches.open(build);
    const kept = await cache.match(request.mode === "navigate" ? "./" : request);
    return kept ?? fetch(request);
  };
  event.respondWith(answer());
});
