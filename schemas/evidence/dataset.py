"""One dataset on its way: agreed, received, checked, protected."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, computed_field, model_validator

from schemas.evidence.base import Count, Sha256, Strict, Text
from schemas.evidence.check import Check, Counts
from schemas.evidence.protection import Protection


class Source(Strict):
    """Where a dataset came from, as the agreement writes it; never a credential, never a resolved address."""

    kind: Literal["csv", "parquet", "excel", "json", "postgresql"]
    location: str = Field(description="The path, glob, table or query as it stands in the agreement.")
    sha256: Sha256 | None = Field(description="None for a dataset of which nothing exact is told.")
    size_bytes: Count | None
    snapshot_sha256: Sha256 | None


class AgreedField(Strict):
    """One field of a dataset: what was agreed and what became of it."""

    name: str
    column: str | None = Field(default=None, description="The provider's header, where it differs.")
    rule: str = Field(description="never, as-is, pseudonym, generalise, top-code, bottom-code, round")
    parameters: dict[str, str | int | float] = Field(default_factory=dict)
    purpose: str
    is_sensitive: bool = False
    is_quasi_identifier: bool = False
    delivered: bool
    why: Text = Field(description="Why it was delivered in this form, or why not.")


class Dataset(Strict):
    """One dataset on its way: received, checked, protected."""

    key: str
    title: str | None = None
    provider: str
    purpose: str
    source: Source
    is_private: bool = Field(
        default=False, description="It left as differentially private answers only: nothing exact is told of it."
    )
    rows_received: Count | None
    rows_accepted: Count | None
    rows_rejected: Count | None
    columns_dropped: tuple[str, ...] = Field(default=(), description="Headers present at the source but not agreed.")
    fields: tuple[AgreedField, ...]
    checks: tuple[Check, ...]
    protection: Protection | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> Counts:
        """This part's checks by verdict."""
        return Counts.of(self.checks)

    @model_validator(mode="after")
    def _nothing_is_lost(self) -> Dataset:
        source = self.source
        exact = (source.sha256, source.size_bytes, source.snapshot_sha256, *self._rows)
        if self.is_private:
            if any(number is not None for number in exact) or self.checks or self.protection is not None:
                raise ValueError(f"{self.key}: something exact is told of a private dataset")
            return self
        received, accepted, rejected = self._rows
        if None in exact or received is None or accepted is None or rejected is None:
            raise ValueError(f"{self.key}: a count or a checksum is missing")
        if accepted + rejected != received:
            raise ValueError(f"{self.key}: {accepted} accepted + {rejected} rejected != {received} received")
        return self

    @property
    def _rows(self) -> tuple[int | None, int | None, int | None]:
        return self.rows_received, self.rows_accepted, self.rows_rejected
