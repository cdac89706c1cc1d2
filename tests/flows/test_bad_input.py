"""Bad input gets a clear error with its own exit code, and nothing is lost: the whole road, without an orchestrator."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from ruamel.yaml import YAML

from flows.road import Stages, walk
from flows.stages.open_run import open_run
from flows.stages.write_report import Handover
from schemas.errors import StadtlandError
from sources.synthetic.generate import generate
from tests.flows.conftest import HOUSE

FILE = "energieausweise.csv"
Terms = dict[str, Any]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One generated file of a thousand energy certificates, as text of the Latin-1 kind."""
    folder = tmp_path_factory.mktemp("city")
    generate(folder, rows=1000, seed=3)
    return (folder / FILE).read_bytes()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Handover]:
    """Run one dataset of the demonstration agreement on the given bytes, after `change` had its way with the terms."""
    monkeypatch.setenv("STADTLAND_DEMO_KEY", "a-key-for-people-who-do-not-exist-0001")

    def run_it(content: bytes, change: Callable[[Terms], None] | None = None, period: str = "2025") -> Handover:
        yaml = YAML(typ="safe", pure=True)
        terms = yaml.load((HOUSE / "config/agreements/demo.yaml").read_text(encoding="utf-8"))
        terms["datasets"] = {"energy_certificates": terms["datasets"]["energy_certificates"]}
        terms["results"], terms["handover"]["tables"] = ["heating_mix"], ["energy_certificates", "heating_mix"]
        terms["small_cells"] = {"heating_mix": terms["small_cells"]["heating_mix"]}
        terms.pop("learning")  # publishes tables that are not handed over here
        terms["datasets"]["energy_certificates"]["tolerances"] = {"*": {"effect": "quarantine"}}
        if change:
            change(terms)
        text = io.StringIO()
        yaml.dump(terms, text)
        (tmp_path / "demo.yaml").write_text(text.getvalue(), encoding="utf-8")
        (tmp_path / FILE).write_bytes(content)
        return walk(open_run(str(tmp_path / "demo.yaml"), period, str(tmp_path / "data")), Stages())

    return run_it


