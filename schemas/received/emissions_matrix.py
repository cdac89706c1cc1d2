"""One row per cell of a published matrix of sectors and carriers (energy or emissions), total rows included."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class EmissionsMatrix(pa.DataFrameModel):
    """One cell as printed, in the unit beside it; a figure that is not printed is missing, not zero.

    Keys may stand twice and rows may be totals of others: the audit finds them, so they are let in.
    """

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year(nullable=True)
    published_table: str = fields.field("Tabelle der Quelle", "Table of the source", nullable=True)
    sector: str = fields.sector()
    carrier: str = fields.carrier(nullable=True)
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
