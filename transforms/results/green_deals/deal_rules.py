"""What can be wrong with one deal: its states, its parties, its evidence, its dates, its silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from schemas.deal_words import STATUSES_DE
from transforms.results.findings.line import Line, line
from transforms.results.green_deals.read_deals import Deal
from transforms.results.green_deals.state_machine import OPEN, faults, in_order
from transforms.results.green_deals.was_signed import was_signed

_FAULTS = {
    "skipped": "status_not_skipped",
    "backwards": "status_not_backwards",
    "after the end": "status_final",
    "undated": "status_dated",
}


def state_findings(deal: Deal) -> Iterator[Line]:
    """Steps that the order does not allow, and a register that stands elsewhere than its history."""
    for fault in faults(deal.history):
        before, after = fault.step_from, fault.step_to
        if fault.kind == "undated":
            yield _found(deal, "status_dated", f"„{STATUSES_DE[after]}“ ohne Datum", f"'{after}' without a date")
            continue
        passed_de = ", ".join(STATUSES_DE[it] for it in fault.passed_over)
        passed_en = ", ".join(fault.passed_over)
        step_de = f"{STATUSES_DE[before]} → {STATUSES_DE[after]}" if before else f"beginnt mit {STATUSES_DE[after]}"
        step_en = f"{before} -> {after}" if before else f"begins with {after}"
        more = (f"; übersprungen: {passed_de}", f"; skipped: {passed_en}") if fault.passed_over else ("", "")
        yield _found(deal, _FAULTS[fault.kind], step_de + more[0], step_en + more[1])
    steps = in_order(deal.history)
    if steps and steps[-1][0] != deal.status:
        last = steps[-1][0]
        yield _found(
            deal,
            "status_is_the_last",
            f"Register: {STATUSES_DE[deal.status]}; Verlauf endet mit {STATUSES_DE[last]}",
            f"register: {deal.status}; history ends with {last}",
        )


def signing_findings(deal: Deal, has_parties: bool) -> Iterator[Line]:
    """A signed deal needs two parties and a day. Without a table of parties their number cannot be checked."""
    if not was_signed(deal):
        return
    if has_parties:
        # Two roles of one organisation are one party: nobody makes a deal with itself.
        count = len({str(it["organisation"]).casefold() for it in deal.parties})
        if count < 2:
            note = (f"{count} von 2 Parteien genannt", f"{count} of 2 parties named")
            yield _found(deal, "signed_by_two_parties", *note, printed=count, recomputed=2, unit="1",
                         tolerance=0)  # fmt: skip
    in_history = any(status == "signed" and day is not None for status, day in deal.history)
    in_register = deal.given["status_date"] is not None and (deal.status == "signed" or not deal.history)
    if not (in_history or in_register):
        yield _found(deal, "signed_on_a_day", "kein Datum der Unterzeichnung", "no date of signing")


def evidence_findings(deal: Deal) -> Iterator[Line]:
    """Fulfilled needs evidence; blanks are none."""
    if deal.status == "fulfilled" and not str(deal.given["evidence"] or "").strip():
        yield _found(deal, "fulfilled_with_evidence", "erfüllt ohne Nachweis", "fulfilled without evidence")


def date_findings(deal: Deal) -> Iterator[Line]:
    """An end before its start, told in days."""
    start, end = deal.given["start_date"], deal.given["end_date"]
    if start is not None and end is not None and end < start:
        note = (f"Ende {end} vor Beginn {start}", f"end {end} before start {start}")
        yield _found(deal, "end_after_start", *note, printed=(end - start).days, recomputed=0, unit="d", tolerance=0)


def silence_findings(deal: Deal, until: date, stale_after_days: int) -> Iterator[Line]:
    """An open deal whose last status or progress lies more days before the period's end than were declared."""
    if deal.status not in OPEN:
        return
    days = [deal.given["status_date"], *(day for _, day in deal.history)]
    days += [when.end for when, value in deal.progress if value is not None]
    signs = [day for day in days if day is not None and day <= until]
    if not signs:
        note = ("kein Stand und kein Fortschritt mit Datum", "no dated status and no progress")
        yield _found(deal, "not_stale", *note, recomputed=stale_after_days, unit="d")
    elif (silent := (until - max(signs)).days) > stale_after_days:
        note = (f"letztes Zeichen {max(signs)}, {silent} Tage", f"last sign {max(signs)}, {silent} days")
        yield _found(deal, "not_stale", *note, printed=silent, recomputed=stale_after_days, unit="d",
                     tolerance=0)  # fmt: skip


def _found(deal: Deal, check: str, note_de: str, note_en: str, **figures: Any) -> Line:
    subject, city = f"deal {deal.deal_id}", deal.given["city"]
    return line(check, subject, "rule broken", (note_de, note_en), city=city, **figures)
