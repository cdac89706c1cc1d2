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
    from config.load import load_agreement
    from config.settings import Settings
    from flows.plan_results import plan_results
    from flows.prefect_settings import prepare_prefect

    # Refuse before anything starts: an agreement's fault should take a second, not a server's start-up.
    loaded = load_agreement(agreement)
    loaded.period(period)
    plan_results(loaded)
    data = out or Settings().data
    prepare_prefect(data)

    from flows.exchange import exchange
    from flows.progress_on_terminal import progress_on_terminal

    with progress_on_terminal(quiet=as_json):
        handover: Any = exchange(
            agreement=agreement,
            period=period,
            data=str(data),
            sources=None if sources is None else str(sources),
            correction=correction,
        )
    if as_json:
        console.emit(handover.as_dict())
        return
    german = console.language() == "de"
    rows = [("Paket" if german else "package", handover.package), ("Tagmanifest SHA-256", handover.tagmanifest_sha256)]
    rows += [("geliefert nach" if german else "delivered to", place) for place in handover.delivered_to]
    rows += [("Bericht" if german else "report", handover.report)]
    console.table(f"{loaded.terms.title} · {period}", ("", ""), rows)
    console.say("Geprüft und geliefert.", "Verified and delivered.")
    console.say(f"  stadtland verify {handover.package}", f"  stadtland verify {handover.package}")
