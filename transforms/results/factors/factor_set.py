"""One named set of emission factors out of the house's table: one basis, one figure per carrier, use and year."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError


def factor_set(factors: pl.LazyFrame, factor_sets: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """One row per carrier, use and range of balance years of the set `name`: factor in g/kWh of final energy.

    Raises `factor-set-unknown` (names the sets there are), `factor-bases-mixed` when a row's basis is not the one the
    set declares, `factor-key-twice` when two rows answer for the same carrier, use and year.
    """
    sets = factor_sets.collect()
    known = sets.get_column("factor_set").to_list()
    if name not in known:
        raise StadtlandError("factor-set-unknown", factor_set=name, available=", ".join(sorted(known)))
    basis = sets.row(by_predicate=pl.col("factor_set") == name, named=True)["basis"]
    rows = (
        factors.filter(pl.col("sets").fill_null("").str.split(" ").list.contains(name))
        .select(pl.lit(name).alias("factor_set"), pl.exclude("sets"))
        .sort("carrier", "use", "first_year", nulls_last=True)
        .collect()
    )
    bases = {basis, *rows.get_column("basis")}
    if len(bases) > 1:
        raise StadtlandError("factor-bases-mixed", factor_set=name, bases=", ".join(sorted(bases)))
    _refuse_two_answers(rows, name)
    return rows.lazy()


def _refuse_two_answers(rows: pl.DataFrame, name: str) -> None:
    until = pl.col("last_year").fill_null(9999)
    key = ("carrier", "use")
    twice = rows.filter(pl.col("first_year") <= until.shift(1).over(key))
    if not twice.is_empty():
        raise StadtlandError("factor-key-twice", factor_set=name, carriers=", ".join(sorted(set(twice["carrier"]))))
