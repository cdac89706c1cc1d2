"""The differencing guard: what a new release gives away together with all that was released before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.releases.alarm import CELLS_SHOWN, Alarm, NamedCell, Verdict
from transforms.privacy.releases.changes import changes
from transforms.privacy.releases.count_program import ContradictionError, Numbers
from transforms.privacy.releases.describe import describe
from transforms.privacy.releases.differences import differences
from transforms.privacy.releases.found import Found
from transforms.privacy.releases.groups import Groups, groups
from transforms.privacy.releases.knowledge import Knowledge
from transforms.privacy.releases.parts import parts
from transforms.privacy.releases.release import Release
from transforms.privacy.releases.stated import Stated
from transforms.privacy.releases.suspects import PAIRS_UP_TO, small_ones


def guard(
    new: Release,
    earlier: Sequence[Release],
    *,
    n: int,
    atoms: Mapping[str, Sequence[str]] | None = None,
    programs: int = 200_000,
) -> Verdict:
    """Hold `new` against `earlier`: every group of 1 … n - 1 units that it makes known is an alarm.

    A cell is a set of atoms, a release a set of equations on unknown counts per group of atoms that are whole and not
    negative. Looked at are
    - every pair of cells, one inside the other;
    - every cell against every layer of parts of one release;
    - every group that no cell tells apart, every cell that shows no count, and, in components of up to 120 cells,
      what two cells have in common and what one has beyond the other: by subtraction until nothing more follows, then
      by the least and the most that the set can count (integer programs up to 60 groups, linear ones above).
    A set is an alarm when at least 1 and at most n - 1 units are certain, and when earlier releases alone said less.
    A suppressed cell whose stated range stays the range is none.

    Guarantees: every alarm is true for every population that agrees with the releases; of the sets named above none is
    missed up to 60 groups per component (above, what only whole numbers reveal can be). Does not guarantee: anything
    about other unions of groups, about sums and means, about counts that somebody knows from elsewhere, nor about
    sets that may be small but may also be empty. Sizes are told as `<n`.

    `atoms` declares all atoms of a dimension, where releases do not name them all. Complexity: groups and pairs grow
    with the cells that overlap; programs are the costly part, at most `programs` of them, the rest is `undecided`.
    Sources: Denning, Denning, Schwartz 1979 (trackers); Fellegi 1972; Castro 2012, section 3 (audit by linear
    programs). Errors: `parameter-out-of-range`, `release-twice`, `releases-contradict`, those of `groups`.
    """
    _refuse(new, earlier, n)
    releases = [*earlier, new]
    of = groups(releases, atoms)
    is_new = of.release_of == len(earlier)
    try:
        before = Knowledge(of, np.flatnonzero(~is_new))
        now = Knowledge(of, np.arange(len(of.sizes)))
        pairs = [*differences(of, n, is_new), *parts(of, n, is_new)]
        suspects, solved, undecided = _suspects(of, now, n, programs)
        found, known_before = _new_ones(of, before, now, [*_small_cells(of, n, is_new), *pairs, *suspects], n)
        alarms = tuple(_alarm(of, now, one, n) for one in found)
    except ContradictionError as contradiction:
        where = _where(of, contradiction.cells)
        raise StadtlandError("releases-contradict", release=new.name, where=where) from None
    return Verdict(
        release=new.name,
        n=n,
        alarms=alarms,
        known_before=known_before,
        changes=changes(new, earlier, n),
        releases_compared=len(earlier),
        cells_compared=len(of.sizes),
        groups=of.count,
        programs=solved,
        undecided=undecided,
        components_without_pairs=sum(len(it.cells) > PAIRS_UP_TO for it in now.components.values()),
    )


def _refuse(new: Release, earlier: Sequence[Release], n: int) -> None:
    if not 2 <= n <= 1000:
        raise StadtlandError(
            "parameter-out-of-range", parameter="n", given=n, allowed_de="2 bis 1000", allowed_en="2 to 1000"
        )
    names = [release.name for release in (*earlier, new)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise StadtlandError("release-twice", release=twice[0])


def _small_cells(of: Groups, n: int, is_new: NDArray[np.bool_]) -> Iterable[Found]:
    for cell in np.flatnonzero(is_new & of.is_exact & (of.least >= 1) & (of.least < n)).tolist():
        yield Found("cell", of.inside(cell), (cell,))


def _suspects(of: Groups, now: Knowledge, n: int, programs: int) -> tuple[list[Found], int, int]:
    small = np.flatnonzero((now.value >= 1) & (now.value < n))
    found = [Found("combination", np.array([group])) for group in small.tolist()]
    solved = undecided = 0
    for component in now.components.values():
        small_sets, by_programs, left = small_ones(of, now, component, n, programs=programs - solved)
        found += [Found("combination", inside) for inside in small_sets]
        solved, undecided = solved + by_programs, undecided + left
    return found, solved, undecided


def _new_ones(of: Groups, before: Knowledge, now: Knowledge, found: Iterable[Found], n: int) -> tuple[list[Found], int]:
    """Those that this release makes known, each set once, and how many were known before."""
    stated = Stated(of, now)
    seen: set[bytes] = set()
    alarms, known_before = [], 0
    for one in found:
        limits = now.interval(one.groups)
        if limits[0] < 1 or limits[1] >= n:
            continue
        alive = now.without_zeros(one.groups)
        key = alive.tobytes()
        if key in seen:
            continue
        seen.add(key)
        said = stated.of(alive)
        if said == limits:
            continue
        if before.interval(alive) == limits:
            known_before += 1
            continue
        is_suppressed = one.kind == "combination" and said is not None
        alarms.append(Found("suppressed" if is_suppressed else one.kind, alive, one.cells, one.minus))
    return alarms, known_before


def _alarm(of: Groups, now: Knowledge, found: Found, n: int) -> Alarm:
    added = found.cells or now.sources(found.groups)
    return Alarm(
        kind=found.kind,
        group=tuple(describe(of, found.groups)),
        size=f"<{n}",
        releases=tuple(of.releases[place].name for place in np.unique(of.release_of[[*added, *found.minus]]).tolist()),
        cells=_named(of, added),
        minus=_named(of, found.minus),
        cells_needed=len(added) + len(found.minus),
    )


def _where(of: Groups, cells: Sequence[int]) -> str:
    """The first three cells of a contradiction, by release and category."""
    words = []
    for cell in _named(of, cells[:3]):
        categories = ", ".join(f"{name} {category}" for name, category in cell.categories.items())
        words.append(f"{cell.release} ({categories or '*'})")
    return "; ".join(words)


def _named(of: Groups, cells: Sequence[int] | Numbers) -> tuple[NamedCell, ...]:
    named = []
    for cell in list(cells)[:CELLS_SHOWN]:
        release = of.releases[int(of.release_of[cell])]
        named.append(NamedCell(release.name, release.label(release.cells[int(of.cell_of[cell])])))
    return tuple(named)
