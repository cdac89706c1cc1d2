"""The audit: every rule against every city and base year of the given tables, each apart; nothing is passed over."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.results.audit.finding import Finding, Place, not_checked
from transforms.results.audit.read_tables import read_tables
from transforms.results.audit.rules_in_order import RULES
from transforms.results.audit.same_amount import same_amount
from transforms.results.audit.slip_in_sum import CHECK as UNITS
from transforms.results.audit.tables import TABLES, CityYear, Words
from transforms.results.audit.text import Text
from transforms.results.audit.unit_slips import unit_slips
from transforms.results.audit.words import words

_GERMAN = {"inventory": "Inventar", "gap": "Lückentabelle", "totals": "Summentabelle"}
_ENGLISH = {"inventory": "inventory", "gap": "gap table", "totals": "table of totals"}


def audit(
    tables: Mapping[str, pl.LazyFrame],
    *,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
    decimal: str | None = None,
) -> list[Finding]:
    """One finding per rule and figure, by city, base year and rule. Keys of `tables`: inventory, gap, totals.

    A rule whose table or figures are missing is listed as `not checked` with the reason. The order of rows changes
    nothing. Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`; KeyError for another table.
    """
    if unknown := set(tables) - set(TABLES):
        raise KeyError(f"no such table: {', '.join(sorted(unknown))}")
    known = words(sector_synonyms, carriers)
    found = read_tables(tables, decimal)
    if not found:
        # Tables without a row: every rule is listed all the same, so that silence is never taken for approval.
        found = [CityYear(Place("", ""), frozenset(tables))]
    return [finding for city_year in found for finding in _one_city_year(city_year, known)]


def _one_city_year(city_year: CityYear, known: Words) -> list[Finding]:
    findings: list[Finding] = []
    for rule in RULES:
        absent = [table for table in rule.needs if not city_year.has(table)]
        if absent:
            findings.append(not_checked(rule.check, city_year.place, _absent(city_year, absent)))
            continue
        applied = list(rule.find(city_year, known))
        unhelped = [table for table in rule.helps if not city_year.has(table)]
        why = Text.join((rule.nothing, _absent(city_year, unhelped)))
        findings += applied or [not_checked(rule.check, city_year.place, why)]
    slips = unit_slips(city_year, known, findings)
    nothing = Text("keine Rechnung war möglich", "no computation was possible")
    findings += slips or [not_checked(UNITS, city_year.place, nothing)]
    return same_amount(findings)


def _absent(city_year: CityYear, absent: list[str]) -> Text:
    said = []
    for table in absent:
        if table not in city_year.given:
            said.append(Text(f"{_GERMAN[table]} nicht gegeben", f"{_ENGLISH[table]} not given"))
        else:
            said.append(
                Text(
                    f"{_GERMAN[table]} ohne Zeile für Stadt und Basisjahr",
                    f"{_ENGLISH[table]} without a row for city and base year",
                )
            )
    return Text.join(said)
