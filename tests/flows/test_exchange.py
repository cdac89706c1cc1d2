"""The whole road through the command line and a real Prefect server: the same bytes, whatever happened between."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import HOUSE, City, Ended
from tests.flows.package_bytes import package_bytes

pytestmark = pytest.mark.prefect

Stadtland = Callable[..., Ended]


def _run(stadtland: Stadtland, city: City, out: Path) -> dict[str, Any]:
    ended = stadtland(
        "run", "demo", "--period", "2025", "--out", str(out), "--sources", str(city.folder), "--json",
        environment=city.environment,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    handover: dict[str, Any] = json.loads(ended.out)
    return handover


def test_two_runs_deliver_the_same_bytes(stadtland: Stadtland, city: City, tmp_path: Path) -> None:
    first = _run(stadtland, city, tmp_path / "a")
    second = _run(stadtland, city, tmp_path / "b")
    assert package_bytes(first["package"]) == package_bytes(second["package"])
    assert first["tagmanifest_sha256"] == second["tagmanifest_sha256"]
    assert first["rows_accepted"] + first["rows_rejected"] == first["rows_received"]
    again = _run(stadtland, city, tmp_path / "a")
    assert again["delivered_to"] == first["delivered_to"]
    report = json.loads((Path(again["report"]).with_suffix(".json")).read_text(encoding="utf-8"))
    assert report["deliveries"][0]["was_there"] is True
    assert report["is_sound"] is True


def test_the_delivered_package_verifies_and_a_changed_byte_does_not(
    stadtland: Stadtland, city: City, tmp_path: Path
) -> None:
    handover = _run(stadtland, city, tmp_path / "a")
    delivered = handover["delivered_to"][0].removeprefix("folder:")
    assert stadtland("verify", delivered).code == 0
    table = next(Path(delivered).rglob("*.parquet"))
    table.chmod(0o644)
    table.write_bytes(table.read_bytes()[:-1] + b"\0")
    refused = stadtland("verify", delivered)
    assert refused.code == 10
    assert table.name in refused.out + refused.err


def test_a_run_killed_at_any_step_and_repeated_ends_in_the_same_package(
    prefect_server: dict[str, str], city: City, tmp_path: Path
) -> None:
    environment = {**prefect_server, **city.environment, "PYTHONPATH": str(HOUSE)}

    def attempt(out: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(HOUSE / "tests/flows/killed_run.py"), str(out), str(city.folder), str(kill_at)],
            cwd=HOUSE, env=environment, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    whole = attempt(tmp_path / "whole", 0)
    assert whole.returncode == 0, whole.stderr
    told, package = whole.stdout.split()[-2:]
    wanted = package_bytes(package)

    # One folder for all attempts: each goes on from what the kill before it left behind.
    # Every fifth piece of news, and each of the last eight: packaging, delivery and report are where a kill hurts.
    last = int(told)
    for kill_at in sorted({*range(1, last - 8, 5), *range(last - 7, last + 1)}):
        ended = attempt(tmp_path / "killed", kill_at)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    repeated = attempt(tmp_path / "killed", 0)
    assert repeated.returncode == 0, repeated.stderr
    assert package_bytes(repeated.stdout.split()[-1]) == wanted


def test_a_broken_rule_beyond_tolerance_stops_the_run_and_nothing_is_delivered(
    stadtland: Stadtland, city: City, tmp_path: Path
) -> None:
    agreement = tmp_path / "strict.yaml"
    text = (HOUSE / "config/agreements/demo.yaml").read_text(encoding="utf-8")
    assert '"*": {effect: quarantine, at_most: 0.01}' in text
    agreement.write_text(
        text.replace('"*": {effect: quarantine, at_most: 0.01}', '"*": {effect: stop}'), encoding="utf-8"
    )
    ended = stadtland(
        "run", str(agreement), "--period", "2025", "--out", str(tmp_path / "a"), "--sources", str(city.folder),
        environment=city.environment,
    )  # fmt: skip
    assert ended.code == 5, ended.err
    assert "quarantine" in ended.err
    assert not list((tmp_path / "a").rglob("commit-*.json"))
    assert not list((tmp_path / "a").rglob("bagit.txt"))
    status = json.loads(next((tmp_path / "a" / "status").glob("*.json")).read_text(encoding="utf-8"))
    assert status["status"] == "failed"


def test_an_unreachable_database_is_retried_then_said(stadtland: Stadtland, city: City, tmp_path: Path) -> None:
    ended = stadtland(
        "run", "demo", "--period", "2025", "--out", str(tmp_path / "a"), "--sources", str(city.folder),
        environment={**city.environment, "STADTLAND_DEMO_POSTGRES": "postgresql://nobody:geheim@127.0.0.1:1/nothing"},
    )  # fmt: skip
    assert ended.code == 4, ended.err
    assert "heat_meters" in ended.err
    assert "attempts: 4" in ended.err  # the first and three more
    assert "geheim" not in ended.out + ended.err
