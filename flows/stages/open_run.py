"""Opens a run: the agreement is accepted, the period lies inside it, every secret it refers to is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from config.load import load_agreement
from config.settings import Settings
from flows.run import Run


def open_run(
    agreement: str, period: str, data: str | None = None, sources: str | None = None, today: date | None = None
) -> Run:
    """The run of one agreement and period. Raises what a refused agreement or period raises; reads no data."""
    settings = Settings()
    loaded = load_agreement(agreement)
    if sources is not None:
        base = Path(sources)
    elif settings.sources is not None:
        base = settings.sources
    else:
        base = Path() if loaded.is_built_in else loaded.file.parent
    run = Run(loaded, loaded.period(period, today), Path(data) if data else settings.data, base)
    _secrets_are_there(run)
    return run


def _secrets_are_there(run: Run) -> None:
    from sources.secret import resolve

    for key, dataset in run.terms.datasets.items():
        for name, rule in dataset.fields.items():
            if rule.key is not None:
                resolve(rule.key, used_for=f"datasets.{key}.fields.{name}")


def refuse_absent_files(run: Run) -> None:
    """Raise what reading would raise for the first file or glob of the agreement that is not there. Opens nothing.

    For a person at a terminal, who need not wait for an orchestrator to hear it; on a worker a file may still come.
    """
    from sources.locate import locate

    for key, dataset in run.terms.datasets.items():
        path = getattr(dataset.source, "path", None)
        if path is not None:
            locate(path, base=run.sources, dataset=key)
