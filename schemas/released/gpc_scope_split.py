"""One row per municipality, year, GPC reference number and carrier, and one total: what of it belongs to scope 3."""

from __future__ import annotations

import polars as pl

from schemas import fields
from schemas.rule import rule
from schemas.shapes.balance_view import BalanceView


class GpcScopeSplit(BalanceView):
    """Direct + upstream = the balance's emissions (t CO2e); what the factors do not tell is not separable, not zero."""

    reference: str = fields.field("GPC-Nummer", "GPC reference number")
    loss_reference: str = fields.field("GPC-Nummer der Netzverluste", "GPC number of the grid losses", nullable=True)
    upstream_reference: str = fields.field("GPC-Nummer der Vorketten", "GPC number of upstream", nullable=True)
    carrier: str = fields.carrier()
    row_count: int = fields.count("Zeilen der Bilanz", "Rows of the balance")
    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0, nullable=True)
    emissions_t_co2e: float = fields.tonnes("Emissionen der Bilanz", "Emissions of the balance")
    direct_t_co2e: float = fields.tonnes("davon direkt", "of it direct")
    upstream_t_co2e: float = fields.tonnes("davon in Vorketten", "of it upstream")
    loss_t_co2e: float = fields.tonnes("davon Verluste des Netzes", "of it lost in the grid")
    scope_3_t_co2e: float = fields.tonnes("Scope 3: Vorketten und Verluste", "Scope 3: upstream and losses")
    not_separable_t_co2e: float = fields.tonnes("nicht trennbar", "Not separable")
    grid_loss_share: float = fields.share("Anteil der Netzverluste", "Share lost in the grid", nullable=True)
    holds: str = fields.field("Der Rest enthält", "What is left holds", nullable=True)
    direct_factor_set: str = fields.field("Faktorensatz, direkt", "Direct factor set", nullable=True)
    direct_factor_basis: str = fields.field("Grundlage, direkt", "Basis, direct", nullable=True)
    direct_factor_source: str = fields.field("Quelle, direkt", "Source, direct", nullable=True)
    grid_loss_source: str = fields.field("Quelle der Netzverluste", "Source of the losses", nullable=True)
    why_not: str = fields.field("Warum nicht trennbar", "Why not separable", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Scope 3 der Bilanz nach GPC",
            "title_en": "Scope 3 of the balance by the GPC",
        }
        unique = ["municipality_code", "city", "year", "reference", "carrier"]

    @rule(de="Direkt und Vorketten ergeben die Emissionen der Bilanz.")
    def parts_are_the_balance(cls) -> pl.Expr:
        "Direct and upstream are the emissions of the balance."
        parts = pl.col("direct_t_co2e") + pl.col("upstream_t_co2e")
        return (parts - pl.col("emissions_t_co2e")).abs() < 0.0005
