"""The whole road to a real S3 server: delivered once, verified there, corrected only with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.road import Stages, walk
from flows.stages.open_run import open_run
from flows.stages.write_report import Handover
from schemas.errors import StadtlandError
from tests.flows.conftest import HOUSE
from tests.integration.s3_gateway import Gateway

pytestmark = pytest.mark.s3

AGREEMENT = """\
agreement: to-s3
version: 1
title: Bilanz nach S3
valid: {from: 2019-01-01, until: 2026-12-31}
parties:
  land: {role: state, name: Land}
  leipzig: {role: city, name: Stadt Leipzig}
purposes:
  balance: {text: Treibhausgas-Bilanz, legal_basis: [eu-gdpr:none-anonymous]}
datasets:
  ghg_inventory:
    provider: leipzig
    purpose: balance
    source: {kind: csv, path: leipzig_2019_inventory.csv}
    fields:
      municipality_code: {release: as-is}
      city: {release: as-is}
      year: {release: as-is}
      sector: {release: as-is}
      carrier: {release: as-is}
      energy_mwh: {release: as-is}
results: [{ghg_balance: {factor_set: bisko-2019}}]
handover: {to: ["s3://BUCKET/land"], recipients: [land], tables: [ghg_balance]}
"""


def _run(folder: Path, bucket: str, correction: str | None = None, *, without_row: bool = False) -> Handover:
    folder.mkdir(exist_ok=True)
    agreement = folder / "to-s3.yaml"
    agreement.write_text(AGREEMENT.replace("BUCKET", bucket), encoding="utf-8")
    lines = (HOUSE / "config/reference/leipzig_2019_inventory.csv").read_text(encoding="utf-8").splitlines()
    kept = lines[:-1] if without_row else lines
    (folder / "leipzig_2019_inventory.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return walk(open_run(str(agreement), "2019", str(folder / "data")), Stages(), correction)


def test_delivered_verified_and_corrected_on_a_real_server(gateway: Gateway, bucket: str, tmp_path: Path) -> None:
    first = _run(tmp_path / "a", bucket)
    (location,) = first.delivered_to
    assert location.startswith(f"s3://{bucket}/land/to-s3/2019/")

    asked = CliRunner().invoke(app, ["verify", location, "--json"])
    assert asked.exit_code == 0, asked.output
    assert json.loads(asked.output)["is_valid"] is True

    again = _run(tmp_path / "b", bucket)
    assert again.tagmanifest_sha256 == first.tagmanifest_sha256
    assert again.delivered_to == first.delivered_to

    with pytest.raises(StadtlandError) as caught:
        _run(tmp_path / "c", bucket, without_row=True)
    assert (caught.value.code, caught.value.exit_code) == ("delivery-conflict", 9)
    corrected = _run(tmp_path / "c", bucket, "one row was not the city's", without_row=True)
    assert corrected.tagmanifest_sha256 != first.tagmanifest_sha256
    keys = [it["Key"] for it in gateway.client().list_objects_v2(Bucket=bucket)["Contents"]]
    assert {key.rsplit("/", 1)[1] for key in keys if "/commit-" in key} == {"commit-0001.json", "commit-0002.json"}
