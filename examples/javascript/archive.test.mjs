// A test of an application that uses S3, against a fake of it.
//
// Run it by npm ci && npm test in this folder. It needs Go.

import { deepStrictEqual, strictEqual } from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";

import { Archive } from "./archive.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "archive-"));
const program = join(folder, "serve");

// go run could not end what it runs.
before(() => execFileSync("go", ["build", "-o", program, "./examples/serve"], { cwd: root }));
after(() => rmSync(folder, { recursive: true }));

// startFake runs a fake S3 at a free port, and returns it with a client.
async function startFake(...flags) {
  const child = spawn(program, ["-fake", "-addr", "127.0.0.1:0", ...flags], { stdio: ["ignore", "pipe", "ignore"] });
  const env = {};
  for await (const line of createInterface({ input: child.stdout })) {
    for (const [, name, value] of line.matchAll(/(AWS_\w+)=(\S+)/g)) env[name] = value;
    if (env.AWS_DEFAULT_REGION) break;
  }
  const client = new S3Client({
    endpoint: env.AWS_ENDPOINT_URL,
    region: env.AWS_DEFAULT_REGION,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
    forcePathStyle: true,
  });
  const stop = async (signal) => {
    client.destroy();
    child.kill(signal);
    await once(child, "exit");
  };
  return { client, stop };
}

test("letters are filed, read and listed", async () => {
  const { client, stop } = await startFake();
  try {
    await client.send(new CreateBucketCommand({ Bucket: "letters" }));
    const archive = new Archive("letters", client);
    for (const name of ["2026/b", "2026/a", "2025/a"]) await archive.file(name, `Dear ${name}`);
    strictEqual(await archive.read("2026/a"), "Dear 2026/a");
    deepStrictEqual(await archive.names("2026/"), ["2026/a", "2026/b"]);
    strictEqual(await archive.read("2024/a"), undefined);
  } finally {
    await stop("SIGTERM");
  }
});

test("what was filed is there after a crash", async () => {
  const flags = ["-state", join(folder, "state")];
  const first = await startFake(...flags);
  await first.client.send(new CreateBucketCommand({ Bucket: "letters" }));
  await new Archive("letters", first.client).file("2026/a", "Dear reader");
  await first.stop("SIGKILL");
  const next = await startFake(...flags);
  try {
    strictEqual(await new Archive("letters", next.client).read("2026/a"), "Dear reader");
  } finally {
    await next.stop("SIGTERM");
  }
});
