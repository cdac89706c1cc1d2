"""The partners of a cooperation as an axis names them: two of one name are told apart by their codes."""

from __future__ import annotations

from collections import Counter

import polars as pl

from delivery.charts.style import wrapped


def partners(rows: pl.DataFrame) -> dict[str, str]:
    """A wrapped label per municipality code, in the order of the codes; the code itself where there is no name."""
    named = dict(rows.select("municipality_code", "municipality_name").unique().sort("municipality_code").iter_rows())
    often = Counter(wrapped(name or "") for name in named.values())
    return {
        code: wrapped(code if not name else name if often[wrapped(name)] == 1 else f"{name} ({code})")
        for code, name in named.items()
        if code is not None
    }
