"""Holds the tables that are to leave against all that left before: nobody is told by the difference of two tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from config.hierarchies.load import hierarchy_table
from flows.progress import announce
from flows.run import Run
from flows.stages.release_table import Released
from schemas.agreement.releases import ReleasedDimension, ReleasedTable
from schemas.check_report import RuleOutcome
from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.releases.alarm import Verdict
from transforms.privacy.releases.atoms_of import leaves_below, themselves, whole_numbers
from transforms.privacy.releases.guard import guard
from transforms.privacy.releases.release import Release
from transforms.privacy.releases.release_json import release_as_json, release_from_json
from transforms.privacy.releases.release_of_table import release_of_table


def guard_releases(run: Run, tables: Sequence[Released]) -> tuple[RuleOutcome, ...]:
    """One outcome per guarded table. Raises `release-gives-away` before anything is packed.

    The period's own earlier delivery is no other release: the same package delivered again tells nothing new.
    """
    terms = run.terms.differencing
    if terms is None:
        return ()
    outcomes = []
    held: list[Release] = _earlier(run)
    for name, release in _described(run, tables).items():
        announce("guard", name)
        verdict = guard(release, held, n=terms.minimum)
        announce("guard", name, is_done=True, cells=verdict.cells_compared, releases=verdict.releases_compared)
        if not verdict.may_leave or (verdict.changes and terms.small_changes == "stop"):
            raise _refusal(name, verdict, terms.minimum)
        held.append(release)
        outcomes.append(
            RuleOutcome(
                rule=f"{name}_tells_nobody_beside_earlier_tables",
                text=f"Together with {verdict.releases_compared} earlier tables, no group of 1 to {terms.minimum - 1} "
                "units becomes known; failed are small changes from one period to the next, to be judged.",
                text_de=f"Zusammen mit {verdict.releases_compared} früheren Tabellen wird keine Gruppe von 1 bis "
                f"{terms.minimum - 1} Einheiten bekannt; verletzt heißt: kleine Änderungen seit früher, zu beurteilen.",
                column=None,
                units_checked=max(verdict.cells_compared, len(verdict.changes)),
                failed=len(verdict.changes),
                effect="warn",
                at_most=1.0,
                reason=terms.reason,
            )
        )
    return tuple(outcomes)


def remember_releases(run: Run, tables: Sequence[Released]) -> None:
    """Keep what left, for later runs to compare with. Counts of released tables are public, so they stand plainly."""
    folder = run.root / "releases" / run.period.label
    for name, release in _described(run, tables).items():
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{name}.partial"
        partial.write_text(json.dumps(release_as_json(release), ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(folder / f"{name}.json")


def _described(run: Run, tables: Sequence[Released]) -> dict[str, Release]:
    terms = run.terms.differencing
    if terms is None:
        return {}
    files = {table.file.table: table.file.path for table in tables}
    return {name: _release(run, name, files[name], about) for name, about in terms.tables.items() if name in files}


def _release(run: Run, name: str, file: Path, about: ReleasedTable) -> Release:
    frame = pl.scan_parquet(file)
    population = {"renewed": (run.period.label,), "same": ("all",), "grows": _parts(run)}[about.population]
    return release_of_table(
        frame,
        name=f"{name} {run.period.label}",
        count=about.count,
        dimensions={column: _atoms(frame, column, it) for column, it in about.dimensions.items()},
        totals={column: it.total for column, it in about.dimensions.items() if it.total is not None},
        hidden=about.hidden or (0, None),
        absent_is_zero=about.absent_is_zero,
        population=population,
    )


def _atoms(frame: pl.LazyFrame, column: str, about: ReleasedDimension) -> Mapping[str, tuple[str, ...]]:
    labels = frame.select(pl.col(column).cast(pl.String).drop_nulls().unique().sort()).collect().to_series().to_list()
    labels = [label for label in labels if label != about.total]
    if about.whole_numbers is not None:
        return whole_numbers(labels, about.whole_numbers.first, about.whole_numbers.last, column=column)
    if about.hierarchy is not None:
        hierarchy = Hierarchy.from_table(hierarchy_table(about.hierarchy), name=about.hierarchy)
        return leaves_below(labels, hierarchy, column=column)
    return themselves(labels)


def _parts(run: Run) -> tuple[str, ...]:
    """The periods up to this one that left something, and this one: the parts of a population that only grows."""
    folder = run.root / "releases"
    before = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted({*(name for name in before if name < run.period.label), run.period.label}))


def _earlier(run: Run) -> list[Release]:
    files = sorted((run.root / "releases").glob("*/*.json"))
    return [
        release_from_json(json.loads(file.read_text(encoding="utf-8")))
        for file in files
        if file.parent.name != run.period.label
    ]


def _refusal(name: str, verdict: Verdict, minimum: int) -> StadtlandError:
    involved = {release for alarm in verdict.alarms for release in alarm.releases} - {verdict.release}
    return StadtlandError(
        "release-gives-away",
        table=name,
        groups=len(verdict.alarms),
        changes=len(verdict.changes),
        undecided=verdict.undecided,
        minimum=minimum,
        releases=", ".join(sorted(involved)) or "-",
    )
