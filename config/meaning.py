"""What an agreement may not say although it can be written: faults that only the schemas reveal.

Each fault is (place in the document, words that say what would be right). Pure: terms in, faults out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.meaning_cells import faults_of_cells
from config.meaning_cells_method import faults_of_cells_method
from config.meaning_differential import faults_of_differential
from schemas import rules
from schemas.agreement import Agreement, BuiltHierarchy, Dataset, FieldRule
from schemas.agreement.differential import PRIVATE_ANSWERS
from schemas.registry import column_metadata, has_schema, known_stems, schema

if TYPE_CHECKING:
    import polars as pl

Place = tuple[str | int, ...]
Fault = tuple[Place, str]

HIERARCHIES = Path(__file__).parent / "hierarchies"


def faults_of_meaning(terms: Agreement) -> list[Fault]:
    """All faults of an agreement against the schemas and hierarchies of the house; none means it can run."""
    faults = list(_names(terms))
    for key, dataset in terms.datasets.items():
        faults += _dataset(("datasets", key), key, dataset)
    faults += _tables(terms)
    faults += faults_of_cells(terms)
    faults += faults_of_differential(terms)
    return faults


def _names(terms: Agreement) -> Iterator[Fault]:
    """Names that point at nothing in the same document."""
    parties, purposes = list(terms.parties), list(terms.purposes)
    for key, dataset in terms.datasets.items():
        if dataset.provider not in parties:
            yield ("datasets", key, "provider"), f"no party {dataset.provider}{_near(dataset.provider, parties)}"
        if dataset.purpose not in purposes:
            yield ("datasets", key, "purpose"), f"no purpose {dataset.purpose}{_near(dataset.purpose, purposes)}"
    for name in terms.handover.recipients:
        if name not in parties:
            yield ("handover", "recipients"), f"no party {name}{_near(name, parties)}"
    for name in terms.approvals:
        if name not in parties:
            yield ("approvals",), f"no party {name}{_near(name, parties)}"
    for name in terms.rules_across:
        if name not in rules.names():
            yield ("rules_across", name), f"no rule schemas/rules/{name}.py{_near(name, list(rules.names()))}"
    produced = [result.name for result in terms.results] + list(terms.datasets)
    produced += [PRIVATE_ANSWERS] if terms.differential_privacy else []
    for name in terms.handover.tables:
        if name not in produced:
            yield ("handover", "tables"), f"nothing here produces {name}{_near(name, produced)}"
    for name in terms.small_cells:
        if name not in produced:
            yield ("small_cells", name), f"nothing here produces {name}{_near(name, produced)}"
    for name in terms.differencing.tables if terms.differencing else []:
        if name not in terms.handover.tables:
            yield ("differencing", "tables", name), f"{name} does not leave{_near(name, terms.handover.tables)}"
    for name in terms.progress.tables if terms.progress else []:
        if name not in produced:
            yield ("progress", "tables"), f"nothing here produces {name}{_near(name, produced)}"


def _dataset(place: Place, key: str, dataset: Dataset) -> Iterator[Fault]:
    stem = dataset.described_by or key
    if not has_schema("received", stem):
        yield (
            (*place, "schema") if dataset.described_by else place,
            (f"no schema schemas/received/{stem}.py{_near(stem, known_stems('received'))}"),
        )
        return
    model = schema("received", stem)
    columns = column_metadata(model)
    types = {name: column.dtype.type for name, column in model.to_schema().columns.items()}
    for name, rule in dataset.fields.items():
        where = (*place, "fields", name)
        if name not in columns:
            yield where, f"the dataset {stem} has no field {name}{_near(name, list(columns))}"
            continue
        yield from _field(where, rule, columns[name], types[name])
    yield from _protection(place, dataset, columns)
    yield from faults_of_cells_method(place, dataset, types)


def _field(where: Place, rule: FieldRule, metadata: dict[str, Any], dtype: pl.DataType) -> Iterator[Fault]:
    import polars as pl

    kind = "a number" if dtype.is_numeric() else "a date" if dtype.is_temporal() else "text"
    if rule.release in ("top-code", "bottom-code", "round") and kind != "a number":
        yield (*where, "release"), f"{rule.release} works on numbers; this field is {kind}"
    if metadata.get("privacy") == "identifier" and rule.release not in ("never", "pseudonym"):
        yield (*where, "release"), f"an identifier is released never or as pseudonym, not {rule.release}"
    hierarchy = rule.hierarchy
    if isinstance(hierarchy, str) and not (HIERARCHIES / f"{hierarchy}.csv").is_file():
        yield (*where, "hierarchy"), f"no hierarchy {hierarchy}{_near(hierarchy, _hierarchies())}"
    if isinstance(hierarchy, BuiltHierarchy):
        yield from _built(where, hierarchy, kind, is_text=dtype == pl.String)
    if rule.unit is not None:
        yield from _unit(where, rule.unit, metadata.get("unit"))


def _built(where: Place, built: BuiltHierarchy, kind: str, *, is_text: bool) -> Iterator[Fault]:
    if built.intervals is not None:
        if kind != "a number":
            yield (*where, "hierarchy"), f"intervals are built from numbers; this field is {kind}"
        pairs = zip(built.intervals, built.intervals[1:], strict=False)
        if any(narrow <= 0 or wide <= narrow or wide % narrow for narrow, wide in pairs):
            yield (*where, "hierarchy"), "each interval width must be a greater multiple of the one before"
    if built.digits is not None and not is_text:
        yield (*where, "hierarchy"), f"digits are kept of text; this field is {kind}"
    if built.grid is not None and not is_text:
        yield (*where, "hierarchy"), f"grid cells are codes; this field is {kind}"
    if built.dates is not None and kind != "a date":
        yield (*where, "hierarchy"), f"dates are built from dates; this field is {kind}"


def _unit(where: Place, unit: str, canonical: str | None) -> Iterator[Fault]:
    from schemas.errors import StadtlandError
    from schemas.units import convert

    if canonical is None:
        yield (*where, "unit"), "this field has no unit in its schema"
        return
    try:
        convert(unit, canonical)
    except StadtlandError as error:
        yield (*where, "unit"), error.message("en")


def _protection(place: Place, dataset: Dataset, columns: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    in_k = [name for name, rule in dataset.fields.items() if rule.in_k]
    sensitive = [name for name, rule in dataset.fields.items() if rule.sensitive]
    protection = dataset.protection
    if protection is None:
        for name in in_k:
            yield (*place, "fields", name), "a quasi-identifier needs protection: {k: …, reason: …} on its dataset"
        for name, rule in dataset.fields.items():
            is_open = rule.release not in ("never", "pseudonym") and name not in in_k
            if is_open and columns.get(name, {}).get("privacy") == "quasi-identifier":
                where = (*place, "fields", name)
                yield where, "tells people apart together with others: generalise it under protection: {k: …}"
        return
    if not in_k:
        yield (*place, "protection"), "no field is generalised or named quasi_identifier, so k has nothing to count"
    if protection.needs_sensitive and not sensitive:
        where = (*place, "protection", "l" if protection.l > 1 else "models")
        yield where, "this promise needs a field with sensitive: true"
    for hierarchy in protection.hierarchies:
        if not (HIERARCHIES / f"{hierarchy}.csv").is_file():
            yield (*place, "protection", "models"), f"no hierarchy {hierarchy}{_near(hierarchy, _hierarchies())}"
    for name, metadata in columns.items():
        rule_or_none = dataset.fields.get(name)
        if rule_or_none is None or rule_or_none.release in ("never", "pseudonym"):
            continue
        if metadata.get("privacy") == "quasi-identifier" and not rule_or_none.in_k and not rule_or_none.sensitive:
            yield (*place, "fields", name), "a quasi-identifier: release generalise, or quasi_identifier: true"


def _tables(terms: Agreement) -> Iterator[Fault]:
    for place, name in enumerate(terms.handover.tables):
        if not has_schema("released", name):
            yield ("handover", "tables", place), f"no released shape schemas/released/{name}.py"
    for place, result in enumerate(terms.results):
        if not has_schema("released", result.name):
            yield ("results", place), f"no result {result.name}{_near(result.name, known_stems('released'))}"
    for name, table in terms.differencing.tables.items() if terms.differencing else ():
        columns = column_metadata(schema("released", name)) if has_schema("released", name) else {}
        for column in (table.count, *table.dimensions):
            if columns and column not in columns:
                where = ("differencing", "tables", name)
                yield where, f"the table {name} has no column {column}{_near(column, list(columns))}"
    retention = terms.retention
    if _days(retention.received) > _days(retention.handover):
        yield ("retention", "received"), "received data may not outlive the handover"


def _days(duration: str) -> int:
    counts = {unit: int(number) for number, unit in re.findall(r"(\d+)([YMD])", duration)}
    return counts.get("Y", 0) * 365 + counts.get("M", 0) * 30 + counts.get("D", 0)


def _hierarchies() -> list[str]:
    return sorted(file.stem for file in HIERARCHIES.glob("*.csv"))


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return f"; there are: {', '.join(known)}" if known else ""
