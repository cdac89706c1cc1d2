"""The same cell of two populations, counted twice, with 1 … n - 1 units more or fewer."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.privacy.releases.alarm import Change, NamedCell
from transforms.privacy.releases.release import Release

_Key = tuple[tuple[str, frozenset[str]], ...]


def changes(new: Release, earlier: Sequence[Release], n: int) -> tuple[Change, ...]:
    """One change per cell of `new` and earlier release of other units, where both show a count.

    Cells are the same when they have the same atoms, whatever their categories are called. This is what counts can
    say: a difference of 2 may be two people who moved in, or a hundred who did and 98 who left. A difference of 0 is
    no change. Where a population only grows, name its parts, and the guard computes the newcomers exactly.
    """
    others = [release for release in earlier if not set(release.population) & set(new.population)]
    mine = {_key(new, place): place for place in range(len(new.cells) if others else 0)}
    found = []
    for release in others:
        for place, cell in enumerate(release.cells):
            own = mine.get(_key(release, place))
            if own is None or not cell.is_exact or not new.cells[own].is_exact:
                continue
            if 1 <= abs(new.cells[own].least - cell.least) < n:
                now = NamedCell(new.name, new.label(new.cells[own]))
                found.append(Change(f"<{n}", now, NamedCell(release.name, release.label(cell))))
    return tuple(found)


def _key(release: Release, place: int) -> _Key:
    label = release.label(release.cells[place])
    return tuple(sorted((name, frozenset(release.dimensions[name][category])) for name, category in label.items()))
