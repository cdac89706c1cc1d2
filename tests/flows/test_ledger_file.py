"""The ledger on disk: one answer per question, recorded before it is released, whatever is killed or damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from flows.ledger_file import LedgerFile
from schemas.errors import StadtlandError
from tests.flows.kill_ledger import BUDGET, COST, asked, drawn
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.ledger import Budget

HOUSE = Path(__file__).resolve().parents[2]


def never() -> Answer:
    raise AssertionError("an answer was drawn")


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerFile:
    return LedgerFile(tmp_path / "of" / "ledger.jsonl")


def test_a_question_is_answered_once(ledger: LedgerFile) -> None:
    first = ledger.answer(asked("a"), COST, BUDGET, lambda: drawn(7), released_sha256=lambda _: "5" * 64)
    assert ledger.answer(asked("a"), COST, BUDGET, never) == first
    assert ledger.read().entries == (first,)
    assert (first.answer.value, first.released_sha256) == (7, "5" * 64)


def test_the_budget_holds(ledger: LedgerFile) -> None:
    ledger.answer(asked("a"), COST, BUDGET, lambda: drawn(1))
    ledger.answer(asked("b"), COST, BUDGET, lambda: drawn(2))
    before = ledger.path.read_bytes()
    with pytest.raises(StadtlandError) as raised:
        ledger.answer(asked("c"), COST, BUDGET, never)
    assert raised.value.code == "privacy-budget-exceeded"
    assert ledger.path.read_bytes() == before
    assert ledger.answer(asked("b"), COST, Budget(Decimal(0)), never).answer.value == 2


def test_an_answer_that_fails_spends_nothing(ledger: LedgerFile) -> None:
    with pytest.raises(AssertionError):
        ledger.answer(asked("a"), COST, BUDGET, never)
    assert ledger.read().entries == ()


def test_an_answer_costs_what_was_said(ledger: LedgerFile) -> None:
    with pytest.raises(ValueError, match="cost"):
        ledger.answer(asked("a"), Budget(Decimal("0.4")), BUDGET, lambda: drawn(1))
    assert ledger.read().entries == ()


def test_an_unfinished_line_was_never_released(ledger: LedgerFile) -> None:
    ledger.answer(asked("a"), COST, BUDGET, lambda: drawn(1))
    whole = ledger.path.read_bytes()
    ledger.answer(asked("b"), COST, BUDGET, lambda: drawn(2))
    torn = ledger.path.read_bytes()[:-1]
    for length in range(len(whole), len(torn) + 1, 37):
        ledger.path.write_bytes(torn[:length])
        assert len(ledger.read().entries) == 1
        assert ledger.answer(asked("c"), COST, BUDGET, lambda: drawn(3)).answer.value == 3
        assert [entry.asked.question for entry in ledger.read().entries] == ["a", "c"]


@pytest.mark.parametrize("damage", ["changed", "removed", "swapped", "not-json", "not-utf8"])
def test_a_changed_ledger_answers_nothing(ledger: LedgerFile, damage: str) -> None:
    budget = Budget(Decimal(9))
    for name in "abc":
        ledger.answer(asked(name), COST, budget, lambda: drawn(1))
    one, two, three = ledger.path.read_bytes().splitlines(keepends=True)
    lines, line = {
        "changed": ([one.replace(b'"0.5"', b'"0.1"'), two, three], 2),
        "removed": ([one, three], 2),
        "swapped": ([two, one, three], 1),
        "not-json": ([one, b"nonsense\n", three], 2),
        "not-utf8": ([one, b"\xff\xfe\n", three], 2),
    }[damage]
    ledger.path.write_bytes(b"".join(lines))
    for attempt in (ledger.read, lambda: ledger.answer(asked("d"), COST, budget, never)):
        with pytest.raises(StadtlandError) as raised:
            attempt()
        assert (raised.value.code, raised.value.facts["line"]) == ("ledger-damaged", line)


def test_a_full_disk_releases_nothing_and_spends_nothing(ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.answer(asked("a"), COST, BUDGET, lambda: drawn(1))
    before, write = ledger.path.read_bytes(), os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda handle, line: write(handle, line[: len(line) // 2]))
        with pytest.raises(StadtlandError) as raised:
            ledger.answer(asked("b"), COST, BUDGET, lambda: drawn(2))
    assert (raised.value.code, raised.value.facts["reason"]) == ("ledger-not-written", "ENOSPC")
    assert ledger.path.read_bytes() == before
    assert ledger.answer(asked("b"), COST, BUDGET, lambda: drawn(3)).answer.value == 3


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StadtlandError) as raised:
        LedgerFile(tmp_path / "file" / "ledger.jsonl").answer(asked("a"), COST, BUDGET, never)
    assert raised.value.code == "ledger-not-written"


def test_killed_at_any_point_it_neither_spends_twice_nor_releases_unrecorded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.kill_ledger", str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["points"] > 20
    assert found["recorded_early"] > 0, "no kill fell between the record and the release"


def test_processes_at_once_share_one_budget(tmp_path: Path) -> None:
    """Four processes ask the same ten questions with a budget for six of them."""
    code = (
        "import sys\nfrom decimal import Decimal\nfrom pathlib import Path\n"
        "from flows.ledger_file import LedgerFile\nfrom schemas.errors import StadtlandError\n"
        "from tests.flows.kill_ledger import COST, asked, drawn\n"
        "from transforms.privacy.differential.ledger import Budget\n"
        "me, path = int(sys.argv[1]), Path(sys.argv[2])\n"
        "for number in range(10):\n"
        "    name = f'q{(number * 3 + me * 7) % 10}'\n"
        "    try:\n"
        "        entry = LedgerFile(path).answer(asked(name), COST, Budget(Decimal(3)), lambda: drawn(me))\n"
        "    except StadtlandError as error:\n"
        "        print(name, error.code)\n"
        "    else:\n"
        "        print(name, entry.answer.value)\n"
    )
    path = tmp_path / "ledger.jsonl"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(me), str(path)],
            cwd=HOUSE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for me in range(4)
    ]
    told = [line.split() for process in running for line in process.communicate()[0].splitlines()]
    assert all(process.returncode == 0 for process in running)
    ledger = LedgerFile(path).read()
    assert ledger.spent("demo").epsilon == 3
    recorded = {entry.asked.question: str(entry.answer.value) for entry in ledger.entries}
    assert len(recorded) == len(ledger.entries) == 6
    assert len(told) == 40
    for name, answer in told:
        assert answer == recorded.get(name, "privacy-budget-exceeded")
