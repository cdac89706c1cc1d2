"""The traffic light of one indicator: how far its latest value lags behind the line to its target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.errors import StadtlandError

ON_TRACK, SLIGHTLY_OFF, OFF, GREY = "on-track", "slightly-off", "off", "grey"


@dataclass(frozen=True)
class Tolerances:
    """What an agreement declares: lags in per cent of the required value, and the greatest age of a value in years."""

    on_track_percent: Decimal
    slightly_off_percent: Decimal
    maximal_age_years: int
    trend_years: int

    @classmethod
    def declared(
        cls, result: str, on_track_percent: float, slightly_off_percent: float, maximal_age_years: int, trend_years: int
    ) -> Tolerances:
        """Checked: 0 <= on track <= slightly off; ages not negative; a trend over two years at least."""
        limits = {
            "on_track_percent": (on_track_percent >= 0, ">= 0"),
            "slightly_off_percent": (slightly_off_percent >= on_track_percent, ">= on_track_percent"),
            "maximal_age_years": (maximal_age_years >= 0, ">= 0"),
            "trend_years": (trend_years >= 2, ">= 2"),
        }
        for parameter, (holds, allowed) in limits.items():
            if not holds:
                raise StadtlandError("result-parameter-wrong", result=result, parameter=parameter, allowed=allowed)
        percents = (Decimal(str(on_track_percent)), Decimal(str(slightly_off_percent)))
        return cls(*percents, maximal_age_years, trend_years)


def required_value(baseline_year: int, baseline: Decimal, target_year: int, target: Decimal, year: int) -> Decimal:
    """The value of `year` on the straight line baseline -> target; before it the baseline, after it the target."""
    at = min(max(year, baseline_year), target_year)
    return baseline + (target - baseline) * (at - baseline_year) / (target_year - baseline_year)


def lag_percent(value: Decimal, required: Decimal, way: Decimal, direction: str) -> Decimal:
    """How much worse than required, in per cent of the required value (where that is 0: of the way); 0 if not worse."""
    behind = required - value if direction == "up" else value - required
    if behind <= 0:
        return Decimal(0)
    measure = abs(required) or abs(way)
    return 100 * behind / measure if measure else Decimal("Infinity")


def light(lag: Decimal, tolerances: Tolerances) -> str:
    """On track up to the first tolerance, slightly off up to the second, else off; both limits are included."""
    if lag <= tolerances.on_track_percent:
        return ON_TRACK
    return SLIGHTLY_OFF if lag <= tolerances.slightly_off_percent else OFF
