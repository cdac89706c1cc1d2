"""Which agreement ran, between whom, and for what."""

from __future__ import annotations

from datetime import date

from schemas.evidence.base import Sha256, Strict


class Run(Strict):
    """Which agreement ran, in which version, for which period, with which program."""

    agreement: str
    version: int
    title: str
    agreement_sha256: Sha256
    valid_from: date
    valid_until: date
    period: str
    product_version: str
    lock_sha256: Sha256 | None = None
    is_test: bool = False


class Party(Strict):
    """One side of the agreement, as it is written there."""

    key: str
    name: str
    role: str
    municipality_code: str | None = None
    is_recipient: bool = False


class Purpose(Strict):
    """Why data flow and what allows it."""

    key: str
    text: str
    legal_basis: tuple[str, ...]
    reference: str | None = None
