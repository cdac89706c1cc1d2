"""A scheduled deployment run: server, work pool, process worker, schedule, and at the end a package that verifies."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config.load import load_agreement
from tests.flows.conftest import HOUSE, City, Ended

pytestmark = pytest.mark.prefect

PREFECT = Path(sys.executable).parent / "prefect"
DEPLOYMENTS = HOUSE / "deployments" / "prefect.yaml"


def test_a_scheduled_run_completes_and_delivers(
    prefect_server: dict[str, str], city: City, stadtland: Callable[..., Ended], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    environment = {**prefect_server, "PYTHONPATH": str(HOUSE)}
    plan = YAML(typ="safe").load(DEPLOYMENTS.read_text(encoding="utf-8"))
    # The house's own file, its first block pointed at the demonstration city and scheduled every few seconds.
    block = plan["deployments"][0]
    block.update(
        name="every-few-seconds",
        parameters={"agreement": "demo", "period": "2025", "data": str(out), "sources": str(city.folder)},
        schedules=[{"interval": 20, "active": True}],
    )
    block["work_pool"]["job_variables"]["env"] |= {**city.environment, "PYTHONPATH": str(HOUSE)}
    file = tmp_path / "prefect.yaml"
    with file.open("w", encoding="utf-8") as opened:
        YAML().dump({**plan, "deployments": [block]}, opened)

    def prefect(*arguments: str) -> str:
        done = subprocess.run(
            [PREFECT, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    prefect("work-pool", "create", "stadtland", "--type", "process", "--overwrite")
    prefect("--no-prompt", "deploy", "--all", "--prefect-file", str(file))
    log = tmp_path / "worker.log"
    with log.open("wb") as written:
        worker = subprocess.Popen(
            [PREFECT, "worker", "start", "--pool", "stadtland", "--type", "process", "--limit", "1"],
            cwd=tmp_path, env=environment, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    status = out / "status" / "demo-2025.json"
    try:
        for _ in range(180):
            if status.is_file() and json.loads(status.read_text(encoding="utf-8"))["status"] == "delivered":
                break
            time.sleep(1)
        else:
            pytest.fail(log.read_text(errors="replace")[-3000:])
    finally:
        prefect("deployment", "delete", "exchange/every-few-seconds")
        worker.terminate()
        worker.wait(30)
    runs = json.loads(prefect("flow-run", "ls", "--state", "COMPLETED", "--output", "json"))
    assert runs, "no flow run completed"
    delivered = next((out / "demo" / "handover").rglob("bagit.txt")).parent
    assert stadtland("verify", str(delivered)).code == 0


def test_every_deployment_names_an_agreement_of_the_house_and_a_flow_that_is_there() -> None:
    from prefect.flows import load_flow_from_entrypoint

    plan = YAML(typ="safe").load(DEPLOYMENTS.read_text(encoding="utf-8"))
    for block in plan["deployments"]:
        assert load_agreement(block["parameters"]["agreement"]).terms.agreement == block["parameters"]["agreement"]
        assert block["schedules"], block["name"]
        assert load_flow_from_entrypoint(block["entrypoint"], use_placeholder_flow=False).name == "exchange"
