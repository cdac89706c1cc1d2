"""Mismatches by the same amount belong together: where a row and a column fail alike, the cell is where they cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from transforms.results.audit.finding import Finding
from transforms.results.audit.text import Text

_SHOWN = 3


def same_amount(findings: Sequence[Finding]) -> list[Finding]:
    """The same findings of one city and year; each mismatch names the others that are off by the same amount."""
    by_amount: dict[tuple[str, Decimal], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.verdict == "mismatch" and finding.difference is not None:
            by_amount[finding.unit, abs(finding.difference)].append(finding)
    noted = []
    for finding in findings:
        alike = by_amount.get((finding.unit, abs(finding.difference)), []) if finding.difference is not None else []
        others = [it for it in alike if it is not finding]
        if finding.verdict != "mismatch" or not others:
            noted.append(finding)
            continue
        named = [f"{it.check} ({_below(it)})" for it in others[:_SHOWN]]
        noted.append(
            finding.noted(Text(f"derselbe Betrag: {', '.join(named)}", f"the same amount: {', '.join(named)}"))
        )
    return noted


def _below(finding: Finding) -> str:
    _, _, rest = finding.place.subject.partition(": ")
    return rest or finding.place.subject
