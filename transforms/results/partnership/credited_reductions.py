"""Which row of the reductions counts: each reduction once, for one partner."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from transforms.results.exact.exactly import exactly


@dataclass(frozen=True)
class Credit:
    """One row of the reductions, and whether it counts; `reason` says why it does not."""

    measure_id: str
    place: str
    credited_to: str | None
    reduction: Decimal | None
    counts: bool
    reason: str | None = None


def credited_reductions(rows: list[dict[str, Any]], partners: set[str]) -> list[Credit]:
    """One credit per row, in a fixed order. Of several rows of one measure, one counts.

    It is the one credited to the municipality of the measure, else the one with the lowest code, else the smallest
    reduction: doubt never makes the partnership look better. A credit to nobody or to a stranger counts for no partner.
    """
    found = []
    taken: set[str] = set()
    for row in sorted(rows, key=_order):
        credited, reason = row.get("credited_to"), None
        if credited is None:
            reason = "credited to nobody"
        elif credited not in partners:
            reason = "credited to no partner"
        elif row["measure_id"] in taken:
            reason = "credited already"
        else:
            taken.add(row["measure_id"])
        found.append(
            Credit(
                row["measure_id"],
                row["municipality_code"],
                credited,
                exactly(row.get("reduction_t_co2e")),
                reason is None,
                reason,
            )
        )
    return found


def _order(row: dict[str, Any]) -> tuple[str, bool, str, bool, float]:
    reduction = row.get("reduction_t_co2e")
    credited = row.get("credited_to")
    return (
        row["measure_id"],
        credited != row["municipality_code"],
        credited or "~",
        reduction is None,
        reduction or 0.0,
    )
