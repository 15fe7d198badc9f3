// Uploads, lists, copies and deletes with the AWS SDK for JavaScript, as programs do that run
// against Amazon S3.
//
// usage: node write.mjs ENDPOINT

import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const [endpoint] = process.argv.slice(2);
const config = {
  endpoint,
  region: "us-east-1",
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: "AKIDOWNER", secretAccessKey: "owner-secret" },
};
const s3 = new S3Client(config);
const Bucket = "tales";
const text = async (Key) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body.transformToString();

await s3.send(new CreateBucketCommand({ Bucket }));
await s3.send(new PutObjectCommand({ Bucket, Key: "tale", Body: "once upon a time", Metadata: { colour: "blue" } }));
strictEqual(await text("tale"), "once upon a time");
await rejects(
  s3.send(new PutObjectCommand({ Bucket, Key: "tale", Body: "", IfNoneMatch: "*" })),
  (e) => e.name === "PreconditionFailed" && e.$metadata.httpStatusCode === 412,
);

const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "big" }));
const Parts = [];
for (const [i, Body] of [Buffer.alloc(5 << 20, "a"), Buffer.from("end")].entries()) {
  const PartNumber = i + 1;
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key: "big", UploadId, PartNumber, Body }));
  Parts.push({ PartNumber, ETag });
}
await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: "big", UploadId, MultipartUpload: { Parts } }));
const end = await s3.send(new GetObjectCommand({ Bucket, Key: "big", PartNumber: 2 }));
deepStrictEqual([end.PartsCount, await end.Body.transformToString()], [2, "end"]);

// A checksum that is signed into a URL would be that of no body.
const signer = new S3Client({ ...config, requestChecksumCalculation: "WHEN_REQUIRED" });
const url = await getSignedUrl(signer, new PutObjectCommand({ Bucket, Key: "presigned" }), { expiresIn: 60 });
strictEqual((await fetch(url, { method: "PUT", body: "by a URL" })).status, 200);
strictEqual(await text("presigned"), "by a URL");

await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/tale` }));
const keys = [];
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket })) {
  keys.push(...page.Contents.map((o) => o.Key));
}
deepStrictEqual(keys, ["big", "copy", "presigned", "tale"]);
await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
strictEqual((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
