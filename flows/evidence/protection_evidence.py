"""How one dataset was protected: the method, what it promised, and what was measured before and after."""

from __future__ import annotations

from collections.abc import Mapping

from flows.run import Run
from flows.stages.measure_protected import Shown
from flows.stages.protect_dataset import Protected
from schemas import evidence as ev
from transforms.privacy.by_rules import Made
from transforms.privacy.metrics.field_loss import total_loss
from transforms.privacy.risk.measures import Measures

_METHODS = {
    "optimal": ev.Text(
        de="Optimale einheitliche Vergröberung: je Merkmal eine Stufe für alle Zeilen, mit Unterdrückung",
        en="Optimal full-domain recoding: one level per field for all rows, with suppression",
    ),
    "local-strict": ev.Text(
        de="Örtliche Vergröberung, streng: jede Klasse so fein wie möglich, geteilt nur, wenn jeder Teil die Zusage "
        "hält",
        en="Local recoding, strict: each class as fine as it can be, split only where every part keeps the promise",
    ),
    "local-relaxed": ev.Text(
        de="Örtliche Vergröberung, locker: Teile, die die Zusage halten, werden fein; der Rest bleibt grob. "
        "Dass ein Rest grob blieb, verrät, dass er klein ist",
        en="Local recoding, relaxed: parts that keep the promise become fine, the rest stays coarse. "
        "That a rest stayed coarse betrays that it is small",
    ),
    "suppress-cells": ev.Text(
        de="Einzelne Zellen entfernt: nichts wird vergröbert, keine Zeile fehlt. Eine entfernte Zelle („*“) kann alles "
        "sein; k zählt die Zeilen, die so zueinander passen",
        en="Single cells taken out: nothing is generalised, and no row is missing. A cell taken out ('*') could be "
        "anything; k counts the rows that fit each other in this way",
    ),
}


def protection_evidence(run: Run, key: str, protected: Protected) -> ev.Protection | None:
    """None where the agreement asks for no protection, or nothing was left to protect."""
    promise, made, shows = run.dataset(key).protection, protected.made, protected.shows
    if promise is None or made.solution is None or made.before is None or shows is None:
        return None
    solution, loss = made.solution, total_loss(shows.losses)
    return ev.Protection(
        method=_METHODS[promise.search if promise.method is None else promise.method.name],
        k=promise.k,
        l=promise.l,
        suppress_at_most=promise.suppress_at_most,
        metric=promise.metric.name if promise.method is None else "cells",
        metric_values=solution.loss if isinstance(solution.loss, tuple) else (solution.loss,),
        reason=promise.reason,
        promises=tuple(
            ev.Promise(
                model=held.model, field=held.field, promised=held.text, measured=held.measured, is_kept=held.is_kept
            )
            for held in shows.promises
        ),
        levels=tuple(_level(made, shows, name, level) for name, level in solution.levels.items()),
        before=_risk(made.before, 0.0),
        after=_risk(shows.risk, loss),
        loss=loss,
        suppressed_rows=solution.suppressed_rows - solution.withheld_rows,
        withheld_rows=solution.withheld_rows,
        is_optimal=solution.optimal,
        is_remeasured=True,
    )


def _level(made: Made, shows: Shown, name: str, found: int | Mapping[int, int]) -> ev.Level:
    """`found` is the level of all rows, or the rows at each level."""
    highest = made.hierarchies[name].height
    at = [found] if isinstance(found, int) else list(found) or [highest]  # none where all rows are suppressed
    return ev.Level(
        field=name,
        level=min(at),
        up_to=max(at) if len(at) > 1 else None,
        highest=highest,
        labels_before=made.values[name],
        labels_after=shows.losses[name].labels,
        loss=shows.losses[name].loss,
    )


def _risk(measured: Measures, loss: float) -> ev.Risk:
    return ev.Risk(
        rows=measured.rows,
        classes=measured.classes,
        k=measured.k,
        l=measured.distinct_l,
        prosecutor_max=measured.prosecutor_max,
        prosecutor_average=measured.prosecutor_average,
        alpha=measured.alpha,
        t=measured.t_equal,
        expected_reidentifications=measured.expected_reidentifications,
        loss=loss,
    )
