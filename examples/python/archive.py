"""An application: an archive of letters in a bucket, one an object."""

import boto3
from botocore.exceptions import ClientError


class NoLetter(Exception):
    """Nobody has filed a letter of that name."""


class Archive:
    def __init__(self, bucket, client=None):
        self.bucket = bucket
        self.s3 = client or boto3.client("s3")

    def file(self, name, text):
        self.s3.put_object(Bucket=self.bucket, Key=name, Body=text.encode(), ContentType="text/plain; charset=utf-8")

    def read(self, name):
        try:
            return self.s3.get_object(Bucket=self.bucket, Key=name)["Body"].read().decode()
        except ClientError as e:
            if e.response["Error"]["Code"] == "NoSuchKey":
                raise NoLetter(name) from e
            raise

    def names(self, prefix=""):
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [o["Key"] for page in pages for o in page.get("Contents", [])]
