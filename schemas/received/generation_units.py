"""One row per PV or wind unit of the federal register (Marktstammdatenregister). Personal: most operators are people.

The register masks the names of natural persons (PersonenArtId 518), not what singles them out: postcode, day of start
and exact capacity are unique for 96 % of their units in Münster.
"""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

KINDS = ("Solare Strahlungsenergie", "Wind")
STATUSES = ("In Planung", "In Betrieb", "Vorübergehend stillgelegt", "Endgültig stillgelegt")
ORGANISATION, NATURAL_PERSON = "517", "518"

_KW_PER_MODULE = (0.04, 1.0)
"""From the modules of the 1990s to more than any sold today: outside, module count or unit of the capacity is wrong."""


class GenerationUnits(pa.DataFrameModel):
    """One row per unit as registered. `start_month` and `capacity_class` arrive as day and kW; harmonising makes them
    what they are called."""

    unit_number: str = fields.identifier(
        "MaStR-Nummer der Einheit", "Register number of the unit", unique=True, str_matches=r"^SEE[0-9]{12}$"
    )
    operator_name: str = fields.identifier("Name des Betreibers", "Name of the operator", nullable=True)
    operator_kind: str = fields.category("Art des Betreibers", "Kind of operator", (ORGANISATION, NATURAL_PERSON))
    postcode: str = fields.postcode(str_matches=r"^[0-9]{5}$")
    kind: str = fields.category("Energieträger", "Kind of energy", KINDS)
    operating_status: str = fields.category("Betriebsstatus", "Operating status", STATUSES, privacy="public")
    start_month: date = fields.date("Inbetriebnahme", "Start of operation", nullable=True)
    capacity_class: float = fields.capacity_kw(gt=0, ge=None, privacy="quasi-identifier")
    module_count: int = fields.count("Solarmodule", "Solar modules", nullable=True, privacy="quasi-identifier")

    @rule(de="Der Name einer natürlichen Person ist im Register ausgeblendet.")
    def natural_person_has_no_name(cls) -> pl.Expr:
        "The name of a natural person is masked in the register."
        return (pl.col("operator_kind") != NATURAL_PERSON) | pl.col("operator_name").is_null()

    @rule(de="Eine Anlage, die läuft oder lief, hat ein Datum der Inbetriebnahme.")
    def started_unit_has_a_start(cls) -> pl.Expr:
        "A unit that runs, or ran, has a date of its start."
        return (pl.col("operating_status") == "In Planung") | pl.col("start_month").is_not_null()

    @rule(de="Eine geplante Anlage hat noch kein Datum der Inbetriebnahme.", warns=True)
    def planned_unit_has_no_start(cls) -> pl.Expr:
        "A planned unit has no date of its start yet."
        return (pl.col("operating_status") != "In Planung") | pl.col("start_month").is_null()

    @rule(de="Ein Solarmodul hat zwischen 40 W und 1 kW (sonst stimmt Modulzahl oder Einheit nicht).", warns=True)
    def capacity_fits_the_modules(cls) -> pl.Expr:
        "A solar module has between 40 W and 1 kW (otherwise the number of modules or the unit is wrong)."
        return (pl.col("capacity_class") / pl.col("module_count")).is_between(*_KW_PER_MODULE)
