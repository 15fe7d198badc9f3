"""Reads with boto3, as programs do that run against Amazon S3.

usage: read.py ENDPOINT TLS-ENDPOINT CERTIFICATE
"""

import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

KEY = b"0123456789abcdef0123456789abcdef"


def client(endpoint, **more):
    config = Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1})
    return boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", config=config,
                        aws_access_key_id="AKIDOWNER", aws_secret_access_key="owner-secret", **more)


def equal(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r}, want {want!r}")


def fails(what, code, status, call):
    try:
        call()
    except ClientError as e:
        equal(what, (e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"]), (code, status))
        return
    sys.exit(f"{what}: no error, want {code}")


def main(endpoint, tls, certificate):
    s3 = client(endpoint)
    shirt = {"Bucket": "shop", "Key": "shirt"}

    for read in (s3.get_object, s3.head_object):
        got = read(**shirt)
        equal("metadata by name", got["Metadata"]["colour"], "red")
        equal("names of metadata", sorted(got["Metadata"]), ["colour", "name", "size"])
        equal("content type", got["ContentType"], "text/plain")
        equal("entity tag", got["ETag"], '"781e5e245d69b566979b86e28d23f2c7"')
        equal("year", got["LastModified"].year, 2026)
        equal("version", got["VersionId"], "null")
        equal("request id", len(got["ResponseMetadata"]["RequestId"]), 16)
        equal("host id", got["ResponseMetadata"]["HostId"] != "", True)
    equal("content", s3.get_object(**shirt)["Body"].read(), b"0123456789")
    equal("checksum", s3.get_object(ChecksumMode="ENABLED", **shirt)["Body"].read(), b"0123456789")

    part = s3.get_object(Range="bytes=-3", **shirt)
    equal("range", (part["ContentRange"], part["Body"].read()), ("bytes 7-9/10", b"789"))
    equal("range beyond", s3.get_object(Range="bytes=-65536", **shirt)["ContentRange"], "bytes 0-9/10")
    second = s3.get_object(Bucket="shop", Key="parts", PartNumber=2)
    equal("part", (second["PartsCount"], second["Body"].read()), (2, b"6789"))
    equal("odd key", s3.get_object(Bucket="shop", Key="odd (key) +~/ü")["Body"].read(), b"odd")
    equal("override", s3.get_object(ResponseContentType="text/css", **shirt)["ContentType"], "text/css")

    fails("missing key", "NoSuchKey", 404, lambda: s3.get_object(Bucket="shop", Key="none"))
    fails("missing key, HEAD", "404", 404, lambda: s3.head_object(Bucket="shop", Key="none"))
    fails("missing bucket", "NoSuchBucket", 404, lambda: s3.get_object(Bucket="none", Key="none"))
    fails("range", "InvalidRange", 416, lambda: s3.get_object(Range="bytes=10-", **shirt))
    fails("precondition", "PreconditionFailed", 412, lambda: s3.get_object(IfMatch='"x"', **shirt))
    fails("not modified", "304", 304, lambda: s3.get_object(IfNoneMatch="*", **shirt))
    fails("archived", "InvalidObjectState", 403, lambda: s3.get_object(Bucket="shop", Key="old"))
    fails("version", "NoSuchVersion", 404, lambda: s3.get_object(VersionId="a" * 32, **shirt))

    url = s3.generate_presigned_url("get_object", Params=dict(shirt, ResponseContentDisposition='attachment; filename="ü"'))
    with urllib.request.urlopen(url) as resp:
        equal("presigned", (resp.status, resp.read()), (200, b"0123456789"))

    with open("/dev/null", "wb") as sink:
        s3.download_fileobj("shop", "parts", sink)

    secure = client(tls, verify=certificate)
    sealed = {"Bucket": "shop", "Key": "sealed", "SSECustomerAlgorithm": "AES256"}
    equal("customer's key", secure.get_object(SSECustomerKey=KEY, **sealed)["Body"].read(), b"sealed")
    fails("wrong key", "AccessDenied", 403, lambda: secure.get_object(SSECustomerKey=KEY[::-1], **sealed))


if __name__ == "__main__":
    main(*sys.argv[1:])
