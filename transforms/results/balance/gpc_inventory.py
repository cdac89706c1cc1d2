"""The balance under the reference numbers of the Global Protocol for Community-Scale Inventories (GPC)."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.given_balance import given_balance
from transforms.results.balance.set_of_balance import set_of_balance
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_sum
from transforms.results.inventory.keys import PLACE

SUBSECTORS: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "I.1": ("Residential buildings", "Wohngebäude", (1, 2, 3)),
    "I.2": ("Commercial and institutional buildings and facilities", "Gewerbe, Dienstleistungen, öffentliche Gebäude",
            (1, 2, 3)),
    "I.3": ("Manufacturing industries and construction", "Verarbeitendes Gewerbe und Bau", (1, 2, 3)),
    "I.4": ("Energy industries", "Energiewirtschaft", (1, 2, 3)),
    "I.5": ("Agriculture, forestry and fishing activities", "Land-, Forstwirtschaft und Fischerei", (1, 2, 3)),
    "I.6": ("Non-specified sources", "Nicht aufgeteilte Quellen", (1, 2, 3)),
    "I.7": ("Fugitive emissions from coal", "Flüchtige Emissionen aus Kohle", (1,)),
    "I.8": ("Fugitive emissions from oil and natural gas systems", "Flüchtige Emissionen aus Öl und Erdgas", (1,)),
    "II.1": ("On-road transportation", "Straßenverkehr", (1, 2, 3)),
    "II.2": ("Railways", "Schienenverkehr", (1, 2, 3)),
    "II.3": ("Waterborne navigation", "Schifffahrt", (1, 2, 3)),
    "II.4": ("Aviation", "Luftverkehr", (1, 2, 3)),
    "II.5": ("Off-road transportation", "Verkehr abseits der Straße", (1, 2, 3)),
    "III.1": ("Solid waste disposal", "Deponierung fester Abfälle", (1, 3)),
    "III.2": ("Biological treatment of waste", "Biologische Behandlung von Abfall", (1, 3)),
    "III.3": ("Incineration and open burning", "Verbrennung von Abfall", (1, 3)),
    "III.4": ("Wastewater treatment and discharge", "Abwasserbehandlung", (1, 3)),
}  # fmt: skip
"""Sub-sectors that BASIC covers, with their scopes (WRI, C40, ICLEI: GPC, version 1.1, 2021, table 4.2)."""
_OF_SECTOR = {
    "households": "I.1", "services": "I.2", "municipal": "I.2", "public_lighting": "I.2", "industry": "I.3",
    "energy_industries": "I.4", "agriculture": "I.5", "afolu": "I.5", "buildings": "I.6", "other": "I.6",
    "transport": "II.1", "road_transport": "II.1", "public_transport": "II.1", "private_transport": "II.1",
    "rail": "II.2", "shipping": "II.3", "aviation": "II.4", "waste": "III.1",
}  # fmt: skip
GRID_CARRIERS = ("electricity", "district_heat", "local_heat", "environmental_heat")
"""Scope 2: what a grid delivers; environmental heat is counted by the electricity of its heat pumps."""
_NOT_ESTIMATED, _ELSEWHERE = "NE", "IE"


def gpc_inventory(
    period: str, bisko_balance: pl.LazyFrame | None = None, ghg_balance: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """One row per municipality, year and reference number (I.1.1 …): scope, energy (MWh), emissions (t CO2e), in BASIC.

    Plus `BASIC`, the sum of scopes 1 and 2 of stationary energy and transport and scopes 1 and 3 of waste. It equals
    the balance's total: one inventory, another view. Numbers without rows say NE (not estimated) or, where undivided
    buildings or a factor with the grid's losses hold them, IE (included elsewhere): neither is zero. The balance's
    factors include upstream emissions, which GPC would show in scope 3; `factor_basis` says so, and `gpc_scope_split`
    divides them where it can be known.
    Industrial processes, land use and other scope 3 (IV to VI) are beyond BASIC. Raises `balance-not-given`.
    """
    rows, balance = given_balance("gpc_inventory", bisko_balance, ghg_balance)
    named = with_reference(rows)
    filled = named.group_by(*PLACE, "subsector", "gpc_scope").agg(
        row_count=pl.len().cast(pl.Int64),
        energy_mwh=megawatt_hours(whole_sum("wh")),
        emissions_t_co2e=tonnes(whole_sum("kilograms")),
        factor_basis=pl.when(pl.col("factor_basis").n_unique() == 1).then(pl.col("factor_basis").first()),
    )
    undivided = named.filter(pl.col("sector") == "buildings").select(PLACE).unique().with_columns(is_undivided=True)
    full = (
        named.select(PLACE)
        .unique()
        .join(_numbers(), how="cross")
        .join(filled, on=(*PLACE, "subsector", "gpc_scope"), how="left", nulls_equal=True)
        .join(undivided, on=PLACE, how="left", nulls_equal=True)
    )
    is_told = pl.col("row_count").is_not_null()
    # A factor with upstream per kWh of final energy holds what the grid loses, so scope 2 includes it.
    holds_losses = (
        (pl.col("gpc_scope") == 3)
        & pl.col("subsector").str.starts_with("I.")
        & ((pl.col("gpc_scope") == 2) & (pl.col("factor_basis") == "lca"))
        .fill_null(False)
        .any()
        .over(*PLACE, "subsector")
    )
    is_elsewhere = pl.col("is_undivided").fill_null(False) & pl.col("subsector").is_in(("I.1", "I.2"))
    listed = full.select(
        *PLACE,
        reference=pl.concat_str("subsector", pl.lit("."), "gpc_scope"),
        title_de="title_de",
        title_en="title_en",
        scope="gpc_scope",
        is_basic="is_basic",
        row_count=pl.col("row_count").fill_null(0),
        energy_mwh="energy_mwh",
        emissions_t_co2e="emissions_t_co2e",
        notation_key=pl.when(is_told)
        .then(None)
        .when((is_elsewhere & (pl.col("gpc_scope") < 3)) | holds_losses)
        .then(pl.lit(_ELSEWHERE))
        .otherwise(pl.lit(_NOT_ESTIMATED)),
        factor_basis="factor_basis",
        status=pl.when(pl.col("emissions_t_co2e").is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed")),
    )
    basic = named.group_by(PLACE).agg(
        reference=pl.lit("BASIC"),
        title_de=pl.lit("Summe BASIC"),
        title_en=pl.lit("BASIC total"),
        scope=pl.lit(None, dtype=pl.Int64),
        is_basic=pl.lit(True),
        row_count=pl.len().cast(pl.Int64),
        energy_mwh=megawatt_hours(whole_sum("wh")),
        emissions_t_co2e=tonnes(whole_sum("kilograms")),
        notation_key=pl.lit(None, dtype=pl.String),
        factor_basis=pl.when(pl.col("factor_basis").n_unique() == 1).then(pl.col("factor_basis").first()),
        status=pl.when(pl.col("kilograms").null_count() > 0).then(pl.lit("missing")).otherwise(pl.lit("computed")),
    )
    return (
        pl.concat([listed, basic.select(listed.columns)])
        .select(pl.lit(period).alias("period"), pl.lit(balance).alias("balance"), set_of_balance(rows), pl.all())
        .sort(*PLACE, "reference", nulls_last=True)
        .lazy()
    )


def with_reference(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a balance with `subsector` (I.1 …) and `gpc_scope`: 2 for what a grid delivers, else 1."""
    by_grid = pl.col("carrier").is_in(GRID_CARRIERS)
    is_plane = (pl.col("sector") == "transport") & (pl.col("carrier") == "kerosene")
    # Waste has no scope 2: what its plants take from a grid is energy of institutional facilities.
    is_power_of_waste = (pl.col("sector") == "waste") & by_grid
    return rows.with_columns(
        subsector=pl.when(is_plane)
        .then(pl.lit("II.4"))
        .when(is_power_of_waste)
        .then(pl.lit("I.2"))
        .otherwise(pl.col("sector").replace_strict(_OF_SECTOR, default="I.6", return_dtype=pl.String)),
        gpc_scope=pl.when(by_grid).then(2).otherwise(1).cast(pl.Int64),
    )


def _numbers() -> pl.DataFrame:
    """Every reference number of the BASIC list, and scope 3 of energy and transport, which BASIC does not count."""
    rows = []
    for subsector, (english, german, scopes) in SUBSECTORS.items():
        for scope in scopes:
            is_basic = scope != 3 or subsector.startswith("III")
            rows.append((subsector, scope, german, english, is_basic))
    return pl.DataFrame(rows, schema=["subsector", "gpc_scope", "title_de", "title_en", "is_basic"], orient="row")
