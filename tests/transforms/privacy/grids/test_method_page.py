"""The examples of docs/methods/grids.md are what the functions answer."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from transforms.privacy.grids.grid_cells import grid_cells
from transforms.privacy.grids.quadtree import quadtree

PAGE = Path(__file__).parents[4] / "docs" / "methods" / "grids.md"


def test_shown_codes_and_cells_are_the_answers():
    page = PAGE.read_text(encoding="utf-8")
    x, y = pl.Series([12.3731]), pl.Series([51.3397])
    for size, name in ((100, "100 m"), (250, "250 m"), (1000, "1 km"), (10_000, "10 km")):
        short, long = grid_cells(x, y, size_m=size)[0], grid_cells(x, y, size_m=size, form="long")[0]
        assert f"| {name} | {short} | {long} |" in page
    names = ("100mN30900E44900", "100mN30901E44900", "100mN30900E44901", "100mN30912E44900", "100mN30913E44900")
    counts = pl.DataFrame({"cell": names, "count": [12, 31, 2, 25, 40]})
    strict, remainder = (
        quadtree(counts, [100, 1000, 10_000], n=10, way=way).published for way in ("strict", "remainder")
    )
    for cell, _, count, is_remainder, _ in remainder.iter_rows():
        holes = " without the cell below" if is_remainder else ""
        assert f"| {cell}{holes} | {count} |" in page
    for cell, _, count, _, _ in strict.iter_rows():
        assert f"\n| {cell} | {count} |" in page
