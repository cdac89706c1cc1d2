"""Findings of the audit as a table that can be handed over, in the columns of `schemas/released/inventory_audit.py`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.results.audit.as_row import as_row
from transforms.results.audit.finding import Finding
from transforms.results.audit.sayings import SAYINGS
from transforms.results.audit.text import Text
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line

_OWN = dict.fromkeys(("city", "base_year", "sector", "carrier", "scope", "column"), str)


def as_frame(findings: Sequence[Finding], period: str) -> pl.LazyFrame:
    """One row per finding, in their order; `period` is that of the hand-over."""
    return findings_frame(map(_line, findings), period, _OWN)


def _line(finding: Finding) -> Line:
    """Where no tolerance says what was asked, the rule stands in the note."""
    note = finding.note
    if finding.tolerance is None:
        note = Text.join((SAYINGS[finding.check], note))
    return {**as_row(finding), "note_de": note.de, "note_en": note.en}
