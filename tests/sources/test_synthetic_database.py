"""The demonstration's PostgreSQL server: starts, holds every reading with its type, and leaves nothing behind."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StadtlandError
from sources.synthetic import demo_database as module
from sources.synthetic.demo_database import demo_database, temporary_server
from sources.synthetic.generate import generate

pytestmark = pytest.mark.postgres

COUNTS = "SELECT count(*), count(verbrauch_kwh), min(jahr) FROM stadtland_demo.waermezaehler"


def _ask(url: str, query: str) -> list[tuple[object, ...]]:
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_the_server_holds_the_readings_and_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STADTLAND_DEMO_POSTGRES", raising=False)
    planted = generate(tmp_path, rows=2_000, seed=1)
    rows = planted.rows["heat_meters"]
    with demo_database(tmp_path) as url:
        socket_folder = Path(url.partition("host=")[2])
        missing = planted.defects["heat_meters"]["energy_mwh_is_present"]
        assert _ask(url, COUNTS) == [(rows, rows - missing, 2023)]
        written = pl.read_parquet(planted.files["heat_meters"]).row(0)
        (held,) = _ask(url, f"SELECT * FROM stadtland_demo.waermezaehler WHERE zaehlernummer = '{written[0]}' LIMIT 1")
        assert held == written
        assert isinstance(held[-1], datetime.date)
        # Others on the machine cannot reach the socket: the folder is closed to them.
        assert socket_folder.stat().st_mode & 0o077 == 0
    assert not socket_folder.exists()
    with pytest.raises(Exception, match="onnect"):
        _ask(url, COUNTS)


def test_a_named_server_is_used_and_loading_twice_is_loading_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = generate(tmp_path, rows=2_000, seed=1)
    with temporary_server() as named:
        monkeypatch.setenv("STADTLAND_DEMO_POSTGRES", named)
        for _ in range(2):
            with demo_database(tmp_path) as url:
                assert url == named
        assert _ask(named, COUNTS)[0][0] == planted.rows["heat_meters"]


def test_a_server_that_cannot_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "pginstall" / "bin"
    empty.mkdir(parents=True)
    monkeypatch.setattr(module, "_programs", lambda: empty)
    with pytest.raises(StadtlandError) as error, temporary_server():
        pass
    assert error.value.code == "demo-postgres-failed"
    assert error.value.facts["program"] == "initdb"


def test_without_the_package_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(StadtlandError) as error, temporary_server():
        pass
    assert error.value.code == "demo-postgres-missing"
    assert "STADTLAND_DEMO_POSTGRES" in error.value.message("de")
