"""All rules of the audit in the order of their findings. To add a rule: one file in rules/, one entry here."""

from __future__ import annotations

from transforms.results.audit.rule import Rule
from transforms.results.audit.rules import gap_identities
from transforms.results.audit.rules.column_sums import column_sums
from transforms.results.audit.rules.coverage import scope_coverage, sector_coverage
from transforms.results.audit.rules.energy_not_negative import energy_not_negative
from transforms.results.audit.rules.energy_times_factor import energy_times_factor
from transforms.results.audit.rules.gap_baseline import gap_baseline
from transforms.results.audit.rules.known_carriers import known_carriers
from transforms.results.audit.rules.natural_gas_scope import natural_gas_scope
from transforms.results.audit.rules.rows_sum import rows_sum
from transforms.results.audit.rules.scopes_sum import scopes_sum
from transforms.results.audit.rules.sectors_sum import sectors_sum
from transforms.results.audit.rules.total_rows import total_rows
from transforms.results.audit.rules.unique_keys import unique_keys
from transforms.results.audit.text import Text

_NO_SUCH_SUM = Text("keine solche Summe gedruckt", "no such sum is printed")
_NO_ROW = Text("keine Zeile dafür", "no row for it")

RULES: tuple[Rule, ...] = (
    Rule(
        "energy_times_factor_is_emissions",
        Text("Energie mal angegebenem Faktor ergibt die Emissionen", "Energy times stated factor is the emissions"),
        ("inventory",),
        energy_times_factor,
        Text("nur Summenzeilen", "only total rows"),
    ),
    Rule(
        "rows_sum_to_sector",
        Text("Die Zeilen ergeben die Sektorsumme", "The rows add up to the sector"),
        ("inventory",),
        rows_sum("sector"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "rows_sum_to_scope",
        Text("Die Zeilen ergeben die Scope-Summe", "The rows add up to the scope"),
        ("inventory",),
        rows_sum("scope"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "rows_sum_to_sector_and_scope",
        Text("Die Zeilen ergeben die Summe von Sektor und Scope", "The rows add up to the sector's scope"),
        ("inventory",),
        rows_sum("sector_and_scope"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "rows_sum_to_carrier",
        Text("Die Zeilen ergeben die Summe des Trägers", "The rows add up to the carrier"),
        ("inventory",),
        rows_sum("carrier"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "rows_sum_to_total",
        Text("Die Zeilen ergeben die Gesamtsumme", "The rows add up to the total"),
        ("inventory",),
        rows_sum("total"),
        Text("keine Gesamtsumme, oder über die Sektorsummen geprüft", "no total, or checked by way of the sectors"),
        ("totals",),
    ),
    Rule(
        "sectors_sum_to_scope",
        Text("Die Sektoren ergeben die Scope-Summe", "The sectors add up to the scope"),
        (),
        sectors_sum("scope"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "sectors_sum_to_total",
        Text("Die Sektoren ergeben die Gesamtsumme", "The sectors add up to the total"),
        (),
        sectors_sum("total"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "scopes_sum_to_sector",
        Text("Die Scopes ergeben die Sektorsumme", "The scopes add up to the sector"),
        (),
        scopes_sum("sector"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "scopes_sum_to_total",
        Text("Die Scopes ergeben die Gesamtsumme", "The scopes add up to the total"),
        (),
        scopes_sum("total"),
        _NO_SUCH_SUM,
        ("totals",),
    ),
    Rule(
        "gap_is_target_minus_other_plans",
        Text("Lücke = Zielminderung minus andere Pläne", "Gap = target reduction minus other plans"),
        ("gap",),
        gap_identities.gap_is_target_minus_other_plans,
        _NO_ROW,
    ),
    Rule(
        "residual_is_baseline_minus_target",
        Text("Rest = Ausgangswert minus Zielminderung", "Residual = baseline minus target reduction"),
        ("gap",),
        gap_identities.residual_is_baseline_minus_target,
        _NO_ROW,
    ),
    Rule(
        "residual_share_is_at_most_20_percent",
        Text("Der Rest ist höchstens 20 % des Ausgangswerts", "The residual is at most 20 % of the baseline"),
        ("gap",),
        gap_identities.residual_share_is_at_most_20_percent,
        _NO_ROW,
    ),
    Rule(
        "gap_is_covered_by_actions",
        Text("Die Maßnahmen decken die Lücke", "The actions cover the gap"),
        ("gap",),
        gap_identities.gap_is_covered_by_actions,
        _NO_ROW,
    ),
    Rule(
        "column_sums_to_total_row",
        Text("Jede Spalte ergibt ihre Summenzeile", "Every column adds up to its total row"),
        ("gap",),
        column_sums,
        Text("keine Summenzeile oder keine Sektorzeilen", "no total row or no sector rows"),
    ),
    Rule(
        "gap_baseline_is_inventory",
        Text("Ausgangswert der Lückentabelle = Inventar", "Baseline of the gap table = inventory"),
        ("gap",),
        gap_baseline,
        Text("keine Inventarzahl dazu", "no inventory figure for it"),
        ("inventory", "totals"),
    ),
    Rule(
        "natural_gas_is_never_scope_2",
        Text("Erdgas ist nie Scope 2", "Natural gas is never scope 2"),
        ("inventory",),
        natural_gas_scope,
        Text("kein Erdgas im Inventar", "no natural gas in the inventory"),
    ),
    Rule(
        "carrier_is_known",
        Text("Jeder Träger ist bekannt", "Every carrier is known"),
        ("inventory",),
        known_carriers,
        Text("kein Träger genannt", "no carrier is named"),
    ),
    Rule(
        "energy_is_not_negative",
        Text("Energie ist nie negativ", "Energy is never negative"),
        ("inventory",),
        energy_not_negative,
        Text("keine Energie angegeben", "no energy stated"),
    ),
    Rule(
        "key_is_unique",
        Text("Jeder Schlüssel steht einmal", "Every key stands once"),
        (),
        unique_keys,
        _NO_ROW,
    ),
    Rule(
        "total_row_is_not_added_up",
        Text("Summenzeilen werden nicht mitsummiert", "Total rows are not added up"),
        (),
        total_rows,
        Text("keine Summenzeile im Inventar", "no total row in the inventory"),
    ),
    Rule(
        "sector_is_covered",
        Text("Jeder Sektor ist erfasst", "Every sector is covered"),
        (),
        sector_coverage,
        Text("kein Sektor genannt", "no sector is named"),
    ),
    Rule(
        "scope_is_covered",
        Text("Jeder Scope ist erfasst", "Every scope is covered"),
        (),
        scope_coverage,
        Text("kein Scope genannt", "no scope is named"),
    ),
)
