"""Differential privacy on the road: drawn once, paid once, refused in time, and nothing exact told beside it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.ledger_file import LedgerFile
from flows.progress import News, listening
from flows.road import Stages, walk
from flows.stages.open_run import open_run
from flows.stages.write_report import Handover
from schemas.errors import StadtlandError
from tests.flows.package_bytes import package_bytes
from transforms.privacy.differential import noisy_histogram, noisy_mean, noisy_sum
from transforms.privacy.differential.noise import Noise, calibrate

HOUSE = Path(__file__).resolve().parents[2]
TERMS = HOUSE / "config/agreements/demo-private.yaml"
WHOSE = "musterstadt-households"
EVENTS = 22
"""Read, check, three answers, release, package, gate, deliver, verify, report: begun and done."""


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small generated city."""
    from flows.demo_city import make_city

    folder = tmp_path_factory.mktemp("private-city")
    make_city(folder, rows=2_000, seed=7)
    return folder


def _run(data: Path, survey: Path, agreement: str = "demo-private", period: str = "2025") -> Handover:
    return walk(open_run(agreement, period, str(data), str(survey)), Stages())


def _answers(handover: Handover) -> pl.DataFrame:
    return pl.read_parquet(Path(handover.package) / "data/tables/private_answers.parquet")


def _evidence(handover: Handover) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(handover.package) / "data/report/report.json").read_text(encoding="utf-8"))
    return found


def _changed(folder: Path, **changes: str) -> str:
    """The agreement with other words (`old -> new`), in a file of its own."""
    text = TERMS.read_text(encoding="utf-8")
    for change in changes.values():
        old, new = change.split(" -> ")
        assert old in text
        text = text.replace(old, new)
    file = folder / "changed.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_answers_are_drawn_once_and_repeated_byte_by_byte(survey: Path, tmp_path: Path) -> None:
    first = _run(tmp_path, survey)
    wanted = package_bytes(first.package)
    ledger = LedgerFile(tmp_path / "privacy-ledger.jsonl").read()
    assert [it.asked.question for it in ledger.entries] == ["main_modes", "bicycle_trips", "km_by_car"]
    assert ledger.spent(WHOSE).epsilon == Decimal("1.5")
    next_year = _run(tmp_path, survey, period="2026")
    again = _run(tmp_path, survey)
    assert package_bytes(again.package) == wanted, "what came later changes nothing"
    assert again.delivered_to == first.delivered_to
    left = [_evidence(it)["private_answers"]["budgets"][0]["left_epsilon"] for it in (first, next_year)]
    assert left == ["3", "1.5"]
    table = _answers(first)
    recorded = {
        (it.asked.question, ", ".join(map(" = ".join, zip(it.answer.by, cell.group, strict=True))) or None): cell.value
        for it in ledger.entries
        for cell in it.answer.cells
    }
    shown = {(question, group): value for question, group, value in table.select("question", "group", "value").rows()}
    assert shown == {place: float(value) for place, value in recorded.items() if value is not None}
    assert table.height == 8
    assert table["period"].unique().to_list() == ["2025"]


def test_another_ledger_has_other_noise(survey: Path, tmp_path: Path) -> None:
    """Six figures of scale 8 and two more: the chance that all are equal is below 1e-9."""
    one, two = _run(tmp_path / "a", survey), _run(tmp_path / "b", survey)
    assert _answers(one)["value"].to_list() != _answers(two)["value"].to_list()


def test_the_report_says_what_an_answer_cost_and_how_far_it_may_be_off(survey: Path, tmp_path: Path) -> None:
    """m = 4 rows per household: scale 4 / 0.5 = 8 for counts, 4 · 4 / 0.5 = 32 for the sum."""
    handover = _run(tmp_path, survey)
    told = _evidence(handover)["private_answers"]
    by_name = {it["question"]: it for it in told["answers"]}
    modes, trips, km = by_name["main_modes"], by_name["bicycle_trips"], by_name["km_by_car"]
    assert (modes["mechanism"], modes["epsilon"], modes["delta"], modes["scale"]) == ("laplace", "0.5", "0", "8")
    assert (modes["figures"], modes["accuracy_95"]) == (6, "24")  # ln(1 / 0.05) · 8 = 23.97
    assert (trips["scale"], trips["accuracy_95"]) == ("32", "96")
    assert (km["unit"], km["count_scale"], km["rows_per_person"]) == ("km", "16", 4)
    assert told["budgets"] == [
        {
            "population": WHOSE, "is_shared": True, "epsilon": "4.5", "delta": "0", "spent_here_epsilon": "1.5",
            "spent_here_delta": "0", "left_epsilon": "3", "left_delta": "0",
        }
    ]  # fmt: skip
    page = Path(handover.report).read_text(encoding="utf-8")
    assert "travel_survey</code> (Differential Privacy): sie werden nicht genannt" in page
    for words in ("Differential Privacy", "musterstadt-households", "main_modes", "e^ε"):
        assert words in page


