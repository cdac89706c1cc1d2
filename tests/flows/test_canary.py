"""Unique values are planted in every personal field of every source; no byte outside the restricted zones may hold one.

Searched is everything a run leaves behind: standard output and error, Prefect's database and logs (at DEBUG), its
home, the user's home, the temporary folder, and the data folder but for intake, quarantine and the protected zone.
Parquet files are searched as bytes and as decoded values, dictionaries, statistics and metadata.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.flows.conftest import HOUSE, City, Ended
from tests.flows.is_told import is_told, spelt

pytestmark = pytest.mark.prefect

RESTRICTED = ("intake", "quarantine", "protected")
PLANTED_ROWS = range(40, 440, 40)  # ten rows of each source
TAG = "Kanari"

# Personal fields by source, with the shape that their rule wants. `{n}` is a number unique to field and row.
CERTIFICATES = {
    "Registriernummer": "ZZ-2020-8{n:08d}",
    "Eigentümer": TAG + "-Eigner {n}",
    "Straße": TAG + "-Straße {n}",
    "Hausnummer": "{n}kanari",
    "Wohnfläche m²": "1{n},77",  # 1xxxxx m² and a fraction that no other house has: breaks a rule, so quarantine
    "Endenergie kWh/a": TAG + "-kein-Wert-{n}",  # cannot be read: an exception's favourite value
}
APPLICANTS = {
    "Antragsnummer": TAG + "-Antrag-{n}",  # breaks the shape of the number
    "Name": TAG + "-Name-{n}",
    "Vorname": TAG + "-Vorname-{n}",
    "Straße": TAG + "-Weg {n}",
    "Hausnummer": "{n}kanari",
    "Kosten €": TAG + "-{n}-Euro",
}
TRAVELLERS = {
    "Haushalt": "8{n}1",
    "Person": "8{n}2",
    "Stadtteil": TAG + "-Stadtteil-{n}",
}
METERS = {
    "zaehlernummer": TAG + "-Zaehler-{n}",
    "kunde": TAG + "-Kunde-{n}",
    "strasse": TAG + "-Gasse-{n}",
    "hausnummer": "{n}kanari",
}


def test_no_planted_value_is_found_outside_the_restricted_zones(
    stadtland: Callable[..., Ended], city: City, prefect_server: dict[str, str], tmp_path: Path
) -> None:
    planted = _plant(city, tmp_path / "city")
    out = tmp_path / "out"
    said = []
    # Once under rules that quarantine the spoilt rows, and once under rules that stop the run: errors, states and
    # messages are searched too.
    for name, tolerated, code in (("lenient", "at_most: 1.0", 0), ("strict", "at_most: 0.0001", 5)):
        agreement = _agreement(name, tolerated, tmp_path)
        ended = stadtland(*_arguments(agreement, out, tmp_path), environment=city.environment)
        assert ended.code == code, ended.err
        said += [ended.out, ended.err]

    inside = _haystack(file for zone in RESTRICTED for file in (out / "lenient" / zone).rglob("*"))
    found = {canary for canary in planted if any(needle in inside for needle in spelt(canary))}
    assert len(found) >= 0.9 * len(planted), "the canaries never flew: the test would prove nothing"

    outside = {str(file): _haystack([file]) for file in _left_behind(out, tmp_path, prefect_server)}
    outside |= {f"said {place}": text.encode() for place, text in enumerate(said)}
    assert any(name.endswith(".db") for name in outside), "Prefect's database was not searched"
    assert sum(name.endswith(".parquet") for name in outside) >= 6
    leaks = {name: canary for name, bytes_ in outside.items() for canary in planted if is_told(canary, bytes_)}
    assert not leaks


def test_the_search_finds_what_leaks(tmp_path: Path) -> None:
    """The searcher itself, on a value hidden in a compressed dictionary page and one in a log."""
    import polars as pl

    pl.DataFrame({"a": [f"{TAG}-Name-1"] * 1000}).write_parquet(tmp_path / "leak.parquet", compression="zstd")
    assert f"{TAG}-Name-1".encode() in _haystack([tmp_path / "leak.parquet"])
    assert is_told("82000012", b"meter 82000012 has")
    assert not is_told("82000012", b"3f82000012ab-4c")
    (tmp_path / "log").write_text(f"ValueError: {TAG}-Weg 7", encoding="utf-16-le")
    assert any(needle in _haystack([tmp_path / "log"]) for needle in spelt(f"{TAG}-Weg 7"))


def _agreement(name: str, tolerated: str, tmp_path: Path) -> str:
    text = (HOUSE / "config/agreements/demo.yaml").read_text(encoding="utf-8")
    text, renamed = re.subn("^agreement: demo$", f"agreement: {name}", text, flags=re.MULTILINE)
    text, loosened = re.subn(r"(?<!suppress_)at_most: 0\.0\d+", tolerated, text)
    assert renamed == 1
    assert loosened > 5
    file = tmp_path / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _arguments(agreement: str, out: Path, tmp_path: Path) -> tuple[str, ...]:
    return ("run", agreement, "--period", "2025", "--out", str(out), "--sources", str(tmp_path / "city"))


def _plant(city: City, folder: Path) -> set[str]:
    shutil.copytree(city.folder, folder)
    planted = _plant_in_text(folder / "energieausweise.csv", "latin-1", CERTIFICATES, 100_000)
    planted |= _plant_in_text(folder / "haushaltsbefragung.csv", "utf-8-sig", TRAVELLERS, 200_000)
    planted |= _plant_in_workbook(folder / "foerderantraege.xlsx", 300_000)
    return planted | _plant_in_database(city.url, 400_000)


def _values(shapes: Mapping[str, str], first: int) -> Iterator[tuple[int, str, str]]:
    """(row, column, canary); fields that spoil a row are planted in rows of their own, so that others are accepted."""
    for place, row in enumerate(PLANTED_ROWS):
        for at, (column, shape) in enumerate(shapes.items()):
            spoils = column in ("Wohnfläche m²", "Endenergie kWh/a", "Antragsnummer", "Kosten €", "Stadtteil")
            yield row + (at + 1 if spoils else 0), column, shape.format(n=first + 100 * place + at)


def _plant_in_text(file: Path, encoding: str, shapes: Mapping[str, str], first: int) -> set[str]:
    lines = file.read_text(encoding=encoding).splitlines()
    header = lines[0].split(";")
    planted = set()
    for row, column, canary in _values(shapes, first):
        cells = lines[row].split(";")
        cells[header.index(column)] = canary
        lines[row] = ";".join(cells)
        planted.add(canary)
    file.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return planted


def _plant_in_workbook(file: Path, first: int) -> set[str]:
    import fastexcel
    import xlsxwriter

    reader = fastexcel.read_excel(file)
    sheet = reader.sheet_names[0]
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in reader.load_sheet(0, header_row=None, dtypes="string").to_polars().iter_rows()
    ]
    header = next(place for place, row in enumerate(rows) if "Antragsnummer" in row)
    planted = set()
    for row, column, canary in _values(APPLICANTS, first):
        rows[header + row][rows[header].index(column)] = canary
        planted.add(canary)
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet(sheet)
        for place, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell:
                    page.write_string(place, at, cell)
    return planted


def _plant_in_database(url: str, first: int) -> set[str]:
    from adbc_driver_postgresql import dbapi

    planted = set()
    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT zaehlernummer FROM stadtland_demo.waermezaehler ORDER BY 1")
        numbers = [row[0] for row in cursor.fetchall()]
        for place, row in enumerate(PLANTED_ROWS):
            values = {
                column: shape.format(n=first + 100 * place + at) for at, (column, shape) in enumerate(METERS.items())
            }
            sets = ", ".join(f"{column} = '{value}'" for column, value in values.items())
            which = f"zaehlernummer = '{numbers[row]}'"
            cursor.execute(f"UPDATE stadtland_demo.waermezaehler SET {sets} WHERE {which}")
            planted |= set(values.values())
        connection.commit()
    return planted


def _left_behind(out: Path, tmp_path: Path, prefect_server: dict[str, str]) -> Iterator[Path]:
    for file in [*out.rglob("*"), *(tmp_path / "home").rglob("*"), *(tmp_path / "tmp").rglob("*")]:
        zone = file.relative_to(out).parts[1:2] if file.is_relative_to(out) else ()
        if file.is_file() and zone[:1] not in [(name,) for name in RESTRICTED]:
            yield file
    yield from (file for file in Path(prefect_server["PREFECT_HOME"]).rglob("*") if file.is_file())


def _haystack(files: object) -> bytes:
    """All bytes of the files, and for Parquet every decoded value and the metadata as well."""
    parts = []
    for file in files:  # type: ignore[attr-defined]
        if not file.is_file():
            continue
        parts.append(file.read_bytes())
        if file.suffix in (".parquet", ".partial"):
            table = pq.read_table(file)
            parts += [str(table.schema).encode(), str(table.schema.metadata).encode()]
            parts += ["\n".join(set(map(str, column.to_pylist()))).encode() for column in table.columns]
    return b"\n".join(parts)
