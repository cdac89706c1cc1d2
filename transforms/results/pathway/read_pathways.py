"""Points of a file as pathways: each with its unit, its fixed points in order of years, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows

_COLUMNS = ("pathway", "indicator", "unit", "year", "value", "kind", "source")


@dataclass
class Pathway:
    """One pathway: figures by year, sources by year and kind; None for a figure that is not stated."""

    name: str
    indicator: str | None
    unit: str
    baseline: dict[int, Decimal] = field(default_factory=dict)
    milestones: dict[int, Decimal] = field(default_factory=dict)
    targets: dict[int, Decimal] = field(default_factory=dict)
    actuals: dict[int, Decimal] = field(default_factory=dict)
    sources: dict[tuple[str, int], str | None] = field(default_factory=dict)
    not_stated: list[tuple[str, int]] = field(default_factory=list)

    @property
    def fixed(self) -> dict[int, Decimal]:
        """Baseline, milestones and targets by year; empty without a baseline or without a target."""
        if not self.baseline or not self.targets:
            return {}
        points = self.baseline | self.milestones | self.targets
        return {year: points[year] for year in sorted(points)}

    @property
    def target_year(self) -> int | None:
        """The year of the last target; earlier ones are passed like milestones."""
        return max(self.targets, default=None)


def read_pathways(points: pl.LazyFrame) -> list[Pathway]:
    """All pathways in order of names.

    Raises `pathway-point-twice`, `pathway-unit-changes`, `pathway-years-contradict`; each names pathway and years.
    """
    pathways: dict[str, Pathway] = {}
    rows = sorted(given_rows(points, _COLUMNS), key=lambda it: (it["pathway"], it["year"], it["kind"]))
    for row in rows:
        pathway = pathways.setdefault(row["pathway"], Pathway(row["pathway"], row["indicator"], row["unit"]))
        _add(pathway, row)
    for pathway in pathways.values():
        _hold_together(pathway)
    return list(pathways.values())


def _add(pathway: Pathway, row: dict[str, Any]) -> None:
    pathway.indicator = pathway.indicator or row["indicator"]
    if row["unit"] != pathway.unit or row["indicator"] not in (None, pathway.indicator):
        raise StadtlandError("pathway-unit-changes", pathway=pathway.name, year=row["year"])
    kind, year, value = row["kind"], row["year"], exactly(row["value"])
    if (kind, year) in pathway.sources:
        raise StadtlandError("pathway-point-twice", pathway=pathway.name, kind=kind, year=year)
    pathway.sources[kind, year] = row["source"]
    if value is None:
        pathway.not_stated.append((kind, year))
        return
    figures = {
        "baseline": pathway.baseline,
        "milestone": pathway.milestones,
        "target": pathway.targets,
        "actual": pathway.actuals,
    }
    figures[kind][year] = value


def _hold_together(pathway: Pathway) -> None:
    fixed = [("baseline", pathway.baseline), ("milestone", pathway.milestones), ("target", pathway.targets)]
    years = [year for _, figures in fixed for year in figures]
    if len(years) != len(set(years)):
        again = min(year for year in years if years.count(year) > 1)
        raise StadtlandError(
            "pathway-point-twice", pathway=pathway.name, kind="baseline, milestone, target", year=again
        )
    if len(pathway.baseline) > 1:
        raise StadtlandError(
            "pathway-point-twice", pathway=pathway.name, kind="baseline", year=", ".join(map(str, pathway.baseline))
        )
    if not pathway.baseline or not pathway.targets:
        return
    first, last = min(pathway.baseline), max(pathway.targets)
    outside = [year for year in (*pathway.milestones, *pathway.targets) if not first < year <= last]
    if outside:
        raise StadtlandError(
            "pathway-years-contradict", pathway=pathway.name, years=", ".join(map(str, sorted(outside)))
        )
