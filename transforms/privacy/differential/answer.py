"""One differentially private answer: what was drawn, how far it may be off, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schemas.agreement.differential import Mechanism


@dataclass(frozen=True)
class NoisyCell:
    """One figure of an answer, in the unit of its column (rows, for a count)."""

    group: tuple[str, ...]
    """Its declared values, in the order of `Answer.by`; empty where there are no groups."""
    value: Decimal | None
    """Noised; counts may come out negative. None only for a mean whose noisy count came out as nothing."""
    accuracy_95: Decimal | None
    """With 95 % or more, the noise took this figure no further than this from the figure of the rows that counted."""


@dataclass(frozen=True)
class Answer:
    """Figures that may leave. The truth behind them is not kept."""

    kind: str
    by: tuple[str, ...]
    cells: tuple[NoisyCell, ...]
    mechanism: Mechanism
    scale: Decimal
    """Of the noise of one figure, in its unit; for a mean of unknown size, of its sum."""
    count_scale: Decimal | None
    """Of the noise of the count below a mean of unknown size, in rows."""
    epsilon: Decimal
    delta: Decimal
    accuracy_95_all: Decimal | None
    """With 95 % or more, all figures together lie within this."""

    @property
    def value(self) -> Decimal | None:
        """The figure of an answer without groups."""
        (cell,) = self.cells
        return cell.value

    def as_dict(self) -> dict[str, Any]:
        """For JSON; exact numbers as text."""
        return {
            "kind": self.kind,
            "by": list(self.by),
            "cells": [
                {"group": list(it.group), "value": _text(it.value), "accuracy_95": _text(it.accuracy_95)}
                for it in self.cells
            ],
            "mechanism": self.mechanism,
            "scale": _text(self.scale),
            "count_scale": _text(self.count_scale),
            "epsilon": _text(self.epsilon),
            "delta": _text(self.delta),
            "accuracy_95_all": _text(self.accuracy_95_all),
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Answer:
        """The way back from `as_dict`, equal to what it was made from."""
        cells = tuple(
            NoisyCell(tuple(it["group"]), _number(it["value"]), _number(it["accuracy_95"])) for it in plain["cells"]
        )
        return cls(
            kind=plain["kind"],
            by=tuple(plain["by"]),
            cells=cells,
            mechanism=plain["mechanism"],
            scale=Decimal(plain["scale"]),
            count_scale=_number(plain["count_scale"]),
            epsilon=Decimal(plain["epsilon"]),
            delta=Decimal(plain["delta"]),
            accuracy_95_all=_number(plain["accuracy_95_all"]),
        )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
