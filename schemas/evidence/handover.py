"""What left, where it went, who had to agree, how long it stays."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.evidence.base import Count, Sha256, Strict


class File(Strict):
    """One file of the package."""

    path: str
    sha256: Sha256
    size_bytes: Count


class Package(Strict):
    """The package; inside it the report cannot name the hash of the manifest that names the report."""

    name: str
    tagmanifest_sha256: Sha256 | None = None
    files: tuple[File, ...] = ()


class Delivered(Strict):
    """One target that holds the package."""

    to: str
    prefix: str
    objects: Count
    size_bytes: Count
    was_there: bool = Field(default=False, description="The same delivery existed already: delivered twice, it is one.")


class Verification(Strict):
    """What `stadtland verify` found when it read the package back."""

    is_valid: bool
    files: Count
    size_bytes: Count
    problems: tuple[str, ...] = Field(default=(), description="Codes and paths.")


class Approval(Strict):
    """A vote the agreement requires."""

    party: str
    status: Literal["not-part-of-this-run", "pending", "approved", "refused", "withdrawn", "expired"]


class Retention(Strict):
    """How long each zone keeps data, as the agreement says (ISO 8601 durations)."""

    received: str
    protected: str
    handover: str
