"""What every rule of the audit says, in both languages, by its key."""

from __future__ import annotations

from transforms.results.audit.rules_in_order import RULES
from transforms.results.audit.text import Text

SAYINGS: dict[str, Text] = {
    **{rule.check: rule.says for rule in RULES},
    "unit_is_consistent": Text("Keine Zahl ist tausendfach daneben", "No figure is a thousand off"),
    "carriers_sum_to_sector": Text("Die Träger ergeben die Sektorsumme", "The carriers add up to the sector"),
    "carriers_sum_to_total": Text("Die Träger ergeben die Gesamtsumme", "The carriers add up to the total"),
    "sectors_sum_to_carrier": Text("Die Sektoren ergeben die Trägersumme", "The sectors add up to the carrier"),
    "cell_meets_row_and_column": Text("Jede Zelle passt in Zeile und Spalte", "Every cell meets its row and column"),
    "every_cell_has_a_figure": Text("Jede Zelle hat eine Zahl", "Every cell has a figure"),
    "actions_sum_to_field": Text("Die Maßnahmen ergeben ihr Handlungsfeld", "The actions add up to their field"),
    "actions_sum_to_total": Text("Die Maßnahmen ergeben die Gesamtsumme", "The actions add up to the total"),
    "fields_sum_to_total": Text("Die Handlungsfelder ergeben die Gesamtsumme", "The fields add up to the total"),
    "action_stands_in_one_field": Text("Jede Maßnahme steht in einem Feld", "Every action stands in one field"),
    "action_has_entries": Text("Jede Maßnahme hat Nennungen", "Every action has entries"),
    "action_has_a_reduction": Text("Jede Maßnahme beziffert ihre Minderung", "Every action has a reduction"),
    "reduction_is_not_negative": Text("Keine Minderung ist negativ", "No reduction is negative"),
    "entries_are_a_count": Text("Nennungen sind eine Anzahl", "Entries are a count"),
    "series_is_complete": Text("Keine Reihe hat eine Lücke", "No series has a gap"),
    "years_are_complete": Text("Kein Jahr fehlt", "No year is missing"),
    "targets_are_told_from_measured": Text(
        "Ziele stehen nicht unter Messwerten", "Targets do not stand among measured values"
    ),
    "estimates_are_told_from_measured": Text(
        "Schätzungen stehen nicht unter Messwerten", "Estimates do not stand among measured values"
    ),
    "change_is_within_the_usual": Text("Keine Änderung fällt auf", "No change stands out"),
    "change_follows_from_values": Text("Änderungen folgen aus den Werten", "Changes follow from the values"),
    "share_follows_from_values": Text("Anteile folgen aus den Werten", "Shares follow from the values"),
    "shares_sum_to_100": Text("Anteile ergeben 100 %", "Shares add up to 100 %"),
}
