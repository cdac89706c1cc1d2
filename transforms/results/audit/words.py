"""The house's names for sectors and carriers, as the audit compares printed ones."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.tables import Words
from transforms.results.names.vocabulary import Vocabulary


def words(sector_synonyms: pl.LazyFrame | None, carriers: pl.LazyFrame | None) -> Words:
    """From `config/factors/sector_synonyms.csv` and `carriers.csv`; without them names are compared literally."""
    if sector_synonyms is None:
        return Words(carriers=Vocabulary.of(carriers, "carrier"))
    rows = sector_synonyms.select("sector", "part_of", "is_expected").unique().collect()
    return Words(
        Vocabulary.of(sector_synonyms, "sector"),
        Vocabulary.of(carriers, "carrier"),
        {sector: whole for sector, whole, _ in rows.iter_rows() if whole},
        tuple(sorted({sector for sector, _, is_expected in rows.iter_rows() if is_expected})),
    )
