"""What a rule for small cells may not say although it can be written: columns and hierarchies that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from schemas.agreement import Agreement, CellRule
from schemas.registry import column_metadata, has_schema, schema

Fault = tuple[tuple[str | int, ...], str]

HIERARCHIES = Path(__file__).parent / "hierarchies"


def faults_of_cells(terms: Agreement) -> Iterator[Fault]:
    """All faults of `small_cells` against the released schemas and the house's hierarchies."""
    for name, rule in terms.small_cells.items():
        place = ("small_cells", name)
        if name in terms.datasets and (rule.dimensions or rule.grid):
            yield (
                place,
                f"{name} is a dataset, which leaves as its fields' rules say; results alone are suppressed here",
            )
        if has_schema("released", name):
            yield from _columns(place, name, rule)
        yield from _perturbed(place, name, terms, rule)
        for column, about in rule.dimensions.items():
            if isinstance(about.hierarchy, str) and not (HIERARCHIES / f"{about.hierarchy}.csv").is_file():
                known = sorted(file.stem for file in HIERARCHIES.glob("*.csv"))
                yield (
                    (*place, "dimensions", column, "hierarchy"),
                    f"no hierarchy {about.hierarchy}{_near(about.hierarchy, known)}",
                )


def _columns(place: tuple[str, ...], name: str, rule: CellRule) -> Iterator[Fault]:
    import polars as pl

    columns = list(column_metadata(schema("released", name)))
    coarser = [it for about in rule.dimensions.values() if isinstance(about.hierarchy, list) for it in about.hierarchy]
    for column in (*rule.blanked, *rule.dimensions, *rule.within, *coarser, *rule.stays, *_grid(rule)):
        if column not in columns:
            yield place, f"the table {name} has no column {column}{_near(column, columns)}"
    named = {*rule.blanked, *rule.dimensions, *rule.within, *coarser, *rule.stays, *_grid(rule)}
    for column, about in schema("released", name).to_schema().columns.items():
        is_figure = about.dtype.type.is_float() or (about.dtype.type.is_integer() and about.nullable)
        if is_figure and column not in named and about.dtype.type != pl.Boolean:
            yield (
                (*place, "values"),
                (
                    f"{column} would stand beside a suppressed count: name it under values or sums, or under stays "
                    "where it says nothing of the units behind the count"
                ),
            )


def _grid(rule: CellRule) -> list[str]:
    """Columns of the table that only grid and perturb name."""
    return [rule.grid.column] if rule.grid is not None else list(rule.perturb.columns) if rule.perturb else []


def _perturbed(place: tuple[str, ...], name: str, terms: Agreement, rule: CellRule) -> Iterator[Fault]:
    if rule.perturb is None:
        return
    where = (*place, "perturb")
    dataset = terms.datasets.get(rule.perturb.dataset)
    if dataset is None:
        yield (
            (*where, "dataset"),
            f"no dataset {rule.perturb.dataset}{_near(rule.perturb.dataset, list(terms.datasets))}",
        )
        return
    if name in terms.datasets:
        yield where, f"{name} is a dataset, which leaves as its fields' rules say; results alone are perturbed here"
    kept = [field for field, about in dataset.fields.items() if about.release != "never"]
    for column in (rule.perturb.record_key, *rule.perturb.columns.values()):
        if column not in kept:
            yield where, f"{rule.perturb.dataset} has no protected field {column}{_near(column, kept)}"


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return f"; there are: {', '.join(known)}" if known else ""
