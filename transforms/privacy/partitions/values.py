"""The distinct values of some fields: what partitions agree on before they count."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from schemas.errors import StadtlandError


@dataclass(frozen=True)
class Values:
    """Per field its distinct values in their own type, sorted, missing ones apart. Values of partitions merge.

    A hierarchy that is built from the data (intervals, digits, dates) is built from the merged values, so that every
    partition counts by the same leaf codes. The values are personal data like the rows they come from.
    """

    fields: Mapping[str, pl.Series] = field(repr=False)

    @classmethod
    def of(cls, frame: pl.LazyFrame, fields: Sequence[str]) -> Values:
        """One streaming pass over the columns named. Errors: `column-not-in-frame`."""
        schema = frame.collect_schema()
        for name in fields:
            if name not in schema:
                raise StadtlandError("column-not-in-frame", method="values", column=name)
        found = pl.collect_all([frame.select(pl.col(name).unique()) for name in fields], engine="streaming")
        return cls({name: one.to_series().drop_nulls().sort() for name, one in zip(fields, found, strict=True)})

    def merge(self, *others: Values) -> Values:
        """The values of all partitions together; commutative and associative.

        Errors: `partitions-differ` where a field is of another type in another partition.
        """
        merged = {}
        for name, mine in self.fields.items():
            series = [mine, *(other.fields[name] for other in others)]
            types = {str(one.dtype) for one in series}
            if len(types) > 1:
                raise StadtlandError("partitions-differ", column=name, types=", ".join(sorted(types)))
            merged[name] = pl.concat(series).unique().sort()
        return Values(merged)

    @property
    def frame(self) -> dict[str, pl.LazyFrame]:
        """Per field a table of its values, for whatever wants a frame to build a hierarchy from."""
        return {name: pl.LazyFrame({name: values}) for name, values in self.fields.items()}

    def to_bytes(self) -> bytes:
        """A Parquet file of one row, a list per field. Personal data: the run's private folder only."""
        file = io.BytesIO()
        pl.DataFrame([values.implode() for values in self.fields.values()]).write_parquet(
            file, compression="lz4", statistics=False
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Values:
        """What `to_bytes` wrote. Errors: `summary-damaged`."""
        try:
            frame = pl.read_parquet(io.BytesIO(data))
            return cls({name: frame[name].explode(empty_as_null=False) for name in frame.columns})
        except (pl.exceptions.PolarsError, OSError):
            raise StadtlandError("summary-damaged") from None
