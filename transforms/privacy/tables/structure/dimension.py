"""One dimension of a table: its categories and the sums among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError

Sum = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Dimension:
    """Categories of one dimension: `codes` (the total first, then coarser ones, then the leaves) and `sums`.

    A sum (parent, children) says that the parent is the sum of the children, which share no leaf. A category may be
    the sum of several sets of children (region to county, region to size class): alternative hierarchies share the
    total and the leaves. `levels` names the level of each code, so that a linked table can publish some of them.

    Errors: `table-hierarchy-broken` names the dimension and category: a circle, children that share a leaf, a parent
    whose alternative children hold different leaves, a category that never reaches the total.
    """

    name: str
    total: str
    codes: tuple[str, ...]
    levels: tuple[str, ...]
    sums: tuple[Sum, ...]

    @classmethod
    def from_sums(
        cls, name: str, sums: Iterable[Sum], leaves: Sequence[str], *, total: str, levels: Mapping[str, str]
    ) -> Dimension:
        """From sums by name; without any, the total is the sum of the leaves. `levels` names those it knows.

        Error: `table-without-cells` where there is no category to sum up.
        """
        if not leaves:
            raise StadtlandError("table-without-cells", dimension=name)
        given = tuple(dict.fromkeys(sums)) or ((total, tuple(leaves)),)
        parents = list(dict.fromkeys(parent for parent, _ in given if parent != total))
        codes = (total, *parents, *leaves)
        named = tuple(levels.get(code, "total" if code == total else name) for code in codes)
        made = cls(name, total, codes, named, given)
        made._refuse_what_does_not_add_up()
        return made

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each code stands in `codes`."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def leaf_places(self) -> NDArray[np.int64]:
        """Places of the codes that are no sums."""
        parents = {parent for parent, _ in self.sums}
        return np.array([place for place, code in enumerate(self.codes) if code not in parents], dtype=np.int64)

    @cached_property
    def equations(self) -> tuple[tuple[int, NDArray[np.int64]], ...]:
        """The sums as places, parts before what is made of them."""
        order: list[tuple[int, NDArray[np.int64]]] = []
        open_sums = [(parent, children) for parent, children in self.sums]
        parents = {parent for parent, _ in self.sums}
        known = set(self.codes) - parents
        while open_sums:
            ready = [one for one in open_sums if known.issuperset(one[1])]
            if not ready:
                raise self._broken(open_sums[0][0], "Kategorien enthalten sich im Kreis", "categories form a circle")
            order += [(self.place[parent], np.array([self.place[child] for child in ch])) for parent, ch in ready]
            open_sums = [one for one in open_sums if one not in ready]
            known |= {parent for parent, _ in ready} - {parent for parent, _ in open_sums}
        return tuple(order)

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """One row per code, one column per code: true where the column is a leaf inside the row's category."""
        held = np.zeros((len(self.codes), len(self.codes)), dtype=bool)
        held[self.leaf_places, self.leaf_places] = True
        for parent, children in self.equations:
            held[parent] |= held[children].any(axis=0)
        return held

    def _refuse_what_does_not_add_up(self) -> None:
        if len(set(self.codes)) != len(self.codes):
            twice = next(code for code in self.codes if self.codes.count(code) > 1)
            raise self._broken(twice, "kommt als zwei Kategorien vor", "stands for two categories")
        for _, children in self.sums:
            for child in children:
                if child not in self.place:
                    raise self._broken(child, "ist weder Blatt noch Summe", "is neither a leaf nor a sum")
        for whole, parts in self.equations:
            within = self.holds[parts].sum(axis=0)
            name = self.codes[whole]
            if (within > 1).any():
                raise self._broken(name, "zählt ein Blatt doppelt", "counts a leaf twice")
            if (within.astype(bool) != self.holds[whole]).any():
                raise self._broken(name, "hat auf zwei Wegen verschiedene Blätter", "has different leaves by two ways")
        if not self.holds[0][self.leaf_places].all():
            missed = next(int(leaf) for leaf in self.leaf_places if not self.holds[0][leaf])
            raise self._broken(self.codes[missed], "führt nicht zur Summe", "does not lead to the total")

    def _broken(self, category: str, de: str, en: str) -> StadtlandError:
        return StadtlandError(
            "table-hierarchy-broken", dimension=self.name, category=category, problem_de=de, problem_en=en
        )
