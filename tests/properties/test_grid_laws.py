"""Laws of grids: cells nest, and a coarsened grid loses nobody and tells of nobody."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.grids.cell_corner import cell_corner
from transforms.privacy.grids.cell_levels import cell_levels
from transforms.privacy.grids.grid_cells import grid_cells
from transforms.privacy.grids.quadtree import quadtree

SIZES = [500, 1000, 2000, 4000]
places = st.tuples(st.integers(0, 15), st.integers(0, 15))
tables = st.dictionaries(places, st.integers(0, 12), max_size=40)


def framed(table: dict[tuple[int, int], int]) -> pl.DataFrame:
    rows = [(f"CRS3035RES500mN{3_000_000 + 500 * y}E{4_000_000 + 500 * x}", n) for (x, y), n in table.items()]
    return pl.DataFrame(rows, schema={"cell": pl.String, "count": pl.Int64}, orient="row")


@given(st.lists(st.tuples(st.floats(6, 15), st.floats(47, 55)), min_size=1, max_size=20))
@settings(max_examples=50, deadline=None)
def test_a_point_lies_in_its_cell_and_cells_nest(points):
    x, y = pl.Series([p[0] for p in points]), pl.Series([p[1] for p in points])
    for sizes in ((100, 1000, 10_000), (250, 1000, 10_000)):
        fine = grid_cells(x, y, size_m=sizes[0])
        levels = cell_levels(fine, sizes[1:])
        for level, size in enumerate(sizes):
            direct = grid_cells(x, y, size_m=size)
            climbed = fine.replace_strict(levels["level_0"], levels[f"level_{level}"])
            assert climbed.to_list() == direct.to_list()


@given(tables, st.integers(1, 8), st.sampled_from(["strict", "remainder"]))
@settings(max_examples=150, deadline=None)
def test_nobody_is_lost_and_every_published_cell_holds_n(table, n, way):
    counts = framed(table)
    found = quadtree(counts, SIZES, n=n, way=way)
    shown = found.published.filter(~pl.col("is_suppressed"))
    assert (shown["count"].sum() or 0) + found.suppressed == counts["count"].sum()
    assert (shown["count"] >= n).all()
    assert shown["cell"].is_unique().all()
    hidden = found.published.filter(pl.col("is_suppressed"))
    assert hidden["count"].null_count() == hidden.height
    assert (hidden["size_m"] == SIZES[-1]).all()
    own = found.assigned.join(counts, on="cell").filter(pl.col("count") > 0)
    again = own.group_by("published").agg(pl.col("count").sum()).drop_nulls()
    assert dict(again.iter_rows()) == dict(shown.select("cell", "count").iter_rows())


@given(tables, st.integers(1, 8), st.sampled_from(["strict", "remainder"]))
@settings(max_examples=150, deadline=None)
def test_no_difference_of_coarse_and_fine_tells_of_less_than_n(table, n, way):
    """Every coarser cell's true total, less all that is published inside it, is 0 or at least n (or nothing of it is
    published: then the coarsest cell is suppressed as a whole).
    """
    counts = framed(table)
    found = quadtree(counts, SIZES, n=n, way=way)
    own = counts.filter(pl.col("count") > 0).hstack(cell_corner(counts.filter(pl.col("count") > 0)["cell"]))
    published = found.published.filter(~pl.col("is_suppressed"))
    published = published.hstack(cell_corner(published["cell"]).drop("size_m"))
    for size in SIZES:
        east, north = pl.col("east_m") // size, pl.col("north_m") // size
        totals = own.group_by(east.alias("e"), north.alias("n")).agg(total=pl.col("count").sum())
        inside = (
            published.filter(pl.col("size_m") <= size)
            .group_by(east.alias("e"), north.alias("n"))
            .agg(shown=pl.col("count").sum())
        )
        rest = totals.join(inside, on=["e", "n"]).select(pl.col("total") - pl.col("shown")).to_series()
        assert all(left == 0 or left >= n for left in rest)


@given(tables, st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_strict_cells_do_not_overlap(table, n):
    found = quadtree(framed(table), SIZES, n=n).published
    corners = cell_corner(found["cell"])
    boxes = list(corners.select("east_m", "north_m", "size_m").iter_rows())
    for place, (e, north, size) in enumerate(boxes):
        for e2, n2, s2 in boxes[place + 1 :]:
            assert e + size <= e2 or e2 + s2 <= e or north + size <= n2 or n2 + s2 <= north


@given(tables, st.randoms(use_true_random=False), st.sampled_from(["strict", "remainder"]))
@settings(max_examples=40, deadline=None)
def test_order_does_not_matter(table, random, way):
    shuffled = list(table.items())
    random.shuffle(shuffled)
    first, second = quadtree(framed(table), SIZES, n=4, way=way), quadtree(framed(dict(shuffled)), SIZES, n=4, way=way)
    assert first.published.equals(second.published)
    assert first.assigned.equals(second.assigned)
