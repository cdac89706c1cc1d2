"""The only place that validates: one table against its schema in one streaming pass, accepted, rejected and counted.

What counts as what, precisely:

- NaN is a missing value. Null passes every rule on values (pandera's `ignore_na`); it breaks `<column>_is_present`
  where the column is not nullable. An unreadable value breaks `<column>_is_readable` and no other rule of its column.
  An infinite number is unreadable (pandera would let it pass): it is no quantity of anything.
- Unique: every row of a group with the same key breaks the rule, the first as well as the last, so that the order of
  rows decides nothing. In a key of several columns null equals null, as in pandera; a key that is missing altogether
  is no key and is not compared (pandera compares it: two nulls in a nullable unique column fail there, here not).
  Rows that are rejected for another reason still occupy their key.
- A row is rejected when it breaks a rule whose effect is `quarantine` or `stop`; under `warn` it is kept and counted.
- `rejected` holds the rows as they came, with the names of all rules they break; it is written even when it is empty,
  because an empty file says "checked, nothing found" and a missing one says nothing. `accepted` is typed, in the
  schema's order of columns; where a rule stops the run it is not written, so that nothing can go on from it.
- Both appear under their names only when they are complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from schemas.agreement import TextFormat, Tolerance
from schemas.check_plan import CheckPlan, check_plan
from schemas.check_report import CheckReport, RuleOutcome
from schemas.compile import CompiledRule, compile_schema
from schemas.duplicates import duplicates
from schemas.errors import StadtlandError
from schemas.no_value_escapes import no_value_escapes
from schemas.tolerated import tolerated
from schemas.whole_file import whole_file

if TYPE_CHECKING:
    import pandera.polars as pa

_ROWS_PER_GROUP = 250_000
"""One size for every file, so that the same rows give the same bytes."""


def check(
    frame: pl.LazyFrame,
    schema: type[pa.DataFrameModel],
    *,
    columns: Sequence[str] | None = None,
    text: TextFormat | None = None,
    units: Mapping[str, str] | None = None,
    tolerances: Mapping[str, Tolerance] | None = None,
    accepted: Path | None = None,
    rejected: Path | None = None,
    rules_elsewhere: Sequence[str] = (),
) -> CheckReport:
    """One report per table; `rows_accepted + rows_rejected == rows_received`, or `check-lost-rows`.

    `columns` are the agreed ones (all of the schema if absent): a rule that needs another one is reported as not run.
    With `text`, columns of text are read in that format as part of the same pass. `units` are the provider's, by
    column, where they differ from the schema's: the values are converted before any rule is asked. `rules_elsewhere`
    names rules across tables that `tolerances` may speak of too. Errors: those of `compile_schema`, `check_plan` and
    `tolerated`.
    """
    compiled = compile_schema(schema)
    with no_value_escapes(compiled.name), ExitStack() as files:
        ready = check_plan(frame, compiled, columns, text, units)
        effects = tolerated(compiled.name, compiled.rules, tolerances or {}, rules_elsewhere)
        kept = None if accepted is None else files.enter_context(whole_file(accepted))
        refused = None if rejected is None else files.enter_context(whole_file(rejected))
        report = _run(compiled.name, ready, effects, kept, refused)
        if kept is not None and report.is_stopped:
            kept.unlink()
    return report


def _run(
    schema: str, ready: CheckPlan, effects: Mapping[str, Tolerance], accepted: Path | None, rejected: Path | None
) -> CheckReport:
    judged, breakable = _judged(ready)
    rejecting = [name for name in breakable if effects[name].effect != "warn"]
    is_rejected = pl.any_horizontal([_mask(name) for name in rejecting] or [pl.lit(False)])
    judged = judged.with_columns(is_rejected.fill_null(False).alias(":rejected"))
    counts = judged.select(
        *[_mask(name).sum() for name in breakable], pl.len().alias(":rows"), pl.col(":rejected").sum()
    )
    queries = [counts]
    if accepted is not None:
        queries.append(_sink(judged.filter(~pl.col(":rejected")).select(ready.columns), accepted))
    if rejected is not None:
        names = [pl.when(_mask(name)).then(pl.lit(name)) for name in breakable]
        broken = pl.concat_list(names).list.drop_nulls() if names else pl.lit([], dtype=pl.List(pl.String))
        rows = judged.filter(":rejected").select(*ready.received, broken.alias("broken_rules"))
        queries.append(_sink(rows, rejected))
    found = pl.collect_all(queries, engine="streaming")[0].row(0, named=True)
    received, refused = int(found[":rows"]), int(found[":rejected"])
    report = CheckReport(
        schema=schema,
        rows_received=received,
        rows_accepted=received - refused if accepted is None else _rows(accepted),
        rows_rejected=refused if rejected is None else _rows(rejected),
        rules=tuple(
            _outcome(rule, effects[rule.text.rule], received, found.get(f"{rule.text.rule}:broken", 0))
            for rule in ready.rules
        ),
        rules_not_run=ready.rules_not_run,
    )
    if report.rows_accepted + report.rows_rejected != received or report.rows_rejected != refused:
        raise StadtlandError(
            "check-lost-rows",
            schema=schema,
            received=received,
            accepted=report.rows_accepted,
            rejected=report.rows_rejected,
        )
    return report


def _judged(ready: CheckPlan) -> tuple[pl.LazyFrame, list[str]]:
    """The table with one `<rule>:broken` column for each rule that some row could break, and the names of these."""
    frame = ready.read
    masks: dict[str, pl.Expr] = {}
    for rule in ready.rules:
        unreadable = [pl.col(f"{name}:unreadable") for name in rule.needs if name in ready.unreadable]
        name = rule.text.rule
        if rule.kind == "readable" and unreadable:
            masks[name] = unreadable[0]
        elif rule.kind == "present":
            masks[name] = pl.all_horizontal(pl.col(rule.needs[0]).is_null(), *[~flag for flag in unreadable])
        elif rule.kind == "unique":
            readable = pl.all_horizontal([~flag for flag in unreadable] or [pl.lit(True)])
            twice = duplicates(ready.read.filter(readable), rule.needs)
            if not twice.is_empty():
                marked = twice.lazy().with_columns(pl.lit(True).alias(f"{name}:twice"))
                frame = frame.join(marked, on=rule.needs, how="left", nulls_equal=True, maintain_order="left")
                masks[name] = pl.col(f"{name}:twice").fill_null(False) & readable
        elif rule.broken is not None:
            masks[name] = rule.broken
    return frame.with_columns(mask.alias(f"{name}:broken") for name, mask in masks.items()), list(masks)


def _mask(rule: str) -> pl.Expr:
    return pl.col(f"{rule}:broken")


def _outcome(rule: CompiledRule, effect: Tolerance, units: int, failed: int) -> RuleOutcome:
    return RuleOutcome(
        rule=rule.text.rule,
        text=rule.text.en,
        text_de=rule.text.de,
        column=rule.text.column,
        units_checked=units,
        failed=int(failed),
        effect=effect.effect,
        at_most=effect.at_most,
        reason=effect.reason,
    )


def _sink(rows: pl.LazyFrame, path: Path) -> pl.LazyFrame:
    return rows.sink_parquet(
        path, compression="zstd", compression_level=1, row_group_size=_ROWS_PER_GROUP, lazy=True, maintain_order=True
    )


def _rows(path: Path) -> int:
    """Rows that stand in the written file, by its own footer."""
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
