"""What a release measures: anonymity, diversity and risk, as the report shows them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from transforms.privacy.risk.diversity import Diversity


@dataclass(frozen=True)
class Measures:
    """One result per release. A class is the rows that share all quasi-identifiers; p and q are the shares of a
    sensitive value in the whole release and in a class. Without a sensitive field its figures are None.
    """

    rows: int
    classes: int
    k: int
    """Rows of the smallest class; 0 for an empty release."""
    distinct_l: int | None
    """Fewest distinct sensitive values in a class; a missing value counts only where there is no other."""
    entropy_l: int | None
    """Whole part of exp(least entropy of a class), natural logarithm (Machanavajjhala et al. 2007, definition 4.1)."""
    recursive_c: float | None
    """Recursive (c, l)-diversity holds for l = distinct_l and any c above this: the largest f1 / (f_l + … + f_m) with
    frequencies falling (definition 4.2 there). None where distinct_l is 1, for no c holds with a larger l."""
    alpha: float | None
    """Largest share of one sensitive value in a class (Wong et al. 2006)."""
    basic_beta: float | None
    """Largest relative gain (q - p) / p (Cao and Karras 2012, definition 2)."""
    enhanced_beta: float | None
    """Smallest β for which every gain is at most min(β, -ln p) of its value (definition 3 there); None where a gain
    is above -ln p, so that no β holds."""
    delta: float | None
    """Largest |ln(q / p)| over values that occur in the class (Brickell and Shmatikov 2008, definition 5)."""
    t_equal: float | None
    """Largest 0.5 * sum |q - p| (Li et al. 2007, equal ground distance)."""
    t_ordered: float | None
    """Largest sum |cumulated q - p| / (m - 1) over the m ordered values (ordered distance there); None for text."""
    prosecutor_max: float
    """Risk of the row most at risk, 1 / k, for an attacker who knows that the person is in the release."""
    prosecutor_average: float
    """Mean of 1 / class size over rows."""
    marketer: float
    """Share of rows that an attacker who matches all of them is expected to match rightly."""
    violations: dict[int, int]
    """Rows in classes of fewer than 2, 3 and 5 rows."""
    expected_reidentifications: float
    """Rows that an attacker who matches all of them is expected to match rightly."""

    @classmethod
    def of(cls, own_rows: NDArray[np.float64], size: NDArray[np.float64], figures: Diversity) -> Measures:
        """From the rows of each class, and the rows each is compatible with (the same without wildcards)."""
        rows = int(own_rows.sum())
        expected = float((own_rows / size).sum()) if rows else 0.0
        average = expected / rows if rows else 0.0
        k = int(size.min()) if rows else 0
        return cls(
            rows=rows,
            classes=len(own_rows),
            k=k,
            distinct_l=figures.distinct_l,
            entropy_l=figures.entropy_l,
            recursive_c=figures.recursive_c,
            alpha=figures.alpha,
            basic_beta=figures.basic_beta,
            enhanced_beta=figures.enhanced_beta,
            delta=figures.delta,
            t_equal=figures.t_equal,
            t_ordered=figures.t_ordered,
            prosecutor_max=1.0 / k if k else 0.0,
            prosecutor_average=average,
            marketer=average,  # apart from weights, the attacker who takes all rows is the prosecutor of each
            violations={least: int(own_rows[size < least].sum()) for least in (2, 3, 5)},
            expected_reidentifications=expected,
        )

    def as_dict(self) -> dict[str, Any]:
        """For JSON, in the order above; the keys of `violations` as text."""
        plain = asdict(self)
        plain["violations"] = {str(size): rows for size, rows in self.violations.items()}
        return plain