def test_nothing_exact_is_told(survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The noise is made to be large, so that a true figure cannot stand in the output by chance."""

    def loud(*arguments: Any, **named: Any) -> Noise:
        return dataclasses.replace(
            calibrate(*arguments, **named), draw=lambda values: [value + 50_000_017 for value in values]
        )

    for place in (noisy_histogram, noisy_mean, noisy_sum):
        monkeypatch.setattr(place, "calibrate", loud)
    news: list[News] = []
    with listening(news.append):
        handover = _run(tmp_path, survey)
    rows = pl.read_parquet(tmp_path / "demo-private/intake/accepted/2025/travel_survey.parquet")
    received = pl.read_csv(survey / "haushaltsbefragung.csv", separator=";", infer_schema=False).height
    source = (survey / "haushaltsbefragung.csv").read_bytes()
    assert received > rows.height > 900
    true = [received, rows.height, received - rows.height, len(source)]
    true += [int(rows["trips_bicycle"].sum()), *rows["main_mode"].value_counts()["count"].to_list()]
    snapshot = next((tmp_path / "demo-private/intake").glob("*.parquet")).stem
    # Numbers below 100 stand everywhere and prove nothing.
    secrets = [*(str(number) for number in true if number >= 100), hashlib.sha256(source).hexdigest(), snapshot]
    open_zones = [tmp_path / "demo-private" / zone for zone in ("results", "outbox", "reports", "handover", "status")]
    files = [file for zone in open_zones for file in zone.rglob("*") if file.is_file()]
    files += [tmp_path / "privacy-ledger.jsonl"]
    assert len(files) > 20
    texts = {str(file.relative_to(tmp_path)): _text(file) for file in files} | {"news": str(news)}
    for place, text in texts.items():
        told = [secret for secret in secrets if re.search(rf"(?<![\w.]){secret}(?![\w]|\.\d)", _sizes_left_out(text))]
        assert not told, f"{place}: {told}"
    assert (handover.rows_received, handover.rows_accepted, handover.rows_rejected) == (None, None, None)


def _text(file: Path) -> str:
    if file.suffix == ".parquet":
        return str(pl.read_parquet(file).to_dicts())
    return file.read_bytes().decode("utf-8", errors="replace")


def _sizes_left_out(text: str) -> str:
    """Without sizes of files and places on the page, which are no figures of persons."""
    return re.sub(r'"size_bytes": \d+|data-at="[^"]*"|<style>.*?</style>', "", text, flags=re.DOTALL)


def test_overspending_is_refused_before_anything_is_read(survey: Path, tmp_path: Path) -> None:
    terms = _changed(tmp_path, budget="epsilon: 4.5 -> epsilon: 1.5")
    _run(tmp_path / "data", survey, terms)
    before = (tmp_path / "data/privacy-ledger.jsonl").read_bytes()
    news: list[News] = []
    with listening(news.append), pytest.raises(StadtlandError) as refused:
        _run(tmp_path / "data", survey, terms, "2026")
    assert refused.value.code == "privacy-budget-exceeded"
    facts = refused.value.facts
    assert (facts["asked_epsilon"], facts["left_epsilon"], facts["entries"]) == ("1.5", "0.0", 3)
    assert news == []
    assert not list((tmp_path / "data/demo-private").glob("*/2026"))
    assert (tmp_path / "data/privacy-ledger.jsonl").read_bytes() == before
    _run(tmp_path / "data", survey, terms)  # what is paid for may be repeated


def test_agreements_about_the_same_persons_share_one_budget(survey: Path, tmp_path: Path) -> None:
    first = _changed(tmp_path, budget="epsilon: 4.5 -> epsilon: 2")
    _run(tmp_path / "data", survey, first)
    (tmp_path / "other").mkdir()
    budget, name = "epsilon: 4.5 -> epsilon: 2", "agreement: demo-private -> agreement: another"
    same = _changed(tmp_path / "other", budget=budget, name=name)
    with pytest.raises(StadtlandError) as refused:
        _run(tmp_path / "data", survey, same)
    assert refused.value.facts["left_epsilon"] == "0.5"
    own = _changed(tmp_path / "other", budget=budget, name=name, whose=f"population: {WHOSE} -> population: others")
    assert _run(tmp_path / "data", survey, own).tables == {"private_answers": 8}


def test_a_raised_edition_asks_anew_and_spends_again(survey: Path, tmp_path: Path) -> None:
    _run(tmp_path / "data", survey)
    asked = _changed(tmp_path, edition="kind: histogram -> kind: histogram\n      edition: 2")
    walk(open_run(asked, "2025", str(tmp_path / "data"), str(survey)), Stages(), "a correction")
    ledger = LedgerFile(tmp_path / "data/privacy-ledger.jsonl").read()
    assert [it.asked.question for it in ledger.entries].count("main_modes") == 2
    assert ledger.spent(WHOSE).epsilon == 2


def test_a_check_that_stops_tells_no_count_and_spends_nothing(survey: Path, tmp_path: Path) -> None:
    strict = _changed(tmp_path, effect='"*": {effect: quarantine, at_most: 0.05} -> "*": {effect: stop, at_most: 0}')
    with pytest.raises(StadtlandError) as stopped:
        _run(tmp_path / "data", survey, strict)
    assert stopped.value.code == "private-check-stopped"
    assert set(stopped.value.facts) == {"subject", "rules", "see"}
    assert not (tmp_path / "data/privacy-ledger.jsonl").exists()


def test_a_question_that_cannot_be_asked_spends_nothing(survey: Path, tmp_path: Path) -> None:
    """A sum over text is the second question; the first is not drawn either."""
    wrong = _changed(tmp_path, column="column: trips_bicycle -> column: main_mode")
    with pytest.raises(StadtlandError) as refused:
        _run(tmp_path / "data", survey, wrong)
    assert refused.value.code == "column-not-numeric"
    assert not (tmp_path / "data/privacy-ledger.jsonl").exists()


class _Ended(BaseException):
    """The end of a process at one piece of news, as far as one process can play it."""


def _ended_at(number: int, data: Path, survey: Path) -> None:
    heard: list[News] = []

    def hear(news: News) -> None:
        heard.append(news)
        if len(heard) == number:
            raise _Ended

    with pytest.raises(_Ended), listening(hear):
        _run(data, survey)


def _killed_at(number: int, data: Path, survey: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.flows.private_run", str(data), str(survey), str(number)],
        cwd=HOUSE, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def test_ended_at_any_event_it_draws_nothing_twice(survey: Path, tmp_path: Path) -> None:
    """One folder for all attempts: each goes on from what the end before it left behind. Some are real kills."""
    path, known = tmp_path / "privacy-ledger.jsonl", dict[tuple[str, str, str], Any]()
    delivered = tmp_path / "demo-private/handover/demo-private/2025"
    seen: set[str] = set()
    for number in range(1, EVENTS + 1):
        (_killed_at if number in (6, 9, 16, 19) else _ended_at)(number, tmp_path, survey)
        entries = LedgerFile(path).read().entries
        now = {it.asked.key: it.answer for it in entries}
        assert len(now) == len(entries) == min(3, max(0, (number - 4) // 2)), number
        assert known.items() <= now.items(), f"drawn again at {number}"
        known = now
        seen |= {it.name for it in delivered.glob("*") if it.is_dir() and not it.name.startswith(".")}
    news: list[News] = []
    with listening(news.append):
        whole = _run(tmp_path, survey)
    assert len(news) == EVENTS
    assert LedgerFile(path).read().spent(WHOSE).epsilon == Decimal("1.5")
    assert seen == {Path(whole.delivered_to[0].removeprefix("folder:")).name}, "one package, whenever it was delivered"
    wanted = package_bytes(whole.package)
    assert package_bytes(_run(tmp_path, survey).package) == wanted


def test_a_private_dataset_cannot_feed_a_result(tmp_path: Path) -> None:
    from config.load import load_agreement
    from flows.plan_results import plan_results

    file = _changed(tmp_path, result="handover:\n -> results: [modal_split]\nhandover:\n")
    with pytest.raises(StadtlandError) as refused:
        plan_results(load_agreement(file))
    assert "modal_split needs travel_survey" in refused.value.message("en")
