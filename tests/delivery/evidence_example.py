"""A rich, believable evidence: one run with a rejected row, a warning, a check that did not run, and audit findings.

The city does not exist; the balance and the audit lines are figures of Leipzig's published Climate City Contract
(base year 2019, tables A-1 and A-2.3).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.evidence import (
    Approval,
    Delivered,
    Evidence,
    File,
    Package,
    Party,
    Purpose,
    Retention,
    Run,
    SecondOpinion,
    Text,
    Verification,
)
from tests.delivery.evidence_datasets import certificates, check, inventory, sha
from tests.delivery.evidence_results import ACROSS, FINDINGS, GATE, figures, tables


def example(**changes: Any) -> Evidence:
    """One sound run with findings, as it stands after delivery; `changes` replace whole parts."""
    parts: dict[str, Any] = {
        "run": Run(
            agreement="musterstadt",
            version=3,
            title="Klimapartnerschaft Musterstadt und Umland",
            agreement_sha256=sha("agreement"),
            valid_from=date(2025, 1, 1),
            valid_until=date(2027, 12, 31),
            period="2025",
            product_version="0.1.0",
            lock_sha256=sha("lock"),
        ),
        "parties": (
            Party(key="land", name="Land Musterland, Umweltministerium", role="state", is_recipient=True),
            Party(key="musterstadt", name="Stadt Musterstadt", role="city", municipality_code="99999000"),
        ),
        "purposes": (
            Purpose(
                key="heat-transition", text="Wärmewende planen", legal_basis=("eu-gdpr:A6-1-e",), reference="§ 10 WPG"
            ),
            Purpose(
                key="climate-contract", text="Klimastadtvertrag fortschreiben", legal_basis=("eu-gdpr:none-anonymous",)
            ),
        ),
        "datasets": (certificates(), inventory()),
        "across": ACROSS,
        "tables": tables(),
        "figures": figures(),
        "findings": FINDINGS,
        "gate": GATE,
        "approvals": (
            Approval(party="land", status="not-part-of-this-run"),
            Approval(party="musterstadt", status="not-part-of-this-run"),
        ),
        "retention": Retention(received="P90D", protected="P2Y", handover="P10Y"),
        "package": Package(
            name="musterstadt-2025-3",
            tagmanifest_sha256=sha("tag"),
            files=(
                File(path="data/tables/ghg_balance.parquet", sha256=sha("balance"), size_bytes=4_711),
                File(path="data/tables/heating_mix.parquet", sha256=sha("heating"), size_bytes=9_122),
            ),
        ),
        "deliveries": (
            Delivered(to="s3://uebergabe/land", prefix=f"musterstadt/{sha('tag')}", objects=12, size_bytes=181_220),
        ),
        "verification": Verification(is_valid=True, files=11, size_bytes=181_002),
        "limits": (
            Text(
                de="Die Bilanz folgt dem Verursacherprinzip nicht; sie ist territorial.",
                en="The balance is territorial, not by consumption.",
            ),
        ),
    }
    return Evidence(**(parts | changes))


def broken_example() -> Evidence:
    """A run that must not be trusted: a stopping check, a broken promise, a second opinion that differs."""
    original = certificates()
    assert original.protection is not None
    promise = original.protection
    weak = promise.model_copy(update={"after": promise.after.model_copy(update={"k": 3, "prosecutor_max": 1 / 3})})
    differing = SecondOpinion(
        tool="Great Expectations",
        version="1.24.1",
        evaluated=14,
        successful=13,
        failed=("expect_column_values_to_be_between:energy_mwh",),
        own_rows_failed=0,
    )
    stopping = check(
        "no_unagreed_column",
        "Keine Spalte ist da, die nicht vereinbart ist.",
        "No column is present that is not agreed.",
        7,
        1,
        effect="stop",
    )
    return example(
        datasets=(original.model_copy(update={"protection": weak}), inventory()),
        tables=tables(differing),
        gate=(stopping,),
        deliveries=(),
        verification=None,
        package=None,
    )
