"""The order of a deal's statuses: idea, letter of intent, signed, running, then fulfilled, changed or ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.deal_words import STATUSES

NEXT: dict[str | None, tuple[str, ...]] = {
    None: ("idea",),
    "idea": ("letter of intent",),
    "letter of intent": ("signed",),
    "signed": ("running",),
    "running": ("fulfilled", "changed", "ended"),
    # A changed deal goes on under its new terms; nothing follows the two others.
    "changed": ("running", "fulfilled", "ended"),
    "fulfilled": (),
    "ended": (),
}
OPEN = ("idea", "letter of intent", "signed", "running", "changed")
SIGNED = ("signed", "running", "fulfilled", "changed", "ended")
_RANK = {status: min(place, 4) for place, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class Fault:
    """One step that the order does not allow, and the statuses that were passed over."""

    kind: Literal["skipped", "backwards", "after the end", "undated"]
    step_from: str | None
    step_to: str
    passed_over: tuple[str, ...] = ()


def in_order(history: Sequence[tuple[str, date | None]]) -> list[tuple[str, date]]:
    """The dated steps by day; of one day, by their order in the machine. A step that repeats the last is left out."""
    dated = sorted(((day, _RANK[status], status) for status, day in history if day is not None))
    steps: list[tuple[str, date]] = []
    for day, _, status in dated:
        if not steps or steps[-1][0] != status:
            steps.append((status, day))
    return steps


def faults(history: Sequence[tuple[str, date | None]]) -> list[Fault]:
    """What a history does against the order. Without a history nothing can be said, and nothing is.

    A step without a date counts as taken and has no place in time: it is told, and nothing beside it counts as skipped
    because of it.
    """
    undated = sorted({status for status, day in history if day is None}, key=STATUSES.index)
    found = [Fault("undated", None, status) for status in undated]
    before: str | None = None
    for status, _ in in_order(history):
        allowed = NEXT[before]
        if status not in allowed:
            if before is not None and not allowed:
                found.append(Fault("after the end", before, status))
            elif before is not None and _RANK[status] <= _RANK[before]:
                found.append(Fault("backwards", before, status))
            else:
                first = 0 if before is None else _RANK[before] + 1
                passed = tuple(it for it in STATUSES[first : _RANK[status]] if it not in undated)
                if passed:
                    found.append(Fault("skipped", before, status, passed))
        before = status
    return found
