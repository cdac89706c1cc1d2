"""What the guard says about a new release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from transforms.privacy.releases.found import Kind

CELLS_SHOWN = 20


@dataclass(frozen=True)
class NamedCell:
    """A published cell, by its release and its categories; categories are structure, they tell of nobody."""

    release: str
    categories: Mapping[str, str]


@dataclass(frozen=True)
class Alarm:
    """One group of 1 … n - 1 units that the new release singles out, alone or together with earlier ones."""

    kind: Kind
    """cell: published as such; difference: one cell less another; parts: a whole less parts, or parts less a whole;
    combination: several cells together; suppressed: a cell that shows no count, but whose count follows."""
    group: tuple[Mapping[str, list[str]], ...]
    """What it consists of: disjoint boxes of atoms by dimension; a dimension of which a box has all is left out."""
    size: str
    """`<n`, never the number."""
    releases: tuple[str, ...]
    """All that are needed for it, in the order of their release."""
    cells: tuple[NamedCell, ...]
    """The first 20 that are needed; where it is a subtraction, those that are added up."""
    minus: tuple[NamedCell, ...]
    """The first 20 that are taken off."""
    cells_needed: int


@dataclass(frozen=True)
class Change:
    """One cell that two different populations count, with a count that differs by 1 … n - 1: few came or went."""

    size: str
    now: NamedCell
    before: NamedCell


@dataclass(frozen=True)
class Verdict:
    """The guard's answer about one new release."""

    release: str
    n: int
    alarms: tuple[Alarm, ...]
    """Groups that become known with this release. With any, it must not leave as it is."""
    known_before: int
    """Small groups that earlier releases had given away already; this one changes nothing about them."""
    changes: tuple[Change, ...]
    """To be judged: whether the few who came or went could be told."""
    releases_compared: int
    cells_compared: int
    groups: int
    """Sets of atoms that the releases together tell apart."""
    programs: int
    """Linear or integer programs solved."""
    undecided: int
    """Suspects that the limit on programs left open; 0 when everything was looked at."""
    components_without_pairs: int = field(default=0)
    """Components with so many cells that only their groups and suppressed cells were looked at, not pairs of cells."""

    @property
    def may_leave(self) -> bool:
        """No alarm, and nothing left undecided."""
        return not self.alarms and not self.undecided

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "release": self.release,
            "n": self.n,
            "may_leave": self.may_leave,
            "alarms": [
                {
                    "kind": alarm.kind,
                    "size": alarm.size,
                    "group": [dict(box) for box in alarm.group],
                    "releases": list(alarm.releases),
                    "cells": [_plain(cell) for cell in alarm.cells],
                    "minus": [_plain(cell) for cell in alarm.minus],
                    "cells_needed": alarm.cells_needed,
                }
                for alarm in self.alarms
            ],
            "known_before": self.known_before,
            "changes": [
                {"size": change.size, "now": _plain(change.now), "before": _plain(change.before)}
                for change in self.changes
            ],
            "releases_compared": self.releases_compared,
            "cells_compared": self.cells_compared,
            "groups": self.groups,
            "programs": self.programs,
            "undecided": self.undecided,
            "components_without_pairs": self.components_without_pairs,
        }


def _plain(cell: NamedCell) -> dict[str, Any]:
    return {"release": cell.release, "categories": dict(cell.categories)}
