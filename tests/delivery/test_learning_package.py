"""The learning package of a delivered package with planted contacts, names and headers: none of them leaves."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from ruamel.yaml import YAML

from delivery.learning.learning_package import learning_package
from delivery.learning.lessons import lessons
from delivery.learning.measure_cards import measure_cards
from delivery.learning.no_person import refuse_persons
from delivery.package import build_package
from delivery.report.render_json import render_json
from delivery.table import write_table
from schemas.errors import StadtlandError
from schemas.evidence import Column, Table, Text
from schemas.registry import column_metadata, schema
from tests.delivery.evidence_example import example

DEMO = (Path(__file__).parents[2] / "config/agreements/demo.yaml").read_text(encoding="utf-8")
AGREEMENT = DEMO.replace("tables: [ghg_balance, ghg_per_capita]", "tables: [modal_split]").replace(
    "  texts: {ghg_balance: [note]}\n", ""
)
RULE = "learning:\n  minimum_cell: 10\n  tables: [modal_split]\n"
PRIVATE = (  # all that the demo agreement says about who takes part and where personal fields lie
    "klimadaten@land.example", "datenschutz@land.example", "klimaschutz@musterstadt.example",
    "datenschutz@musterstadt.example", "netze@stadtwerke-musterstadt.example", "Land (erfunden)",
    "Stadt Musterstadt", "Stadtwerke Musterstadt", "99000000", "Stadt Leipzig", "Eigentümer", "Vorname", "kunde",
    "STADTLAND_DEMO_KEY", "STADTLAND_DEMO_POSTGRES", "energieausweise.csv", "musterstadt_postcode",
)  # fmt: skip
SHARES = pl.DataFrame(
    {
        "period": ["2025"] * 3,
        "area": ["Altstadt"] * 3,
        "mode": ["walk", "bicycle", "car_driver"],
        "person_count": [12, 30, None],
        "trip_share": [0.4, 0.6, None],
        "km_share": [0.1, 0.9, None],
        "is_suppressed": [False, False, True],
    }
)

Deliver = Callable[..., str]


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """A delivered package of `modal_split` under the demo agreement; rows and agreement can be spoilt."""

    def made(frame: pl.DataFrame = SHARES, agreement: str = AGREEMENT, **changes: Any) -> str:
        sha = hashlib.sha256(agreement.encode()).hexdigest()
        model = schema("released", "modal_split")
        file = write_table(
            frame.lazy(), tmp_path / "modal_split.parquet", model, table="modal_split", agreement="demo",
            agreement_sha256=sha, title_de="Wege", title_en="Trips",
        )  # fmt: skip
        columns = tuple(
            Column(name=name, title=Text(de=it["title_de"], en=it["title_en"]), unit=it["unit"], privacy=it["privacy"])
            for name, it in column_metadata(model).items()
        )
        table = {
            "name": "modal_split", "title": Text(de="Wege", en="Trips"), "path": "data/tables/modal_split.parquet",
            "sha256": file.sha256, "size_bytes": file.path.stat().st_size, "rows": frame.height, "columns": columns,
            "checks": (), **changes,
        }  # fmt: skip
        evidence = example(tables=(Table(**table),), figures=())
        package = build_package(
            tmp_path / "package", tables=[file], info={}, agreement="demo", agreement_sha256=sha, period="2025",
            documents={"agreement.yaml": agreement.encode(), "report/report.json": render_json(evidence).encode()},
        )  # fmt: skip
        return str(package.path)

    return made


def test_a_learning_package_holds_everything_and_repeats(deliver: Deliver, tmp_path: Path) -> None:
    package = deliver()
    made = learning_package(package, tmp_path / "one", tables=["modal_split"])
    learning_package(package, tmp_path / "two", tables=["modal_split"])
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")
    files = _bytes(tmp_path / "one")
    manifest = files.pop("manifest-sha256.txt").decode()
    assert {path: hashlib.sha256(content).hexdigest() for path, content in files.items()} == dict(made.files)
    assert all(f"{sha}  {path}\n" in manifest for path, sha in made.files.items())
    assert files["tables/modal_split.parquet"] == (Path(package) / "data/tables/modal_split.parquet").read_bytes()
    assert b"`person_count` at least 5 at the handover" in files["method.md"]
    assert b"| modal_split | trip_share | 1 | 3 |" in files["lessons.md"]  # one suppressed cell, counted


def test_nothing_about_the_parties_leaves(deliver: Deliver, tmp_path: Path) -> None:
    # The canary stands in free texts that do leave: a reason, a purpose.
    spoilt = AGREEMENT.replace("Einwilligung: nur anonym", "Einwilligung: nur anonym; Fragen: klimadaten@land.example")
    spoilt = spoilt.replace("Treibhausgas-Bilanz nach BISKO", "Bilanz; ruft klimaschutz@musterstadt.example an")
    assert spoilt.count("klimadaten@land.example") == 2
    learning_package(deliver(agreement=spoilt), tmp_path / "out", tables=["modal_split"])
    for path, content in _bytes(tmp_path / "out").items():
        said = content
        if path.endswith(".parquet"):
            said += pl.read_parquet(io.BytesIO(content)).write_csv().encode()
        assert [value for value in PRIVATE if value.encode() in said] == [], path


def test_the_template_reads_back_and_names_every_open_place(deliver: Deliver, tmp_path: Path) -> None:
    made = learning_package(deliver(), tmp_path / "out", tables=["modal_split"])
    text = (tmp_path / "out/agreement.template.yaml").read_text(encoding="utf-8")
    document = YAML(typ="safe", pure=True).load(text)
    assert text.count("<to fill in: ") == len(made.to_fill_in) == len(set(made.to_fill_in))
    assert json.loads((tmp_path / "out/to_fill_in.json").read_text()) == list(made.to_fill_in)
    for place in made.to_fill_in:
        assert f"# {place}\n" in text
    assert document["datasets"]["travel_survey"]["protection"]["k"] == 5
    assert document["datasets"]["travel_survey"]["provider"] == "city"
    assert document["small_cells"]["modal_split"]["minimum"] == 5
    assert document["parties"]["city"]["name"] == "<to fill in: name of the city>"


def test_a_measure_has_a_card_and_says_what_is_missing() -> None:
    columns = (
        ("measure_id", "Measure", None), ("cost_eur", "Cost", "EUR"), ("saving_mwh", "Saving", "MWh"),
        ("share", "Share", "1"), ("is_open", "Open", None),
    )  # fmt: skip
    described = [
        {"name": name, "title": {"de": title, "en": title}, "unit": unit, "privacy": "public"}
        for name, title, unit in columns
    ]
    table = Table.model_validate(
        {"name": "measures", "title": {"de": "Maßnahmen", "en": "Measures"}, "path": "x", "sha256": "0" * 64,
         "size_bytes": 1, "rows": 3, "columns": described, "checks": ()}
    )  # fmt: skip
    written = io.BytesIO()
    pl.DataFrame(
        {"measure_id": ["M1", "M2", "M2"], "cost_eur": [5.0, 2.5, -0.0],
         "saving_mwh": pl.Series([None, 1e15, 0.1], dtype=pl.Float64), "share": [0.25, 1.0, None],
         "is_open": [True, False, None]}
    ).write_parquet(written)  # fmt: skip
    cards = measure_cards(example(tables=(table,), figures=()), {"measures": written.getvalue()})
    assert cards is not None
    assert cards.split("\n\n")[1:] == [
        "## Measures",
        "### M1", "- Measure: M1\n- Cost: 5 EUR\n- Saving: missing\n- Share: 0.25\n- Open: yes",
        "### M2 (1 of 2)", "- Measure: M2\n- Cost: 2.5 EUR\n- Saving: 1000000000000000 MWh\n- Share: 1\n- Open: no",
        "### M2 (2 of 2)", "- Measure: M2\n- Cost: 0 EUR\n- Saving: 0.1 MWh\n- Share: missing\n- Open: missing\n",
    ]  # fmt: skip
    assert measure_cards(example(tables=(table,), figures=()), {}) is None


def test_few_people_are_not_counted_in_public() -> None:
    certificates = example().datasets[0]
    assert certificates.protection is not None
    assert certificates.rows_rejected > 0
    told = lessons(example(), {}, minimum=certificates.rows_rejected + 1)
    assert (
        f"| {certificates.key} | {certificates.rows_received} | not shown | 1 to {certificates.rows_rejected} |" in told
    )
    told = lessons(example(), {}, minimum=certificates.rows_rejected)
    assert f"| {certificates.rows_accepted} | {certificates.rows_rejected} |" in told


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("learning-cells-exposed", {"frame": SHARES.with_columns(person_count=pl.Series([9, 30, None]))}),
        ("learning-cells-exposed", {"frame": SHARES.with_columns(trip_share=pl.Series([0.4, 0.5, 0.1]))}),
        ("learning-not-agreed", {"agreement": AGREEMENT.replace(RULE, "")}),
        (
            "learning-cells-unruled",
            {"agreement": AGREEMENT.replace("  modal_split:\n    count", "  other:\n    count"),
             "rests_on": (example().datasets[0].key,)},
        ),
        (
            "learning-column-refused",
            {"columns": (Column(name="area", title=Text(de="-", en="-"), privacy="quasi-identifier"),)},
        ),
        (
            "learning-cells-exposed",
            {"frame": SHARES.with_columns(km_share=pl.Series([0.4, 0.5, 0.1])),
             "agreement": AGREEMENT.replace("    values: [trip_share, km_share]\n", "")},
        ),
        ("learning-no-tables", {"agreement": AGREEMENT.replace("  tables: [modal_split]\n", "")}),
        ("learning-table-not-public", {"agreement": DEMO}),
        ("learning-person-found", {"frame": SHARES.with_columns(area=pl.lit("klimadaten@land.example"))}),
        ("learning-person-found", {"frame": SHARES.with_columns(area=pl.lit("bei Frau Beispiel"))}),
        ("learning-person-found", {"frame": SHARES.with_columns(area=pl.lit("Tel. 0341 123456"))}),
        ("learning-name-found", {"frame": SHARES.with_columns(area=pl.lit("Stadt Musterstadt (erfunden)"))}),
        ("learning-person-found", {"agreement": AGREEMENT.replace("einer Heizungsart", "laut Herrn Beispiel")}),
        (
            "learning-text-not-agreed",
            {"columns": (Column(name="note", title=Text(de="-", en="-"), privacy="public"),)},
        ),
    ],
)  # fmt: skip
def test_what_breaks_the_public_rule_is_refused_and_nothing_written(
    code: str, how: dict[str, Any], deliver: Deliver, tmp_path: Path
) -> None:
    with pytest.raises(StadtlandError) as refused:
        learning_package(deliver(**how), tmp_path / "out", tables=["modal_split"])
    assert refused.value.code == code
    assert not (tmp_path / "out").exists()


def test_what_is_agreed_is_published_without_being_named_again(deliver: Deliver, tmp_path: Path) -> None:
    package = deliver()
    assert learning_package(package, tmp_path / "out").tables == ("modal_split",)
    with pytest.raises(StadtlandError) as refused:
        learning_package(package, tmp_path / "more", tables=["modal_split", "energy_certificates"])
    assert refused.value.code == "learning-table-unknown"
    assert not (tmp_path / "more").exists()


def test_a_refusal_tells_where_and_never_what(deliver: Deliver, tmp_path: Path) -> None:
    with pytest.raises(StadtlandError) as refused:
        learning_package(deliver(frame=SHARES.with_columns(area=pl.lit("Frau Geheim"))), tmp_path / "out")
    assert refused.value.facts == {"file": "tables/modal_split.parquet", "where": "area", "count": 3}
    assert "Geheim" not in refused.value.message("de") + refused.value.message("en")


def test_free_text_leaves_where_its_column_is_agreed() -> None:
    rows = pl.DataFrame(
        {"experiment": ["E1"], "hypothesis": ["Wer Räder leiht, lässt das Auto stehen"], "source": ["Luyssaert et al."]}
    )
    refuse_persons("experiments", rows)
    for column, told in (
        ("hypothesis", "sagt Anna Beispiel"),
        ("experiment", "Anna Beispiels Garten"),
        ("source", "Tel. 0341 123456"),
    ):
        with pytest.raises(StadtlandError) as refused:
            refuse_persons("experiments", rows.with_columns(pl.lit(told).alias(column)))
        assert refused.value.facts["where"] == column


def test_a_changed_package_is_refused(deliver: Deliver, tmp_path: Path) -> None:
    package = deliver()
    report = Path(package) / "data/report/report.json"
    report.chmod(0o644)
    report.write_bytes(report.read_bytes() + b" ")
    with pytest.raises(StadtlandError) as refused:
        learning_package(package, tmp_path / "out", tables=["modal_split"])
    assert refused.value.code == "learning-package-invalid"


def _bytes(folder: Path) -> dict[str, bytes]:
    files = sorted(it for it in folder.rglob("*") if it.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
