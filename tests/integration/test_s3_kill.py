"""A delivery to S3 that dies at any request, before it is sent or before its answer is read, ends well on repeat."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from mypy_boto3_s3.client import S3Client

from delivery.deliver import deliver
from delivery.package import Package
from delivery.s3 import S3Target
from delivery.verify import verify
from tests.delivery.sample_package import AGREEMENT, PERIOD
from tests.integration.s3_gateway import Gateway
from tests.integration.test_s3_delivery import FOLDER, large_package, objects, unfinished

pytestmark = pytest.mark.s3


class Killed(BaseException):
    """The process is gone: no handler for ordinary errors sees it, and no request works any more."""


def dying_client(gateway: Gateway, event: str, point: int) -> S3Client:
    """A client whose process dies at its n-th request: `before-send`, or `response-received` with the answer lost."""
    client = gateway.client()
    seen = 0

    def count(**_: object) -> None:
        nonlocal seen
        seen += 1
        if seen >= point:
            raise Killed

    def dead(**_: object) -> None:
        if seen >= point:
            raise Killed

    client.meta.events.register(f"{event}.s3", count)
    client.meta.events.register_first("before-send.s3", dead)
    return client


def hand_over(package: Package, bucket: str, client: S3Client) -> bool:
    target = S3Target(bucket, "land", client=client, part_bytes=5 << 20)
    return deliver(package, target, agreement=AGREEMENT, period=PERIOD).was_already_delivered


def empty(client: S3Client, bucket: str) -> None:
    for key in objects(client, bucket):
        client.delete_object(Bucket=bucket, Key=key)
    for upload in client.list_multipart_uploads(Bucket=bucket).get("Uploads", []):
        client.abort_multipart_upload(Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])


@pytest.mark.parametrize("event", ["before-send", "response-received"])
def test_killed_at_any_request_a_rerun_ends_in_the_same_state(
    tmp_path: Path, bucket: str, gateway: Gateway, event: str
) -> None:
    package = large_package(tmp_path, size=(5 << 20) + 100)
    with closing(gateway.client()) as client:
        hand_over(package, bucket, client)
        expected = objects(client, bucket)
        left_parts = after_commit = 0
        point = 0
        while True:
            point += 1
            empty(client, bucket)
            with closing(dying_client(gateway, event, point)) as dying:
                try:
                    hand_over(package, bucket, dying)
                    break
                except Killed:
                    pass
            is_committed = f"{FOLDER}/commit-0001.json" in objects(client, bucket)
            left_parts += bool(unfinished(client, bucket))
            after_commit += is_committed
            if is_committed:
                assert verify(f"s3://{bucket}/{FOLDER}").is_valid, point
            assert hand_over(package, bucket, client) == is_committed, point
            assert objects(client, bucket) == expected, point
            assert unfinished(client, bucket) == [], point
    assert point > 25
    assert left_parts >= 2  # kills did fall into the multipart upload …
    assert after_commit >= 1  # … and behind the commit
