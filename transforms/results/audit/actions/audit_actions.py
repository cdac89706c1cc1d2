"""The audit of action lists of third parties: sums by field (B-2.4 to B-2.5), doubled actions, missing figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import polars as pl

from transforms.results.audit.actions.action import COLUMNS, MEASURES, UNITS, Action, ActionList
from transforms.results.audit.actions.read_actions import read_actions
from transforms.results.audit.compare import compare
from transforms.results.audit.compare_known import compare_known
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Term, not_checked
from transforms.results.audit.same_amount import same_amount
from transforms.results.audit.slip_in_sum import CHECK as SLIP
from transforms.results.audit.slips_in_sums import slips_in_sums
from transforms.results.audit.text import Text
from transforms.results.names.plain import plain

BY_FIELD = "actions_sum_to_field"
BY_ALL = "actions_sum_to_total"
FIELDS = "fields_sum_to_total"
KEY = "key_is_unique"
ONE_FIELD = "action_stands_in_one_field"
ENTRIES = "action_has_entries"
REDUCTION = "action_has_a_reduction"
SIGN = "reduction_is_not_negative"
COUNT = "entries_are_a_count"


def audit_actions(
    frame: pl.LazyFrame, totals: pl.LazyFrame | None = None, *, decimal: str | None = None
) -> list[Finding]:
    """One finding per printed or possible sum, per doubled action, and per action that lacks a figure.

    A sum without a printed total is `not checked`; what it adds up to stands in `recomputed`. Duplicates are told, and
    stay in every sum. `decimal` is the decimal mark where no number tells it.
    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    findings: list[Finding] = []
    for actions in read_actions(frame, totals, decimal):
        sums = [*_sums(actions), *_totals_of_totals(actions)]
        findings += same_amount([*sums, *_slips(actions, sums), *_doubled(actions), *_lacking(actions)])
    return findings


def _sums(given: ActionList) -> Iterator[Finding]:
    for measure in MEASURES:
        if not getattr(given, f"has_{measure}"):
            continue
        for field in given.fields():
            yield from _sum(BY_FIELD, given, measure, field, [it for it in given.actions if it.field == field])
        yield from _sum(BY_ALL, given, measure, "", list(given.actions))


def _sum(check: str, given: ActionList, measure: str, field: str, actions: list[Action]) -> Iterator[Finding]:
    place = given.place.at(sector=field or "total", column=COLUMNS[measure])
    terms = [it.term(measure, given.place) for it in actions]
    entries = given.known_sum("entries", actions)
    about = Text(f"{len(actions)} Maßnahmen", f"{len(actions)} actions")
    if entries is not None and measure == "reduction":
        about = Text(f"{about.de}, {entries:f} Nennungen", f"{about.en}, {entries:f} entries")
    printed = [it for it in given.totals if it.field == field and it.figure(measure).value is not None]
    for total in printed:
        yield compare_known(check, place, total.term(measure, given.place), terms, UNITS[measure], about)
    if not printed:
        lacking = sum(it.figure(measure).value is None for it in actions)
        without = Text(f"{lacking} davon ohne Zahl", f"{lacking} of them without a figure") if lacking else Text()
        why = Text.join((Text("keine Summe gedruckt", "no total is printed"), about, without))
        yield replace(
            not_checked(check, place, why, UNITS[measure]), recomputed=given.known_sum(measure, actions)
        )  # fmt: skip


def _totals_of_totals(given: ActionList) -> Iterator[Finding]:
    """The printed totals of the fields against the printed total of all, where both are there."""
    for measure in MEASURES:
        of_fields = [it for it in given.totals if it.field and it.figure(measure).value is not None]
        for total in given.totals:
            if not total.field and total.figure(measure).value is not None and of_fields:
                absent = sorted(set(given.fields()) - {it.field for it in of_fields})
                terms = [it.term(measure, given.place) for it in of_fields]
                terms += [Term(field, Figure.missing("nicht gedruckt", "not printed")) for field in absent]
                place = given.place.at(sector="total", column=COLUMNS[measure])
                yield compare(FIELDS, place, total.term(measure, given.place), terms, UNITS[measure])


