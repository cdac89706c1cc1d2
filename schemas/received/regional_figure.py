"""One row per municipality, district, state or the whole country: one figure of its statistics. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class RegionalFigure(pa.DataFrameModel):
    """Which figure it is (inhabitants, dwelling area, farmland), the agreement's dataset says; never negative."""

    # DG000000 is the whole of Germany in these files.
    region_code: str = fields.field(
        "Regionalschlüssel",
        "Region code",
        str_matches=r"^(?:[0-9]{8}|[0-9]{5}|DG000000)$",
        form=("8 oder 5 Ziffern, oder DG000000", "8 or 5 digits, or DG000000"),
        unique=True,
    )
    value: float = fields.field("Wert", "Value", privacy="measure", ge=0, nullable=True)
