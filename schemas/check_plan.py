"""One table ready to be checked: every agreed column read into its type, lazily, and the rules that can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from schemas.agreement import TextFormat
from schemas.check_report import RuleText
from schemas.compile import CompiledRule, CompiledSchema
from schemas.errors import StadtlandError
from schemas.in_our_unit import in_our_unit
from schemas.parse import Reading, reading
from schemas.units import convert


@dataclass(frozen=True)
class CheckPlan:
    """One table: `read` holds each column in its type, and where it changed `<column>:received` beside it.

    `<column>:unreadable` flags the rows whose value could not be read, for the columns named in `unreadable`.
    """

    read: pl.LazyFrame
    columns: tuple[str, ...]
    received: tuple[pl.Expr, ...]
    unreadable: frozenset[str]
    rules: tuple[CompiledRule, ...]
    rules_not_run: tuple[RuleText, ...]


def check_plan(
    frame: pl.LazyFrame,
    compiled: CompiledSchema,
    columns: Sequence[str] | None,
    text: TextFormat | None,
    units: Mapping[str, str] | None = None,
) -> CheckPlan:
    """The table's columns, in the schema's order and units, and its rules. `units` are those the provider uses.

    `column-missing`, `column-unknown` (in the frame or in `columns`, but not in the other or not in the schema) and
    `column-type` (no way to the schema's type without a guess) name the column; a unit may be `unit-unknown`,
    `unit-mismatch` or `unit-needs-fractions`.
    """
    received = frame.collect_schema()
    agreed = _agreed(compiled, list(received), columns)
    ways = {name: _way(compiled, name, received[name], text) for name in agreed}
    factors = {name: _factor(compiled, name, unit) for name, unit in (units or {}).items() if name in agreed}
    factors = {name: factor for name, factor in factors.items() if factor != 1}
    changed = {name for name, way in ways.items() if way.steps} | set(factors)
    read = frame.with_columns(pl.col(name).alias(f"{name}:received") for name in agreed if name in changed)
    for step in range(max((len(way.steps) for way in ways.values()), default=0)):
        read = read.with_columns(expr for way in ways.values() if step < len(way.steps) for expr in way.steps[step])
    read = read.with_columns(in_our_unit(pl.col(name), by) for name, by in factors.items())
    rules = tuple(rule for rule in compiled.rules if set(rule.needs) <= set(agreed))
    half = tuple(rule.text for rule in compiled.rules if rule not in rules and set(rule.needs) & set(agreed))
    return CheckPlan(
        read=read,
        columns=agreed,
        received=tuple(
            pl.col(f"{name}:received").alias(name) if name in changed else pl.col(name) for name in received
        ),
        unreadable=frozenset(name for name, way in ways.items() if way.marks_unreadable),
        rules=rules,
        rules_not_run=half,
    )


def _agreed(compiled: CompiledSchema, received: Sequence[str], columns: Sequence[str] | None) -> tuple[str, ...]:
    wanted: Mapping[str, object] = compiled.columns if columns is None else dict.fromkeys(columns)
    if unknown := [name for name in wanted if name not in compiled.columns]:
        raise StadtlandError("column-not-in-schema", schema=compiled.name, columns=", ".join(unknown))
    needed = [name for name in wanted if columns is not None or compiled.columns[name].is_required]
    if missing := [name for name in needed if name not in received]:
        raise StadtlandError(
            "column-missing", schema=compiled.name, columns=", ".join(missing), found=", ".join(received) or "-"
        )
    if unknown := [name for name in received if name not in wanted]:
        raise StadtlandError("column-unknown", schema=compiled.name, columns=", ".join(unknown))
    return tuple(name for name in compiled.columns if name in received)


def _way(compiled: CompiledSchema, name: str, received: pl.DataType, text: TextFormat | None) -> Reading:
    way = reading(name, received, compiled.columns[name].dtype, text)
    if way is None:
        wanted = str(compiled.columns[name].dtype)
        raise StadtlandError("column-type", schema=compiled.name, column=name, received=str(received), wanted=wanted)
    return way


def _factor(compiled: CompiledSchema, name: str, unit: str) -> Fraction:
    column = compiled.columns[name]
    if column.unit is None:
        raise StadtlandError("unit-not-expected", schema=compiled.name, column=name, unit=unit)
    factor = convert(unit, column.unit)
    if factor != 1 and not column.dtype.is_float():
        raise StadtlandError(
            "unit-needs-fractions", schema=compiled.name, column=name, unit_from=unit, unit_to=column.unit
        )
    return factor
