"""City and third parties together, every reduction counted once, by field of action."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.claimed_twice import claimed_twice
from transforms.results.climate_contract.read_actions import Action, read_actions, read_contributions
from transforms.results.climate_contract.read_measures import read_measures
from transforms.results.exact.exactly import rounded
from transforms.results.names.plain import plain

_TONNES = ("city", "third_parties", "repeated", "claimed_twice", "counted")
_COUNTS = ("measure_count", "action_count", "claimed_twice_count", "figures_missing", "citizens_suppressed")
_SCHEMA = {
    "period": pl.String, "field_of_action": pl.String, "row_kind": pl.String,
    **{f"{name}_t_co2e": pl.Float64 for name in _TONNES},
    **dict.fromkeys(_COUNTS, pl.Int64), "unit": pl.String, "status": pl.String,
}  # fmt: skip
NO_FIELD = "-"
_STATED = ("city_stated", "third_parties_stated")
Amounts = dict[str, Decimal]


def reductions_counted_once(
    period: str,
    contract_measures: pl.LazyFrame,
    third_party_actions: pl.LazyFrame | None = None,
    third_party_contributions: pl.LazyFrame | None = None,
    minimum_citizens: int = 5,
) -> pl.LazyFrame:
    """One row per field of action and one of all: counted = city + third parties - repeated - claimed twice (t CO2e a).

    What city and third party both claim stays with the city, where the city states a figure for it. `repeated` are
    rows of third parties that stand twice to the letter. Sums are those of the stated figures, and `figures_missing`
    counts the rest. Citizens of a field are in no sum where fewer than `minimum_citizens` of them state a figure.
    """
    read = read_measures(contract_measures)
    measures = [it for it in read if it.duplicate_of is None]
    contributions = read_contributions(third_party_contributions)
    published = [it for it in read_actions(third_party_actions) if not it.total]
    large, hidden = _without_few_citizens(contributions, minimum_citizens)
    amounts: dict[str, Amounts] = defaultdict(lambda: dict.fromkeys((*_TONNES, *_COUNTS, *_STATED), Decimal(0)))
    names: dict[str, str] = {}
    for measure in measures:
        field = _key(measure.texts["field"], names)
        amounts[field]["city"] += measure.reduction or 0
        amounts[field]["measure_count"] += 1
        amounts[field]["figures_missing"] += measure.reduction is None
        amounts[field]["city_stated"] += measure.reduction is not None
    seen: set[Action] = set()
    # All rows of the portfolio: a third party may name the measure by the id or title of its duplicate.
    claims = {id(it.action): it for it in claimed_twice(read, [*published, *large])}
    for action in [*published, *large]:
        into = amounts[_key(action.field, names)]
        reduction = action.reduction or Decimal(0)
        into["third_parties"] += reduction
        into["action_count"] += 1
        into["figures_missing"] += action.reduction is None
        into["third_parties_stated"] += action.reduction is not None
        if action in seen and action.kind != "citizen":
            into["repeated"] += reduction
        elif (claim := claims.get(id(action))) is not None and claim.measure.reduction is not None:
            into["claimed_twice"] += reduction
            into["claimed_twice_count"] += 1
        seen.add(action)
    for field, count in hidden.items():
        amounts[_key(field, names)]["citizens_suppressed"] += count
    made = [_row(period, names[field], "field", amounts[field]) for field in sorted(amounts)]
    whole = {name: sum((it[name] for it in amounts.values()), Decimal(0)) for name in (*_TONNES, *_COUNTS, *_STATED)}
    return pl.DataFrame([*made, _row(period, "Total", "total", whole)], schema=_SCHEMA, orient="row").lazy()


def _without_few_citizens(actions: list[Action], minimum: int) -> tuple[list[Action], dict[str, int]]:
    # One field however it is spelled: two counts of one field would tell by their difference what is held back.
    citizens: dict[str, list[str]] = defaultdict(list)
    stated: dict[str, int] = defaultdict(int)
    for it in actions:
        if it.kind == "citizen":
            citizens[it.name[0]].append(it.field)
            stated[it.name[0]] += it.reduction is not None
    few = {key: min(fields) for key, fields in citizens.items() if stated[key] < minimum}
    # How many they are is not told either: the field says that something is held back.
    kept = [it for it in actions if it.kind != "citizen" or it.name[0] not in few]
    return kept, dict.fromkeys(few.values(), 1)


def _key(field: str | None, names: dict[str, str]) -> str:
    key = plain(field)
    names[key] = min(names.get(key, field or NO_FIELD), field or NO_FIELD)
    return key


def _row(period: str, field: str, kind: str, amounts: Amounts) -> dict[str, Any]:
    counted = amounts["city"] + amounts["third_parties"] - amounts["repeated"] - amounts["claimed_twice"]
    has_figures = bool(amounts["city_stated"] + amounts["third_parties_stated"])
    # No measure at all is a reduction of zero; measures without a figure are none that could be told.
    shown: dict[str, Decimal | None] = {**{it: amounts[it] for it in _TONNES}, "counted": counted}
    if amounts["measure_count"] and not amounts["city_stated"]:
        shown["city"] = None
    if amounts["action_count"] and not amounts["third_parties_stated"]:
        shown["third_parties"] = None
    return {
        "period": period,
        "field_of_action": field,
        "row_kind": kind,
        **{f"{name}_t_co2e": rounded(value, 3) if has_figures else None for name, value in shown.items()},
        **{name: int(amounts[name]) for name in _COUNTS},
        "unit": "t CO2e",
        "status": "computed" if has_figures else "missing",
    }
