"""One rule of the audit: its key, what it says, which tables it needs, and the function that holds it against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from transforms.results.audit.finding import Finding
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text


@dataclass(frozen=True)
class Rule:
    """`needs`: tables that must have a row for the city and base year; `helps`: those that may hold its other side.

    `nothing`: why the rule may find nothing to hold against; the absent tables of `helps` are added to it.
    """

    check: str
    says: Text
    needs: tuple[str, ...]
    find: Callable[[CityYear, Words], Iterable[Finding]]
    nothing: Text
    helps: tuple[str, ...] = ()
