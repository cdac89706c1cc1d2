"""One table in one file, protected by its rules: searched, recoded, written, and measured from what was written."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from flows.commands.protect_by_method import protect_by_method
from flows.commands.rules_file import read_hierarchy, read_rules
from flows.commands.table_file import read_table
from flows.commands.write_sorted import write_sorted
from flows.promises_told import held_again, population_shown
from flows.search_told import losses_told, search_told
from schemas.agreement.protection_rules import Rules
from schemas.errors import StadtlandError
from transforms.privacy.counting.refuse_nested import refuse_nested
from transforms.privacy.generalise import generalise
from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.metrics.field_loss import field_losses
from transforms.privacy.recoded import recoded
from transforms.privacy.risk.measure import measure


def protect_table(table: Path, rules: Path, out: Path, *, delimiter: str | None = None) -> dict[str, Any]:
    """Write the protected table and return the report of `stadtland protect`.

    Errors: `rules-refused`, `out-is-input`, `values-not-plain`, those of reading, of the search, and `model-not-kept`;
    then nothing is written.
    """
    asked = read_rules(rules)
    _refuse_overwriting(out, [table, rules, *([] if asked.subset_file is None else [rules.parent / asked.subset_file])])
    frame = read_table(table, delimiter)
    _refuse_absent(asked, frame)
    if asked.method is not None:
        return protect_by_method(frame, asked, asked.method, out)
    hierarchies = _hierarchies(asked, frame, rules.parent)
    subset = None if asked.subset_file is None else read_table(rules.parent / asked.subset_file)
    releasing = frame if subset is None else subset
    _refuse_absent(asked, releasing)
    files = {name: read_hierarchy(rules.parent / name, name) for name in asked.hierarchy_files}
    solution = generalise(
        frame,
        hierarchies,
        search=asked.search,
        is_out_of_time=_clock(asked.seconds_at_most),
        models=asked.models,
        sensitive=asked.sensitive,
        subset=subset,
        files=files,
        suppression_limit=asked.suppression_limit,
        metric=asked.metric.model_dump(exclude_none=True),
        highest=asked.highest,
    )
    named = [*asked.quasi_identifiers, *asked.sensitive, *asked.keep]
    temporary = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_sorted(recoded(releasing.select(named), hierarchies, solution), temporary)
        before, after = _measured(releasing, asked), _measured(_scan(temporary), asked)
        losses = field_losses(_scan(temporary), hierarchies, withheld=solution.withheld_rows)
        promises = held_again(
            asked,
            _scan(temporary),
            file=out,
            files=files,
            searched=releasing if solution.withheld_rows else None,
            population=None if subset is None else population_shown(frame, hierarchies, solution),
        )
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return {
        **search_told(solution),
        "dropped": [name for name in releasing.collect_schema().names() if name not in named],
        "before": before,
        "after": after,
        "losses": losses_told(losses),
        "promises": promises,
    }


def _clock(seconds: float | None) -> Callable[[], bool] | None:
    """Says True once the time is over; None where there is no limit."""
    if seconds is None:
        return None
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _hierarchies(rules: Rules, frame: pl.LazyFrame, folder: Path) -> dict[str, Hierarchy]:
    found = {}
    for name, rule in rules.quasi_identifiers.items():
        if isinstance(rule.hierarchy, str):
            found[name] = read_hierarchy(folder / rule.hierarchy, name)
        elif rule.hierarchy is not None:
            found[name] = build_hierarchy(frame, name, rule.hierarchy)
    return found


def _refuse_overwriting(out: Path, read: Sequence[Path]) -> None:
    if out.exists() and any(path.exists() and path.samefile(out) for path in read):
        raise StadtlandError("out-is-input", out=str(out))


def _refuse_absent(rules: Rules, frame: pl.LazyFrame) -> None:
    """Errors: `quasi-identifier-absent`, `sensitive-absent`, `values-not-plain`, `column-not-in-frame`."""
    present = frame.collect_schema().names()
    if missing := [name for name in rules.quasi_identifiers if name not in present]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    missing = [name for name in rules.sensitive if name not in present]
    if missing:
        raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    refuse_nested(frame.collect_schema(), [*rules.quasi_identifiers, *rules.sensitive])
    for name in rules.keep:
        if name not in present:
            raise StadtlandError("column-not-in-frame", method="keep", column=name)


def _scan(path: Path) -> pl.LazyFrame:
    return pl.scan_parquet(path, glob=False)


def _measured(frame: pl.LazyFrame, rules: Rules) -> list[dict[str, Any]]:
    """One entry per sensitive field, or a single one where there is none."""
    quasi = list(rules.quasi_identifiers)
    fields: list[str | None] = [*rules.sensitive] or [None]
    return [{"sensitive": field, **measure(frame, quasi, field).as_dict()} for field in fields]
