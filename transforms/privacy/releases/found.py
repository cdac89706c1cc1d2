"""One small set of groups, and the published cells that give it away. Internal to the guard; `Alarm` is for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.privacy.releases.count_program import Numbers

Kind = Literal["cell", "difference", "parts", "combination", "suppressed"]


@dataclass(frozen=True)
class Found:
    """A set that certainly holds 1 … n - 1 units."""

    kind: Kind
    groups: Numbers
    cells: tuple[int, ...] = ()
    """Cells that give it away; where it is a subtraction, those that are added up."""
    minus: tuple[int, ...] = ()
    """Cells that are taken off."""
