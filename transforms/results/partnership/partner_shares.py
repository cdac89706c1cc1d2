"""Shares of each partner municipality in the partnership by every key side by side, against the printed shares.

The keys differ wildly, so whoever allocates something by one of them should see all of them first.
"""

from __future__ import annotations

import polars as pl

from transforms.results.exact.whole_units import whole_units
from transforms.results.partnership.read_partners import POPULATION_YEAR

_KEYS: dict[str, tuple[str, str, str | None]] = {
    # key: (column of the base data, unit, column with the share as its publisher printed it)
    "population": ("population_2021", "1", "share_population_as_printed"),
    "land": ("land_ha", "ha", "share_land_as_printed"),
    "forest": ("forest_ha", "ha", "share_forest_as_printed"),
    "agriculture": ("agriculture_ha", "ha", None),
    "settlement": ("settlement_ha", "ha", None),
    "traffic": ("traffic_ha", "ha", None),
}
_DECIMALS = 8
"""The publisher prints eight decimals; ours are rounded to as many, once, here."""


def partner_shares(municipality_base: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality and key: its value, the sum of all partners, its share (of 1) and the printed share.

    The shares of one key sum to 1. A key with a missing value has no shares at all: a sum without one partner is not
    the sum of the partnership. `difference` is ours minus the printed one; a finding never changes a number.
    """
    tables = [_one_key(municipality_base, key, *columns) for key, columns in _KEYS.items()]
    return pl.concat(tables).select(pl.lit(period).alias("period"), pl.all()).sort("key", "municipality_code")


def _one_key(base: pl.LazyFrame, key: str, column: str, unit: str, printed: str | None) -> pl.LazyFrame:
    # Whole numbers (persons, ha to three decimals) add without a rounding error, in any order.
    thousandths = (pl.col(column) * 1000).round().cast(pl.Int64)
    total = pl.when(pl.col(column).is_null().any()).then(None).otherwise(thousandths.sum())
    share = (thousandths / total).round(_DECIMALS)
    share_as_printed = pl.lit(None, dtype=pl.Float64) if printed is None else pl.col(printed)
    return base.select(
        key=pl.lit(key),
        municipality_code="municipality_code",
        municipality_name="municipality_name",
        value=pl.col(column).cast(pl.Float64),
        unit=pl.lit(unit),
        # The year stands in the name of the population's column; the base data state none for the land.
        key_year=pl.lit(POPULATION_YEAR if key == "population" else None, dtype=pl.Int64),
        partnership_value=whole_units(total, decimals=3),
        share=share,
        share_as_printed=share_as_printed,
        difference=(share - share_as_printed).round(_DECIMALS),
        status=pl.when(share.is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed")),
    )
