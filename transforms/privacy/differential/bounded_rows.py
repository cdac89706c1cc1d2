"""The rows that count: those asked for, and of each person no more than agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.agreement.differential import PrivacyUnit
from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column


def bounded_rows(
    frame: pl.LazyFrame, unit: PrivacyUnit, columns: Sequence[str], where: Mapping[str, Sequence[str]] | None = None
) -> pl.LazyFrame:
    """`frame` with the columns asked for and the rows that count, at most `unit.rows_per_person` of each person.

    Which ones stay depends on that person's rows alone: the first in sorted order of `columns`, smallest values first
    (missing ones before all). One person more or less therefore changes at most `rows_per_person` rows, whatever the
    data are. `where` keeps rows whose column, as text, is one of the values; it is asked before rows are counted off.

    Does not guarantee: an undistorted picture where many persons have more rows than agreed; the kept ones are the
    smaller. Complexity: one streaming pass; a sort of the rows where there is a person. Errors: `column-not-in-frame`,
    `person-missing`.
    """
    named = [*columns, *(where or {}), *([unit.person] if unit.person is not None else [])]
    for name in named:
        require_column(frame, name, method="differential-privacy")
    for name, values in (where or {}).items():
        frame = frame.filter(pl.col(name).cast(pl.String).is_in(list(values)))
    if unit.person is None:
        return frame.select(list(dict.fromkeys(columns))) if columns else frame  # no columns would mean no rows
    if bool(frame.select(pl.col(unit.person).is_null().any()).collect(engine="streaming").item()):
        raise StadtlandError("person-missing", column=unit.person)
    order = list(dict.fromkeys([unit.person, *columns]))
    in_order = frame.select(order).sort(order, nulls_last=False)
    # In this order a row is one too many exactly where the row that many before it is the same person's.
    counted = pl.col(unit.person).ne_missing(pl.col(unit.person).shift(unit.rows_per_person))
    return in_order.filter(counted)
