"""Coarsening by hand: which cells are published, and what is refused."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.grids.quadtree import quadtree

SIZES = [500, 1000, 2000]


def counts(**cells: int) -> pl.DataFrame:
    """a1 … a4 are the quarters of the south-west kilometre of a 2 km cell, b, c, d those of the others."""
    kilometres = {"a": (0, 0), "b": (1000, 0), "c": (0, 1000), "d": (1000, 1000)}
    rows = []
    for name, count in cells.items():
        east, north = kilometres[name[0]]
        quarter = int(name[1]) - 1
        east, north = 4_000_000 + east + quarter % 2 * 500, 3_000_000 + north + quarter // 2 * 500
        rows.append((f"CRS3035RES500mN{north}E{east}", count))
    return pl.DataFrame(rows, schema=["cell", "count"], orient="row")


def shown(found) -> set[tuple[int, int | None, bool]]:
    return {(size, count, remainder) for _, size, count, remainder, _ in found.published.iter_rows()}


def test_strictly_one_sparse_quarter_keeps_its_kilometre_whole():
    """n = 5. Kilometre a splits (5, 6), b does not (9, 2: the 2 alone would show), the 2 km cell splits (11, 11)."""
    found = quadtree(counts(a1=5, a2=6, b1=9, b2=2), SIZES, n=5)
    assert shown(found) == {(500, 5, False), (500, 6, False), (1000, 11, False)}
    assert found.suppressed == 0
    assert found.is_total_safe
    assert found.assigned["published"].n_unique() == 3


def test_strictly_one_sparse_kilometre_keeps_everything_whole():
    found = quadtree(counts(a1=50, a2=60, b1=4), SIZES, n=5)
    assert shown(found) == {(2000, 114, False)}
    assert found.published["cell"].to_list() == ["CRS3035RES2000mN3000000E4000000"]


def test_remainders_leave_dense_quarters_fine():
    """Kilometre a: 50 and 60 are shown, 3 and 3 stay as its remainder (6). Kilometre b has 4: too few for a remainder
    of the 2 km cell of its own, so the smallest kilometre that holds 5 joins it: a, as a whole, 116 + 4 = 120.
    With c (7) beside, c joins instead: 4 + 7 = 11.
    """
    alone = quadtree(counts(a1=50, a2=60, a3=3, a4=3, b1=4), SIZES, n=5, way="remainder")
    assert shown(alone) == {(2000, 120, False)}
    beside = quadtree(counts(a1=50, a2=60, a3=3, a4=3, b1=4, c1=7), SIZES, n=5, way="remainder")
    assert shown(beside) == {(500, 50, False), (500, 60, False), (1000, 6, True), (2000, 11, True)}


def test_too_few_in_the_coarsest_cell_are_suppressed_and_the_total_is_judged():
    found = quadtree(counts(a1=1, b1=2), SIZES, n=5)
    assert found.published.rows() == [("CRS3035RES2000mN3000000E4000000", 2000, None, False, True)]
    assert (found.suppressed, found.is_total_safe) == (3, False)


def test_empty_cells_stand_in_nobodys_way():
    found = quadtree(counts(a1=5, a2=0, b1=5, d1=0), SIZES, n=5)
    assert shown(found) == {(500, 5, False)}
    assert quadtree(counts(a1=0), SIZES, n=5).published.is_empty()
    assert quadtree(counts(a1=1).clear(), SIZES, n=5).published.is_empty()


def test_rows_of_one_cell_are_added():
    twice = pl.concat([counts(a1=3), counts(a1=2)])
    assert shown(quadtree(twice, SIZES, n=5)) == {(500, 5, False)}


@pytest.mark.parametrize(
    ("change", "sizes", "n", "code"),
    [
        ({"count": [-1]}, SIZES, 5, "grid-count-refused"),
        ({"count": [None]}, SIZES, 5, "grid-count-refused"),
        ({"count": [1.5]}, SIZES, 5, "grid-count-refused"),
        ({"cell": ["x"]}, SIZES, 5, "grid-code-refused"),
        ({"cell": [None]}, SIZES, 5, "grid-code-refused"),
        ({}, [1000, 2000], 5, "grid-sizes-not-nested"),
        ({}, [500, 750], 5, "grid-sizes-not-nested"),
        ({}, SIZES, 0, "parameter-out-of-range"),
    ],
)
def test_bad_input_is_refused(change, sizes, n, code):
    columns = {"cell": ["500mN30000E40000"], "count": [7]} | change
    with pytest.raises(StadtlandError) as refused:
        quadtree(pl.DataFrame(columns), sizes, n=n)
    assert refused.value.code == code
