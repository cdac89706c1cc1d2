"""The period that a run is for: a year (2025), a half-year (2025-H1), a quarter (2025-Q1), a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.errors import StadtlandError

_SHAPES = re.compile(
    r"(?P<year>[12]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, both included, and the one way the period is written."""

    start: date
    end: date
    label: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period; anything but the five shapes above is refused (`period-not-understood`)."""
        shape = _SHAPES.fullmatch(text)
        try:
            if shape is None:
                raise ValueError
            year = int(shape["year"])
            if shape["half"]:
                first, last = (1, 6) if shape["half"] == "1" else (7, 12)
            elif shape["quarter"]:
                last = 3 * int(shape["quarter"])
                first = last - 2
            elif shape["month"]:
                first = last = int(shape["month"])
                if shape["day"]:
                    day = date(year, first, int(shape["day"]))
                    return cls(day, day, text)
            else:
                first, last = 1, 12
            return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]), text)
        except ValueError:
            raise StadtlandError("period-not-understood", period=text) from None

    @classmethod
    def previous(cls, kind: str, today: date) -> Period:
        """The last finished year, half-year, quarter, month or day before `today`: what a schedule runs for."""
        months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
        if kind == "day":
            return cls.parse((today - timedelta(days=1)).isoformat())
        if kind not in months:
            raise StadtlandError("period-not-understood", period=f"previous-{kind}")
        first = date(today.year, (today.month - 1) // months[kind] * months[kind] + 1, 1)
        day = first - timedelta(days=1)
        part = {
            "month": f"-{day.month:02}",
            "quarter": f"-Q{(day.month + 2) // 3}",
            "half-year": f"-H{(day.month + 5) // 6}",
            "year": "",
        }
        return cls.parse(f"{day.year}{part[kind]}")

    def __str__(self) -> str:
        return self.label
