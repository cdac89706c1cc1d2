"""A city whose published tables agree with each other to the last digit: what a test then spoils on purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import polars as pl

from config.factors.load import reference
from transforms.results.audit.audit import audit
from transforms.results.audit.finding import Finding

Row = dict[str, str]
Tables = dict[str, list[Row]]
FACTORS = {"Electricity": 478, "Natural gas": 247, "Heating oil": 318, "Diesel": 326, "Gasoline": 322}
SCOPES = {"Electricity": "2"}
SECTORS = {
    "buildings": ("Electricity", "Natural gas", "Heating oil"),
    "transport": ("Electricity", "Diesel", "Gasoline"),
    "industry": ("Electricity", "Natural gas"),
}
ENERGIES = {
    (sector, carrier): 100_000 * place + 7_000
    for place, (sector, carrier) in enumerate(((s, c) for s, carriers in SECTORS.items() for c in carriers), start=1)
}


def published(
    energies: Mapping[tuple[str, str], int] = ENERGIES, city: str = "Musterstadt", year: str = "2019"
) -> Tables:
    """Inventory, gap table and totals as rows of text, with the columns of published files; whole tonnes, no rest."""
    inventory: list[Row] = []
    by_sector: dict[str, int] = defaultdict(int)
    by_scope: dict[str, int] = defaultdict(int)
    for (sector, carrier), energy in energies.items():
        emissions = energy * FACTORS[carrier] // 1000
        scope = SCOPES.get(carrier, "1")
        by_sector[sector] += emissions
        by_scope[scope] += emissions
        inventory.append(
            {
                "city": city, "base_year": year, "table": "A-1", "sector": sector, "carrier": carrier,
                "scope_as_printed": scope, "energy_MWh": str(energy), "emissions_tCO2e_as_printed": str(emissions),
                "ef_stated_g_per_kWh": str(FACTORS[carrier]), "note": "",
            }
        )  # fmt: skip
    label = {"city": city, "base_year": year, "table": "A-1.3"}
    totals: list[Row] = [
        *({**label, "kind": "sector", "sector": name.title(), "scope": "total", "value_as_printed": str(value)}
          for name, value in by_sector.items()),
        *({**label, "kind": "total", "sector": "all", "scope": f"scope{name}", "value_as_printed": str(value)}
          for name, value in by_scope.items()),
        {**label, "table": "A-2.1", "kind": "total", "sector": "all", "scope": "baseline",
         "value_as_printed": str(sum(by_sector.values()))},
    ]  # fmt: skip
    gap = [_gap_row(city, year, name, value) for name, value in by_sector.items()]
    columns = [column for column in gap[0] if column not in ("city", "baseline_year", "sector")]
    gap.append(
        {"city": city, "baseline_year": year, "sector": "Total"}
        | {column: str(sum(int(row[column]) for row in gap)) for column in columns}
    )
    return {"inventory": inventory, "gap": gap, "totals": totals}


def _gap_row(city: str, year: str, sector: str, baseline: int) -> Row:
    residual, other = baseline // 5, baseline // 10
    target = baseline - residual
    names = {"buildings": "Stationary energy and buildings", "industry": "IPPU/Industry", "transport": "Transport"}
    return {
        "city": city, "baseline_year": year, "sector": names[sector], "baseline": str(baseline),
        "residual": str(residual), "reduction_target": str(target), "reduction_existing_strategies": str(other),
        "gap_as_printed": str(target - other), "reduction_ccc_actions": str(target - other),
    }  # fmt: skip


def judged(tables: Mapping[str, list[Row]]) -> list[Finding]:
    """The audit of such tables with the house's words for sectors and carriers."""
    frames = {name: pl.LazyFrame(rows, infer_schema_length=None) for name, rows in tables.items()}
    return audit(frames, sector_synonyms=reference("sector_synonyms"), carriers=reference("carriers"))


def verdicts(findings: list[Finding], check: str) -> dict[str, str]:
    """Verdicts of one rule by subject."""
    return {finding.place.subject: finding.verdict for finding in findings if finding.check == check}


def broken(findings: list[Finding]) -> set[str]:
    """The keys of rules that found something wrong."""
    return {finding.check for finding in findings if finding.verdict in ("mismatch", "rule broken")}
