"""The Arrow schema of one released table: plain types, and unit, privacy class and titles beside every field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from schemas.errors import StadtlandError

if TYPE_CHECKING:
    import pandera.polars as pa
    import pyarrow

FIELD_KEYS = ("privacy", "title_de", "title_en", "unit")
"""What may stand beside a field; `unit` is absent where a column has none, the others are never absent."""

PLAIN_TYPES = (
    pl.Boolean, pl.String, pl.Date, pl.Datetime, pl.Time, pl.Decimal, pl.Float32, pl.Float64,
    pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64,
)  # fmt: skip
"""No Enum and no Categorical: both write levels that no row holds any more. No nested type: results are flat."""


def plain_types(schema: type[pa.DataFrameModel], columns: Sequence[str], *, table: str) -> dict[str, pl.DataType]:
    """The type each column is written in, in the schema's column order; `Enum` and `Categorical` become `String`.

    A column that the schema does not have is `table-columns-differ`, a type that is not plain `table-type-refused`.
    """
    described = schema.to_schema().columns
    strangers = [column for column in columns if column not in described]
    if strangers:
        raise StadtlandError("table-columns-differ", table=table, columns=", ".join(sorted(strangers)))
    types: dict[str, pl.DataType] = {}
    for column, description in described.items():
        if column not in columns:
            continue
        kind = description.dtype.type
        dtype = kind() if isinstance(kind, type) else kind
        if dtype in (pl.Categorical, pl.Enum):
            dtype = pl.String()
        if dtype not in PLAIN_TYPES:
            raise StadtlandError("table-type-refused", table=table, column=column, type=str(dtype))
        types[column] = dtype
    return types


def released_schema(schema: type[pa.DataFrameModel], columns: Sequence[str], *, table: str) -> pyarrow.Schema:
    """The Arrow schema that a table of these columns is written with, and that the gate expects to read back.

    A column whose schema does not say its privacy class and both titles is `table-field-undescribed`: nobody could
    read the table without asking.
    """
    import pyarrow

    types = plain_types(schema, columns, table=table)
    described = schema.to_schema().columns
    arrow = pl.DataFrame(schema=types).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    fields = []
    for field in arrow:
        known = described[field.name].metadata or {}
        missing = [key for key in FIELD_KEYS if key != "unit" and not known.get(key)]
        if missing:
            raise StadtlandError(
                "table-field-undescribed", table=table, column=field.name, missing=", ".join(sorted(missing))
            )
        fields.append(field.with_metadata({key: str(known[key]) for key in FIELD_KEYS if known.get(key)}))
    return pyarrow.schema(fields)
