"""Mondrian: numbers become ranges, found by cutting classes at their medians."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.agreement.privacy_model import ModelRule, SensitiveRule
from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.packed import packed
from transforms.privacy.counting.packing import Packing
from transforms.privacy.counting.tabulate import tabulate
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy
from transforms.privacy.local.classes_by import classes_by
from transforms.privacy.local.keeps import keeps
from transforms.privacy.local.median_cuts import median_cuts
from transforms.privacy.local.ranges import Ranges, ranges_of
from transforms.privacy.local.rules_of_rows import rules_of_rows
from transforms.privacy.models.choose_models import choose_models
from transforms.privacy.models.promise import Promise

_CLASS = "_class"


@dataclass(frozen=True)
class Mondrian:
    """One result per run. Counts are rows of microdata."""

    frame: pl.LazyFrame = field(repr=False, compare=False)
    """The microdata, in their order, with ranges as text ("18-35") in place of numbers."""
    strict: bool
    fields: tuple[str, ...]
    rows: int
    classes: int
    """Distinct tuples of ranges."""
    smallest: int
    """Rows of the smallest class."""
    average_class_size: float
    loss: float
    """Width of a row's range over the width in the whole table, mean over fields and rows (normalised certainty
    penalty, Xu et al. 2006, section 2)."""


def mondrian(
    frame: pl.LazyFrame,
    fields: Sequence[str],
    *,
    k: int | None = None,
    l: int = 1,  # noqa: E741 - the model's own name
    models: Sequence[Mapping[str, Any] | ModelRule] = (),
    sensitive: Sequence[str] = (),
    files: Mapping[str, Hierarchy] | None = None,
    strict: bool = True,
) -> Mondrian:
    """Ranges for the numeric `fields` such that every class of equal ranges keeps every model.

    LeFevre, DeWitt and Ramakrishnan (2006): beginning with all rows, a class is cut at the median of the field with
    the widest normalised range if both halves keep the promise, else of the next one, until nothing can be cut.
    `strict`: equal values stay together, so classes do not overlap. Relaxed: equal values may fall on both sides,
    which cuts finer where values repeat; rows that agree in all fields stay together. The range of a class is that of
    its values, not that of the cuts: "18-35", or "18" for a single one; "[-5, 3]" in a field that holds a negative
    number. A missing value stays missing; rows that miss the same fields begin as a class.

    Guarantees: every class keeps the promise, which is measured after classes of equal ranges are put together; the
    same answer whatever the order of rows. Does not guarantee: the least loss; anything against an attacker who knows
    where medians fall (minimality attack). The ends of a range are values that occur in it. Cost: one sort of the
    distinct tuples per field and level of the tree, about log2(rows / k) levels.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `sensitive-absent`, `sensitive-is-quasi-identifier`,
    `column-not-numeric`, `values-not-finite`, those of `choose_models`, and, as in `local_recoding`, `promise-none`,
    `parameter-out-of-range`, `sensitive-not-named`, `model-needs-sensitive`, `model-not-local`,
    `recoding-breaks-promise` and `coarsest-breaks-promise`.
    """
    rules = rules_of_rows(k, l, models, sensitive)
    needed = tuple(sensitive) if any(isinstance(rule, SensitiveRule) for rule in rules) else ()
    names = tuple(dict.fromkeys(fields))
    plain, numbers = _numbers(frame, names)
    hierarchies = {known.name: _flat(known) for known in numbers}
    table = contingency(plain, hierarchies, needed)
    tuples = tabulate(table, hierarchies)
    promise = choose_models(rules, tuples, needed, files or {})
    places = [column.labels[0][codes] for column, codes in zip(tuples.columns, tuples.codes, strict=True)]
    values = [
        np.append(known.cast(pl.Float64).to_numpy(), np.nan)[of] for known, of in zip(numbers, places, strict=True)
    ]
    starts = _starts(tuples, np.stack(values, axis=1), promise)
    class_of = median_cuts(tuples, np.stack(values, axis=1), starts, promise, strict=strict)
    ranges, class_of = ranges_of(numbers, places, class_of)
    if not keeps(_classes(tuples, class_of), promise):  # stay coarse
        ranges, class_of = ranges_of(numbers, places, starts)
    rows = np.bincount(class_of, weights=tuples.rows)
    keys = table.cells.select(table.packing.words).unique(maintain_order=True)  # cells are sorted: in order of tuples
    return Mondrian(
        frame=_recoded(plain, hierarchies, table.packing, keys.with_columns(pl.Series(_CLASS, class_of)), ranges),
        strict=strict,
        fields=names,
        rows=int(tuples.rows.sum()),
        classes=len(rows),
        smallest=int(rows.min()) if len(rows) else 0,
        average_class_size=float(rows.mean()) if len(rows) else 0.0,
        loss=float(sum(rows @ of.widths() for of in ranges) / max(1.0, rows.sum()) / len(ranges)),
    )


def _numbers(frame: pl.LazyFrame, names: Sequence[str]) -> tuple[pl.LazyFrame, list[pl.Series]]:
    """The frame with NaN as missing, and each field's distinct values, rising."""
    schema = frame.collect_schema()
    if not names:
        raise StadtlandError("quasi-identifiers-none")
    if missing := [name for name in names if name not in schema]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    for name in names:
        if not schema[name].is_numeric():
            raise StadtlandError("column-not-numeric", method="mondrian", column=name, dtype=str(schema[name]))
    floats = [name for name in names if schema[name].is_float()]
    # Zero is written once: as text -0.0 would be a value of its own.
    zero = [pl.when(pl.col(name) == 0).then(0.0).otherwise(pl.col(name).fill_nan(None)) for name in floats]
    plain = frame.with_columns(value.cast(schema[name]).alias(name) for name, value in zip(floats, zero, strict=True))
    infinite = plain.select(pl.col(name).is_infinite().sum() for name in floats).collect(engine="streaming")
    for name in floats:
        if rows := int(infinite[name].item()):
            raise StadtlandError("values-not-finite", field=name, rows=rows)
    found = pl.collect_all([plain.select(pl.col(name).unique()) for name in names], engine="streaming")
    return plain, [values.to_series().drop_nulls().sort() for values in found]