def _refused(run: Callable[..., Handover], *args: Any, **kwargs: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as caught:
        run(*args, **kwargs)
    return caught.value


def _dataset(terms: Terms) -> Terms:
    found: Terms = terms["datasets"]["energy_certificates"]
    return found


def _encoded_twice(text: bytes) -> bytes:
    header, _, body = text.partition(b"\r\n")
    return header + b"\r\n" + body.replace("ß".encode("cp1252"), "ÃŸ".encode("cp1252"))


def test_good_input_is_delivered(run: Callable[..., Handover], certificates: bytes) -> None:
    handover = run(certificates)
    assert handover.rows_received == 1000
    assert handover.rows_accepted + handover.rows_rejected == 1000


def test_where_every_party_receives_the_package_still_names_who_provided(
    run: Callable[..., Handover], certificates: bytes
) -> None:
    handover = run(certificates, lambda terms: terms["handover"].update(recipients=list(terms["parties"])))
    info = (Path(handover.package) / "bag-info.txt").read_text(encoding="utf-8")
    assert "Source-Organization: Land (erfunden)" in info


@pytest.mark.parametrize(
    ("spoil", "exit_code", "said"),
    [
        (lambda _: b"", 4, "empty"),
        (lambda text: text.split(b"\r\n")[0] + b"\r\n", 4, "row"),
        (lambda text: text.replace(b";", b"|"), 4, "|"),
        (lambda text: text.replace(b"Baujahr", b"Jahr", 1), 4, "Baujahr"),
        (lambda text: text.replace(b"Baujahr", b"PLZ", 1), 4, "PLZ"),
        (lambda text: text.replace(b"\r\n", b";more\r\n", 20).replace(b";more", b"", 1), 4, "line"),
        (_encoded_twice, 4, "twice"),
    ],
    ids=["empty", "header only", "wrong delimiter", "missing column", "doubled column", "ragged", "double-encoded"],
)
def test_a_spoilt_file_is_refused_at_the_door(
    run: Callable[..., Handover],
    certificates: bytes,
    spoil: Callable[[bytes], bytes],
    exit_code: int,
    said: str,
    tmp_path: Path,
) -> None:
    def reads_cp1252(terms: Terms) -> None:
        _dataset(terms)["source"]["encoding"] = "cp1252"

    error = _refused(run, spoil(certificates), reads_cp1252)
    assert error.exit_code == exit_code
    message = error.message("en")
    assert said in message
    assert "energy_certificates" in message
    assert not list(tmp_path.rglob("bagit.txt"))


def test_mixed_decimal_marks_are_rejected_never_misread(run: Callable[..., Handover], certificates: bytes) -> None:
    lines = certificates.decode("latin-1").split("\r\n")
    place = lines[0].split(";").index("Wohnfläche m²")
    for row in range(100, 110):
        cells = lines[row].split(";")
        cells[place] = "123.45"
        lines[row] = ";".join(cells)
    clean, spoilt = run(certificates), "\r\n".join(lines).encode("latin-1")
    handover = run(spoilt, lambda terms: terms.update(agreement="mixed"))
    assert handover.rows_received == 1000
    assert 10 - clean.rows_rejected <= handover.rows_rejected - clean.rows_rejected <= 10
    kept = pl.read_parquet(next(Path(handover.package).parents[2].rglob("quarantine/2025/energy_certificates.parquet")))
    unreadable = kept.filter(pl.col("broken_rules").list.contains("floor_area_m2_is_readable"))
    assert set(unreadable["floor_area_m2"]) >= {"123.45"}


def test_an_unknown_unit_is_refused_with_the_agreement(run: Callable[..., Handover], certificates: bytes) -> None:
    error = _refused(run, certificates, lambda t: _dataset(t)["fields"]["energy_mwh"].update(unit="kWhh"))
    assert error.exit_code == 3
    assert "kWhh" in error.message("en")
    assert "kWh" in error.message("de")


@pytest.mark.parametrize("period", ["2023", "2027-Q1"])
def test_a_period_outside_the_agreement(run: Callable[..., Handover], certificates: bytes, period: str) -> None:
    error = _refused(run, certificates, period=period)
    assert (error.code, error.exit_code) == ("period-outside-agreement", 3)


def test_a_hierarchy_that_misses_a_value_says_how_many_and_not_which(
    run: Callable[..., Handover], certificates: bytes
) -> None:
    error = _refused(run, certificates.replace(b";00101;", b";01234;"))
    assert (error.code, error.exit_code) == ("hierarchy-misses-value", 6)
    assert "postcode" in error.message("en")
    assert "01234" not in error.message("en") + error.message("de")


def test_a_suppression_limit_that_cannot_be_met_says_the_smallest_that_can(
    run: Callable[..., Handover], certificates: bytes
) -> None:
    def impossible(terms: Terms) -> None:
        dataset = _dataset(terms)
        for field in ("postcode", "built_year", "floor_area_m2"):
            dataset["fields"][field] = {
                "column": dataset["fields"][field]["column"], "release": "as-is", "quasi_identifier": True
            }  # fmt: skip
        dataset["protection"] |= {"search": "optimal", "suppress_at_most": 0.01}

    error = _refused(run, certificates, impossible)
    assert (error.code, error.exit_code) == ("suppression-limit-infeasible", 6)
    smallest = error.facts["smallest_share"]
    assert isinstance(smallest, float)
    assert 0.01 < smallest <= 1


def test_a_truncated_parquet_is_refused(run: Callable[..., Handover], tmp_path: Path) -> None:
    whole = io.BytesIO()
    pl.DataFrame({"PLZ": ["00101"] * 1000}).write_parquet(whole)

    def parquet(terms: Terms) -> None:
        _dataset(terms)["source"] = {"kind": "parquet", "path": FILE}

    error = _refused(run, whole.getvalue()[:-20], parquet)
    assert error.exit_code == 4
    assert FILE in error.message("en")
