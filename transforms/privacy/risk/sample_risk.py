"""The risk of a sample: what its weights say about the population it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.risk.frequencies import Frequencies, frequencies
from transforms.privacy.risk.household_risk import household_numbers, household_risk
from transforms.privacy.risk.individual_risk import Method, individual_risk
from transforms.privacy.risk.refuse_roles import refuse_roles


@dataclass(frozen=True)
class SampleRisk:
    """One result per release. Individual risk is E(1/F | f) with weights, 1/f without; see `individual_risk`.

    What needs weights is None without them, what needs households is None without those.
    """

    sample_uniques: int
    """Rows that no other row is like (f = 1)."""
    expected_reidentifications: float
    """Sum of the individual risks."""
    global_risk: float
    """Their mean."""
    risk_pct: float
    """The same in percent."""
    max_individual_risk: float
    weight_sum: float | None
    """Rows of the population, estimated."""
    population_uniques_expected: float | None
    """Sample uniques expected to be alone in the population too: the sum of P(F = 1 | f = 1) = p = f/F over them, by
    the same model as the individual risk."""
    journalist_max: float | None
    """1 / least F: the row most at risk for an attacker who does not know who is in the sample, F as the weights
    estimate it."""
    journalist_average: float | None
    """Mean of 1/F over rows."""
    households: int | None
    household_risk: float | None
    """Mean over rows of the chance that somebody of the row's household is re-identified."""
    household_expected_reidentifications: float | None
    """Sum over rows of that chance: rows that fall with their household."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the figures that there are, in the order above."""
        return {name: figure for name, figure in vars(self).items() if figure is not None}


@dataclass(frozen=True)
class RowRisk:
    """The figures behind `SampleRisk`, row by row: f, F, individual and household risk."""

    found: Frequencies
    risk: NDArray[np.float64]
    """Per class."""
    of_household: NDArray[np.float64] | None
    """Per row."""
    households: int | None

    def frame(self) -> pl.DataFrame:
        """One row per row of the sample, in its order. Personal data, like the rows themselves."""
        class_of = self.found.classes.class_of
        columns = {"f": self.found.f[class_of]}
        more = {"F": self.found.F, "individual_risk": self.risk}
        shown = {name: figures[class_of] for name, figures in more.items() if figures is not None}
        last = {} if self.of_household is None else {"household_risk": self.of_household}
        return pl.DataFrame({**columns, **shown, **last})

    def release(self) -> SampleRisk:
        """The figures of all rows together."""
        rows, F = self.found.classes.rows, self.found.F  # noqa: N806 - the papers' name
        number = max(1, int(rows.sum()))
        expected = float((rows * self.risk).sum())
        unique = self.found.f == 1
        has_rows = bool(len(rows))
        together = None if self.of_household is None else float(np.sort(self.of_household).sum())
        return SampleRisk(
            sample_uniques=int(rows[unique].sum()),
            expected_reidentifications=expected,
            global_risk=expected / number,
            risk_pct=100 * expected / number,
            max_individual_risk=float(self.risk.max()) if has_rows else 0.0,
            weight_sum=self.found.weight_sum,
            population_uniques_expected=None if F is None else float((rows / F)[unique].sum()),
            journalist_max=None if F is None else (1.0 / float(F.min()) if has_rows else 0.0),
            journalist_average=None if F is None else float((rows / F).sum()) / number,
            households=self.households,
            household_risk=None if together is None else together / number,
            household_expected_reidentifications=together,
        )


def sample_risk(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    weight: str | None = None,
    household: str | None = None,
    wildcards: Literal["none", "match"] = "match",
    method: Method = "approximate",
) -> RowRisk:
    """The individual risk of every row of `frame`, and what follows from it; `.release()` sums it up.

    Reproduces `measure_risk` of sdcMicro 5.8.1. Wildcards are those of `frequencies`. Errors: those of `refuse_roles`,
    `sampling_weights` and `household_numbers`.
    """
    refuse_roles(frame, quasi, weight, household)
    found = frequencies(frame, quasi, weight=weight, wildcards=wildcards)
    risk = 1.0 / found.f if found.F is None else individual_risk(found.f, found.F, method=method)
    if household is None:
        return RowRisk(found, risk, None, None)
    number = household_numbers(frame, household)
    of_household = household_risk(risk[found.classes.class_of], number)
    return RowRisk(found, risk, of_household, int(number.max(initial=-1)) + 1)
