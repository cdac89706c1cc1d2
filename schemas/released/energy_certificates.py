"""One row per energy certificate, protected: place and building only as coarse as k persons share them."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

BUILDING_TYPES = ("single-family house", "terraced house", "multi-family house", "large multi-family house", "*")
HEATING_TYPES = (
    "natural gas", "heating oil", "district heating", "heat pump", "wood pellets", "direct electric", "coal",
)  # fmt: skip


class EnergyCertificates(pa.DataFrameModel):
    """One row per energy certificate; `*` where a row was too rare to show its place and building."""

    certificate_number: str = fields.identifier(
        "Pseudonym des Ausweises", "Pseudonym of the certificate", privacy="sensitive", unique=True
    )
    postcode: str = fields.category("Postleitzahl, vergröbert", "Postcode, generalised")
    building_type: str = fields.category("Gebäudetyp", "Building type", BUILDING_TYPES)
    built_year: str = fields.category("Baujahr, vergröbert", "Year built, generalised")
    floor_area_m2: str = fields.category("Wohnfläche, vergröbert", "Floor area, generalised", metadata={"unit": "m2"})
    heating_type: str = fields.category("Heizungsart", "Heating type", HEATING_TYPES, privacy="sensitive")
    energy_mwh: float = fields.energy_mwh()

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Energieausweise der Wohngebäude",
            "title_en": "Energy certificates of residential buildings",
        }
