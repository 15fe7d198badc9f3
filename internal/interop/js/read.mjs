// Reads with the AWS SDK for JavaScript, as programs do that run against Amazon S3.
//
// usage: node read.mjs ENDPOINT

import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const [endpoint] = process.argv.slice(2);
const s3 = new S3Client({
  endpoint,
  region: "us-east-1",
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: "AKIDOWNER", secretAccessKey: "owner-secret" },
});
const shirt = { Bucket: "shop", Key: "shirt" };
const get = (input) => s3.send(new GetObjectCommand(input));
const head = (input) => s3.send(new HeadObjectCommand(input));
const text = async (input) => (await get(input)).Body.transformToString();
const fails = (promise, name, status) =>
  rejects(promise, (e) => {
    deepStrictEqual([e.name, e.$metadata.httpStatusCode], [name, status]);
    return true;
  });

for (const read of [get, head]) {
  const got = await read(shirt);
  strictEqual(got.Metadata.colour, "red");
  deepStrictEqual(Object.keys(got.Metadata).sort(), ["colour", "name", "size"]);
  strictEqual(got.ContentType, "text/plain");
  strictEqual(got.ETag, '"781e5e245d69b566979b86e28d23f2c7"');
  strictEqual(got.ContentLength, 10);
  strictEqual(got.VersionId, "null");
  strictEqual(got.$metadata.requestId.length, 16);
}
strictEqual(await text(shirt), "0123456789");
strictEqual(await text({ ...shirt, ChecksumMode: "ENABLED" }), "0123456789");
strictEqual(await text({ ...shirt, Range: "bytes=-3" }), "789");
strictEqual((await get({ ...shirt, Range: "bytes=-65536" })).ContentRange, "bytes 0-9/10");
strictEqual(await text({ Bucket: "shop", Key: "parts", PartNumber: 2 }), "6789");
strictEqual(await text({ Bucket: "shop", Key: "odd (key) +~/ü" }), "odd");
strictEqual((await get({ ...shirt, ResponseContentType: "text/css" })).ContentType, "text/css");

await fails(get({ Bucket: "shop", Key: "none" }), "NoSuchKey", 404);
await fails(head({ Bucket: "shop", Key: "none" }), "NotFound", 404);
await fails(get({ Bucket: "none", Key: "none" }), "NoSuchBucket", 404);
await fails(get({ ...shirt, Range: "bytes=10-" }), "InvalidRange", 416);
await fails(get({ ...shirt, IfMatch: '"x"' }), "PreconditionFailed", 412);
await fails(get({ Bucket: "shop", Key: "old" }), "InvalidObjectState", 403);
await fails(get({ ...shirt, VersionId: "a".repeat(32) }), "NoSuchVersion", 404);
await rejects(get({ ...shirt, IfNoneMatch: "*" }), (e) => e.$metadata.httpStatusCode === 304);

const url = await getSignedUrl(s3, new GetObjectCommand({ ...shirt, ResponseContentDisposition: 'attachment; filename="ü"' }));
const presigned = await fetch(url, { headers: { Origin: "https://page.example" } });
strictEqual(presigned.status, 200);
strictEqual(await presigned.text(), "0123456789");

process.exit(0); // without waiting for connections that are kept
