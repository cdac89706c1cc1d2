"""Which action of third parties is a measure that the city counts already, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.results.climate_contract.read_actions import Action
from transforms.results.climate_contract.read_measures import Measure


@dataclass(frozen=True)
class Claim:
    """One action, the city's measure that counts it too (its duplicates followed), and what says so."""

    action: Action
    measure: Measure
    known_by: Literal["declared link", "same field and title"]


def claimed_twice(measures: list[Measure], actions: list[Action]) -> list[Claim]:
    """One claim per action that is also a measure: it declares the measure's id, or has its field and title.

    A title alone is enough where the measure has no field. Total rows are no actions.
    """
    by_id = {it.measure_id: it for it in measures if it.duplicate_of is None}
    counting = {it.measure_id: by_id.get(it.duplicate_of or it.measure_id, it) for it in measures}
    by_name = {it.name: counting[it.measure_id] for it in reversed(measures) if it.name[1]}
    found = []
    for action in actions:
        if action.total:
            continue
        if action.link is not None and action.link in counting:
            found.append(Claim(action, counting[action.link], "declared link"))
        elif action.name[1]:
            same = by_name.get(action.name) or by_name.get(("", action.name[1]))
            if same is not None:
                found.append(Claim(action, same, "same field and title"))
    return found
