"""Writes and reads with boto3 over TLS, as write.py does, and with a key of the customer.

usage: secure.py ENDPOINT CERTIFICATE
"""

import io
import sys

from boto3.s3.transfer import TransferConfig

import write
from read import KEY, client, equal, fails


def main(endpoint, certificate):
    s3 = client(endpoint, verify=certificate)
    write.main(s3, "books")

    sealed = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": KEY}
    big = bytes(range(251)) * 50_000
    s3.upload_fileobj(io.BytesIO(big), "books", "sealed", ExtraArgs=sealed,
                      Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
    back = io.BytesIO()
    s3.download_fileobj("books", "sealed", back, ExtraArgs=sealed)
    equal("sealed", back.getvalue() == big, True)
    fails("without the key", "InvalidRequest", 400, lambda: s3.get_object(Bucket="books", Key="sealed"))
    fails("wrong key", "AccessDenied", 403,
          lambda: s3.get_object(Bucket="books", Key="sealed", **dict(sealed, SSECustomerKey=KEY[::-1])))


if __name__ == "__main__":
    main(*sys.argv[1:])
