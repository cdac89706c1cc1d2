"""The rules of one protection, as `stadtland protect` and agreements write them."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas.agreement.field_rule import BuiltHierarchy
from schemas.agreement.method_rule import MethodRule, SuppressCellsRule
from schemas.agreement.metric import LossRule, MetricRule, SearchRule
from schemas.agreement.privacy_model import (
    DistinctLRule,
    EntropyLRule,
    KAnonymityRule,
    ModelRule,
    RecursiveLRule,
    SensitiveRule,
    SubsetRule,
    TClosenessHierarchicalRule,
)
from schemas.agreement.written_rules import WrittenRules
from schemas.errors import StadtlandError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuasiIdentifierRule(_Strict):
    """How one quasi-identifier may be generalised."""

    hierarchy: str | BuiltHierarchy | None = None
    """A CSV file without header (raw value first, then ever coarser), or a builder."""
    highest: int | None = Field(default=None, ge=0)
    """The coarsest level allowed; none means up to '*'."""


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value if value is not None else []


Names = Annotated[list[str], BeforeValidator(_listed)]


class Rules(WrittenRules):
    """Which fields identify, what is promised, and what the search may do. An unknown key is refused."""

    quasi_identifiers: dict[str, QuasiIdentifierRule] = Field(min_length=1)
    models: list[ModelRule] = Field(min_length=1)
    sensitive: Names = []
    subset: str | None = None
    """The file with the rows that are to be released; IN is then the population they were drawn from."""
    keep: Names = []
    """Further columns to release as they are; a column that is not named anywhere is dropped."""
    suppression_limit: float = Field(default=0.0, ge=0, le=1)
    metric: MetricRule = LossRule(name="loss")
    search: SearchRule = "optimal"
    method: MethodRule | None = None
    """Another way than generalising, which needs no hierarchies: k-anonymity by cells taken out, or by group means."""
    seconds_at_most: float | None = Field(default=None, gt=0)
    """Time budget of an optimal search; the best found so far and its proven bound are then the answer."""

    @model_validator(mode="after")
    def _one_rule_per_field_and_model(self) -> Rules:
        named = [*self.quasi_identifiers, *self.sensitive, *self.keep]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"named more than once: {', '.join(twice)}")
        kinds: list[str] = [rule.model for rule in self.models]
        if len(kinds) != len(set(kinds)):
            raise ValueError("models: each model once")
        if not self.sensitive and any(isinstance(rule, SensitiveRule) for rule in self.models):
            raise ValueError(f"{', '.join(kinds)}: a sensitive field is needed")
        if len(self._subsets) > 1:
            raise ValueError("subset: one file only")
        if not self._subsets and any(isinstance(rule, SubsetRule) for rule in self.models):
            raise ValueError(f"{', '.join(kinds)}: a subset is needed")
        return self

    @model_validator(mode="after")
    def _a_method_generalises_nothing(self) -> Rules:
        if self.method is None:
            return self
        of_searches = ("search", "metric", "suppression_limit", "seconds_at_most", "subset")
        if unfit := [name for name in of_searches if name in self.model_fields_set]:
            raise ValueError(f"method {self.method.name} generalises nothing: leave out {', '.join(unfit)}")
        if fields := [name for name, rule in self.quasi_identifiers.items() if rule != QuasiIdentifierRule()]:
            raise ValueError(f"method {self.method.name} needs no hierarchy: write {fields[0]}: {{}}")
        if len(self.models) != 1 or not isinstance(self.models[0], KAnonymityRule):
            raise ValueError(f"method {self.method.name} promises k-anonymity and no other model")
        if isinstance(self.method, SuppressCellsRule):
            if strangers := [name for name in self.method.importance if name not in self.quasi_identifiers]:
                raise ValueError(f"importance: no quasi-identifier {', '.join(strangers)}")
            if strangers := [name for name in self.method.strata if name not in self.keep]:
                raise ValueError(f"strata leave as they are, so keep them: {', '.join(strangers)}")
        return self

    @property
    def _subsets(self) -> set[str]:
        named = [self.subset, *(rule.subset for rule in self.models if isinstance(rule, SubsetRule))]
        return {name for name in named if name is not None}

    @property
    def subset_file(self) -> str | None:
        """The subset, named at the top or in a model."""
        return next(iter(self._subsets), None)

    @property
    def hierarchy_files(self) -> list[str]:
        """Hierarchies of sensitive fields that models name."""
        return [rule.hierarchy for rule in self.models if isinstance(rule, TClosenessHierarchicalRule)]

    @property
    def k(self) -> int:
        """Rows per class; 1 where k-anonymity is not asked for."""
        return next((rule.k for rule in self.models if isinstance(rule, KAnonymityRule)), 1)

    @property
    def l(self) -> int:  # noqa: E743 - the model's own name
        """Distinct sensitive values per class; 1 where no model promises any."""
        diverse = DistinctLRule | EntropyLRule | RecursiveLRule
        return max((int(rule.l) for rule in self.models if isinstance(rule, diverse)), default=1)

    @property
    def highest(self) -> dict[str, int]:
        """The coarsest level allowed, for the fields that have one."""
        return {name: rule.highest for name, rule in self.quasi_identifiers.items() if rule.highest is not None}

    @classmethod
    def parse(cls, written: Any, *, file: str) -> Self:
        """As `WrittenRules.parse`; error besides: `quasi-identifier-without-hierarchy`."""
        rules = super().parse(written, file=file)
        bare = [name for name, rule in rules.quasi_identifiers.items() if rule.hierarchy is None]
        if bare and rules.method is None:
            raise StadtlandError("quasi-identifier-without-hierarchy", field=", ".join(bare))
        return rules
