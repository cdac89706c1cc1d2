"""A contingency table without some of its sensitive fields."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency


def project(table: Contingency, sensitive: Sequence[str]) -> Contingency:
    """One row per distinct tuple of quasi-identifiers and values of `sensitive`: what counting those alone gives.

    The table itself where nothing is left out. Errors: `sensitive-absent`.
    """
    if missing := [name for name in sensitive if name not in table.sensitive]:
        raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    if tuple(sensitive) == table.sensitive:
        return table
    by = [*table.packing.words, *sensitive]
    return Contingency(table.packing, table.cells.group_by(by).agg(pl.col("_rows").sum()).sort(by), tuple(sensitive))
