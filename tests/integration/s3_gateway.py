"""A real S3 server for tests: a throw-away Ceph RADOS Gateway, started for one session and ended with it.

Asks for nothing from the network. Taken as it is where the environment names one (`S3_ENDPOINT`, `S3_KEY`, `S3_SECRET`,
`S3_KEY2`, `S3_SECRET2`); else started from the unpacked programs in `STADTLAND_CEPH_ROOT` (by default
`~/.cache/stadtland/ceph`) with the scripts in `STADTLAND_S3_TOOLS` (by default `../shared/tools/s3` beside the
checkout).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

HOUSE = Path(__file__).resolve().parents[2]
NEEDED = ("S3_ENDPOINT", "S3_KEY", "S3_SECRET", "S3_KEY2", "S3_SECRET2")


class NoGatewayError(Exception):
    """Why there is no gateway here: the text for the skip."""


@dataclass(frozen=True)
class Gateway:
    """One running gateway with two users: the owner of the buckets and a stranger without rights."""

    endpoint: str
    owner: tuple[str, str]
    stranger: tuple[str, str]

    def environment(self, user: tuple[str, str] | None = None) -> dict[str, str]:
        """The standard AWS variables for a user, the owner if none is given."""
        key, secret = user or self.owner
        return {
            "AWS_ENDPOINT_URL_S3": self.endpoint,
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, user: tuple[str, str] | None = None, *, attempts: int = 3) -> S3Client:
        """A plain client, independent of the house's own settings."""
        import boto3
        from botocore.config import Config

        key, secret = user or self.owner
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, retries={"mode": "standard", "max_attempts": attempts}),
        )


@contextmanager
def running_gateway() -> Iterator[Gateway]:
    """The gateway of the environment, or one of our own; `NoGatewayError` says why there is none."""
    if all(name in os.environ for name in NEEDED):
        yield _gateway({name: os.environ[name] for name in NEEDED})
        return
    tools = Path(os.environ.get("STADTLAND_S3_TOOLS", HOUSE.parent / "shared" / "tools" / "s3"))
    root = Path(os.environ.get("STADTLAND_CEPH_ROOT", "~/.cache/stadtland/ceph")).expanduser()
    if not (tools / "rgw-up.sh").is_file():
        raise NoGatewayError(f"no S3 gateway: no scripts in {tools} (STADTLAND_S3_TOOLS)")
    if not (root / "bin" / "ceph").is_file():
        raise NoGatewayError(f"no S3 gateway: not unpacked in {root} (STADTLAND_CEPH_ROOT); fetch-ceph.sh, mkwrap.sh")
    folder = Path(tempfile.mkdtemp(prefix="stadtland-rgw-"))
    try:
        started = subprocess.run(
            [str(tools / "rgw-up.sh"), str(folder)],
            env={**os.environ, "CEPH_ROOT": str(root)},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if started.returncode != 0:
            # The programs are there, so this is a failure and not a reason to skip.
            raise RuntimeError(f"the S3 gateway did not start:\n{started.stderr[-2000:]}")
        yield _gateway(dict(line.split("=", 1) for line in (folder / "env").read_text().split()))
    finally:
        subprocess.run([str(tools / "rgw-down.sh"), str(folder)], timeout=60, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _gateway(found: dict[str, str]) -> Gateway:
    return Gateway(found["S3_ENDPOINT"], (found["S3_KEY"], found["S3_SECRET"]), (found["S3_KEY2"], found["S3_SECRET2"]))
