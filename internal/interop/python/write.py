"""Uploads, lists, copies and deletes with boto3, as programs do that run against Amazon S3.

usage: write.py ENDPOINT
"""

import io
import sys

from boto3.s3.transfer import TransferConfig

from read import client, equal, fails


def objects(page):
    return [(o["Key"], o["Size"]) for o in page.get("Contents", [])]


def main(s3, bucket):
    books = {"Bucket": bucket}
    s3.create_bucket(**books)
    equal("buckets", bucket in [b["Name"] for b in s3.list_buckets()["Buckets"]], True)
    equal("empty", s3.list_objects_v2(**books)["KeyCount"], 0)

    put = s3.put_object(Key="a/tale.txt", Body=b"once upon a time", ContentType="text/plain",
                        Metadata={"colour": "blue"}, ChecksumAlgorithm="CRC32", **books)
    got = s3.get_object(Key="a/tale.txt", ChecksumMode="ENABLED", **books)
    equal("content", got["Body"].read(), b"once upon a time")
    equal("metadata", (got["ETag"], got["Metadata"], got["ContentType"]), (put["ETag"], {"colour": "blue"}, "text/plain"))
    fails("put over", "PreconditionFailed", 412,
          lambda: conditional(s3, bucket))

    big = bytes(range(251)) * 50_000  # of three parts
    s3.upload_fileobj(io.BytesIO(big), bucket, "big", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
    equal("parts", s3.head_object(Key="big", PartNumber=1, **books)["PartsCount"], 3)
    back = io.BytesIO()
    s3.download_fileobj(bucket, "big", back)
    equal("big", back.getvalue() == big, True)

    for n in range(5):
        s3.put_object(Key=f"b/{n}", Body=b"x" * (n + 1), **books)
    pages = list(s3.get_paginator("list_objects_v2").paginate(Prefix="b/", PaginationConfig={"PageSize": 2}, **books))
    equal("pages", [len(p["Contents"]) for p in pages], [2, 2, 1])
    root = s3.list_objects_v2(Delimiter="/", **books)
    equal("root", (objects(root), [p["Prefix"] for p in root["CommonPrefixes"]]), ([("big", len(big))], ["a/", "b/"]))

    s3.copy_object(Key="copy", CopySource={"Bucket": bucket, "Key": "a/tale.txt"}, **books)
    equal("copy", s3.get_object(Key="copy", **books)["Metadata"], {"colour": "blue"})

    s3.put_bucket_versioning(VersioningConfiguration={"Status": "Enabled"}, **books)
    new = s3.put_object(Key="copy", Body=b"new", **books)["VersionId"]
    marker = s3.delete_object(Key="copy", **books)
    equal("marker", marker["DeleteMarker"], True)
    fails("deleted", "NoSuchKey", 404, lambda: s3.get_object(Key="copy", **books))
    equal("version", s3.get_object(Key="copy", VersionId=new, **books)["Body"].read(), b"new")
    versions = s3.list_object_versions(Prefix="copy", **books)
    equal("versions", ([v["VersionId"] for v in versions["Versions"]], len(versions["DeleteMarkers"])), ([new, "null"], 1))

    gone = s3.delete_objects(Delete={"Objects": [{"Key": "b/0"}, {"Key": "b/1"}, {"Key": "none"}]}, **books)
    equal("deleted", len(gone["Deleted"]), 3)
    fails("not empty", "BucketNotEmpty", 409, lambda: s3.delete_bucket(**books))
    fails("no bucket", "NoSuchBucket", 404, lambda: s3.put_object(Bucket="absent", Key="k", Body=b"x"))
    fails("no policy", "MalformedPolicy", 400, lambda: s3.put_bucket_policy(Policy="{}", **books))
    fails("not there", "NotImplemented", 501, lambda: s3.list_bucket_analytics_configurations(**books))


def conditional(s3, bucket):
    """Puts if nothing is there, also with versions of boto3 that do not know the argument."""
    s3.meta.events.register_first("before-sign.s3.PutObject", only_if_absent)
    try:
        s3.put_object(Bucket=bucket, Key="a/tale.txt", Body=b"x")
    finally:
        s3.meta.events.unregister("before-sign.s3.PutObject", only_if_absent)


def only_if_absent(request, **_):
    request.headers["If-None-Match"] = "*"


if __name__ == "__main__":
    main(client(sys.argv[1]), "books")
