"""Starts the exchange flow from the command line and tells the person how it ended. Shared by `run` and `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows import console


def hand_over(
    agreement: str,
    period: str,
    *,
    out: Path | None = None,
    sources: Path | None = None,
    correction: str | None = None,
    as_json: bool = False,
) -> None:
    """Run one exchange in this process and print package, target and report. Raises what the run raises."""
    from flows.plan_results import plan_results
    from flows.prefect_settings import prepare_prefect
    from flows.stages.open_run import open_run, refuse_absent_files

    # Refuse before anything starts: an agreement's fault should take a second, not a server's start-up.
    data, base = _text(out), _text(sources)
    run = open_run(agreement, period, data, base)
    plan_results(run.agreed)
    refuse_absent_files(run)
    prepare_prefect(run.data)

    from flows.errors_told_once import errors_told_once
    from flows.exchange import exchange
    from flows.progress_on_terminal import progress_on_terminal

    with progress_on_terminal(quiet=as_json), errors_told_once():
        handover: Any = exchange(agreement=agreement, period=period, data=data, sources=base, correction=correction)
    if as_json:
        console.emit(handover.as_dict())
        return
    german = console.language() == "de"
    rows = [("Paket" if german else "package", handover.package), ("Tagmanifest SHA-256", handover.tagmanifest_sha256)]
    rows += [("geliefert nach" if german else "delivered to", place) for place in handover.delivered_to]
    rows += [("Bericht" if german else "report", handover.report)]
    console.table(f"{run.terms.title} · {period}", ("", ""), rows)
    console.say("Geprüft und geliefert.", "Verified and delivered.")
    console.say(f"  stadtland verify {handover.package}", f"  stadtland verify {handover.package}")


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
