"""Delivery to a real S3 server: once, whole, checked on arrival, and verified where it lies."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from mypy_boto3_s3.client import S3Client

from delivery.deliver import Delivery, deliver
from delivery.package import Package
from delivery.s3 import S3Target
from delivery.verify import verify
from schemas.errors import StadtlandError
from tests.delivery.at_once import at_once
from tests.delivery.sample_package import AGREEMENT, PERIOD, balance, build
from tests.integration.s3_gateway import Gateway

pytestmark = pytest.mark.s3

FOLDER = f"land/{AGREEMENT}/{PERIOD}"


@pytest.fixture
def client(gateway: Gateway) -> Iterator[S3Client]:
    with closing(gateway.client()) as plain:
        yield plain


def hand_over(package: Package, target: str | S3Target, correction: str | None = None) -> Delivery:
    return deliver(package, target, agreement=AGREEMENT, period=PERIOD, correction=correction)


def refused(code: str, package: Package, target: str | S3Target) -> StadtlandError:
    with pytest.raises(StadtlandError) as caught:
        hand_over(package, target)
    assert (caught.value.code, caught.value.exit_code) == (code, 9)
    assert caught.value.__cause__ is None
    return caught.value


def other_package(folder: Path) -> Package:
    return build(folder, balance().with_columns(building_count=pl.lit(3)))


def large_package(folder: Path, size: int = 11 << 20) -> Package:
    """A package with one document that takes three parts of 5 MiB."""
    return build(folder, documents={"large.bin": (b"0123456789abcdef" * (size // 16 + 1))[:size]})


def objects(client: S3Client, bucket: str) -> dict[str, str]:
    """SHA-256 of every object by key."""
    keys = [found["Key"] for found in client.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {key: sha256(client.get_object(Bucket=bucket, Key=key)["Body"].read()).hexdigest() for key in keys}


def unfinished(client: S3Client, bucket: str) -> list[str]:
    return [found["Key"] for found in client.list_multipart_uploads(Bucket=bucket).get("Uploads", [])]


def test_a_delivery_is_whole_and_can_be_verified_there(tmp_path: Path, bucket: str, client: S3Client) -> None:
    package = build(tmp_path)
    done = hand_over(package, f"s3://{bucket}/land")
    assert done.location == f"s3://{bucket}/{FOLDER}/{package.tagmanifest_sha256}"
    assert done.commit == f"s3://{bucket}/{FOLDER}/commit-0001.json"
    assert done.bytes_read_back == package.size_bytes
    found = objects(client, bucket)
    commit = found.pop(f"{FOLDER}/commit-0001.json")
    assert len(commit) == 64
    assert found == {f"{FOLDER}/{package.tagmanifest_sha256}/{file.path}": file.sha256 for file in package.files}
    for location in (done.location, f"s3://{bucket}/{FOLDER}"):
        verdict = verify(location, expected=package.tagmanifest_sha256)
        assert verdict.findings == ()
        assert verdict.rows == {"balance": 12}
        assert verdict.location == done.location


def test_delivered_twice_it_is_one_delivery(tmp_path: Path, bucket: str, client: S3Client) -> None:
    package = build(tmp_path)
    first = hand_over(package, f"s3://{bucket}/land/")
    before = objects(client, bucket)
    second = hand_over(package, f"s3://{bucket}/land")
    assert (second.was_already_delivered, second.files_uploaded, second.commit) == (True, 0, first.commit)
    assert objects(client, bucket) == before


def test_conflict_correction_and_damage(tmp_path: Path, bucket: str, client: S3Client) -> None:
    wrong, right = build(tmp_path / "a"), other_package(tmp_path / "b")
    target = f"s3://{bucket}/land"
    hand_over(wrong, target)
    before = objects(client, bucket)
    refused("delivery-conflict", right, target)
    assert objects(client, bucket) == before
    assert hand_over(right, target, "Zähler doppelt gezählt").supersedes == wrong.tagmanifest_sha256
    said = json.loads(client.get_object(Bucket=bucket, Key=f"{FOLDER}/commit-0002.json")["Body"].read())
    assert said["supersedes"]["reason"] == "Zähler doppelt gezählt"
    assert verify(f"s3://{bucket}/{FOLDER}").tagmanifest_sha256 == right.tagmanifest_sha256

    client.put_object(Bucket=bucket, Key=f"{FOLDER}/{right.tagmanifest_sha256}/data/dictionary.json", Body=b"[]")
    assert refused("delivery-damaged", right, target).facts["file"] == "data/dictionary.json"
    assert {item.code for item in verify(f"s3://{bucket}/{FOLDER}").findings} == {"file-changed", "commit-differs"}


@pytest.mark.parametrize(
    ("key", "code"),
    [("data/more.csv", "file-extra"), ("data/../../x", "path-unsafe"), ("fetch.txt", "fetch-txt"),
     ("data//x", "path-unsafe"), ("data/x/", "path-unsafe"), ("data/Dictionary.json", "path-collides")],
)  # fmt: skip
def test_an_object_too_many_is_found(tmp_path: Path, bucket: str, client: S3Client, key: str, code: str) -> None:
    package = build(tmp_path)
    done = hand_over(package, f"s3://{bucket}/land")
    client.put_object(Bucket=bucket, Key=f"{FOLDER}/{package.tagmanifest_sha256}/{key}", Body=b"x")
    assert code in {item.code for item in verify(done.location).findings}
    refused("delivery-strangers", package, f"s3://{bucket}/land")


def test_a_missing_object_is_found(tmp_path: Path, bucket: str, client: S3Client) -> None:
    package = build(tmp_path)
    done = hand_over(package, f"s3://{bucket}/land")
    client.delete_object(Bucket=bucket, Key=f"{FOLDER}/{package.tagmanifest_sha256}/data/tables/balance.parquet")
    found = {(item.code, item.path) for item in verify(done.location).findings}
    assert ("file-missing", "data/tables/balance.parquet") in found
    with pytest.raises(StadtlandError, match="no package found"):
        verify(f"s3://{bucket}/nothing/here")


def test_the_server_refuses_bytes_that_are_not_the_manifests(tmp_path: Path, bucket: str, client: S3Client) -> None:
    (tmp_path / "file").write_bytes(b"hello")
    target = S3Target(bucket, "land", client=client)
    with pytest.raises(StadtlandError) as caught:
        target.put_file("x", tmp_path / "file", sha256=sha256(b"other").hexdigest())
    assert (caught.value.code, caught.value.facts["reason"]) == ("target-failed", "BadDigest")
    assert objects(client, bucket) == {}


def test_a_large_file_goes_up_in_parts(tmp_path: Path, bucket: str, client: S3Client) -> None:
    package = large_package(tmp_path)
    done = hand_over(package, S3Target(bucket, "land", client=client, part_bytes=5 << 20))
    head = client.head_object(Bucket=bucket, Key=f"{FOLDER}/{package.tagmanifest_sha256}/data/large.bin")
    assert head["ETag"].strip('"').endswith("-3")
    assert unfinished(client, bucket) == []
    assert verify(done.location).is_valid


def test_an_upload_that_was_cut_off_is_taken_up_where_it_stopped(tmp_path: Path, bucket: str, client: S3Client) -> None:
    package = large_package(tmp_path)
    key = f"{FOLDER}/{package.tagmanifest_sha256}/data/large.bin"
    content = (package.path / "data" / "large.bin").read_bytes()
    upload = client.create_multipart_upload(Bucket=bucket, Key=key, ChecksumAlgorithm="SHA256")["UploadId"]
    for number, piece in ((1, content[: 5 << 20]), (2, secrets.token_bytes(5 << 20))):  # one right part, one wrong
        client.upload_part(
            Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=piece, ChecksumAlgorithm="SHA256"
        )
    other = client.create_multipart_upload(Bucket=bucket, Key=f"{FOLDER}/{'0' * 64}/data/x")["UploadId"]
    sent: list[str] = []
    client.meta.events.register("before-call.s3.UploadPart", lambda params, **_: sent.append(params["url_path"]))
    done = hand_over(package, S3Target(bucket, "land", client=client, part_bytes=5 << 20))
    assert len(sent) == 2  # the wrong one and the third
    assert other
    assert unfinished(client, bucket) == []
    assert verify(done.location).is_valid


def test_a_failing_upload_is_aborted(tmp_path: Path, bucket: str, gateway: Gateway, client: S3Client) -> None:
    package = large_package(tmp_path)
    with closing(gateway.client(attempts=1)) as failing:

        def fail(model: object, **_: object) -> None:
            raise ConnectionResetError

        failing.meta.events.register("before-call.s3.CompleteMultipartUpload", fail)
        with pytest.raises(ConnectionResetError):
            hand_over(package, S3Target(bucket, "land", client=failing, part_bytes=5 << 20))
    assert unfinished(client, bucket) == []
    assert f"{FOLDER}/commit-0001.json" not in objects(client, bucket)


def test_refusals_are_told_without_secrets(
    tmp_path: Path, bucket: str, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = build(tmp_path)
    target = f"s3://{bucket}/land"

    def told(code: str, place: str = target, **variables: str) -> None:
        for name, value in (gateway.environment() | variables).items():
            monkeypatch.setenv(name, value)
        error = refused(code, package, place)
        text = error.message("de") + error.message("en") + repr(error.facts)
        for secret in (*gateway.owner, *gateway.stranger, "wrong-secret", gateway.endpoint):
            assert secret not in text

    told("target-refused", **gateway.environment(gateway.stranger))
    told("target-refused", AWS_SECRET_ACCESS_KEY="wrong-secret")
    told("target-not-found", f"s3://{bucket}-nowhere/land")
    told("target-unreachable", AWS_ENDPOINT_URL_S3="http://127.0.0.1:9")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    refused("target-credentials-missing", package, target)


@pytest.mark.parametrize("has_versions", [False, True])
def test_of_many_at_once_one_delivers(
    tmp_path: Path, bucket: str, gateway: Gateway, client: S3Client, has_versions: bool
) -> None:
    if has_versions:
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    packages = [build(tmp_path / "a"), other_package(tmp_path / "b")] * 3

    def by_own_client(package: Package) -> Delivery:
        with closing(gateway.client()) as own:
            return hand_over(package, S3Target(bucket, "land", client=own))

    outcomes = at_once(packages, by_own_client)
    verdict = verify(f"s3://{bucket}/{FOLDER}")
    assert verdict.is_valid
    winners = [said for name, said in outcomes if name == verdict.tagmanifest_sha256]
    assert sorted(winners) == ["again", "again", "delivered"]
    assert [said for name, said in outcomes if name != verdict.tagmanifest_sha256] == ["delivery-conflict"] * 3


@pytest.mark.parametrize("has_versions", [False, True])
def test_of_racing_writers_of_one_commit_exactly_one_wins(
    bucket: str, gateway: Gateway, client: S3Client, has_versions: bool
) -> None:
    if has_versions:
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    writers = [gateway.client() for _ in range(6)]
    for round_ in range(8):
        start = threading.Barrier(len(writers))
        won: list[bytes] = []

        def write(name: bytes, own: S3Client, key: str, start: threading.Barrier, won: list[bytes]) -> None:
            target = S3Target(bucket, "land", client=own)
            start.wait()
            if target.put_new(key, name):
                won.append(name)

        threads = [
            threading.Thread(target=write, args=(b"%d" % number, own, f"commit-{round_}", start, won))
            for number, own in enumerate(writers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        assert client.get_object(Bucket=bucket, Key=f"land/commit-{round_}")["Body"].read() == won[0]
    for own in writers:
        own.close()
