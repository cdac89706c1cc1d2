"""A release as its reader counts it: the classes of its labels, and the sensitive values in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.sensitive import Sensitive
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.risk.refuse_roles import refuse_roles
from transforms.privacy.risk.row_classes import known_values, row_classes


@dataclass(frozen=True)
class ReleasedTuples:
    """The classes of a release, and the rows that shares are taken of."""

    classes: Classes
    whole: Tuples
    """One tuple per class, and with a reference a last one for what that has beyond the release."""


def released_tuples(
    frame: pl.LazyFrame, quasi: Sequence[str], sensitive: Sequence[str], reference: pl.LazyFrame | None = None
) -> ReleasedTuples:
    """Count `frame` by its labels, each sensitive field within them; null is a label, and no sensitive value.

    Errors: those of `refuse_roles`; `sensitive-absent`; `reference-too-small` where the release has more rows, or
    more rows of a value, than `reference`.
    """
    refuse_roles(frame, quasi)
    frames = [frame] if reference is None else [frame, reference]
    for one in frames:
        present = one.collect_schema().names()
        if missing := [field for field in sensitive if field not in present]:
            raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    found = row_classes(frame, quasi, known_values([frame], quasi))
    pairs = {
        field: _pairs(found.class_of, _numbers(frame, field, known), known)
        for field, known in zip(sensitive, known_values(frames, sensitive) if sensitive else (), strict=True)
    }
    ids = np.arange(found.number, dtype=np.intp)
    classes = Classes(ids, found.number, found.rows.astype(np.float64), pairs)
    if reference is None:
        return ReleasedTuples(classes, Tuples((), (), found.rows, pairs))
    height = int(reference.select(pl.len()).collect(engine="streaming").item())
    if height < len(found.class_of):
        raise StadtlandError("reference-too-small", rows=height, released=len(found.class_of))
    beyond = {field: _beyond(one, field, reference, found.number) for field, one in pairs.items()}
    rows = np.append(found.rows, height - len(found.class_of))
    return ReleasedTuples(classes, Tuples((), (), rows, beyond))


def _numbers(frame: pl.LazyFrame, field: str, known: pl.Series) -> NDArray[np.int64]:
    """Per row the place of its value among the `known`, -1 for a missing one."""
    text = pl.col(field).cast(pl.String).cast(pl.Enum(known)).to_physical().cast(pl.Int64).fill_null(-1)
    return frame.select(text).collect(engine="streaming").to_series().to_numpy()


def _pairs(class_of: NDArray[np.intp], value_of: NDArray[np.int64], known: pl.Series) -> Sensitive:
    values, is_known = max(1, known.len()), value_of >= 0
    keys, rows = np.unique(class_of[is_known] * values + value_of[is_known], return_counts=True)
    return Sensitive(keys // values, keys % values, rows.astype(np.int64), known.len(), tuple(known))


def _beyond(pairs: Sensitive, field: str, reference: pl.LazyFrame, last: int) -> Sensitive:
    """With what `reference` has beyond them as a tuple numbered `last`."""
    numbers = _numbers(reference, field, pl.Series(pairs.names, dtype=pl.String))
    own = np.bincount(pairs.value_of, weights=pairs.rows, minlength=pairs.values).astype(np.int64)
    all_rows = np.bincount(numbers[numbers >= 0], minlength=pairs.values)
    lacking = own > all_rows
    if lacking.any():
        raise StadtlandError("reference-too-small", rows=int(all_rows[lacking].sum()), released=int(own[lacking].sum()))
    more = np.flatnonzero(all_rows > own)
    return replace(
        pairs,
        tuple_of=np.concatenate((pairs.tuple_of, np.full(len(more), last))),
        value_of=np.concatenate((pairs.value_of, more)),
        rows=np.concatenate((pairs.rows, (all_rows - own)[more])),
    )
