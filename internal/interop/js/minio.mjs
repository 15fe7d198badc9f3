// Uploads, lists, copies, reads and deletes with the package minio of npm.
//
// usage: node minio.mjs HOST PORT

import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { Readable } from "node:stream";
import { Client, CopyConditions } from "minio";

const [endPoint, port] = process.argv.slice(2);
const options = { endPoint, port: Number(port), useSSL: false, region: "us-east-1", accessKey: "AKIDOWNER", secretKey: "owner-secret", partSize: 5 << 20 };
const s3 = new Client(options);
const bucket = "songs";

async function bytes(stream) {
  const chunks = [];
  for await (const chunk of await stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function list(stream) {
  const keys = [];
  for await (const o of stream) keys.push(o.name);
  return keys;
}

const text = async (key) => (await bytes(s3.getObject(bucket, key))).toString();
const big = Buffer.alloc(12 << 20, "0123456789a");

const steps = {
  "make a bucket": () => s3.makeBucket(bucket),
  "single upload": async () => {
    await s3.putObject(bucket, "a/song", "la la la", { "x-amz-meta-colour": "blue" });
    strictEqual(await text("a/song"), "la la la");
    strictEqual((await s3.statObject(bucket, "a/song")).metaData.colour, "blue");
  },
  "multipart upload": async () => {
    await s3.putObject(bucket, "big", big, big.length);
    strictEqual(big.equals(await bytes(s3.getObject(bucket, "big"))), true);
  },
  "stream of unknown length": async () => {
    await s3.putObject(bucket, "stream", Readable.from([big.subarray(0, 7 << 20), Buffer.from("end")]));
    strictEqual((await s3.statObject(bucket, "stream")).size, (7 << 20) + 3);
  },
  ranged: async () => strictEqual((await bytes(s3.getPartialObject(bucket, "a/song", 3, 2))).toString(), "la"),
  list: async () => deepStrictEqual(await list(s3.listObjectsV2(bucket, "", true)), ["a/song", "big", "stream"]),
  copy: async () => {
    await s3.copyObject(bucket, "copy", `/${bucket}/a/song`, new CopyConditions());
    strictEqual(await text("copy"), "la la la");
  },
  "condition fails": () => {
    const conditions = new CopyConditions();
    conditions.setMatchETag("other");
    return rejects(s3.copyObject(bucket, "copy", `/${bucket}/a/song`, conditions), { code: "PreconditionFailed" });
  },
  versions: async () => {
    await s3.setBucketVersioning(bucket, { Status: "Enabled" });
    const { versionId } = await s3.putObject(bucket, "copy", "new");
    await s3.removeObject(bucket, "copy");
    await rejects(s3.getObject(bucket, "copy"), { code: "NoSuchKey" });
    strictEqual((await bytes(s3.getObject(bucket, "copy", { versionId }))).toString(), "new");
  },
  presigned: async () => {
    strictEqual((await fetch(await s3.presignedPutObject(bucket, "url", 60), { method: "PUT", body: "by a URL" })).status, 200);
    strictEqual(await (await fetch(await s3.presignedGetObject(bucket, "url", 60))).text(), "by a URL");
  },
  form: async () => {
    const policy = s3.newPostPolicy();
    policy.setBucket(bucket);
    policy.setKey("form");
    policy.setExpires(new Date(Date.now() + 60_000));
    const { postURL, formData } = await s3.presignedPostPolicy(policy);
    const form = new FormData();
    for (const [name, value] of Object.entries(formData)) form.append(name, value);
    form.append("file", new Blob(["by a form"]));
    strictEqual((await fetch(postURL, { method: "POST", body: form })).status, 204);
    strictEqual(await text("form"), "by a form");
  },
  "delete many": () => s3.removeObjects(bucket, ["a/song", "big", "none"]),
  "missing key": () => rejects(s3.getObject(bucket, "a/song"), { code: "NoSuchKey" }),
  "wrong bucket": () => rejects(s3.putObject("absent", "k", "x"), { code: "NoSuchBucket" }),
  "bad credentials": () => rejects(new Client({ ...options, secretKey: "wrong" }).getObject(bucket, "big"), { code: "SignatureDoesNotMatch" }),
};

for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
  } catch (e) {
    console.error(`${name}: ${e.stack}`);
    process.exitCode = 1;
  }
}
