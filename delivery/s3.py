"""A prefix of an S3 bucket as a target: every upload is checked on arrival, a commit is a conditional write."""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from delivery.s3_errors import s3_errors, status_of
from delivery.target import Found, Readable

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

PART_BYTES = 16 << 20
MOST_PARTS = 10_000
LOST_THE_RACE = (409, 412)
_LOOKS, _LOOK_SECONDS = 50, 0.1


class S3Target:
    """One prefix of one bucket.

    `part_bytes`: a file above it goes up in parts of that size (at least 5 MiB, as S3 asks). An upload that a killed
    process left is taken up where it stopped; one that fails is aborted.
    """

    def __init__(
        self, bucket: str, prefix: str = "", *, client: S3Client | None = None, part_bytes: int = PART_BYTES
    ) -> None:
        self.url = f"s3://{bucket}/{prefix}".rstrip("/")
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._part_bytes = part_bytes
        self._given = client
        self._is_own = client is None

    @property
    def _client(self) -> S3Client:
        if self._given is None:
            with self._told("connect"):
                self._given = _new_client()
        return self._given

    def files(self, prefix: str) -> Iterator[Found]:
        """Every object below the prefix, page by page."""
        start = self._key(f"{prefix}/" if prefix else "")
        with self._told("list"):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=start):
                for found in page.get("Contents", ()):
                    if found["Key"] != start:  # consoles mark a folder with an empty object of its name
                        yield Found(found["Key"].removeprefix(start), found["Size"])

    @contextmanager
    def open(self, path: str) -> Iterator[Readable]:
        """The bytes of one object, as they come."""
        with self._told("read"):
            try:
                body = self._client.get_object(Bucket=self._bucket, Key=self._key(path))["Body"]
            except self._client.exceptions.NoSuchKey:
                raise FileNotFoundError(path) from None
            with closing(body):
                yield body

    def put_file(self, path: str, source: Path, *, sha256: str) -> None:
        """Upload with the SHA-256 that the manifest names: a server that gets other bytes refuses them."""
        size = source.stat().st_size
        with self._told("write"):
            if size > self._part_bytes:
                self._put_large(path, source, size)
                return
            with source.open("rb") as reading:
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._key(path),
                    Body=reading,
                    ChecksumAlgorithm="SHA256",
                    ChecksumSHA256=base64.b64encode(bytes.fromhex(sha256)).decode(),
                )

    def put_new(self, path: str, content: bytes) -> bool:
        """Write under `If-None-Match: *`. 412 and 409 both mean that another writer was first.

        In a bucket with versions a server may let several racing writers pass (Ceph does, about every second one): the
        oldest version holds, the younger ones are taken back by those who wrote them.
        """
        from botocore.exceptions import ClientError

        key = self._key(path)
        with self._told("commit"):
            try:
                answer = self._client.put_object(
                    Bucket=self._bucket, Key=key, Body=content, ChecksumAlgorithm="SHA256", IfNoneMatch="*"
                )
            except ClientError as error:
                if status_of(error) in LOST_THE_RACE:
                    return False
                raise
            return "VersionId" not in answer or self._is_first_version(key, answer["VersionId"])

    def tidy(self, prefix: str) -> None:
        """Abort every unfinished upload below the prefix, so that no parts stay behind and cost."""
        with self._told("tidy"):
            for upload in self._unfinished(self._key(prefix)):
                self._abort(upload["Key"], upload["UploadId"])

    def close(self) -> None:
        """Close the connections, unless the client was given and is its giver's."""
        if self._given is not None and self._is_own:
            self._given.close()

    def _is_first_version(self, key: str, ours: str) -> bool:
        for _ in range(_LOOKS):
            listed = self._client.list_object_versions(Bucket=self._bucket, Prefix=key)
            versions = [found["VersionId"] for found in listed.get("Versions", ()) if found["Key"] == key]
            if versions[-1:] != [ours]:  # youngest first
                self._client.delete_object(Bucket=self._bucket, Key=key, VersionId=ours)
                return False
            if len(versions) == 1:
                break
            time.sleep(_LOOK_SECONDS)  # the younger ones are being taken back by those who wrote them
        return True

    def _put_large(self, path: str, source: Path, size: int) -> None:
        # Another process delivering the same bytes may finish or abort the upload that both were filling.
        for _ in range(2):
            with suppress(self._client.exceptions.NoSuchUpload):
                self._put_parts(path, source, size)
                return
        self._put_parts(path, source, size)

    def _put_parts(self, path: str, source: Path, size: int) -> None:
        key = self._key(path)
        part_bytes = max(self._part_bytes, -(-size // MOST_PARTS))
        upload = next((found["UploadId"] for found in self._unfinished(key) if found["Key"] == key), None)
        if upload is None:
            upload = self._client.create_multipart_upload(Bucket=self._bucket, Key=key, ChecksumAlgorithm="SHA256")[
                "UploadId"
            ]
        where: dict[str, Any] = {"Bucket": self._bucket, "Key": key, "UploadId": upload}
        try:
            there = {
                part["PartNumber"]: (part["Size"], part.get("ChecksumSHA256"), part["ETag"])
                for page in self._client.get_paginator("list_parts").paginate(**where)
                for part in page.get("Parts", ())
            }
            parts: list[Any] = []
            with source.open("rb") as reading:
                while piece := reading.read(part_bytes):
                    number, checksum = len(parts) + 1, base64.b64encode(hashlib.sha256(piece).digest()).decode()
                    known = there.get(number, (0, None, ""))
                    etag = known[2]
                    if known[:2] != (len(piece), checksum):
                        etag = self._client.upload_part(
                            **where, PartNumber=number, Body=piece, ChecksumAlgorithm="SHA256", ChecksumSHA256=checksum
                        )["ETag"]
                    parts.append({"PartNumber": number, "ETag": etag, "ChecksumSHA256": checksum})
            self._client.complete_multipart_upload(**where, MultipartUpload={"Parts": parts})
        except BaseException:
            with suppress(Exception):  # the failure itself is what is told
                self._abort(key, upload)
            raise

    def _unfinished(self, start: str) -> Iterator[Any]:
        pages = self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket, Prefix=start)
        for page in pages:
            yield from page.get("Uploads", ())

    def _abort(self, key: str, upload: str) -> None:
        with suppress(self._client.exceptions.NoSuchUpload):
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)

    def _key(self, path: str) -> str:
        return f"{self._prefix}{path}"

    def _told(self, action: str) -> Any:
        return s3_errors(self.url, action)


def _new_client() -> S3Client:
    import boto3
    from botocore.config import Config

    # Other servers than Amazon's seldom have a host name per bucket.
    elsewhere = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    config = Config(
        connect_timeout=10,
        read_timeout=60,
        retries={"mode": "standard", "max_attempts": 4},
        # We compare the SHA-256 of what is read ourselves; a difference is a finding, not a broken connection.
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if elsewhere else "auto"},
    )
    # A session of its own: the default one remembers the credentials that it saw first, and is not for threads.
    return boto3.session.Session().client("s3", config=config)
