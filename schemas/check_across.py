"""Rules across tables, asked of tables that are each in order: one `RuleOutcome` per rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from schemas import rules as across
from schemas.agreement import Tolerance
from schemas.check_report import RuleOutcome
from schemas.errors import StadtlandError
from schemas.no_value_escapes import no_value_escapes
from schemas.tolerated import at_most_of
from schemas.whole_file import whole_file


def check_across(
    tables: Mapping[str, pl.LazyFrame],
    rules: Sequence[str],
    *,
    tolerances: Mapping[str, Tolerance] | None = None,
    offending: Path | None = None,
) -> tuple[RuleOutcome, ...]:
    """One outcome per named rule: how many rows were asked, how many offend.

    A table is whole by now, so no row is taken out of it: `quarantine` counts like `warn`, and every effect stops the
    run when more rows offend than `at_most`. By default a rule warns. `offending` is a restricted folder that gets
    `<rule>.parquet` with the offending rows. `rule-unknown` and `rule-lacks-table` name the rule.
    """
    given = tolerances or {}
    return tuple(
        _ask(across.load(name), tables, given.get(name) or given.get("*") or Tolerance(effect="warn"), offending)
        for name in rules
    )


def _ask(rule: across.RuleAcross, tables: across.Tables, tolerance: Tolerance, folder: Path | None) -> RuleOutcome:
    name = rule.text.rule
    effect = at_most_of(tolerance)
    with no_value_escapes(name):
        try:
            judged, offending = rule.judged(tables), rule.offending(tables)
        except KeyError as missing:
            raise StadtlandError("rule-lacks-table", rule=name, table=str(missing.args[0])) from None
        counts = [frame.select(pl.len()) for frame in (judged, offending)]
        units, failed = (int(count.item()) for count in pl.collect_all(counts, engine="streaming"))
        if folder is not None:
            with whole_file(folder / f"{name}.parquet") as part:
                offending.sink_parquet(part, compression="zstd", engine="streaming")
    return RuleOutcome(
        rule=name,
        text=rule.text.en,
        text_de=rule.text.de,
        column=None,
        units_checked=units,
        failed=failed,
        effect=effect.effect,
        at_most=effect.at_most,
        reason=effect.reason,
    )