def _flat(numbers: pl.Series) -> Hierarchy:
    levels = pl.DataFrame({"level_0": numbers.cast(pl.String)}).with_columns(level_1=pl.lit(TOP))
    return Hierarchy(levels, numbers.name)


def _starts(tuples: Tuples, values: NDArray[np.float64], promise: Promise) -> NDArray[np.intp]:
    """One class per pattern of missing values; each has to keep the promise."""
    starts = np.unique(np.isnan(values), axis=0, return_inverse=True)[1].reshape(-1)
    broken = ~promise.kept(_classes(tuples, starts))[starts]
    if broken.any():
        rows = int(tuples.rows.sum())
        raise StadtlandError("coarsest-breaks-promise", broken=int(tuples.rows[broken].sum()), rows=rows)
    return starts


def _classes(tuples: Tuples, class_of: NDArray[np.intp]) -> Classes:
    return classes_by(tuples, class_of, int(class_of.max(initial=-1)) + 1)


def _recoded(
    frame: pl.LazyFrame,
    hierarchies: Mapping[str, Hierarchy],
    packing: Packing,
    class_of: pl.DataFrame,
    ranges: Sequence[Ranges],
) -> pl.LazyFrame:
    """Lazy and streaming, as `recode_locally`; a row whose numbers were not counted is left out."""
    schema = frame.collect_schema()
    lookups = {name: Lookup.of(name, schema[name], hierarchy) for name, hierarchy in hierarchies.items()}
    keyed = packed(frame, lookups, packing, and_also=[pl.all()])
    found = keyed.join(class_of.lazy(), on=packing.words, how="inner", maintain_order="left")
    texts = [of.texts() for of in ranges]
    return found.with_columns(
        pl.col(_CLASS).map_batches(text.gather, pl.String, is_elementwise=True).alias(text.name) for text in texts
    ).select(schema.names())
