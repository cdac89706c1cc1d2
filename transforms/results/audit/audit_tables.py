"""The audit of whatever tables are given: inventory, gap table and totals together; matrix, actions, series each."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.results.audit.actions.audit_actions import audit_actions
from transforms.results.audit.actions.read_actions import are_totals_of_actions
from transforms.results.audit.audit import audit
from transforms.results.audit.finding import Finding
from transforms.results.audit.matrix.audit_matrices import audit_matrices
from transforms.results.audit.series.audit_series import audit_series
from transforms.results.audit.tables import TABLES


def audit_tables(
    tables: Mapping[str, pl.LazyFrame],
    *,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
    decimal: str | None = None,
) -> list[Finding]:
    """Findings of all tables, in the order inventory, gap, totals; matrix; actions; series.

    Totals serve the actions as well; a table of totals that speaks of nothing but fields of action (B-2.5) serves them
    alone. `decimal` is the decimal mark of tables whose numbers do not tell it.
    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    words = {"sector_synonyms": sector_synonyms, "carriers": carriers}
    findings: list[Finding] = []
    together = {name: frame for name, frame in tables.items() if name in TABLES}
    if (
        "actions" in tables
        and "totals" in together
        and are_totals_of_actions(together["totals"], tables["actions"], decimal)
    ):
        del together["totals"]
    if together:
        findings += audit(together, **words, decimal=decimal)
    if "matrix" in tables:
        findings += audit_matrices(tables["matrix"], **words, decimal=decimal)
    if "actions" in tables:
        findings += audit_actions(tables["actions"], tables.get("totals"), decimal=decimal)
    if "series" in tables:
        findings += audit_series(tables["series"], **words, decimal=decimal)
    return findings
