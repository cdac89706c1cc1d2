"""What is computed for a reporting period says for which, in its first column."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class OfPeriod(pa.DataFrameModel):
    """Named last among a schema's shapes, `period` is its first column."""

    period: str = fields.period()
