"""Control totals of one table: rows, values and exact sums per column. The receiver recomputes them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Context, Decimal
from itertools import chain
from pathlib import Path
from typing import Any

CONTROL_TOTALS = "control_totals.json"
_EXACT = Context(prec=120)
_DIGITS = 76


def control_totals(path: Path) -> dict[str, Any]:
    """`{"rows": n, "columns": {name: {"values": n, "sum": "…"}}}` of one Parquet file, in the file's column order.

    `values` counts what is not null. `sum` stands at numbers only and is text, so that no reader rounds it: integers
    and decimals exactly, booleans as the number of trues, floats as the correctly rounded sum of the exact values
    (Python's `math.fsum`). It is null where the column has no value (missing is never zero) or the sum is no finite
    float. None of them depends on the order of rows. Memory: one batch of one column.

    A file that is no Parquet raises pyarrow's own errors.
    """
    import pyarrow
    import pyarrow.parquet

    types = pyarrow.types
    columns: dict[str, dict[str, Any]] = {}
    with pyarrow.parquet.ParquetFile(path) as file:
        for field in file.schema_arrow:
            column = _Values(file, field.name)
            total: str | None = None
            is_number = True
            if types.is_floating(field.type):
                total = _float_sum(column)
            elif types.is_integer(field.type) or types.is_boolean(field.type):
                total = _exact_sum(column, 0)
            elif types.is_decimal(field.type):
                total = _exact_sum(column, field.type.scale)
            else:
                is_number = False
                for _ in column:
                    pass
            columns[field.name] = {"values": column.count}
            if is_number:
                columns[field.name]["sum"] = total if column.count else None
        return {"rows": file.metadata.num_rows, "columns": columns}


class _Values:
    """The values of one column that are not null, batch by batch; counts them on the way."""

    def __init__(self, file: Any, name: str) -> None:
        self._file = file
        self._name = name
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for batch in self._file.iter_batches(columns=[self._name]):
            values = batch.column(0).drop_null()
            self.count += len(values)
            yield values


def _float_sum(column: _Values) -> str | None:
    batches = iter(column)
    try:
        total = math.fsum(chain.from_iterable(values.to_numpy().tolist() for values in batches))
    except (OverflowError, ValueError):
        total = math.inf
        for _ in batches:  # the rest is still counted
            pass
    return repr(total) if math.isfinite(total) else None


def _exact_sum(column: _Values, scale: int) -> str:
    import pyarrow
    import pyarrow.compute

    wide = pyarrow.decimal256(_DIGITS, scale)
    total = Decimal(0).scaleb(-scale)
    for values in column:
        numbers = values.cast(pyarrow.uint8()) if pyarrow.types.is_boolean(values.type) else values
        part = pyarrow.compute.sum(numbers.cast(wide), min_count=0).as_py()
        total = _EXACT.add(total, part)
    return format(total, "f")
