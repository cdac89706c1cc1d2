"""`stadtland tables grid`: points counted by cells of EPSG:3035, placed by hand, merged until each holds enough."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import StadtlandError


def told(folder: Path, content: str, *options: str) -> tuple[int, str, pl.DataFrame | None]:
    source, out = folder / "in.csv", folder / "out.csv"
    source.write_text(content, encoding="utf-8")
    done = CliRunner().invoke(app, ["-l", "en", "tables", "grid", str(source), "--out", str(out), *options])
    cells = pl.read_csv(out) if out.exists() else None
    if isinstance(done.exception, StadtlandError):
        return done.exception.exit_code, str(done.exception), cells
    return done.exit_code, done.output, cells


def test_points_by_hand_merge_upwards(tmp_path: Path) -> None:
    """Two points in 100mN30901E44900 (east 4,490,000 to 4,490,100, north 3,090,100 to 3,090,200), one on the border to
    the next cell, one alone 10 km away. With two as the least, the kilometre holds three and the one alone is blank.
    """
    rows = "e,n\n4490012.5,3090133.0\n4490099.9,3090199.9\n4490100.0,3090100.0\n4500001,3080000\n,3080000\n"
    report = tmp_path / "report.json"
    asked = ("--x", "e", "--y", "n", "--epsg", "3035", "--minimum", "2", "--report", str(report))
    code, _, cells = told(tmp_path, rows, *asked)
    assert code == 0
    assert cells is not None
    assert cells.rows() == [
        ("10kmN308E450", 10_000, None, False, True),
        ("1kmN3090E4490", 1000, 3, False, False),
    ]
    found = json.loads(report.read_text())
    assert (found["rows"], found["rows_without_cell"], found["units_published"]) == (5, 1, 3)
    assert (found["cells"], found["cells_suppressed"], found["total_is_safe"]) == (2, 1, False)


def test_the_published_example_of_the_projection_and_leipzig(tmp_path: Path) -> None:
    """IOGP Guidance Note 7-2: 50° N, 5° E is E 3962799.45, N 2999718.85. And the docs' point in Leipzig."""
    rows = "lon,lat\n5.0,50.0\n12.3731,51.3397\n"
    code, _, cells = told(tmp_path, rows, "--x", "lon", "--y", "lat", "--minimum", "1", "--sizes", "100")
    assert code == 0
    assert cells is not None
    assert cells["cell"].to_list() == ["100mN29997E39627", "100mN31392E44863"]
    code, _, cells = told(
        tmp_path, rows, "--x", "lon", "--y", "lat", "--minimum", "1", "--sizes", "1000,10000", "--form", "long"
    )
    assert cells is not None
    assert cells["cell"].to_list() == ["CRS3035RES1000mN2999000E3962000", "CRS3035RES1000mN3139000E4486000"]


def test_cells_with_counts_go_on_from_where_they_are(tmp_path: Path) -> None:
    """The method page's example: 12, 31 and 2 in one kilometre, 25 and 40 in the next; 10 at least."""
    rows = (
        "square,people\n100mN30900E44900,12\n100mN30901E44900,31\n100mN30902E44900,2\n"
        "100mN30912E44900,25\n100mN30913E44900,40\n"
    )
    asked = ("--cell", "square", "--count", "people", "--minimum", "10")
    _, _, strict = told(tmp_path, rows, *asked)
    assert strict is not None
    assert dict(strict.select("cell", "count").rows()) == {
        "1kmN3090E4490": 45,
        "100mN30912E44900": 25,
        "100mN30913E44900": 40,
    }
    _, _, finer = told(tmp_path, rows, *asked, "--way", "remainder")
    assert finer is not None
    assert finer.filter("is_remainder").select("cell", "count").rows() == [("1kmN3090E4490", 14)]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--x", "lon", "--y", "lat", "--sizes", "100,250"), 6, "do not nest"),
        (("--x", "lat", "--y", "lon"), 6, "1 points are not in Europe"),
        (("--x", "lon", "--y", "lat", "--epsg", "1"), 6, "no such coordinate system"),
        (("--x", "lon", "--y", "where"), 6, "where"),
        (("--x", "lon"), 2, "either --x and --y"),
        ((), 2, "either --x and --y"),
        (("--x", "lon", "--y", "lat", "--cell", "n"), 2, "either --x and --y"),
        (("--x", "lon", "--y", "lat", "--sizes", "wide"), 2, "whole metres"),
        (("--x", "lon", "--y", "lat", "--way", "any"), 2, "strict or remainder"),
        (("--x", "lon", "--y", "lat", "--count", "n"), 6, "n: "),
        (("--cell", "n"), 6, "n: "),
    ],
)
def test_what_cannot_be_placed_is_refused_and_nothing_is_written(
    tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    ended, output, cells = told(tmp_path, "lon,lat,n\n12.3731,51.3397,1.5\n", *options, "--minimum", "1")
    assert ended == code, output
    assert words in output.replace("\n", " ")
    assert "51.3" not in output
    assert cells is None
