"""The released tables that have a picture, each with the drawing that shows it: `delivery/charts/<drawing>.py`."""

from __future__ import annotations

CHART_TABLES = {
    "ghg_balance": "balance_by_sector_and_carrier",
    "bisko_balance": "balance_by_sector_and_carrier",
    "emissions_gap": "gap_waterfall",
    "gap_from_series": "gap_waterfall",
    "abatement_curve": "abatement_steps",
    "pathway_targets": "pathway_lines",
    "partnership_allocation": "allocation_by_key",
    "partnership_net": "net_of_partners",
    "partnership_flows": "flows_of_partners",
    "deal_status": "deals_by_status",
    "indicator_status": "indicator_lights",
}
