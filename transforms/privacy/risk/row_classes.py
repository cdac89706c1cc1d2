"""Rows by class: which class of quasi-identifiers each row falls into, and which values each class has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.counting.as_text import as_text
from transforms.privacy.counting.grouping import numbered
from transforms.privacy.hierarchies.hierarchy import TOP
from transforms.privacy.risk.wildcards import Wildcards

_KEYS = 1 << 62


@dataclass(frozen=True)
class RowClasses:
    """One class number per row; classes are numbered in the order of their values as text, missing ones last."""

    class_of: NDArray[np.intp]
    rows: NDArray[np.int64]
    """Rows per class."""
    values: tuple[NDArray[np.intp], ...]
    """Per quasi-identifier the value number of each class: its place in `known`, one more for "missing"."""
    known: tuple[pl.Series, ...]

    @property
    def number(self) -> int:
        """How many classes there are."""
        return len(self.rows)

    def is_wild(self) -> list[NDArray[np.bool_]]:
        """Per quasi-identifier whether a class has nothing or '*' there."""
        return [
            np.append((texts == TOP).to_numpy(), True)[codes]
            for texts, codes in zip(self.known, self.values, strict=True)
        ]

    def wildcards(self) -> Wildcards:
        """The classes, what is missing or '*' matching every value."""
        return Wildcards.of(self.values, self.is_wild())


def known_values(frames: Sequence[pl.LazyFrame], quasi: Sequence[str]) -> tuple[pl.Series, ...]:
    """Per quasi-identifier the values of all `frames` as text, sorted, each once, missing ones left out."""
    types = [frame.collect_schema() for frame in frames]
    texts = [
        pl.concat(
            [frame.select(as_text(name, known[name]).unique()) for frame, known in zip(frames, types, strict=True)]
        )
        .unique()
        .drop_nulls()
        for name in quasi
    ]
    return tuple(found.to_series().sort() for found in pl.collect_all(texts, engine="streaming"))


def row_classes(frame: pl.LazyFrame, quasi: Sequence[str], known: Sequence[pl.Series]) -> RowClasses:
    """The classes of `frame`, whose values are all among the `known` ones. Null is a value of its own.

    One streaming pass; memory of 8 bytes per row and quasi-identifier, and a sort of the keys.
    """
    types = frame.collect_schema()
    text = [
        as_text(name, types[name]).cast(pl.Enum(values)).to_physical().cast(pl.Int64).fill_null(values.len())
        for name, values in zip(quasi, known, strict=True)
    ]
    coded = frame.select(expression.alias(str(place)) for place, expression in enumerate(text))
    columns = coded.collect(engine="streaming")
    codes = [columns[str(place)].to_numpy() for place in range(len(quasi))]
    keys, size = np.zeros(columns.height, dtype=np.intp), 1
    for column, values in zip(codes, known, strict=True):
        if size * (values.len() + 1) > _KEYS:
            keys, size = numbered(keys)
        keys = keys * (values.len() + 1) + column
        size *= values.len() + 1
    class_of, number = numbered(keys)
    first = np.zeros(number, dtype=np.intp)
    first[class_of[::-1]] = np.arange(len(keys))[::-1]
    rows = np.bincount(class_of, minlength=number).astype(np.int64)
    return RowClasses(class_of, rows, tuple(column[first].astype(np.intp) for column in codes), tuple(known))
