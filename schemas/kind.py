"""One kind of cooperation: which files a folder may hold, what they are called elsewhere, and what is computed."""

from __future__ import annotations

from pydantic import Field

from schemas.agreement.base import Strict, TableName
from schemas.agreement.handover import Results
from schemas.agreement.source import AsWritten

NO_VALUE = [
    "", "-", "–", "—", "no data", "No data", "n/a", "N/A", "n.a.", "NA", "unknown", "Unknown", "not available", "k. A.",
    "k.A.", "k. a.", "keine Angabe", "keine Angaben", "unbekannt", "nicht bekannt", "nicht verfügbar", "tbd", "#N/A",
]  # fmt: skip
"""What people write where nothing is known: missing, never zero, and no reason to lose the row."""


class KindDataset(Strict):
    """One dataset of the kind: its schema is `schemas/received/<name>.py`."""

    files: list[str] = Field(min_length=1, description="Names it may have, `*` for any part; the first found is read.")
    columns: dict[str, str | list[str]] = Field(
        default_factory=dict, description="Headers of providers by our field, in any case; our own name always goes."
    )
    missing: list[AsWritten] = Field(default=NO_VALUE, description="Texts that mean: no value.")
    about_de: str
    about_en: str

    def headers(self, field: str) -> list[str]:
        """What the column of one field may be called."""
        named = self.columns.get(field, [])
        return [field, *([named] if isinstance(named, str) else named)]


class Kind(Strict):
    """A kind of cooperation, as `stadtland results KIND` computes it from a folder of files."""

    title_de: str
    title_en: str
    datasets: dict[TableName, KindDataset] = Field(min_length=1)
    results: Results
