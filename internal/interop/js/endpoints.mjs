// Reads an object by way of every kind of endpoint that the AWS SDK for JavaScript resolves by
// itself. All connections go to one server, whatever the host.
//
// usage: node endpoints.mjs HOST PORT NAME...
// where a NAME is a region, a comma, and the name of a bucket or a resource name.

import { rejects, strictEqual } from "node:assert";
import { Agent } from "node:https";
import { connect } from "node:tls";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import "@aws-sdk/signature-v4a";

const [host, port, ...names] = process.argv.slice(2);

class LoopbackAgent extends Agent {
  createConnection(options, connected) {
    return connect({ ...options, host, port, rejectUnauthorized: false }, connected);
  }
}

const client = (region, accessKeyId, secretAccessKey) =>
  new S3Client({ region, maxAttempts: 1, requestHandler: { httpsAgent: new LoopbackAgent() }, credentials: { accessKeyId, secretAccessKey } });

for (const name of names) {
  const [region, Bucket] = name.split(",");
  const owner = client(region, "AKIDOWNER", "owner-secret");
  const lambda = Bucket.includes(":s3-object-lambda:");
  const got = await owner.send(new GetObjectCommand({ Bucket, Key: "a/poem" }));
  strictEqual(await got.Body.transformToString(), lambda ? "NO PARTS" : "no parts", name);
  const ranged = owner.send(new GetObjectCommand({ Bucket, Key: "a/poem", Range: "bytes=0-1" }));
  if (lambda) {
    await rejects(ranged, (e) => e.name === "NotImplemented", name);
  } else {
    strictEqual(await (await ranged).Body.transformToString(), "no", name);
  }
  await rejects(owner.send(new GetObjectCommand({ Bucket, Key: "missing" })), (e) => e.name === "NoSuchKey", name);
  await rejects(client(region, "AKIDNOBODY", "nobody-secret").send(new GetObjectCommand({ Bucket, Key: "a/poem" })), (e) => e.name === "AccessDenied", name);
}
