"""What pathways, steps and experiments contradict or leave open."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows
from transforms.results.pathway.read_pathways import Pathway, read_pathways


def pathway_findings(
    period: str,
    pathway_points: pl.LazyFrame | None = None,
    pathway_targets: pl.LazyFrame | None = None,
    pathway_steps: pl.LazyFrame | None = None,
    experiments: pl.LazyFrame | None = None,
    uncovered_sectors: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per finding, of whichever tables there are. Findings change no number.

    The last measured value of a pathway is held against it: `printed` is measured, `recomputed` the pathway's.
    """
    found: list[Line] = []
    if pathway_points is not None:
        for pathway in read_pathways(pathway_points):
            found += _pathway(pathway)
    if pathway_targets is not None:
        found += _last_measured(pathway_targets)
    found += _steps(pathway_steps)
    for row in given_rows(experiments, ("experiment", "is_unevaluated", "days_past_end")):
        if row["is_unevaluated"]:
            note = ("Nach dem Ende nicht ausgewertet", "Not evaluated after its end")
            found.append(line("experiment_is_evaluated", row["experiment"], "rule broken", note,
                              printed=row["days_past_end"], unit="d"))  # fmt: skip
    for row in given_rows(uncovered_sectors, ("sector", "is_required", "is_covered")):
        if row["is_required"] and not row["is_covered"]:
            note = ("Keine Organisation deckt den Sektor ab", "No organisation covers the sector")
            found.append(line("sector_is_covered", row["sector"], "not covered", note))
    return findings_frame(found, period)


def _pathway(pathway: Pathway) -> Iterator[Line]:
    for kind, figures in (("baseline", pathway.baseline), ("target", pathway.targets)):
        if not figures:
            note = ("Fehlt: kein Pfad berechnet", "Missing: no pathway computed")
            yield line(f"pathway_has_a_{kind}", pathway.name, "not checked", note, unit=pathway.unit)
    for kind, year in pathway.not_stated:
        note = (f"{kind} {year} ohne Wert: fehlt, zählt nicht als null",
                f"{kind} {year} without a value: missing, not zero")  # fmt: skip
        yield line("point_has_a_value", f"{pathway.name} {year}", "not checked", note, unit=pathway.unit)
    if any(value == 0 for value in pathway.targets.values()):
        note = ("Ziel null: die jährliche Rate 1 heißt alles auf einmal; die jährliche Änderung in der Einheit nehmen",
                "Target zero: an annual rate of 1 means all at once; take the annual change in the unit")  # fmt: skip
        yield line("target_is_above_zero", pathway.name, "noted", note, unit=pathway.unit)


def _last_measured(targets: pl.LazyFrame) -> Iterator[Line]:
    columns = ("pathway", "unit", "year", "value", "actual", "target")
    rows = sorted(given_rows(targets, columns), key=lambda it: (it["pathway"], it["year"]))
    last = {row["pathway"]: row for row in rows if row["actual"] is not None and row["value"] is not None}
    for name, row in last.items():
        actual, value, target = (exactly(row[it]) for it in ("actual", "value", "target"))
        if actual is None or value is None or target is None or actual == value:
            continue
        is_off = actual > value if _falls(targets, name) else actual < value
        note = (f"Letzter Istwert {row['year']}: {'hinter dem Pfad' if is_off else 'vor dem Pfad'}",
                f"Last measured in {row['year']}: {'behind' if is_off else 'ahead of'} the pathway")  # fmt: skip
        yield line("measured_keeps_to_the_pathway", name, "mismatch" if is_off else "match", note,
                   printed=actual, recomputed=value, unit=row["unit"], tolerance=0)  # fmt: skip


def _falls(targets: pl.LazyFrame, name: str) -> bool:
    """Whether the pathway goes down from its first to its last value."""
    values = [row["value"] for row in given_rows(targets, ("pathway", "value")) if row["pathway"] == name]
    stated = [Decimal(str(value)) for value in values if value is not None]
    return stated[0] > stated[-1]


def _steps(steps: pl.LazyFrame | None) -> Iterator[Line]:
    for row in given_rows(steps, ("step", "step_status", "is_overdue", "is_ahead")):
        if row["step_status"] is None:
            yield line(
                "step_is_in_the_register", row["step"], "not covered", ("Fehlt im Register", "Not in the register")
            )
        if row["is_overdue"]:
            yield line(
                "step_ends_in_time", row["step"], "rule broken", ("Nach dem Ende nicht fertig", "Not done by its end")
            )
        if row["is_ahead"]:
            note = ("Läuft vor einem früheren Schritt", "Runs ahead of an earlier step")
            yield line("steps_follow_each_other", row["step"], "noted", note)
