"""Contradictions in the register of Local Green Deals: told beside the numbers, never changing one."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from schemas.period import Period
from transforms.results.exact.exactly import exactly
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.green_deals.deal_checks import CHECKS
from transforms.results.green_deals.deal_rules import (
    date_findings,
    evidence_findings,
    signing_findings,
    silence_findings,
    state_findings,
)
from transforms.results.green_deals.double_claims import DoubleClaim, double_claims
from transforms.results.green_deals.read_deals import Deal, read_deals
from transforms.results.green_deals.without_contact import without_contact

_OF_HISTORY = ("status_not_skipped", "status_not_backwards", "status_final", "status_dated", "status_is_the_last")


def deal_findings(
    period: str,
    green_deals: pl.LazyFrame,
    deal_parties: pl.LazyFrame | None = None,
    deal_status_history: pl.LazyFrame | None = None,
    deal_progress: pl.LazyFrame | None = None,
    *,
    stale_after_days: int = 365,
) -> pl.LazyFrame:
    """One row per broken rule and deal (or pair of deals), and one per rule that nothing broke or nobody could check.

    `stale_after_days` before the period's end an open deal must have shown a status or a progress. Raises
    `result-parameter-wrong` for a number of days below 1, `deal-twice`.
    """
    if stale_after_days < 1:
        raise StadtlandError(
            "result-parameter-wrong", result="deal_findings", parameter="stale_after_days", allowed="1, 2, ..."
        )
    until = Period.parse(period).end
    deals = read_deals(green_deals, deal_parties, deal_status_history, deal_progress)
    found: list[Line] = []
    for deal in deals:
        found += state_findings(deal)
        found += signing_findings(deal, deal_parties is not None)
        found += evidence_findings(deal)
        found += date_findings(deal)
        found += silence_findings(deal, until, stale_after_days)
    found += [_claimed_twice(claim) for claim in double_claims(deals)]
    found += _contacts(green_deals, deals)
    side_tables = {"parties": deal_parties, "status_history": deal_status_history, "progress": deal_progress}
    found += _unregistered({f"deal_{name}": frame for name, frame in side_tables.items()}, deals)
    found += _without_history(deals) if deal_status_history is not None else []
    unchecked = set(_OF_HISTORY if deal_status_history is None else ())
    unchecked |= {"signed_by_two_parties"} if deal_parties is None else set()
    lines = [_with_rule(it) for check in CHECKS for it in _of(check, found, deals, check in unchecked)]
    return findings_frame(lines, period, {"city": str})


def _of(check: str, found: list[Line], deals: list[Deal], is_unchecked: bool) -> list[Line]:
    of_check = [it for it in found if it["check"] == check]
    if of_check:
        return of_check
    count = f"{len(deals)} deals"
    if is_unchecked:
        return [line(check, count, "not checked", ("Tabelle nicht gegeben", "table not given"))]
    return [line(check, count, "match", ("kein Befund", "nothing found"))]


def _claimed_twice(claim: DoubleClaim) -> Line:
    reduction = exactly(claim.second.given["reduction_t_co2e"])
    known_de = (
        "gemeinsame Kennung" if claim.known_by == "shared claim id" else "gleiche Stadt, Kennzahl, Zeit, Minderung"
    )
    return line(
        "reduction_claimed_once",
        f"deals {claim.first.deal_id} and {claim.second.deal_id}",
        "rule broken",
        (f"dieselbe Minderung in zwei Deals ({known_de})", f"one reduction in two deals ({claim.known_by})"),
        printed=reduction,
        recomputed=None if reduction is None else 0,
        unit="t CO2e",
        tolerance=None,
        city=claim.first.given["city"],
    )


def _contacts(green_deals: pl.LazyFrame, deals: list[Deal]) -> list[Line]:
    city = {deal.deal_id: deal.given["city"] for deal in deals}
    rows = without_contact(green_deals).filter(pl.col("withheld").is_not_null()).select("deal_id", "withheld").collect()
    return [
        line(
            "text_without_contact",
            f"deal {deal_id}",
            "rule broken",
            (
                f"Mensch oder Kontakt in: {columns}; der Text bleibt im Haus",
                f"person or contact in: {columns}; the text stays in the house",
            ),
            city=city[deal_id],
        )
        for deal_id, columns in sorted(rows.iter_rows())
    ]


def _unregistered(tables: dict[str, pl.LazyFrame | None], deals: list[Deal]) -> list[Line]:
    """Deals that another table names and the register lacks, or whose row in it was rejected."""
    known = {deal.deal_id for deal in deals}
    found = []
    for table, frame in tables.items():
        named = [] if frame is None else frame.select("deal_id").collect().to_series().to_list()
        for deal_id in sorted(set(named) - known):
            note = (f"{named.count(deal_id)} Zeilen in {table}", f"{named.count(deal_id)} rows in {table}")
            found.append(line("deal_is_registered", f"deal {deal_id}", "rule broken", note))
    return found


def _without_history(deals: list[Deal]) -> list[Line]:
    """Deals whose steps nobody handed over: their order is not known to be right."""
    count = sum(not deal.history for deal in deals)
    note = (f"{count} Deals ohne Verlauf", f"{count} deals without a history")
    return [line("status_not_skipped", f"{count} deals", "not checked", note)] if count else []


def _with_rule(found: Line) -> Line:
    rule_de, rule_en = CHECKS[found["check"]]
    return {**found, "note_de": f"{rule_de}: {found['note_de']}", "note_en": f"{rule_en}: {found['note_en']}"}
