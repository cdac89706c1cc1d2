"""Promises held against a release as it stands: every model that rules can name, by the labels that are released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import BaseModel

from schemas.agreement.privacy_model import AverageRiskRule, ModelRule, SensitiveRule, SubsetRule
from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.models.average_risk import AverageRisk
from transforms.privacy.models.bind_model import bind_model
from transforms.privacy.models.d_presence import DPresence
from transforms.privacy.models.model import Model
from transforms.privacy.models.model_rules import model_rules
from transforms.privacy.risk.against_population import against_population
from transforms.privacy.risk.parameter_kept import parameter_kept
from transforms.privacy.risk.released_tuples import released_tuples


@dataclass(frozen=True)
class HeldPromise:
    """One model, for one sensitive field where it is about one, as a release keeps or breaks it."""

    model: str
    field: str | None
    promised: Mapping[str, float | str]
    """The model's parameters, as rules write them."""
    measured: float | None
    """The same figure as the release shows it, see `parameter_kept`; None where no parameter would be kept."""
    is_kept: bool
    classes: int
    """Classes that break it; for the average, which no class breaks alone, 0."""
    rows: int
    """Rows in these."""

    @property
    def text(self) -> str:
        """The parameters in one line: `c = 3, l = 2`."""
        return ", ".join(f"{name} = {value}" for name, value in self.promised.items())


def held_promises(
    frame: pl.LazyFrame,
    models: Sequence[Mapping[str, Any] | BaseModel],
    quasi: Sequence[str],
    sensitive: Sequence[str] = (),
    *,
    population: pl.LazyFrame | None = None,
    reference: pl.LazyFrame | None = None,
    files: Mapping[str, Hierarchy] | None = None,
) -> tuple[HeldPromise, ...]:
    """Every model of the rules, for each sensitive field it is about, asked of the released rows in `frame`.

    Classes are rows with equal labels, '*' and "missing" being labels: rows suppressed to '*' are a class that has to
    keep every promise too. Nothing is taken from the search that made the release, only the models themselves.

    The shares p that t-closeness and β-likeness compare with are those of the release. A search compares with all its
    rows: where rows were withheld the release lacks them, and what was kept with those may be broken without, or the
    other way round. `reference` gives the shares of the search: all its rows, of which only the sensitive columns are
    read. `population` is for k-map and δ-presence: one row per person, with quasi-identifiers at the levels of the
    release, none suppressed. The candidates for a row that is '*' everywhere are then all persons in no other
    released class; without such rows those persons are in classes of which nothing is released (share 0). So δ-presence
    with a lower bound is broken by withheld rows: that their classes are missing tells who is not in the release.

    Nothing is refused because the table cannot keep it, as a search does: that k exceeds the rows is here a promise
    broken. An empty release breaks nothing.

    Errors: those of `model_rules`; `model-needs-sensitive`, `model-needs-subset`, `sensitive-absent`,
    `quasi-identifier-absent`, `quasi-identifiers-none`, `hierarchy-absent`, `hierarchy-misses-value`,
    `reference-too-small`, `population-too-small`.
    """
    rules = model_rules(models)
    about_field = [rule.model for rule in rules if isinstance(rule, SensitiveRule)]
    about_subset = [rule.model for rule in rules if isinstance(rule, SubsetRule)]
    if about_field and not sensitive:
        raise StadtlandError("model-needs-sensitive", model=", ".join(about_field))
    if about_subset and population is None:
        raise StadtlandError("model-needs-subset", model=", ".join(about_subset))
    found = released_tuples(frame, quasi, sensitive if about_field else (), reference if about_field else None)
    if not len(found.classes.rows):
        return ()
    compared = None if population is None else against_population(frame, population, quasi)
    held = []
    for rule in rules:
        if isinstance(rule, AverageRiskRule):
            held.append(_average(rule, found.classes))
        elif isinstance(rule, SubsetRule) and compared is not None:
            held.append(_held(rule, None, bind_model(rule, found.whole, "", {}), compared))
        else:
            for field in sensitive if isinstance(rule, SensitiveRule) else (None,):
                model = bind_model(rule, found.whole, field or "", files or {})
                held.append(_held(rule, field, model, found.classes))
    return tuple(held)


def _held(rule: ModelRule, field: str | None, model: Model, classes: Classes) -> HeldPromise:
    released = classes.rows > 0
    breaks: NDArray[np.bool_] = ~model.holds(classes) & released
    is_void = isinstance(model, DPresence) and model.is_void(classes)
    return HeldPromise(
        model=rule.model,
        field=field,
        promised=_promised(rule),
        measured=parameter_kept(model, classes),
        is_kept=not breaks.any() and not is_void,
        classes=int(breaks.sum()) + (int((~released & (classes.population > 0)).sum()) if is_void else 0),
        rows=int(classes.rows[breaks].sum()),
    )


def _average(rule: AverageRiskRule, classes: Classes) -> HeldPromise:
    rows, number = float(classes.rows.sum()), len(classes.rows)
    is_kept = AverageRisk(rule.risk).allows(rows, number)
    return HeldPromise(rule.model, None, _promised(rule), number / rows, is_kept, 0, 0)


def _promised(rule: ModelRule) -> dict[str, float | str]:
    written = rule.model_dump(exclude={"model", "subset"}, exclude_defaults=True)
    return {name: value if isinstance(value, int | float | str) else str(value) for name, value in written.items()}
