"""PostgreSQL, a real server: types, exact numbers, the same bytes for the same rows, and a server that goes away."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from sources.postgresql_session import with_timeout
from sources.read import read
from sources.snapshot import Snapshot
from tests.integration.postgresql import NoServerError, execute, running_server
from tests.sources.conftest import dataset

pytestmark = pytest.mark.postgres

ReadTable = Callable[..., Snapshot]

METERS = (
    'CREATE TABLE "Zähler" (id bigint, plz varchar(5), kwh numeric(12,3), price money, day date, at timestamptz,'
    " is_open boolean, kind bpchar(6), note jsonb, meter uuid, owner text, raw bytea, span interval, exact numeric)",
    """INSERT INTO "Zähler" VALUES
       (1, '01067', 1.500, '3.50', '2024-02-29', '2024-01-01 10:00+02', true, 'gas', '{"a": 1}',
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'CANARY', '\\xff', '1 day 2 hours', 12345678901234567890.12),
       (2, NULL, -0.001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1.5)""",
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    try:
        with running_server() as url:
            execute(url, *METERS)
            yield url
    except NoServerError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def read_table(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadTable:
    """read_table(fields, table=… or query=…): through the one door, the address by reference."""
    monkeypatch.setenv("STADTLAND_TEST_DATABASE", server)

    def read_it(fields: Any, intake: str = "intake", **source: Any) -> Snapshot:
        terms = dataset({"kind": "postgresql", "url": "env:STADTLAND_TEST_DATABASE", **source}, fields)
        return read(terms, name="meters", base=tmp_path, intake=tmp_path / intake)

    return read_it


def _refusal(read_table: ReadTable, fields: Any, **source: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as refused:
        read_table(fields, **source)
    assert "CANARY" not in str(refused.value) + refused.value.message("de")
    assert refused.value.__cause__ is None
    return refused.value


def test_types_of_all_kinds(read_table: ReadTable) -> None:
    columns = ["id", "plz", "kwh", "price", "day", "at", "is_open", "kind", "note", "meter", "raw", "span", "exact"]
    snapshot = read_table({f"f_{name}": name for name in columns}, table="Zähler")
    first, second = pl.read_parquet(snapshot.path).rows()
    assert first == (
        1, "01067", Decimal("1.500"), Decimal("3.50"), date(2024, 2, 29), datetime(2024, 1, 1, 8, tzinfo=UTC), True,
        "gas", '{"a": 1}', "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", b"\xff", "P1DT2H",
        Decimal("12345678901234567890.12"),
    )  # fmt: skip
    assert second == (2, None, Decimal("-0.001"), *[None] * 9, Decimal("1.5"))
    assert snapshot.columns_dropped == ("owner",)
    assert not snapshot.is_text


def test_only_agreed_columns_are_asked_for(read_table: ReadTable) -> None:
    snapshot = read_table(["id", "plz"], table="public.Zähler")
    for file in snapshot.path.parent.rglob("*"):
        assert not file.is_file() or b"CANARY" not in file.read_bytes()


def test_a_query(read_table: ReadTable) -> None:
    query = 'SELECT id, upper(owner) AS shout FROM "Zähler" WHERE kwh > 0; -- one row'
    query = query.replace("; -- one row", " -- one row")
    snapshot = read_table({"meter": "id"}, query=query)
    assert pl.read_parquet(snapshot.path).to_dict(as_series=False) == {"meter": [1]}
    assert snapshot.columns_dropped == ("shout",)
    assert read_table({"meter": "id"}, query='SELECT id FROM "Zähler" ;\n').rows == 2


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_lie(server: str, read_table: ReadTable) -> None:
    execute(server, "CREATE TABLE forward AS SELECT n, (n % 7)::text AS t FROM generate_series(1, 5000) AS n")
    execute(server, "CREATE TABLE backward AS SELECT * FROM forward ORDER BY n DESC")
    one, other = read_table(["n", "t"], table="forward"), read_table(["n", "t"], table="backward")
    assert one.sha256 == other.sha256
    assert one.source_sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()
    assert not one.was_unchanged
    assert read_table(["n", "t"], table="forward").was_unchanged


def test_numbers_without_digits_become_floats(server: str, read_table: ReadTable) -> None:
    execute(server, "CREATE TABLE odd (n numeric)", "INSERT INTO odd VALUES ('NaN'), (1.5)")
    values = pl.read_parquet(read_table(["n"], table="odd").path)["n"]
    assert values.dtype == pl.Float64
    assert sorted(values.fill_nan(-1).to_list()) == [-1, 1.5]


def test_what_the_server_refuses(server: str, read_table: ReadTable) -> None:
    execute(server, "CREATE TABLE none (id bigint)", "CREATE SEQUENCE counter")
    for query, sqlstate in (
        ("SELECT 1 AS id FROM nowhere", "42P01"),
        ("SELEC id", "42601"),
        ("SELECT nextval('counter') AS id", "?"),  # a query may not change anything
        ('SELECT 1 / (id - 1) AS id FROM "Zähler"', "?"),
    ):
        refused = _refusal(read_table, ["id"], query=query)
        assert (refused.code, refused.facts["sqlstate"]) == ("source-query-refused", sqlstate)
    assert _refusal(read_table, ["id", "nope"], table="Zähler").code == "source-column-missing"
    assert _refusal(read_table, ["id"], query="SELECT 1 AS id, 2 AS id").code == "column-duplicate"
    assert _refusal(read_table, ["id"], table="none").code == "source-empty"


def test_text_that_was_encoded_twice(read_table: ReadTable) -> None:
    assert _refusal(read_table, ["a"], query="SELECT 'fÃ¼r'::text AS a").code == "source-double-encoded"


@pytest.mark.parametrize(
    "url", ["postgresql://u:pass-word@/x?host={tmp}", "postgresql://u:pass-word@127.0.0.1:1/x", "no address at all"]
)
def test_a_server_that_is_not_there(
    read_table: ReadTable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("STADTLAND_TEST_DATABASE", url.format(tmp=tmp_path))
    began = time.monotonic()
    refused = _refusal(read_table, ["id"], table="Zähler")
    assert (refused.code, refused.facts["attempts"]) == ("source-unreachable", 1)
    assert refused.facts["url"] == "env:STADTLAND_TEST_DATABASE"
    assert "pass-word" not in str(refused)
    assert time.monotonic() - began < 20


def test_an_address_that_is_not_set(read_table: ReadTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STADTLAND_TEST_DATABASE")
    assert _refusal(read_table, ["id"], table="Zähler").code == "secret-missing"


def test_a_server_that_goes_away_while_rows_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        with running_server() as url:
            monkeypatch.setenv("STADTLAND_TEST_DATABASE", url)
            query = "SELECT n, repeat('x', 500) AS t FROM generate_series(1, 300000) AS n"
            terms = dataset({"kind": "postgresql", "url": "env:STADTLAND_TEST_DATABASE", "query": query}, ["n", "t"])
            told: list[int] = []

            def cut(rows: int) -> None:
                if not told:
                    execute(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
                told.append(rows)

            with pytest.raises(StadtlandError) as refused:
                read(terms, name="meters", base=tmp_path, intake=tmp_path / "intake", progress=cut)
    except NoServerError as reason:
        pytest.skip(str(reason))
    assert refused.value.code == "source-unreachable"
    assert not list((tmp_path / "intake").glob("*.parquet"))


def test_waiting_has_a_limit_in_every_way_of_writing_an_address() -> None:
    assert with_timeout("postgresql://h/db", 9) == "postgresql://h/db?connect_timeout=9"
    assert with_timeout("postgresql://h/db?sslmode=require", 9) == "postgresql://h/db?sslmode=require&connect_timeout=9"
    assert with_timeout("host=h dbname=db", 9) == "host=h dbname=db connect_timeout=9"
    assert with_timeout("postgresql://h/db?connect_timeout=3", 9) == "postgresql://h/db?connect_timeout=3"
