"""What the pages of one Parquet file hold beside its rows: dictionaries, statistics, metadata of chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from delivery.gate_footer import Problem

if TYPE_CHECKING:
    import polars as pl


def problems_of_values(file: Any, forbidden: Mapping[str, pl.Series]) -> Iterator[Problem]:
    """Read every column chunk of an open `pyarrow.parquet.ParquetFile` (text as dictionaries) and compare."""
    seen: set[Problem] = set()
    for group in range(file.num_row_groups):
        for place in range(file.metadata.num_columns):
            for problem in _chunk(file, group, place, forbidden):
                if problem not in seen:
                    seen.add(problem)
                    yield problem


def _chunk(file: Any, group: int, place: int, forbidden: Mapping[str, pl.Series]) -> Iterator[Problem]:
    import pyarrow

    chunk = file.metadata.row_group(group).column(place)
    name = chunk.path_in_schema
    if chunk.metadata or chunk.file_path or chunk.bloom_filter_offset is not None:
        yield Problem(
            f"Spalte {name} trägt eigene Metadaten oder einen Filter.",
            f"column {name} carries metadata of its own or a filter.",
        )
    if chunk.compression != "ZSTD":
        yield Problem(f"Spalte {name} ist nicht mit zstd gepackt.", f"column {name} is not packed with zstd.")
    values = file.read_row_group(group, columns=[name]).column(0)
    if pyarrow.types.is_dictionary(values.type):
        for part in values.chunks:
            used = len(part.indices.unique().drop_null())
            if used != len(part.dictionary):
                yield Problem(
                    f"Das Wörterbuch der Spalte {name} enthält Werte, die keine Zeile hat.",
                    f"the dictionary of column {name} holds values that no row has.",
                )
        yield from _forbidden(name, values, forbidden)
        values = values.cast(values.type.value_type)
    if not _statistics_agree(chunk.statistics, values):
        yield Problem(
            f"Die Statistik der Spalte {name} nennt Werte, die keine Zeile hat.",
            f"the statistics of column {name} tell values that no row has.",
        )


def _forbidden(name: str, values: Any, forbidden: Mapping[str, pl.Series]) -> Iterator[Problem]:
    import polars as pl

    present = pl.Series(values.unique().cast(values.type.value_type)).drop_nulls()
    for field, refused in forbidden.items():
        count = int(present.is_in(refused.drop_nulls().cast(pl.String).implode()).sum())
        if count:
            yield Problem(
                f"Spalte {name} enthält {count} Werte des nie freigegebenen Felds {field}.",
                f"column {name} holds {count} values of the field {field} that is never released.",
            )


def _statistics_agree(statistics: Any, values: Any) -> bool:
    import pyarrow.compute

    if statistics is None:
        return True
    if statistics.has_null_count and statistics.null_count != values.null_count:
        return False
    if statistics.has_distinct_count and statistics.distinct_count != len(values.unique().drop_null()):
        return False
    if not statistics.has_min_max:
        return True
    least, most = pyarrow.compute.min_max(values).as_py().values()
    low, high = statistics.min, statistics.max
    if isinstance(least, str):
        # Long texts are cut in statistics: the least to a beginning of it, the most to a beginning raised by one.
        is_cut = len(high) <= len(most) and most.startswith(high[:-1])
        return least.startswith(low) and (high == most or is_cut)
    return bool((low, high) == (least, most))
