"""What third parties contribute, by contributor: organisations by name, citizens only together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import polars as pl

from transforms.results.climate_contract.read_actions import Action, read_contributions
from transforms.results.exact.exactly import rounded, sum_of_stated
from transforms.results.names.plain import plain

_SCHEMA = {
    "period": pl.String, "field_of_action": pl.String, "contributor_kind": pl.String, "organisation": pl.String,
    "contribution_count": pl.Int64, "contributions_without_figure": pl.Int64, "reduction_t_co2e": pl.Float64,
    "linked_count": pl.Int64, "unit": pl.String, "status": pl.String,
}  # fmt: skip


def contributions_by_contributor(
    period: str, third_party_contributions: pl.LazyFrame, minimum_citizens: int = 5
) -> pl.LazyFrame:
    """One row per field and organisation, and one per field for all citizens: contributions, reduction (t CO2e a year).

    Fewer than `minimum_citizens` contributions of citizens in a field are told with neither count nor sum, and without
    a sum where fewer of them state a figure (`suppressed`). `linked_count` counts contributions that say they are part
    of a measure of the city.
    """
    parts: dict[tuple[str, str, str], list[Action]] = defaultdict(list)
    for it in read_contributions(third_party_contributions):
        who = "" if it.kind == "citizen" else plain(it.organisation)
        parts[(it.name[0], it.kind or "", who)].append(it)
    made = []
    for (_, kind, _who), rows in sorted(parts.items()):
        stated = sum(it.reduction is not None for it in rows)
        is_small = kind == "citizen" and len(rows) < minimum_citizens
        # Of ten citizens one may state a figure: the sum would be that one's.
        is_hidden = is_small or (kind == "citizen" and 0 < stated < minimum_citizens)
        names = sorted(it.organisation for it in rows if it.organisation is not None)
        known: dict[str, Any] = {
            "contribution_count": len(rows),
            "contributions_without_figure": len(rows) - stated if not is_hidden else None,
            "reduction_t_co2e": rounded(sum_of_stated(it.reduction for it in rows), 3) if not is_hidden else None,
            "linked_count": sum(it.link is not None for it in rows),
        }
        status = "missing" if known["reduction_t_co2e"] is None else "computed"
        made.append(
            {
                "period": period,
                "field_of_action": min(it.field for it in rows),
                "contributor_kind": kind,
                "organisation": names[0] if names and kind != "citizen" else None,
                **(dict.fromkeys(known) if is_small else known),
                "unit": "t CO2e",
                "status": "suppressed" if is_hidden else status,
            }
        )
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()
