"""One dataset as its agreement lets it go on: every field by its release rule, all of them under one promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from schemas.agreement import BuiltHierarchy, FieldRule, Protection
from schemas.agreement.method_rule import SuppressCellsRule
from schemas.agreement.privacy_model import ModelRule
from schemas.errors import StadtlandError
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.generalise import generalise
from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.recoded import recoded
from transforms.privacy.risk.measure_poorest import measure_poorest
from transforms.privacy.risk.measures import Measures
from transforms.privacy.suppression.cell_solution import CellSolution
from transforms.privacy.suppression.suppress_cells import suppress_cells
from transforms.privacy.values.bottom_code import bottom_code
from transforms.privacy.values.pseudonym import pseudonym
from transforms.privacy.values.round_to import round_to
from transforms.privacy.values.top_code import top_code


@dataclass(frozen=True)
class Made:
    """How protected rows came about; `solution` and `before` are None without protection."""

    quasi_identifiers: tuple[str, ...]
    sensitive: tuple[str, ...]
    solution: Solution | LocalSolution | CellSolution | None = None
    before: Measures | None = None
    hierarchies: Mapping[str, Hierarchy] = field(default_factory=dict, repr=False)
    values: Mapping[str, int] = field(default_factory=dict)
    """Distinct values of each quasi-identifier as received, a missing one included."""
    promises: tuple[ModelRule, ...] = ()
    """Models promised beside k and l."""
    files: Mapping[str, Hierarchy] = field(default_factory=dict, repr=False)
    """Hierarchies of sensitive fields that the promises name."""
    method: SuppressCellsRule | None = None
    """Cells were taken out, nothing was generalised: '*' is a wildcard then."""
    k: int | None = None
    """What `method` promised."""

    @property
    def wildcards(self) -> Literal["none", "match"]:
        """How classes of the released rows are counted."""
        return "none" if self.method is None else "match"


@dataclass(frozen=True)
class ByRules:
    """The protected rows, lazily, and how they came about."""

    frame: pl.LazyFrame
    made: Made
    searched: pl.LazyFrame
    """All rows as the search saw them: what shares of sensitive values are compared with."""


def by_rules(
    frame: pl.LazyFrame,
    rules: Mapping[str, FieldRule],
    protection: Protection | None,
    *,
    files: Mapping[str, Hierarchy],
    keys: Mapping[str, bytes],
    agreement: str,
    purpose: str,
) -> ByRules:
    """Apply every field's rule; one row per row of `frame`, but for rows that the solution withholds.

    A column of `frame` without a rule is refused (`field-without-rule`): what the agreement does not name cannot
    move. `files` are hierarchies from files by name, `keys` the pseudonym keys by field. Values are coded (top,
    bottom, round) before classes are counted, so what is counted is what will be released. Risk before protection is
    measured on the quasi-identifiers as received. Errors: those of `search` and of each method.
    """
    present = frame.collect_schema().names()
    if unruled := [name for name in present if name not in rules]:
        raise StadtlandError("field-without-rule", fields=", ".join(unruled))
    released = {name: rules[name] for name in present if rules[name].release != "never"}
    in_k = tuple(name for name, rule in released.items() if rule.in_k)
    sensitive = tuple(name for name, rule in released.items() if rule.sensitive)
    received = frame.select(list(released))
    coded = received
    for name, rule in released.items():
        coded = _coded(coded, name, rule, keys, agreement, purpose)
    if protection is None:
        return ByRules(coded, Made(in_k, sensitive), coded)
    if protection.method is not None:
        return _without_cells(received, coded, in_k, sensitive, protection.k, protection.method)
    before = measure_poorest(received, in_k, sensitive)
    if before.rows == 0:
        return ByRules(coded.with_columns(pl.col(in_k).cast(pl.String)), Made(in_k, sensitive, None, before), coded)
    hierarchies = {name: _hierarchy(coded, name, released[name], files) for name in in_k}
    solution = generalise(
        coded,
        hierarchies,
        search=protection.search,
        k=protection.k,
        l=protection.l,
        sensitive=sensitive,
        suppression_limit=protection.suppress_at_most,
        models=protection.models,
        files=files,
        metric=protection.metric.model_dump(exclude_none=True),
        highest={name: 0 for name in in_k if released[name].release != "generalise"},
    )
    made = Made(
        in_k,
        sensitive,
        solution,
        before,
        hierarchies,
        _distinct(received, in_k),
        tuple(protection.models),
        {name: files[name] for name in protection.hierarchies},
    )
    return ByRules(recoded(coded, hierarchies, solution), made, coded)


def _without_cells(
    received: pl.LazyFrame,
    coded: pl.LazyFrame,
    in_k: tuple[str, ...],
    sensitive: tuple[str, ...],
    k: int,
    method: SuppressCellsRule,
) -> ByRules:
    before = measure_poorest(received, in_k, sensitive, wildcards="match")
    if before.rows == 0:
        return ByRules(coded, Made(in_k, sensitive, None, before, method=method), coded)
    found = suppress_cells(
        coded,
        in_k,
        k=k,
        importance=method.importance or None,
        strata=method.strata,
        matching=method.matching,
    )
    # Each field is its values or, where a cell was taken out, '*': that is what a cell has lost.
    hierarchies = {name: _as_it_is(coded, name) for name in in_k}
    values = _distinct(received, in_k)
    made = Made(in_k, sensitive, CellSolution.of(found), before, hierarchies, values, method=method, k=k)
    return ByRules(found.frame, made, coded)


def _distinct(frame: pl.LazyFrame, names: tuple[str, ...]) -> dict[str, int]:
    return frame.select(pl.col(names).n_unique()).collect(engine="streaming").row(0, named=True)


def _coded(
    frame: pl.LazyFrame, name: str, rule: FieldRule, keys: Mapping[str, bytes], agreement: str, purpose: str
) -> pl.LazyFrame:
    if rule.release == "top-code" and rule.at is not None:
        return top_code(frame, name, rule.at)
    if rule.release == "bottom-code" and rule.at is not None:
        return bottom_code(frame, name, rule.at)
    if rule.release == "round" and rule.to is not None:
        return round_to(frame, name, rule.to)
    if rule.release == "pseudonym":
        return pseudonym(
            frame, name, key=keys[name], agreement=agreement, purpose=purpose, key_reference=rule.key or name
        )
    return frame


def _hierarchy(frame: pl.LazyFrame, name: str, rule: FieldRule, files: Mapping[str, Hierarchy]) -> Hierarchy:
    if isinstance(rule.hierarchy, BuiltHierarchy):
        return build_hierarchy(frame, name, rule.hierarchy)
    if rule.hierarchy is not None:
        return files[rule.hierarchy]
    return _as_it_is(frame, name)


def _as_it_is(frame: pl.LazyFrame, name: str) -> Hierarchy:
    """Its values or, where a row is suppressed, '*'."""
    values = frame.select(pl.col(name).unique().drop_nulls()).collect(engine="streaming").to_series().sort()
    return Hierarchy.from_table(values.to_frame(), name=name)
