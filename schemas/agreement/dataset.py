"""One dataset: who provides it, for what, from where, and what may become of its fields."""

from __future__ import annotations

from pydantic import Field

from schemas.agreement.base import Key, Strict, TableName
from schemas.agreement.field_rule import FieldRule
from schemas.agreement.protection import Protection, Tolerance
from schemas.agreement.source import Source


class Dataset(Strict):
    """One dataset that one party provides to the exchange."""

    provider: Key
    purpose: Key
    title: str | None = None
    described_by: TableName | None = Field(
        default=None, alias="schema", description="Stem in schemas/received, if not the key."
    )
    source: Source
    fields: dict[Key, FieldRule] = Field(min_length=1)
    protection: Protection | None = None
    tolerances: dict[str, Tolerance] = Field(default_factory=dict, description="By rule name; '*' for all others.")
