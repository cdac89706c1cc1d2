"""Delivers the package to one target and verifies it there, from the bytes that arrived."""

from __future__ import annotations

from dataclasses import dataclass

from delivery.deliver import Delivery, deliver
from delivery.verify import Verification, verify
from flows.progress import announce
from flows.run import Run
from flows.stages.package_tables import Packed
from schemas.errors import StadtlandError


@dataclass(frozen=True)
class Delivered:
    """One delivery and what verification found where it lies."""

    delivery: Delivery
    verification: Verification


def deliver_package(run: Run, packed: Packed, target: str, correction: str | None = None) -> Delivered:
    """Deliver to `folder:PATH` (relative to the agreement's zones) or `s3://bucket/prefix`; twice the same is once.

    Raises `delivery-conflict` where another package was delivered for this period and no correction is given, and
    `delivery-not-verified` where the delivered bytes do not verify.
    """
    announce("deliver", target)
    where = _resolved(run, target)
    delivery = deliver(
        packed.package, where, agreement=run.terms.agreement, period=run.period.label, correction=correction
    )
    announce("deliver", target, is_done=True, files=len(packed.package.files), bytes=packed.package.size_bytes)
    announce("verify", target)
    verification = verify(delivery.location)
    if not verification.is_valid:
        raise StadtlandError("delivery-not-verified", target=target, count=len(verification.findings))
    announce("verify", target, is_done=True, files=len(packed.package.files))
    return Delivered(delivery, verification)


def _resolved(run: Run, target: str) -> str:
    if not target.startswith("folder:"):
        return target
    return f"folder:{(run.root / target.removeprefix('folder:')).resolve()}"
