"""State hooks of the exchange: mark in the data folder how a run stands, for people without Prefect's pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from config.settings import Settings


def mark_started(_flow: Any, flow_run: Any, _state: Any) -> None:
    """The run has begun."""
    _mark(flow_run, "running")


def mark_failed(_flow: Any, flow_run: Any, state: Any) -> None:
    """The run ended without a handover. Prefect's message stays with Prefect; here stands only that and its kind."""
    _mark(flow_run, "crashed" if state.is_crashed() else "failed")


def mark_delivered(data: Path, agreement: str, period: str) -> None:
    """The run ended with a verified handover."""
    _write(data, agreement, period, "delivered")


def _mark(flow_run: Any, status: str) -> None:
    given = flow_run.parameters
    named = Path(given["agreement"]).stem
    _write(Path(given.get("data") or Settings().data), named, given["period"], status)


def _write(data: Path, agreement: str, period: str, status: str) -> None:
    folder = data / "status"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{agreement}-{period}.json"
    partial = file.with_suffix(".partial")
    partial.write_text(
        json.dumps({"agreement": agreement, "period": period, "status": status}) + "\n", encoding="utf-8"
    )
    partial.replace(file)
