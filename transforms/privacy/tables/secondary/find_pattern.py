"""Secondary suppression: the cheapest further cells so that no primary cell can be worked out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.attack import Attack
from transforms.privacy.tables.secondary.cuts import Cut, Cuts
from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.secondary.master import Master
from transforms.privacy.tables.secondary.neighbour_cuts import neighbour_cuts
from transforms.privacy.tables.secondary.pattern import Effort, Pattern
from transforms.privacy.tables.secondary.repair import Repair
from transforms.privacy.tables.secondary.trim import trim
from transforms.privacy.tables.secondary.weak_cells import WeakCell, weak_cells
from transforms.privacy.tables.secondary.witnesses import Witnesses
from transforms.privacy.tables.structure.crosstab import Crosstab

CUTS_PER_ROUND = 6, 40
"""Least and most cuts sought at a time; each costs a program over the whole table."""
WORK_PER_ROUND = 60_000
"""Cells times cuts of one round."""
RELAXED_ROUNDS = 3
LARGE_ROUNDS = 2
"""Relaxations are cheap and tell most reasons; small tables go on with whole choices, large ones stop."""


def find_pattern(
    layers: Sequence[Layer],
    crosstab: Crosstab,
    *,
    always: NDArray[np.bool_],
    candidates: NDArray[np.bool_],
    costs: NDArray[np.float64],
    effort: Effort | None = None,
) -> Pattern:
    """A pattern that meets every demand of every layer, against each of its attackers.

    `always` are withheld whatever happens (primary cells and cells never shown), `candidates` may be in addition, at
    `costs`. Choose a cheapest pattern that fulfils the reasons known so far, let the attacker's linear programs find
    its weak cells, turn each into a new reason (a cut), repeat; meanwhile failing choices are completed and trimmed,
    so there always is a good pattern and a bound below it. Optimal when the choice itself holds.

    Guarantees that every demand is met, by linear programs with non-negative cells and all published cells known.
    Does not guarantee the optimum for large tables (the bound says how far it can be), nor protection against a
    coalition of contributors or knowledge from outside the table.
    Complexity: NP-hard; each round is one covering MIP (or its relaxation) and a few programs per weak cell.
    Source: Fischetti and Salazar-González (2001), Solving the Cell Suppression Problem on Tabular Data with Linear
    Constraints, Management Science 47(7), sections 3 to 5; the repair is that of Kelly, Golden and Assad (1992).
    Error: `table-protection-infeasible` where even withholding all candidates would not protect.
    """
    search = _Search(layers, crosstab, always, candidates, costs)
    return search.run(effort or Effort())


class _Search:
    def __init__(
        self,
        layers: Sequence[Layer],
        crosstab: Crosstab,
        always: NDArray[np.bool_],
        candidates: NDArray[np.bool_],
        costs: NDArray[np.float64],
    ) -> None:
        self._layers = layers
        self._sums = crosstab.equations
        self._equations = crosstab.definitions
        self._always = always
        self._candidates = candidates & ~always
        self._costs = costs
        self._witnesses = {layer.name: Witnesses(crosstab.cell_count) for layer in layers}
        # A cut costs a program over the whole table.
        self._most = int(np.clip(WORK_PER_ROUND // crosstab.cell_count, *CUTS_PER_ROUND))
        self._best: NDArray[np.bool_] | None = None

    def run(self, effort: Effort) -> Pattern:
        master = Master(self._costs, self._candidates, figures=self._layers[0].figures)
        master.add(self._first_cuts())
        cuts: dict[str, Cuts] = {}
        is_small = int(self._candidates.sum()) <= effort.exact_below
        rounds = effort.rounds if is_small else min(effort.rounds, LARGE_ROUNDS)
        bound, done, standing, is_whole = 0.0, 0, 0, False
        while True:
            done += 1
            choice = master.solve(nodes=effort.nodes if is_whole else 0, seconds=effort.seconds, known=self._best)
            standing = standing + 1 if choice.bound <= bound else 0
            bound = max(bound, choice.bound)
            if self._best is not None and bound >= self._cost(self._best) - 1e-6:
                break
            withheld = self._always | (choice.share > 0.5)
            weak = self._weak(withheld)
            if choice.is_proven and not any(weak.values()):
                self._keep(withheld)
                break
            self._complete(weak, withheld, choice.share)
            if done >= rounds or (self._best is not None and bound >= self._cost(self._best) - 1e-6):
                break
            new = master.add(self._cuts(weak, withheld, cuts))
            if is_whole and (not new or not choice.is_proven or standing > effort.patience):
                break
            if not is_whole and (not new or done >= RELAXED_ROUNDS):
                if not is_small:
                    break
                is_whole, standing = True, 0
        assert self._best is not None  # the last round completes its pattern
        return Pattern(self._best, self._cost(self._best), bound, done)

    def _first_cuts(self) -> list[Cut]:
        return neighbour_cuts(
            self._sums,
            asked=np.logical_or.reduce([layer.asked for layer in self._layers]),
            always=self._always,
            candidates=self._candidates,
            empty=np.logical_and.reduce([layer.depth <= 0 for layer in self._layers]),
        )

    def _weak(self, withheld: NDArray[np.bool_]) -> dict[str, list[WeakCell]]:
        return {
            layer.name: weak_cells(
                Attack(layer, self._equations, withheld),
                self._witnesses[layer.name],
                open_=withheld,
                most=self._most,
            )
            for layer in self._layers
        }

    def _cuts(self, weak: dict[str, list[WeakCell]], withheld: NDArray[np.bool_], cuts: dict[str, Cuts]) -> list[Cut]:
        found: list[Cut] = []
        for layer in self._layers:
            if weak[layer.name] and layer.name not in cuts:
                cuts[layer.name] = Cuts(layer, self._equations)
            for one in weak[layer.name]:
                cut = cuts[layer.name].of(one, withheld, self._always)
                if cut is not None:
                    found.append(cut)
        return found

    def _complete(
        self, weak: dict[str, list[WeakCell]], withheld: NDArray[np.bool_], share: NDArray[np.float64]
    ) -> None:
        guided = self._costs * (1.05 - share)
        grown = withheld.copy()
        for layer in self._layers:
            # A weak cell may hide another one from view (bulk questions), so ask again until none is left.
            left = weak[layer.name]
            while left:
                for moves in Repair(layer, self._equations).withhold(left, grown, self._candidates, guided):
                    self._witnesses[layer.name].add(moves)
                attack = Attack(layer, self._equations, grown)
                left = weak_cells(attack, self._witnesses[layer.name], open_=grown)
        self._keep(self._trimmed(grown))

    def _trimmed(self, withheld: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return trim(
            self._layers,
            self._equations,
            self._sums,
            withheld,
            removable=self._candidates,
            costs=self._costs,
            witnesses=self._witnesses,
        )

    def _keep(self, withheld: NDArray[np.bool_]) -> None:
        if self._best is None or self._cost(withheld) < self._cost(self._best):
            self._best = withheld.copy()

    def _cost(self, withheld: NDArray[np.bool_]) -> float:
        return float(self._costs[withheld & ~self._always].sum())
