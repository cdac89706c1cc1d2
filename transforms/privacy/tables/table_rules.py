"""The rules of one table, as `stadtland tables suppress` and agreements write them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas.agreement.written_rules import WrittenRules
from schemas.errors import StadtlandError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DimensionRule(_Strict):
    """One dimension: flat, or with a hierarchy above its categories."""

    hierarchy: str | list[str] | dict[str, Any] | None = None
    """A CSV file without header (category; level 1; …), columns of the input that are coarser, or a tree."""
    also: list[str | dict[str, Any]] = []
    """Alternative hierarchies of the same categories, each a file or a tree."""
    total: str = "Total"


class ValueRule(_Strict):
    """One figure of the table."""

    kind: Literal["count", "magnitude"] = "count"
    column: str | None = None
    """The column of the input, where it is not called like the value."""
    rows: bool = False
    """Every row of the input counts as one."""
    publish: bool = True
    contributor: str | None = None
    """Microdata: the column that says whose row it is."""
    contributors: str | None = None
    """Aggregated data: the column that says how many contribute to the cell."""
    largest: list[str] = []
    """Aggregated data: columns with the largest, second largest … contribution."""
    margin_tolerance: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def _one_way_to_know(self) -> ValueRule:
        if self.rows and (self.kind != "count" or self.column is not None):
            raise ValueError("rows belongs to a count without column")
        if self.kind == "count" and (self.contributor or self.contributors or self.largest):
            raise ValueError("contributors belong to a magnitude")
        if self.contributor and (self.contributors or self.largest):
            raise ValueError("give contributor (microdata) or contributors and largest (aggregated), not both")
        return self

    @property
    def has_contributions(self) -> bool:
        """Something is known about who stands behind a cell."""
        return bool(self.contributor or self.contributors or self.largest)


class MinimumFrequencyRule(_Strict):
    """Cells with fewer than `n` units, or with at most `max_n`, are at risk."""

    n: int | None = Field(default=None, ge=2)
    max_n: int | None = Field(default=None, ge=0)
    of: str | None = None
    protect_zeros: bool = False

    @model_validator(mode="after")
    def _exactly_one(self) -> MinimumFrequencyRule:
        if (self.n is None) == (self.max_n is None):
            raise ValueError("give exactly one of n (fewer than) and max_n (at most)")
        return self

    @property
    def least(self) -> float:
        """Units that a safe cell has at least; weighted counts between max_n and max_n + 1 are safe."""
        return float(self.n) if self.n is not None else float(self.max_n or 0) + 1e-9


class DominanceRule(_Strict):
    """Cells whose `n` largest contributors give more than `k_percent` are at risk."""

    n: int = Field(ge=1)
    k_percent: float = Field(gt=0, lt=100)
    of: str | None = None


class PPercentRule(_Strict):
    """Cells whose largest contributor can be estimated to within `p` percent are at risk."""

    p: float = Field(gt=0, le=100)
    of: str | None = None


class PrimaryRule(_Strict):
    """What makes a cell risky by itself."""

    minimum_frequency: MinimumFrequencyRule | None = None
    dominance: DominanceRule | None = None
    p_percent: PPercentRule | None = None


class IntervalRule(_Strict):
    """How wide an attacker's interval of a primary cell must stay, in percent of its figure, beyond not collapsing."""

    upper_percent: float = Field(default=0.0, ge=0)
    lower_percent: float = Field(default=0.0, ge=0, le=100)
    width_percent: float = Field(default=0.0, ge=0)
    step: float | None = Field(default=None, gt=0)
    """The figure may be off by this much; 1 for counts, a thousandth of the figure for magnitudes where not given."""
    least: float = Field(default=0.0, ge=0)
    """What readers know a withheld count to be at least: 1 where every zero is published. Not above its own figure."""


