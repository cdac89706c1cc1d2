"""One row per region, indicator and period of a city's climate-relevant figures, in the long format it publishes.

Known to differ from row to row: how a period is written, what a unit is called, and whether the unit is the right one.
"""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

UNITS = (
    "%", "Anzahl", "Anteil", "t", "kt", "t pro Jahr", "kg pro Kopf", "MWh", "GWh", "kWh", "kWh pro Jahr", "kWp", "EUR",
    "km", "m³ pro Jahr", "Wege pro Tag", "Mio. Fahrgäste", "\x80", "\x80 pro Jahr",
)  # fmt: skip
"""U+0080 is the euro sign of Windows-1252 after a detour through Latin-1; it is kept visible here and mended later."""

TARGET_MARK = "(Zielwert)"
LAST_YEAR_MEASURED = 2022
"""The edition of this series ends with 2022, its publisher says; what lies after that can only be a target."""

_CONTROL_CHARACTERS = r"[\u0000-\u001F\u007F-\u009F]"
_SMALLEST_PERCENTAGE = 0.05
_SMALLEST_GDP_EUR = 1e9
"""About what 30,000 inhabitants of Germany produce in a year; a city that publishes such a series is larger."""


class ClimateSeries(pa.DataFrameModel):
    """One row per region, indicator and period; the value is meant in the unit beside it.

    `period_start` and `period_end` arrive as the period itself; harmonising makes them what they are called.
    """

    region: str = fields.field("Raum", "Region")
    source_name: str = fields.field("Datenquelle", "Source of the figure")
    topic_code: str = fields.field("Themenbereich", "Topic", str_matches=r"^[0-9]{1,2}$")
    indicator: str = fields.field("Merkmal", "Indicator")
    period: str = fields.field(
        "Zeit", "Period", str_matches=r"^(?:19|20)[0-9]{2}(?:/(?:19|20)[0-9]{2}|-(?:0[1-9]|1[0-2]))?$"
    )
    period_start: str = fields.field("Erster Tag (aus Zeit)", "First day (from period)")
    period_end: str = fields.field("Letzter Tag (aus Zeit)", "Last day (from period)")
    value: float = fields.field("Wert", "Value", privacy="measure")
    unit: str = fields.category("Werteeinheit", "Unit", UNITS, privacy="public")

    class Config:
        """Rules about several rows: without the region, the city's own PV plants would share their keys."""

        unique = ["region", "indicator", "period"]

    @rule(de="Was laut Merkmal ein Prozentwert ist, hat die Einheit %.")
    def percentage_has_the_unit_percent(cls) -> pl.Expr:
        "What is a percentage by its name has the unit %."
        return ~pl.col("indicator").str.contains("(%)", literal=True) | (pl.col("unit") == "%")

    @rule(de="Eine Einheit sagt, was das Ganze ist: „Anteil“ kann von 1 oder von 100 gemeint sein.")
    def unit_says_what_the_whole_is(cls) -> pl.Expr:
        "A unit says what the whole is: „Anteil“ (share) can be meant of 1 or of 100."
        return pl.col("unit") != "Anteil"

    @rule(de="Ein Wert in Prozent, der nicht 0 ist, liegt nicht unter 0,05 (sonst ist es meist ein Anteil von 1).")
    def percentage_is_not_a_share_of_one(cls) -> pl.Expr:
        "A value in per cent that is not 0 is not below 0.05 (otherwise it is mostly a share of 1)."
        value = pl.col("value").abs()
        return (pl.col("unit") != "%") | (value == 0) | (value >= _SMALLEST_PERCENTAGE)

    @rule(de="Das Bruttoinlandsprodukt steht in EUR, nicht in Tausend EUR.")
    def gross_domestic_product_is_in_euro(cls) -> pl.Expr:
        "The gross domestic product is given in EUR, not in thousands of EUR."
        is_gdp = (pl.col("indicator") == "Bruttoinlandsprodukt") & (pl.col("unit") == "EUR")
        return ~is_gdp | (pl.col("value") >= _SMALLEST_GDP_EUR)

    @rule(de="Ein Zeitraum hört nicht auf, bevor er anfängt.")
    def period_does_not_end_before_it_starts(cls) -> pl.Expr:
        "A period does not end before it starts."
        years = pl.col("period").str.extract_all(r"(?:19|20)[0-9]{2}")
        is_span = pl.col("period").str.contains("/", literal=True)
        return ~is_span | (years.list.first() < years.list.last())

    @rule(de="Ein Wert nach 2022 ist im Merkmal als Zielwert gekennzeichnet.", warns=True)
    def later_value_is_marked_as_target(cls) -> pl.Expr:
        "A value after 2022 is marked as a target in the name of its indicator."
        year = pl.col("period").str.slice(0, 4).cast(pl.Int32, strict=False)
        return (year <= LAST_YEAR_MEASURED) | pl.col("indicator").str.contains(TARGET_MARK, literal=True)

    @rule(de="Kein Text enthält ein Steuerzeichen (Spur einer falschen Zeichenkodierung).", warns=True)
    def text_has_no_control_characters(cls) -> pl.Expr:
        "No text holds a control character (the trace of a wrong character encoding)."
        texts = ("region", "source_name", "indicator", "unit")
        return ~pl.any_horizontal([pl.col(text).str.contains(_CONTROL_CHARACTERS) for text in texts])
