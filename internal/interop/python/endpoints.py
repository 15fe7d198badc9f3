"""Reads an object by way of every kind of endpoint that boto3 resolves by itself. All connections
go to one server, whatever the host.

usage: endpoints.py HOST PORT NAME...
where a NAME is a region, a comma, and the name of a bucket or a resource name.
"""

import socket
import sys
import warnings

import boto3
from botocore.config import Config
from urllib3.util import connection

from read import equal, fails

warnings.filterwarnings("ignore")  # that certificates are not verified


def client(region, key, secret):
    return boto3.client("s3", region_name=region, aws_access_key_id=key, aws_secret_access_key=secret, verify=False,
                        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "virtual"}))


def main(host, port, *names):
    connection.create_connection = lambda address, *args, **kwargs: socket.create_connection((host, int(port)))
    for name in names:
        region, bucket = name.split(",")
        owner = client(region, "AKIDOWNER", "owner-secret")
        function = ":s3-object-lambda:" in bucket
        poem = {"Bucket": bucket, "Key": "a/poem"}
        equal(name, owner.get_object(**poem)["Body"].read(), b"NO PARTS" if function else b"no parts")
        if function:
            fails(name, "NotImplemented", 501, lambda: owner.get_object(Range="bytes=0-1", **poem))
        else:
            equal(name, owner.get_object(Range="bytes=0-1", **poem)["Body"].read(), b"no")
        fails(name, "NoSuchKey", 404, lambda: owner.get_object(Bucket=bucket, Key="missing"))
        fails(name, "AccessDenied", 403, lambda: client(region, "AKIDNOBODY", "nobody-secret").get_object(**poem))


if __name__ == "__main__":
    main(*sys.argv[1:])
