"""The rules of one perturbed table, as `stadtland tables perturb` reads them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from schemas.agreement import BuiltHierarchy
from schemas.agreement.base import Reference, Strict
from schemas.agreement.written_rules import WrittenRules


class DimensionRule(Strict):
    """One dimension: the label of its total, and the hierarchy of its subtotals."""

    total: str = "Total"
    hierarchy: str | BuiltHierarchy | None = None
    """A CSV file without header (value first, then ever coarser), or a builder; none: values and their total."""


class RecordKeyRule(Strict):
    """Keys from a column, or derived from an identifier with a secret."""

    column: str | None = None
    id: str | None = None
    key: Reference | None = None

    @model_validator(mode="after")
    def _one_way(self) -> RecordKeyRule:
        if (self.column is None) == (self.id is None) or (self.id is None) != (self.key is None):
            raise ValueError("give a column, or id and key")
        return self


class DesignRule(Strict):
    """A perturbation table for counts by its parameters."""

    D: int
    V: float
    js: int = 0
    pstay: float | list[float] | None = None
    monotone: bool | list[bool] | None = None
    exact: bool = True


class NumericDesignRule(Strict):
    """A perturbation table for sums by its parameters."""

    D: int
    V: float
    step: int = 2
    rows: list[int] | None = None
    monotone: bool | None = None
    exact: bool = True


class MagnitudeRule(Strict):
    """How one sum is perturbed."""

    ptable: str | NumericDesignRule
    p: float = Field(gt=0, le=1)
    """The unit of noise as a share of a contribution; with `flex_point` of the small ones."""
    p_large: float | None = Field(default=None, gt=0, le=1)
    flex_point: float | None = Field(default=None, gt=0)
    q: float = Field(default=3.0, ge=1)
    epsilon: list[float] = Field(default=[1.0], min_length=1, max_length=6)
    """One weight per contribution that noise is put on, the first 1, falling."""
    by: Literal["largest", "mean", "sum"] = "largest"
    same_key: bool = True
    zero_keys: bool = False

    @model_validator(mode="after")
    def _fits(self) -> MagnitudeRule:
        if (self.p_large is None) != (self.flex_point is None) or (self.p_large or 0) > self.p:
            raise ValueError("p_large and flex_point belong together, and p_large is at most p")
        falls = all(before >= after >= 0 for before, after in zip(self.epsilon, self.epsilon[1:], strict=False))
        if self.epsilon[0] != 1 or not falls:
            raise ValueError("epsilon starts with 1 and falls")
        if self.by != "largest" and len(self.epsilon) > 1:
            raise ValueError("more than one epsilon only with by: largest")
        return self


def _as_key(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _as_dimensions(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        if len(set(value)) < len(value):
            raise ValueError("a dimension is named twice")
        return {name: {} for name in value}
    return {name: rule or {} for name, rule in value.items()} if isinstance(value, dict) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class PerturbRules(Strict, WrittenRules):
    """Which table is made and how it is perturbed. An unknown key is refused."""

    dimensions: Annotated[dict[str, DimensionRule], BeforeValidator(_as_dimensions), Field(min_length=1)]
    record_key: Annotated[RecordKeyRule, BeforeValidator(_as_key)]
    ptable: str | DesignRule
    weight: str | None = None
    counts: Annotated[list[str], BeforeValidator(_listed)] = []
    """Columns of 0 and 1; everybody (`total`) is counted in any case."""
    magnitudes: dict[str, MagnitudeRule] = {}
    digits: int | None = Field(default=None, ge=-9, le=9)
    """Digits after the point that weighted counts and sums are published with."""

    @model_validator(mode="after")
    def _names_are_apart(self) -> PerturbRules:
        named = [*self.dimensions, "total", *self.counts, *self.magnitudes]
        taken = {"vname", "puwc", "pwc", "pws", "record_key"} & {*self.dimensions}
        twice = sorted({name for name in named if named.count(name) > 1} | taken)
        if twice:
            raise ValueError(f"named more than once: {', '.join(twice)}")
        return self
