"""Merging of small grid cells in a released table: coarser squares where few are, instead of blanks."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.grids.cell_corner import cell_corner
from transforms.privacy.grids.cell_levels import cell_levels
from transforms.privacy.grids.quadtree import quadtree
from transforms.privacy.tables.small_cells import FLAG, small_cells


@dataclass(frozen=True)
class CellsMerged:
    """`frame`: one row per published cell (and stratum), `is_suppressed` where even the coarsest holds too few.

    `merged`: given cells that stand in a coarser one now. `suppressed`: coarsest cells that stay blank. `telling`:
    strata in which a total published elsewhere would tell that all blank cells together hold fewer than the minimum.
    """

    frame: pl.LazyFrame
    merged: int
    suppressed: int
    telling: int


def merge_cells(frame: pl.LazyFrame, rule: CellRule, *, table: str) -> CellsMerged:
    """The finest squares that each hold the minimum or nobody; counts and `sums` added up, other columns refused.

    Each combination of the columns `within` is a map by itself. Guarantees those of `quadtree`, strict: published
    cells never overlap, and coarser totals tell of nobody or at least the minimum. Errors: those of `quadtree` and
    `small_cells`; `cells-not-mergeable` for a column that is neither the cell, within, count nor sum.
    """
    assert rule.grid is not None  # whoever calls has looked
    place, rows = rule.grid.column, frame.collect()
    figures = [rule.count, *rule.sums]
    if odd := [name for name in rows.columns if name not in (place, FLAG, *rule.within, *figures)]:
        raise StadtlandError("cells-not-mergeable", table=table, columns=", ".join(odd))
    small_cells(rows.lazy(), count=rule.count, minimum=rule.minimum, values=rule.sums)
    parts: list[pl.DataFrame] = []
    merged = suppressed = telling = 0
    for part in rows.partition_by(rule.within, maintain_order=True) if rule.within else [rows]:
        found = quadtree(part, rule.grid.sizes_m, n=rule.minimum, cell=place, count=rule.count)
        coarsest = cell_levels(part[place], rule.grid.sizes_m[1:], name=place)
        homes = (
            coarsest.select(cell="level_0", blank=coarsest.columns[-1])
            .join(found.assigned, on="cell", how="left")
            .select("cell", home=pl.coalesce("published", "blank"), is_blank=pl.col("published").is_null())
        )
        added = (
            part.join(homes, left_on=place, right_on="cell", how="left", maintain_order="left")
            .filter((pl.col(rule.count) > 0) | ~pl.col("is_blank"))
            .group_by("home", *rule.within, "is_blank")
            .agg(*(_sum(name) for name in figures))
        )
        blank = pl.col("is_blank")
        parts.append(
            added.select(
                pl.when(blank).then(None).otherwise(pl.col(name)).alias(name)
                if name in figures
                else pl.col("home").alias(place)
                if name == place
                else blank.alias(FLAG)
                if name == FLAG
                else pl.col(name)
                for name in dict.fromkeys((*rows.columns, FLAG))
            )
        )
        moved = homes.filter((pl.col("home") != pl.col("cell")) & ~pl.col("is_blank"))
        merged, suppressed = merged + moved.height, suppressed + int(added["is_blank"].sum())
        telling += not found.is_total_safe
    made = pl.concat(parts).sort(*rule.within, place) if parts else rows
    return CellsMerged(made.lazy(), merged, suppressed, telling)


def overlapping_cells(frame: pl.LazyFrame, rule: CellRule) -> int:
    """Published cells of a finished table that lie inside another one of the same stratum: their difference tells."""
    assert rule.grid is not None  # whoever calls has looked
    place, rows = rule.grid.column, frame.collect()
    if not rows.height:
        return 0
    corners = cell_corner(rows[place])
    at = rows.select(place, *rule.within).hstack(corners)
    inside = pl.DataFrame(schema={"row": pl.UInt32})
    numbered = at.with_row_index("row")
    for size in rule.grid.sizes_m[1:]:
        holds = [pl.col(name) // size * size for name in ("east_m", "north_m")]
        finer = numbered.filter(pl.col("size_m") < size).with_columns(holds)
        coarse = numbered.filter(pl.col("size_m") == size)
        keys = ["east_m", "north_m", *rule.within]
        inside = pl.concat([inside, finer.join(coarse, on=keys, how="semi").select("row")])
    return inside["row"].n_unique()


def _sum(name: str) -> pl.Expr:
    # A sum over a missing value is unknown.
    return pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
