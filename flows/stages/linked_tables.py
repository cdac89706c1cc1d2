"""Tables of one package that count the same units: what one blanks, another may show. Told in the report, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from flows.run import Run
from flows.stages.release_table import Released
from schemas.agreement.cells import CellRule
from schemas.check_report import RuleOutcome
from schemas.registry import column_metadata, schema


def linked_tables(run: Run, tables: Sequence[Released]) -> tuple[RuleOutcome, ...]:
    """One warning per pair. Two tables of one dataset that the differencing guard does not hold against each other, one
    of them with blanks; a table with blanks whose rows, protected one by one, leave as well.

    The guard refuses where two tables single out a small group together. Without it nobody has looked, and this says
    so. Rows that leave let everybody count what the table blanks; what protects these is k and l, not the blanks.
    """
    leaving = {table.file.table: table for table in tables}
    found: list[RuleOutcome] = []
    for name, table in leaving.items():
        rule = run.terms.small_cells.get(name)
        if rule is not None and table.cells_suppressed:
            rows = [key for key in table.rests_on if key in leaving and key != name and _counts(run, key, rule)]
            found += [_beside_rows(name, key, table.cells_suppressed, rule) for key in rows]
    guarded = set(run.terms.differencing.tables) if run.terms.differencing else set()
    for one, other in combinations(leaving, 2):
        if not {one, other} <= guarded:
            found += _beside_table(run, leaving[one], leaving[other])
    return tuple(found)


def _counts(run: Run, key: str, rule: CellRule) -> bool:
    """Whether the units of a table with this rule are rows of the dataset: people are, and what shares a dimension."""
    if run.dataset(key).protection is not None:
        return True
    return bool(set(rule.dimensions) & set(column_metadata(schema("anonymised", run.stem(key)))))


def _beside_rows(name: str, key: str, blanks: int, rule: CellRule) -> RuleOutcome:
    return _warning(
        f"{name}_beside_rows_of_{key}",
        f"{name} blanks {blanks} cells, but its rows leave as well, as {key}: whoever has both counts the cells again. "
        f"What protects them is the promise of {key}, not the blanks.",
        f"{name} lässt {blanks} Zellen leer, aber seine Zeilen gehen als {key} mit hinaus: Wer beides hat, zählt die "
        f"Zellen nach. Was sie schützt, ist die Zusage für {key}, nicht die leere Zelle.",
        blanks,
        rule.reason,
    )


def _beside_table(run: Run, one: Released, other: Released) -> Iterator[RuleOutcome]:
    names = one.file.table, other.file.table
    if any(name in run.terms.datasets for name in names):
        return
    blank = [(table, rule) for table in (one, other) if (rule := run.terms.small_cells.get(table.file.table))]
    for table, rule in blank:
        shared = [key for key in one.rests_on if key in other.rests_on and _counts(run, key, rule)]
        if table.cells_suppressed and shared:
            yield _warning(
                f"{names[0]}_beside_{names[1]}",
                f"{names[0]} and {names[1]} both count {', '.join(shared)}, and blanks stand in {table.file.table}: "
                "nobody held the two against each other. Name both under differencing.tables.",
                f"{names[0]} und {names[1]} zählen beide {', '.join(shared)}, und in {table.file.table} sind Zellen "
                "leer: Niemand hat sie gegeneinander gehalten. Beide unter differencing.tables nennen.",
                table.cells_suppressed,
                rule.reason,
            )
            return


def _warning(rule: str, en: str, de: str, blanks: int, reason: str) -> RuleOutcome:
    return RuleOutcome(
        rule=rule,
        text=en,
        text_de=de,
        column=None,
        units_checked=blanks,
        failed=blanks,
        effect="warn",
        at_most=1.0,
        reason=reason,
    )
