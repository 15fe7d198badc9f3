"""A test of an application that uses S3, against a fake of it.

Run it by python3 -m unittest in this folder. It needs Go and boto3.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import boto3

from archive import Archive, NoLetter

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build(folder):
    """Builds the fake, as go run would: that could not end what it runs."""
    program = os.path.join(folder, "serve")
    subprocess.run(["go", "build", "-o", program, "./examples/serve"], cwd=ROOT, check=True)
    return program


class Fake:
    """A fake S3 that runs, at a free port."""

    def __init__(self, program, *flags):
        self.process = subprocess.Popen([program, "-fake", "-addr", "127.0.0.1:0", *flags],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.env, self.clients = {}, []
        while "AWS_DEFAULT_REGION" not in self.env:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the fake does not start")
            self.env.update(re.findall(r"(AWS_\w+)=(\S+)", line))

    def client(self):
        """Returns a client of the fake, which close closes."""
        client = boto3.client("s3", endpoint_url=self.env["AWS_ENDPOINT_URL"], region_name=self.env["AWS_DEFAULT_REGION"],
                              aws_access_key_id=self.env["AWS_ACCESS_KEY_ID"],
                              aws_secret_access_key=self.env["AWS_SECRET_ACCESS_KEY"])
        self.clients.append(client)
        return client

    def close(self, kill=False):
        for client in self.clients:
            client.close()
        self.process.kill() if kill else self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class ArchiveTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder, cls.program = folder.name, build(folder.name)

    def fake(self, *flags):
        fake = Fake(self.program, *flags)
        self.addCleanup(fake.close)
        return fake

    def test_archive(self):
        s3 = self.fake().client()
        s3.create_bucket(Bucket="letters")
        archive = Archive("letters", s3)
        for name in ["2026/b", "2026/a", "2025/a"]:
            archive.file(name, "Dear " + name)
        self.assertEqual(archive.read("2026/a"), "Dear 2026/a")
        self.assertEqual(archive.names("2026/"), ["2026/a", "2026/b"])
        with self.assertRaises(NoLetter):
            archive.read("2024/a")

    def test_what_was_filed_is_there_after_a_crash(self):
        flags = "-state", os.path.join(self.folder, "state")
        fake = Fake(self.program, *flags)
        s3 = fake.client()
        s3.create_bucket(Bucket="letters")
        Archive("letters", s3).file("2026/a", "Dear reader")
        fake.close(kill=True)
        self.assertEqual(Archive("letters", self.fake(*flags).client()).read("2026/a"), "Dear reader")


if __name__ == "__main__":
    unittest.main()
