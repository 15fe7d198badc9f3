// An application: an archive of letters in a bucket, one an object.

import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

export class Archive {
  constructor(bucket, client = new S3Client({})) {
    this.bucket = bucket;
    this.client = client;
  }

  async file(name, text) {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: name, Body: text, ContentType: "text/plain; charset=utf-8" }));
  }

  // read returns a letter, or undefined if nobody has filed one of that name.
  async read(name) {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: name }));
      return await Body.transformToString();
    } catch (e) {
      if (e instanceof NoSuchKey) return undefined;
      throw e;
    }
  }

  async names(prefix = "") {
    const names = [];
    for await (const page of paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: prefix })) {
      names.push(...(page.Contents ?? []).map((o) => o.Key));
    }
    return names;
  }
}
