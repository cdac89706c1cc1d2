"""Believable results of an evidence: two tables, figures of one balance, findings of the audit, the gate."""

from __future__ import annotations

from schemas.evidence import Column, ControlTotal, Figure, Finding, SecondOpinion, SmallCells, Table, Text
from tests.delivery.evidence_datasets import check, sha


def tables(opinion: SecondOpinion | None = None) -> tuple[Table, ...]:
    balance = Table(
        name="ghg_balance",
        title=Text(de="Treibhausgasbilanz nach Sektor", en="Greenhouse-gas balance by sector"),
        path="data/tables/ghg_balance.parquet",
        sha256=sha("balance"),
        size_bytes=4_711,
        rows=20,
        columns=(
            Column(name="sector", title=Text(de="Sektor", en="Sector"), privacy="public"),
            Column(name="energy_mwh", title=Text(de="Endenergie", en="Final energy"), unit="MWh/a", privacy="measure"),
            Column(
                name="emissions_t_co2e", title=Text(de="Emissionen", en="Emissions"), unit="t CO₂e/a", privacy="measure"
            ),
        ),
        control_totals=(
            ControlTotal(column="sector", value=None, cells=20),
            ControlTotal(column="energy_mwh", value="10263842.125", cells=20),
            ControlTotal(column="emissions_t_co2e", value="3101454", cells=19),
        ),
        parameters={"factors": "bisko", "supply_temperature_k": 353.15},
        rests_on=("ghg_inventory",),
        checks=(
            check(
                "emissions_t_co2e_is_not_negative",
                "Emissionen sind nicht negativ.",
                "Emissions are not negative.",
                20,
                effect="stop",
                column="emissions_t_co2e",
            ),
        ),
        second_opinion=opinion
        or SecondOpinion(
            tool="Great Expectations",
            version="1.24.1",
            evaluated=14,
            successful=14,
            not_expressible=("sectors_sum_to_the_total",),
            own_rows_failed=0,
        ),
    )
    heating = Table(
        name="heating_mix",
        title=Text(de="Heizungsarten je Stadtteil", en="Heating types by district"),
        path="data/tables/heating_mix.parquet",
        sha256=sha("heating"),
        size_bytes=9_122,
        rows=126,
        columns=(
            Column(name="district", title=Text(de="Stadtteil", en="District"), privacy="public"),
            Column(name="heating_type", title=Text(de="Heizungsart", en="Heating type"), privacy="public"),
            Column(name="building_count", title=Text(de="Gebäude", en="Buildings"), unit="1", privacy="measure"),
        ),
        control_totals=(ControlTotal(column="building_count", value="11874", cells=117),),
        rests_on=("energy_certificates",),
        checks=(
            check(
                "no_small_cell_survives",
                "Keine kleine Zelle ist sichtbar.",
                "No small cell is visible.",
                126,
                effect="stop",
            ),
        ),
        small_cells=SmallCells(minimum=5, reason="§ 10 Abs. 2 WPG", cells=126, suppressed=9),
        second_opinion=SecondOpinion(
            tool="Great Expectations", version="1.24.1", evaluated=11, successful=11, own_rows_failed=0
        ),
    )
    return balance, heating


def figures() -> tuple[Figure, ...]:
    group = Text(de="Emissionen nach Sektor, 2019", en="Emissions by sector, 2019")
    formula = Text(de="Endenergie × Faktor ÷ 1000", en="final energy × factor ÷ 1000")
    source = "Klimastadtvertrag Leipzig, Tabelle A-1.3"
    of_sectors = [
        ("Gebäude", "Buildings", 1_440_022.0),
        ("Verkehr", "Transport", 801_371.5),
        ("Industrie", "Industry", 860_061.0),
        ("Senken (Wald)", "Sinks (forest)", -12_345.25),
    ]
    parts = [
        Figure(
            table="ghg_balance",
            group=group,
            label=Text(de=de, en=en),
            value=value,
            unit="t CO₂e/a",
            status="computed",
            formula=formula,
            source=source,
        )
        for de, en, value in of_sectors
    ]
    waste = Figure(
        table="ghg_balance",
        group=group,
        label=Text(de="Abfall", en="Waste"),
        value=None,
        unit="t CO₂e/a",
        status="missing",
        source=source,
    )
    total = Figure(
        table="ghg_balance",
        group=group,
        label=Text(de="Summe", en="Total"),
        value=3_089_109.25,
        unit="t CO₂e/a",
        status="computed",
        formula=formula,
        is_total=True,
    )
    each = Figure(
        table="ghg_per_capita",
        group=Text(de="Je Kopf", en="Per capita"),
        value=5.203,
        label=Text(de="Emissionen je Kopf", en="Emissions per capita"),
        unit="t CO₂e/(a·Kopf)",
        status="computed",
        decimals=2,
    )
    return (*parts, waste, total, each)


FINDINGS = (
    Finding(
        check="LE-02",
        subject="Leipzig 2019",
        rule="buildings/Natural gas: energy × stated factor = emissions",
        printed=426_584.0,
        recomputed=426_583.6,
        difference=-0.4,
        unit="t",
        holds=True,
        verdict="match (≤ 0.5 %)",
    ),
    Finding(
        check="LE-01",
        subject="Leipzig 2019",
        rule="buildings/Electricity: energy × stated factor = emissions",
        printed=428_698.0,
        recomputed=487_890.8,
        difference=59_192.8,
        unit="t",
        holds=False,
        verdict="MISMATCH 13.8 %",
    ),
    Finding(
        check="LE-TOT",
        subject="Leipzig 2019",
        rule="sectors = baseline",
        printed=3_111_033,
        recomputed=3_101_454,
        difference=-9_579,
        unit="t",
        holds=False,
        verdict="MISMATCH (9,579)",
    ),
    Finding(
        check="LE-03",
        subject="Leipzig 2019",
        rule="buildings/Waste: energy × stated factor = emissions",
        printed=None,
        recomputed=None,
        difference=None,
        unit="t",
        holds=None,
        verdict="input unknown",
    ),
)


ACROSS = (
    check(
        "municipality_exists",
        "Jede Gemeinde steht im Verzeichnis.",
        "Every municipality stands in the list.",
        3_201,
        failed=2,
        effect="warn",
    ),
)
GATE = (
    check(
        "no_unagreed_column",
        "Keine Spalte ist da, die nicht vereinbart ist.",
        "No column is present that is not agreed.",
        6,
        effect="stop",
    ),
    check(
        "no_unagreed_metadata",
        "Keine Metadaten sind da, die nicht vereinbart sind.",
        "No metadata are present that are not agreed.",
        24,
        effect="stop",
    ),
)
