"""`extract_database`: the agreed columns of one PostgreSQL table, view or query, with their types.

Only agreed columns are asked for, in one read-only transaction, so that all rows are of one moment. A table has no
order; the rows come sorted by the text of all their columns, byte by byte, so that the same rows give the same bytes
on any server. Numbers of type numeric stay exact: they travel as text and become decimals with as many places as the
column holds (floats only where it holds NaN, infinity or more than 38 digits). Types without a counterpart are text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from schemas.agreement import PostgresqlSource
from sources.extract import Extract, Origin
from sources.header import choose
from sources.postgresql_session import PostgresqlSession

_MOST_DIGITS = 38
_NATIVE: dict[str, pl.DataType] = {
    "bool": pl.Boolean(),
    "int2": pl.Int16(),
    "int4": pl.Int32(),
    "int8": pl.Int64(),
    "float4": pl.Float32(),
    "float8": pl.Float64(),
    "text": pl.String(),
    "varchar": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "timestamptz": pl.Datetime("us", "UTC"),
    "bytea": pl.Binary(),
}
_EXACT = frozenset(("numeric", "money"))


def extract_database(
    source: PostgresqlSource, wanted: Mapping[str, str], *, dataset: str, progress: Callable[[int], None]
) -> Extract:
    """The agreed columns of the table, view or query. One attempt: whether to try again is the caller's to say.

    Raises `source-unreachable`, `source-query-refused` (with the server's SQLSTATE; its message may quote values),
    `secret-missing`, and what `choose` raises.
    """
    session = PostgresqlSession(source.url, dataset=dataset)
    try:
        table = _table_or_query(source)
        types = session.column_types(f"SELECT * FROM {table} LIMIT 0")
        place = source.table or "query"
        dropped = choose([name for name, _ in types], wanted, dataset=dataset, file=place).dropped
        sql_types = {field: dict(types)[column] for field, column in wanted.items()}
        dtypes = _dtypes(session, table, wanted, sql_types)
    except BaseException:
        session.close()
        raise

    rows = 0

    def frames() -> Iterator[pl.DataFrame]:
        nonlocal rows
        try:
            for frame in session.frames(_query(table, wanted, sql_types)):
                rows += frame.height
                progress(frame.height)
                yield frame.select(pl.col(field).cast(dtype) for field, dtype in dtypes.items())
        finally:
            session.close()

    frame = pl.io.plugins.register_io_source(lambda *_: frames(), schema=dtypes)
    return Extract(frame, is_text=False, origin=lambda: Origin((), rows, dropped))


def _query(table: str, wanted: Mapping[str, str], sql_types: Mapping[str, str]) -> str:
    columns = ", ".join(
        f"{_cast(column, sql_types[field])} AS {quoted_name(field)}" for field, column in wanted.items()
    )
    order = ", ".join(f'q.{quoted_name(column)}::text COLLATE "C"' for column in dict.fromkeys(wanted.values()))
    return f"SELECT {columns} FROM {table} ORDER BY {order}"


def _cast(column: str, sql_type: str) -> str:
    name = f"q.{quoted_name(column)}"
    if sql_type in _EXACT:
        return f"{name}::numeric::text"
    return name if sql_type in _NATIVE else f"{name}::text"


def _dtypes(
    session: PostgresqlSession, table: str, wanted: Mapping[str, str], sql_types: Mapping[str, str]
) -> dict[str, pl.DataType]:
    dtypes: dict[str, pl.DataType] = {field: _NATIVE.get(sql_types[field], pl.String()) for field in wanted}
    exact = [field for field in wanted if sql_types[field] in _EXACT]
    if exact:
        numbers = [f"q.{quoted_name(wanted[field])}::numeric" for field in exact]
        measured = session.row(f"SELECT {', '.join(map(_digits, numbers))} FROM {table}")
        for field, (places, whole, unbounded) in zip(exact, _threes(measured), strict=True):
            fits = not unbounded and places + whole <= _MOST_DIGITS
            dtypes[field] = pl.Decimal(_MOST_DIGITS, places) if fits else pl.Float64()
    return dtypes


def _digits(number: str) -> str:
    """Decimal places, whole digits and values without digits of one column (the scale of NaN and infinity is null)."""
    return (
        f"coalesce(max(scale({number})), 0)::int8, "
        f"coalesce(max(length(trunc(abs({number}))::text)) FILTER (WHERE scale({number}) IS NOT NULL), 1)::int8, "
        f"count({number}) FILTER (WHERE scale({number}) IS NULL)"
    )


def _threes(values: tuple[Any, ...]) -> Iterator[tuple[int, int, int]]:
    return zip(values[::3], values[1::3], values[2::3], strict=True)


def _table_or_query(source: PostgresqlSource) -> str:
    if source.query is not None:
        # The line end closes a comment that the query may end with.
        return f"({source.query.rstrip().rstrip(';')}\n) AS q"
    return ".".join(quoted_name(part) for part in (source.table or "").split(".")) + " AS q"


def quoted_name(name: str) -> str:
    """A name as SQL writes it, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'
