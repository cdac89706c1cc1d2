"""What each rule of a table leads to when it is broken: one `Tolerance` per rule, from the agreement or by default."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from schemas.agreement import Tolerance
from schemas.compile import CompiledRule
from schemas.errors import StadtlandError


def tolerated(
    schema: str,
    rules: Sequence[CompiledRule],
    tolerances: Mapping[str, Tolerance],
    elsewhere: Collection[str] = (),
) -> dict[str, Tolerance]:
    """By rule name: the agreement's own line, else a rule that only warns by its schema, else `*`, else quarantine.

    `stop` without `at_most` tolerates no broken row. A line for a rule that neither this schema nor `elsewhere` (rules
    across tables) knows is `rule-unknown`: a misspelt tolerance would otherwise change nothing and nobody would see.
    """
    known = {rule.text.rule for rule in rules}
    for name in tolerances:
        if name != "*" and name not in known and name not in elsewhere:
            near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)
            raise StadtlandError("rule-unknown", schema=schema, rule=name, near=", ".join(near))
    return {rule.text.rule: _of(rule, tolerances) for rule in rules}


def _of(rule: CompiledRule, tolerances: Mapping[str, Tolerance]) -> Tolerance:
    given = tolerances.get(rule.text.rule)
    if given is None and rule.warns:
        given = Tolerance(effect="warn")
    return at_most_of(given or tolerances.get("*") or Tolerance())


def at_most_of(tolerance: Tolerance) -> Tolerance:
    """The tolerance with its share made plain: a bare `stop` means that not one row may break the rule."""
    if tolerance.effect == "stop" and "at_most" not in tolerance.model_fields_set:
        return tolerance.model_copy(update={"at_most": 0.0})
    return tolerance
