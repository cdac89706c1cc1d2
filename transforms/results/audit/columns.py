"""The columns of the three tables: what published files call them, what the house calls them, which must be there."""

from __future__ import annotations

INVENTORY: dict[str, tuple[str, ...]] = {
    "city": ("city", "stadt", "municipality", "municipality_name", "gemeinde", "municipality_code"),
    "base_year": ("base_year", "baseline_year", "year", "basisjahr", "jahr"),
    "table": ("table", "published_table", "tabelle"),
    "sector": ("sector", "sektor"),
    "carrier": ("carrier", "energy_carrier", "energieträger", "fuel"),
    "scope": ("scope_as_printed", "scope"),
    "energy": ("energy_mwh",),
    "emissions": ("emissions_tco2e_as_printed", "emissions_published_t_co2e", "emissions_tco2e", "emissions_t_co2e"),
    "factor": ("ef_stated_g_per_kwh", "factor_stated_g_per_kwh", "factor_g_per_kwh"),
}
GAP: dict[str, tuple[str, ...]] = {
    "city": INVENTORY["city"],
    "base_year": INVENTORY["base_year"],
    "sector": INVENTORY["sector"],
    "baseline": ("baseline", "baseline_t_co2e"),
    "residual": ("residual", "residual_t_co2e"),
    "target": ("reduction_target", "reduction_target_t_co2e"),
    "other plans": ("reduction_existing_strategies", "reduction_other_plans_t_co2e"),
    "gap": ("gap_as_printed", "gap", "gap_published_t_co2e"),
    "actions": ("reduction_ccc_actions", "reduction_actions_t_co2e"),
}
GAP_FIGURES = ("baseline", "target", "other plans", "gap", "actions", "residual")
TOTALS: dict[str, tuple[str, ...]] = {
    "city": INVENTORY["city"],
    "base_year": INVENTORY["base_year"],
    "table": INVENTORY["table"],
    "kind": ("kind", "art"),
    "sector": INVENTORY["sector"],
    "scope": ("scope", "scope_as_printed"),
    "value": ("value_as_printed", "value", "emissions_published_t_co2e"),
}
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    # Of each group one column must be there: without it no rule of the table could be computed.
    "inventory": (("sector", "carrier"), ("energy", "emissions")),
    "gap": (("sector",), GAP_FIGURES),
    "totals": (("kind", "sector", "scope"), ("value",)),
}
NAMES = {"inventory": INVENTORY, "gap": GAP, "totals": TOTALS}
