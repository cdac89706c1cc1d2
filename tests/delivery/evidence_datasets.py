"""Two believable datasets of an evidence: personal certificates that are protected, and a published inventory."""

from __future__ import annotations

import hashlib
from typing import Any

from schemas.evidence import AgreedField, Check, Dataset, Level, Protection, Risk, Source, Text


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def check(rule: str, de: str, en: str, units: int | None, failed: int = 0, **more: Any) -> Check:
    return Check(
        rule=rule,
        text=Text(de=de, en=en),
        units_checked=units,
        failed=None if units is None else failed,
        effect=more.pop("effect", "quarantine"),
        **more,
    )


def field(name: str, rule: str, delivered: bool, de: str, en: str, **more: Any) -> AgreedField:
    purpose = more.pop("purpose", "heat-transition")
    return AgreedField(name=name, rule=rule, delivered=delivered, why=Text(de=de, en=en), purpose=purpose, **more)


def public(name: str, rule: str, **more: Any) -> AgreedField:
    return field(name, rule, True, "Öffentliche Angabe.", "Public.", purpose="climate-contract", **more)


def source(kind: str, location: str, size_bytes: int, *, read: str, kept: str) -> Source:
    return Source(kind=kind, location=location, sha256=sha(read), size_bytes=size_bytes, snapshot_sha256=sha(kept))


def certificates() -> Dataset:
    return Dataset(
        key="energy_certificates",
        title="Energieausweise von Wohngebäuden",
        provider="land",
        purpose="heat-transition",
        source=source("csv", "energieausweise/*-2025.csv", 48_213_377, read="source", kept="snapshot"),
        rows_received=12_240,
        rows_accepted=12_201,
        rows_rejected=39,
        columns_dropped=("eigentuemer_telefon", "bemerkung_intern"),
        fields=(
            field(
                "owner_name",
                "never",
                False,
                "Nur benannt, um verweigert zu werden.",
                "Named only to be refused.",
                column="Eigentümer",
            ),
            field(
                "certificate",
                "pseudonym",
                True,
                "Schlüssel je Vereinbarung und Zweck; nicht verknüpfbar.",
                "Keyed per agreement and purpose; cannot be linked.",
            ),
            field(
                "postcode",
                "generalise",
                True,
                "Vergröbert, weil es in k zählt.",
                "Generalised, because it counts in k.",
                is_quasi_identifier=True,
                column="PLZ",
                parameters={"hierarchy": "postcode", "level": 2},
            ),
            field(
                "built_year",
                "generalise",
                True,
                "Vergröbert, weil es in k zählt.",
                "Generalised, because it counts in k.",
                is_quasi_identifier=True,
                column="Baujahr",
                parameters={"hierarchy": "decades", "level": 1},
            ),
            field(
                "heating_type",
                "as-is",
                True,
                "Für den Zweck nötig; durch l geschützt.",
                "Needed for the purpose; protected by l.",
                is_sensitive=True,
                column="Heizungsart",
            ),
            field(
                "energy_mwh",
                "top-code",
                True,
                "Ausreißer nach oben begrenzt.",
                "Outliers limited at the top.",
                column="Endenergie_kWh",
                parameters={"at": "p99", "limit": 412.5, "unit": "kWh → MWh"},
            ),
        ),
        checks=(
            check(
                "energy_mwh_is_not_negative",
                "Die Endenergie ist nicht negativ.",
                "Final energy is not negative.",
                12_240,
                14,
                column="energy_mwh",
                at_most=0.01,
                reason="Vereinbart mit dem Versorger: einzelne Gutschriften sind bekannt.",
            ),
            check(
                "postcode_has_five_digits",
                "Die Postleitzahl hat fünf Ziffern.",
                "The postcode has five digits.",
                12_240,
                25,
                column="postcode",
                at_most=0.01,
            ),
            check(
                "built_year_is_plausible",
                "Das Baujahr ist plausibel.",
                "The year of construction is plausible.",
                12_240,
                3,
                column="built_year",
                effect="warn",
            ),
            check("certificate_is_unique", "Jeder Ausweis kommt einmal vor.", "Each certificate occurs once.", 12_240),
            check(
                "heating_type_is_known",
                "Die Heizungsart ist eine der bekannten.",
                "The heating type is a known one.",
                12_240,
                column="heating_type",
            ),
            check(
                "meter_exists",
                "Zu jedem Ausweis gibt es einen Zähler.",
                "Each certificate has a meter.",
                None,
                effect="warn",
                not_run_because=Text(
                    de="Der Datensatz der Zähler ist nicht vereinbart.", en="The dataset of meters is not agreed."
                ),
            ),
        ),
        protection=Protection(
            method=Text(
                de="k-Anonymität durch bestmögliche Vergröberung ganzer Spalten, höchstens 5 % unterdrückt",
                en="k-anonymity by optimal full-domain generalisation, at most 5 % suppressed",
            ),
            k=5,
            l=2,
            suppress_at_most=0.05,
            metric="loss",
            reason="Beschluss beider Datenschutzbeauftragten; § 10 Abs. 2 WPG als Anhalt.",
            levels=(
                Level(field="postcode", level=2, highest=5),
                Level(field="built_year", level=1, highest=4),
                Level(field="heating_kind", level=0, highest=2),
            ),
            before=Risk(rows=12_201, classes=9_874, k=1, l=1, prosecutor_max=1.0, prosecutor_average=9_874 / 12_201),
            after=Risk(rows=11_990, classes=803, k=5, l=2, prosecutor_max=0.2, prosecutor_average=803 / 11_990),
            loss=0.24193241,
            suppressed_rows=211,
            is_optimal=True,
            is_remeasured=True,
        ),
    )


def inventory() -> Dataset:
    return Dataset(
        key="ghg_inventory",
        title="Veröffentlichte Treibhausgasbilanz",
        provider="musterstadt",
        purpose="climate-contract",
        source=source("excel", "Bilanz 2019.xlsx", 18_733, read="inventory", kept="inventory snapshot"),
        rows_received=20,
        rows_accepted=20,
        rows_rejected=0,
        fields=(public("sector", "as-is"), public("energy_mwh", "round", parameters={"to": 1})),
        checks=(check("sector_is_known", "Der Sektor ist bekannt.", "The sector is known.", 20, effect="stop"),),
    )