def _slips(given: ActionList, sums: list[Finding]) -> Iterator[Finding]:
    """Figures that are a thousand off, found by the sums they break; one `match` where no sum that could be held is."""
    found = slips_in_sums(sums, frozenset())
    yield from found.values()
    computed = [it for it in sums if it.terms and it.verdict != "not checked"]
    if computed and not found:
        note = Text(f"{len(computed)} Summen", f"{len(computed)} sums")
        yield Finding(SLIP, given.place.at(column="units"), "match", note=note)


def _doubled(given: ActionList) -> Iterator[Finding]:
    by_key: dict[tuple[str, str], list[Action]] = defaultdict(list)
    by_action: dict[str, list[Action]] = defaultdict(list)
    for it in given.actions:
        if it.action:
            by_key[plain(it.field), plain(it.action)].append(it)
            by_action[plain(it.action)].append(it)
    twice = [rows for rows in by_key.values() if len(rows) > 1]
    for rows in twice:
        values = {(it.entries.value, it.reduction.value) for it in rows}
        printed = "; ".join(_printed(it) for it in rows)
        note = (
            Text(
                f"gleiche Zahlen: zählt {len(rows)}-fach ({printed})",
                f"the same figures, {len(rows)} times ({printed})",
            )
            if len(values) == 1
            else Text(f"mit verschiedenen Zahlen ({printed})", f"with different figures ({printed})")
        )
        yield _broken_key(KEY, given, rows, note)
    several = [rows for rows in by_action.values() if len({plain(it.field) for it in rows}) > 1]
    for rows in several:
        fields = "; ".join(sorted({it.field for it in rows}))
        amount = Text.amount(given.known_sum("reduction", rows) or Decimal(0), UNITS["reduction"])
        note = Text(f"in {fields}; zusammen {amount.de}", f"in {fields}; {amount.en} in all")
        yield _broken_key(ONE_FIELD, given, rows, note)
    for check, found, keys in ((KEY, twice, by_key), (ONE_FIELD, several, by_action)):
        if keys and not found:
            count = Decimal(len(keys))
            yield Finding(
                check, given.place.at(column="actions"), "match", "rows", count, count, Decimal(0), Decimal(0)
            )


def _broken_key(check: str, given: ActionList, rows: list[Action], note: Text) -> Finding:
    count = Decimal(len(rows))
    field = rows[0].field if check == KEY else ""
    place = given.place.at(sector=field, carrier=rows[0].action)
    return Finding(check, place, "rule broken", "rows", count, Decimal(1), 1 - count, Decimal(0), note)


def _printed(it: Action) -> str:
    entries, reduction = ("–" if figure.value is None else f"{figure.value:f}" for figure in (it.entries, it.reduction))
    return f"{entries} / {reduction} t"


def _lacking(given: ActionList) -> Iterator[Finding]:
    for it in given.actions:
        place = given.place.at(sector=it.field, carrier=it.action)
        entries, reduction = it.entries, it.reduction
        shown = "?" if entries.value is None else f"{entries.value:f}"
        if given.has_entries and not entries.value:
            why = Text("ohne Nennung", "without an entry") if entries.value == 0 else entries.why_missing
            yield Finding(ENTRIES, place, "not covered", "1", entries.value, note=why)
        elif entries.value is not None and (entries.value < 0 or entries.value != entries.value.to_integral_value()):
            note = Text("keine Anzahl", "not a count")
            yield Finding(COUNT, place, "rule broken", "1", entries.value, note=note)
        if reduction.value is None:
            note = Text.join((reduction.why_missing, Text(f"{shown} Nennungen", f"{shown} entries")))
            yield Finding(REDUCTION, place, "not covered", "t", note=note)
        elif reduction.value == 0:
            note = Text(
                f"{shown} Nennungen, gedruckt ist 0: nichts gemindert oder nicht beziffert, die Liste sagt es nicht",
                f"{shown} entries, 0 is printed: nothing saved or not quantified, the list does not say",
            )
            yield Finding(REDUCTION, place, "not covered", "t", reduction.value, note=note)
        elif reduction.value < 0:
            note = Text("eine Minderung ist positiv gemeint", "a reduction is meant to be positive")
            yield Finding(SIGN, place, "rule broken", "t", reduction.value, note=note)
    if all(it.entries.value and it.reduction.value for it in given.actions) and given.has_entries and given.actions:
        count = Decimal(len(given.actions))
        yield Finding(
            REDUCTION, given.place.at(column="actions"), "match", "rows", count, count, Decimal(0), Decimal(0)
        )
