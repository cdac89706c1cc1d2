"""Everything in a Climate City Contract that contradicts itself, is claimed twice, or is open."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from transforms.results.climate_contract.funding_findings import funding_findings
from transforms.results.climate_contract.gap_findings import gap_findings
from transforms.results.climate_contract.indicator_findings import indicator_findings
from transforms.results.climate_contract.measure_findings import measure_findings
from transforms.results.climate_contract.printed_sums import printed_sum_findings
from transforms.results.climate_contract.read_actions import read_actions, read_contributions
from transforms.results.climate_contract.read_funding import read_funding
from transforms.results.climate_contract.read_measures import read_measures
from transforms.results.climate_contract.third_party_findings import third_party_findings
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line


def contract_findings(
    period: str,
    contract_measures: pl.LazyFrame | None = None,
    contract_financing: pl.LazyFrame | None = None,
    contract_indicators: pl.LazyFrame | None = None,
    third_party_actions: pl.LazyFrame | None = None,
    third_party_contributions: pl.LazyFrame | None = None,
    ccc_emissions_gap: pl.LazyFrame | None = None,
    tolerance_t_co2e: float = 1.0,
    residual_share_limit: float = 0.2,
) -> pl.LazyFrame:
    """One row per rule and subject: stated, recomputed, difference, verdict; whichever of the tables there are.

    Findings change no number. Sums of tonnes agree within `tolerance_t_co2e`, which is what rounding to tonnes leaves.
    """
    tolerance = Decimal(str(tolerance_t_co2e))
    measures = read_measures(contract_measures)
    actions = [*read_actions(third_party_actions), *read_contributions(third_party_contributions)]
    found: list[Line] = list(measure_findings(measures, tolerance))
    if contract_measures is not None:
        found += funding_findings(measures, read_funding(contract_financing, measures))
    counted = [it for it in measures if it.duplicate_of is None]
    found += printed_sum_findings(contract_measures, counted, contract_financing, tolerance)
    found += third_party_findings(measures, actions, tolerance)
    if ccc_emissions_gap is not None:
        found += gap_findings(ccc_emissions_gap, measures, tolerance, residual_share_limit)
    if contract_indicators is not None:
        found += indicator_findings(contract_indicators, {it.measure_id for it in measures})
    return findings_frame(found, period)