class SecondaryRule(_Strict):
    """What secondary suppression may use and how hard it looks."""

    minimise: Literal["cells", "value"] = "cells"
    zeros: bool | None = None
    """May empty cells be withheld as well? Where not said: only if zeros are protected."""
    rounds: int = Field(default=12, ge=1)
    patience: int = Field(default=2, ge=0)
    exact_below: int = Field(default=900, ge=0)
    seconds: float | None = Field(default=None, gt=0)


class NotationRule(_Strict):
    """How the finished table reads."""

    mark: str | None = "*"
    """Stands in a withheld cell; none leaves it empty and figures numbers. Austria: G."""
    brackets_below: int | None = Field(default=None, ge=1)
    """Published cells with fewer units stand in brackets."""


def _empty(value: Any) -> Any:
    return {} if value is None else value


def _by_name(value: Any) -> Any:
    """A list of names is short for entries with nothing to say."""
    return {str(name): None for name in value} if isinstance(value, list) else value


Levels = Annotated[dict[str, list[str] | None], BeforeValidator(_by_name)]
Dimensions = Annotated[dict[str, Annotated[DimensionRule, BeforeValidator(_empty)]], BeforeValidator(_by_name)]
Values = Annotated[dict[str, Annotated[ValueRule, BeforeValidator(_empty)]], BeforeValidator(_by_name)]


class CrosstabRules(WrittenRules):
    """Which table it is: its dimensions and figures. An unknown key is refused."""

    dimensions: Dimensions = Field(min_length=1)
    values: Values = Field(min_length=1)
    tables: list[Levels] = []
    """Linked tables, each with its dimensions and the levels it shows; none given, one table of everything."""

    @property
    def hierarchy_files(self) -> list[str]:
        """Files that the dimensions name."""
        named = [one for rule in self.dimensions.values() for one in (rule.hierarchy, *rule.also)]
        return [one for one in named if isinstance(one, str)]


class TableRules(CrosstabRules):
    """What is risky in the table, and what may be withheld."""

    primary: PrimaryRule
    singletons: Literal["ignore", "protect"] | None = None
    """Protect cells also from a contributor who knows himself; where not said: if contributors are known."""
    intervals: IntervalRule = IntervalRule()
    secondary: SecondaryRule = SecondaryRule()
    notation: NotationRule = NotationRule()

    @model_validator(mode="after")
    def _names_fit(self) -> TableRules:
        named = [rule for _, rule in self.primary if rule is not None]
        if not named:
            raise ValueError("primary: give at least one of minimum_frequency, dominance, p_percent")
        if unknown := [rule.of for rule in named if rule.of is not None and rule.of not in self.values]:
            raise ValueError(f"of: {unknown[0]} is not among values")
        if both := [name for name in self.values if name in self.dimensions or name == "status"]:
            raise ValueError(f"values: {both[0]} is the name of another column")
        if not any(value.publish for value in self.values.values()):
            raise ValueError("values: publish at least one")
        for table in self.tables:
            if unknown_dimensions := [name for name in table if name not in self.dimensions]:
                raise ValueError(f"tables: {unknown_dimensions[0]} is not among dimensions")
        return self

    def frequency_of(self, rule: MinimumFrequencyRule) -> str:
        """The value whose units the rule counts."""
        return rule.of or self._only("count", "minimum_frequency")

    @property
    def units(self) -> str:
        """The value that says how many stand behind a cell."""
        if self.primary.minimum_frequency is not None:
            return self.frequency_of(self.primary.minimum_frequency)
        return self._only("count", "brackets_below")

    def magnitude_of(self, rule: DominanceRule | PPercentRule) -> str:
        """The value whose contributions the rule weighs."""
        return rule.of or self._only("magnitude", "dominance, p_percent")

    def _only(self, kind: str, rule: str) -> str:
        found = [name for name, value in self.values.items() if value.kind == kind]
        if len(found) != 1:
            raise StadtlandError("table-rule-ambiguous", rule=rule, kind=kind, count=len(found))
        return found[0]
