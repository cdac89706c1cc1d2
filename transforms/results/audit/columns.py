"""The columns of the three tables: what published files call them, what the house calls them, which must be there."""

from __future__ import annotations

INVENTORY: dict[str, tuple[str, ...]] = {
    "city": ("city", "stadt", "municipality", "municipality_name", "gemeinde", "kommune", "municipality_code"),
    "base_year": ("base_year", "baseline_year", "year", "basisjahr", "jahr"),
    "table": ("table", "published_table", "tabelle"),
    "sector": ("sector", "sektor"),
    "carrier": ("carrier", "energy_carrier", "energieträger", "energietraeger", "fuel"),
    "scope": ("scope_as_printed", "scope"),
    "energy": ("energy_mwh", "final_energy_mwh", "energie_mwh", "endenergie_mwh", "energieverbrauch_mwh"),
    "emissions": (
        "emissions_tco2e_as_printed", "emissions_published_t_co2e", "emissions_tco2e", "emissions_t_co2e",
        "emissionen_t_co2e", "thg_emissionen_t_co2e",
    ),
    "factor": (
        "ef_stated_g_per_kwh", "factor_stated_g_per_kwh", "factor_g_per_kwh", "emission_factor_g_per_kwh",
        "faktor_g_per_kwh", "emissionsfaktor_g_per_kwh",
    ),
}  # fmt: skip
GAP: dict[str, tuple[str, ...]] = {
    "city": INVENTORY["city"],
    "base_year": INVENTORY["base_year"],
    "sector": INVENTORY["sector"],
    "baseline": ("baseline", "baseline_t_co2e", "ausgangswert"),
    "residual": ("residual", "residual_t_co2e", "residual_emissions", "restemissionen"),
    "target": ("reduction_target", "reduction_target_t_co2e", "zielminderung", "minderungsziel"),
    "other plans": ("reduction_existing_strategies", "reduction_other_plans_t_co2e", "minderung_bestehende_strategien"),
    "gap": ("gap_as_printed", "gap", "gap_published_t_co2e", "lücke", "luecke", "emissionslücke"),
    "actions": ("reduction_ccc_actions", "reduction_actions_t_co2e", "minderung_ccc_maßnahmen"),
}
UNITS = {"energy": "MWh", "emissions": "t CO2e", "factor": "g CO2e/kWh", "value": "t CO2e"}
"""What figures are counted in; a header that states another unit of the same kind has its figures converted."""
GAP_FIGURES = ("baseline", "target", "other plans", "gap", "actions", "residual")
TOTALS: dict[str, tuple[str, ...]] = {
    "city": INVENTORY["city"],
    "base_year": INVENTORY["base_year"],
    "table": INVENTORY["table"],
    "kind": ("kind", "art"),
    "sector": INVENTORY["sector"],
    "scope": ("scope", "scope_as_printed"),
    "value": ("value_as_printed", "value", "emissions_published_t_co2e", "wert"),
    "unit": ("unit", "einheit"),
}
UNITS |= dict.fromkeys(GAP_FIGURES, "t CO2e")
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    # Of each group one column must be there: without it no rule of the table could be computed.
    "inventory": (("sector", "carrier"), ("energy", "emissions")),
    "gap": (("sector",), GAP_FIGURES),
    "totals": (("kind", "sector", "scope"), ("value",)),
}
NAMES = {"inventory": INVENTORY, "gap": GAP, "totals": TOTALS}
