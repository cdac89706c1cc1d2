"""Two sets of emission factors side by side, carrier by carrier: what choosing the other one would change."""

from __future__ import annotations

import polars as pl

_COLUMNS = ("year_or_edition", "first_year", "last_year", "factor_g_per_kwh", "basis", "source")


def compared_factors(one: pl.LazyFrame, other: pl.LazyFrame, year: int | None = None) -> pl.DataFrame:
    """One row per carrier and use that either set knows: both factors (g/kWh), other minus one, and in per cent.

    `one` and `other` are sets as `factor_set` gives them. With `year`, what each answers for that balance year;
    without, rows whose years overlap, and where none do the latest of each (`is_same_year` false). A carrier that one
    set lacks has no difference. `is_same_basis` is false where the two count different things.
    """
    left, right = (
        _rows(one, year),
        _rows(other, year).rename(lambda name: name if name == "carrier" else f"{name}_other"),
    )
    paired = left.join(right, on="carrier").filter(
        pl.col("use").is_null() | pl.col("use_other").is_null() | (pl.col("use") == pl.col("use_other"))
    )
    alone = [left.join(paired, on="row", how="anti"), right.join(paired, on="row_other", how="anti")]
    pairs = pl.concat([paired, *alone], how="diagonal")
    far = 9999
    overlap = (pl.col("first_year") <= pl.col("last_year_other").fill_null(far)) & (
        pl.col("first_year_other") <= pl.col("last_year").fill_null(far)
    )
    use = pl.coalesce("use", "use_other")
    key = ("carrier", "use_of_row")
    chosen = (
        pairs.with_columns(is_same_year=overlap, use_of_row=use)
        .filter(pl.col("is_same_year").fill_null(True) | ~pl.col("is_same_year").fill_null(False).any().over(key))
        .sort("carrier", "use_of_row", "first_year", "first_year_other", nulls_last=True)
    )
    alike = chosen.filter(pl.col("is_same_year").fill_null(True))
    apart = chosen.filter(~pl.col("is_same_year").fill_null(True)).unique(key, keep="last", maintain_order=True)
    difference = pl.col("factor_g_per_kwh_other") - pl.col("factor_g_per_kwh")
    return (
        pl.concat([alike, apart])
        .select(
            "carrier",
            use="use_of_row",
            edition="year_or_edition",
            factor_g_per_kwh="factor_g_per_kwh",
            basis="basis",
            edition_other="year_or_edition_other",
            factor_other_g_per_kwh="factor_g_per_kwh_other",
            basis_other="basis_other",
            difference_g_per_kwh=difference.round(6),
            difference_percent=pl.when(pl.col("factor_g_per_kwh") != 0).then(
                (difference / pl.col("factor_g_per_kwh") * 100).round(2)
            ),
            is_same_year="is_same_year",
            is_same_basis=pl.col("basis") == pl.col("basis_other"),
        )
        .sort("carrier", "use", "edition", "edition_other", nulls_last=True)
    )


def _rows(frame: pl.LazyFrame, year: int | None) -> pl.DataFrame:
    rows = frame.select("carrier", "use", *_COLUMNS).collect().with_row_index("row")
    if year is None:
        return rows
    until = pl.col("last_year").fill_null(9999)
    return rows.filter((pl.col("first_year") <= year) & (year <= until))
