"""What the report says of small cells: how many went, why, and what is still not secured."""

from __future__ import annotations

from collections.abc import Mapping

from flows.stages.release_table import Released
from schemas import evidence as ev
from schemas.agreement.cells import CellRule

_NONE = ev.Text(
    de="Kleine Zellen werden in keiner Tabelle dieser Vereinbarung unterdrückt.",
    en="No table of this agreement has its small cells suppressed.",
)
_PRIMARY = ev.Text(
    de="In {tables} sind nur die kleinen Zellen selbst unterdrückt; gegen Rückrechnung aus Summen, die andere "
    "veröffentlichen, sind sie nicht gesichert.",
    en="In {tables} only the small cells themselves are suppressed; they are not secured against recalculation from "
    "totals that others publish.",
)
_SECONDARY = ev.Text(
    de="In {tables} sind unterdrückte Zellen gegen Rückrechnung aus den Summen gesichert, die die Tabelle zeigt oder "
    "die Vereinbarung als bekannt nennt; nicht gegen andere Summen und nicht gegen Wissen über Einzelne.",
    en="In {tables} suppressed cells are secured against recalculation from the totals that the table shows or the "
    "agreement names as known; not against other totals, nor against knowledge about individuals.",
)
_MERGED = ev.Text(
    de="In {tables} sind Rasterzellen zusammengefasst, bis jede genug Einheiten hält; wo auch die größte zu wenige "
    "hat, ist sie leer, und eine Gesamtzahl anderer kann verraten, was in allen leeren zusammen ist.",
    en="In {tables} grid cells are merged until each holds enough units; where even the coarsest holds too few it is "
    "blank, and a total that others publish can tell what all blank ones hold together.",
)
_PERTURBED = ev.Text(
    de="In {tables} trägt jede Zahl ein kleines Rauschen (Cell-Key-Methode): Zeilen ergeben nicht genau ihre Summen, "
    "eine leere Zelle bleibt als leer zu erkennen, und wer viele Zellen addiert, kommt der Wahrheit näher.",
    en="In {tables} each count carries a small noise (cell key method): rows do not add up exactly, an empty cell "
    "still shows as empty, and whoever adds up many cells comes nearer to the truth.",
)
_ROUNDED = ev.Text(
    de="In {tables} sind Zahlen gerundet: Jede wahre Zahl liegt weniger als die Basis neben der gezeigten, mehr ist "
    "nicht verborgen.",
    en="In {tables} counts are rounded: each true count lies less than the base beside the one shown; no more is "
    "hidden.",
)


def cell_evidence(table: Released, rule: CellRule | None) -> ev.SmallCells | None:
    """Small cells of one table; None where the agreement has no rule for it."""
    if rule is None:
        return None
    made, measured = table.cells, table.measured
    is_protected = bool(rule.dimensions) and made is not None and made.method == "suppress"
    return ev.SmallCells(
        method=made.method if made is not None else "suppress",
        minimum=rule.minimum,
        reason=rule.reason,
        cells=table.file.rows,
        suppressed=table.cells_suppressed,
        at_risk=made.primary if made is not None and made.method == "suppress" else None,
        protecting=made.secondary if is_protected and made is not None else None,
        known_totals=tuple(" × ".join(sorted(named)) for named in rule.known_totals),
        promised_width=rule.promised_width if is_protected and rule.count_adds_up else None,
        promised_percent=rule.sums_percent if is_protected and made is not None and made.sums else None,
        measured=measured.measured if is_protected and measured is not None else None,
        narrowest=measured.narrowest if is_protected and measured is not None else None,
        narrowest_percent=measured.narrowest_percent if is_protected and measured is not None else None,
        rounded_to=rule.round.base if rule.round is not None else None,
        merged=int(made.figures["merged"]) if made is not None and made.method == "grid" else None,
    )


def cell_limits(rules: Mapping[str, CellRule]) -> tuple[ev.Text, ...]:
    """What suppression does not do, by what the rules of an agreement ask for."""
    if not rules:
        return (_NONE,)
    kinds = (
        (_PRIMARY, [name for name, rule in rules.items() if not (rule.dimensions or rule.grid or rule.perturb)]),
        (_PERTURBED, [name for name, rule in rules.items() if rule.perturb is not None]),
        (_MERGED, [name for name, rule in rules.items() if rule.grid is not None]),
        (_SECONDARY, [name for name, rule in rules.items() if rule.dimensions and rule.round is None]),
        (_ROUNDED, [name for name, rule in rules.items() if rule.round is not None]),
    )
    return tuple(
        ev.Text(de=text.de.format(tables=", ".join(names)), en=text.en.format(tables=", ".join(names)))
        for text, names in kinds
        if names
    )
