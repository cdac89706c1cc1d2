"""`PostgresqlSession`: one read-only transaction on a PostgreSQL database, by ADBC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar, cast

import polars as pl

from schemas.errors import StadtlandError
from sources.secret import resolve

_CONNECT_SECONDS = 15
_SQLSTATE = re.compile(r"SQLSTATE: (\w{5})")
_NOT_THERE = ("08", "53", "57P")
"""Classes of SQLSTATE that mean the server is not there for us now: connection, resources, shutdown."""

_Answer = TypeVar("_Answer")


class PostgresqlSession:
    """A connection and its one transaction: all rows of one moment, nothing can be changed, texts the same everywhere.

    `url` is the reference to the secret. Errors carry the server's SQLSTATE and never its message, which may quote
    values, names and hosts: `source-unreachable` or `source-query-refused`.
    """

    def __init__(self, url: str, *, dataset: str) -> None:
        import adbc_driver_postgresql.dbapi

        self._url = url
        self._dataset = dataset
        place = with_timeout(resolve(url, dataset), _CONNECT_SECONDS)
        try:
            self._connection = adbc_driver_postgresql.dbapi.connect(place)
        except adbc_driver_postgresql.dbapi.Error:
            raise self._unreachable() from None
        self._cursor = self._connection.cursor()
        for statement in (
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            "SET LOCAL TIME ZONE 'UTC'",
            "SET LOCAL intervalstyle = 'iso_8601'",
        ):
            self._careful(partial(self._cursor.execute, statement))

    def column_types(self, query: str) -> list[tuple[str, str]]:
        """Name and PostgreSQL type of each column that a query gives."""
        schema = self._careful(lambda: self._asked(query).schema)
        return [(field.name, (field.metadata or {}).get(b"POSTGRESQL:type", b"").decode()) for field in schema]

    def row(self, query: str) -> tuple[Any, ...]:
        """The one row of a query that has one."""

        def only() -> tuple[Any, ...]:
            self._cursor.execute(query)
            return tuple(cast("tuple[Any, ...]", self._cursor.fetchone()))

        return self._careful(only)

    def frames(self, query: str) -> Iterator[pl.DataFrame]:
        """The rows of a query, as they arrive."""
        batches = self._careful(lambda: self._asked(query))
        while (batch := self._careful(lambda: next(batches, None))) is not None:
            yield cast(pl.DataFrame, pl.from_arrow(batch))

    def close(self) -> None:
        """End the transaction and the connection; nothing was changed."""
        self._cursor.close()
        self._connection.close()

    def _asked(self, query: str) -> Any:
        self._cursor.execute(query)
        return self._cursor.fetch_record_batch()

    def _careful(self, ask: Callable[[], _Answer]) -> _Answer:
        import adbc_driver_postgresql.dbapi
        import pyarrow as pa

        try:
            return ask()
        except adbc_driver_postgresql.dbapi.Error as error:
            raise self._refused(error.sqlstate or "") from None
        except (OSError, pa.ArrowException) as error:  # what Arrow makes of an error between two batches
            found = _SQLSTATE.search(str(error))
            raise self._refused(found[1] if found else "") from None

    def _refused(self, sqlstate: str) -> StadtlandError:
        if sqlstate.startswith(_NOT_THERE) or not (sqlstate or self._answers()):
            return self._unreachable()
        return StadtlandError("source-query-refused", dataset=self._dataset, sqlstate=sqlstate or "?")

    def _answers(self) -> bool:
        """Whether the server is still there, where an error came without its code."""
        import adbc_driver_postgresql.dbapi

        try:
            self._connection.rollback()
            self._cursor.execute("SELECT 1")
        except adbc_driver_postgresql.dbapi.Error:
            return False
        return True

    def _unreachable(self) -> StadtlandError:
        return StadtlandError("source-unreachable", dataset=self._dataset, url=self._url, attempts=1)


def with_timeout(url: str, seconds: int) -> str:
    """The same URL or connection string with a limit to waiting, unless it has one."""
    if "connect_timeout" in url:
        return url
    if "://" not in url:
        return f"{url} connect_timeout={seconds}"
    return f"{url}{'&' if '?' in url else '?'}connect_timeout={seconds}"
