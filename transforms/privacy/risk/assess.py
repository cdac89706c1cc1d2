"""Everything that can be measured about one release, asked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.risk.individual_risk import Method
from transforms.privacy.risk.measure import measure
from transforms.privacy.risk.measures import Measures
from transforms.privacy.risk.poorest_figures import poorest_figures
from transforms.privacy.risk.population_risk import PopulationRisk, population_risk
from transforms.privacy.risk.refuse_roles import refuse_roles
from transforms.privacy.risk.sample_risk import RowRisk, sample_risk
from transforms.privacy.risk.suda2 import Suda2, suda2

_OF_FIELD = (
    *("distinct_l", "entropy_l", "recursive_c", "alpha", "basic_beta", "enhanced_beta", "delta", "t_equal"),
    "t_ordered",
)


@dataclass(frozen=True)
class SudaQuestion:
    """That SUDA2 is asked for, and how; see `suda2`. A fraction of None is taken from the weights, or is 0.01."""

    largest: int | None = None
    sampling_fraction: float | None = None


@dataclass(frozen=True)
class Assessment:
    """The figures of one release; None for what was not asked."""

    measures: Measures
    """With several sensitive fields the poorest of each figure."""
    by_field: Mapping[str, Measures]
    sample: RowRisk | None = None
    population: PopulationRisk | None = None
    suda: Suda2 | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON. With weights or households the sample's figures take the place of those counted in the release.

        `expected_reidentifications` is then the sum of individual risks, and with a population table the
        journalist's figures are the table's, not estimates.
        """
        found = self.measures.as_dict()
        for more in (self.sample.release() if self.sample else None, self.population):
            found |= {} if more is None else more.as_dict()
        if self.suda is not None:
            found["suda"] = self.suda.as_dict()
        if len(self.by_field) > 1:
            found["by_sensitive"] = {
                field: {name: figure for name, figure in asdict(measures).items() if name in _OF_FIELD}
                for field, measures in self.by_field.items()
            }
        return found

    def rows(self) -> pl.DataFrame:
        """One row per row of the release, in its order: frequencies, risks and scores that were asked for."""
        asked = [found.frame() for found in (self.sample, self.suda) if found is not None]
        return pl.concat(asked, how="horizontal") if asked else pl.DataFrame()


def assess(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    sensitive: Sequence[str] = (),
    weight: str | None = None,
    household: str | None = None,
    population: pl.LazyFrame | None = None,
    suda: SudaQuestion | None = None,
    by_row: bool = False,
    wildcards: Literal["none", "match"] = "none",
    method: Method = "approximate",
) -> Assessment:
    """Measure `frame` as `measure`, `sample_risk`, `population_risk` and `suda2` do, on the same wildcards.

    The sample's risk is measured where a weight, a household or `by_row` asks for it. Errors: those of each.
    """
    refuse_roles(frame, quasi, weight, household)
    others = [name for name in (weight, household) if name is not None]
    if twice := sorted({name for name in sensitive if [*sensitive, *others].count(name) > 1}):
        raise StadtlandError("risk-column-twice", columns=", ".join(twice))
    by_field = {name: measure(frame, quasi, name, wildcards=wildcards) for name in sensitive}
    measures = poorest_figures(list(by_field.values())) if by_field else measure(frame, quasi, wildcards=wildcards)
    sample = None
    if others or by_row:
        sample = sample_risk(frame, quasi, weight=weight, household=household, wildcards=wildcards, method=method)
    return Assessment(
        measures,
        by_field,
        sample,
        None if population is None else population_risk(frame, population, quasi, wildcards=wildcards),
        None if suda is None else _suda(frame, quasi, suda, sample, wildcards),
    )


def _suda(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    asked: SudaQuestion,
    sample: RowRisk | None,
    wildcards: Literal["none", "match"],
) -> Suda2:
    fraction = asked.sampling_fraction
    if fraction is None:
        persons = None if sample is None else sample.found.weight_sum
        rows = 0 if sample is None else int(sample.found.classes.rows.sum())
        fraction = min(1.0, rows / persons) if persons else 0.01
    return suda2(frame, quasi, largest=asked.largest, sampling_fraction=fraction, wildcards=wildcards)
