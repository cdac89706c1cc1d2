"""An exception's text may hold received values; what leaves a stage never does.

Libraries put the offending value into their messages, and an orchestrator stores messages, logs and traces. Every
stage therefore lets out only `StadtlandError`. The original trace is kept for the people who may see the data, in the
restricted quarantine zone.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from flows.run import Run
from schemas.errors import StadtlandError

P = ParamSpec("P")
T = TypeVar("T")


def no_values(stage: Callable[P, T]) -> Callable[P, T]:
    """The same stage, letting out only `StadtlandError`; any other error becomes `stage-failed` without its text."""

    @wraps(stage)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return stage(*args, **kwargs)
        except StadtlandError as error:
            # Leave the trace of frames (they reference data) behind: only code and facts go on.
            raise StadtlandError(error.code, **error.facts) from None
        except Exception as error:  # noqa: BLE001 - whatever a library raises may carry a value
            run = next((it for it in args if isinstance(it, Run)), None)
            see = _keep_trace(run, stage.__name__) if run else "-"
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            raise StadtlandError(
                "stage-failed", stage=stage.__name__, kind=type(error).__name__, where=where, see=see
            ) from None

    return guarded


def _keep_trace(run: Run, stage: str) -> str:
    file = run.zone("quarantine") / f"trace-{stage}.txt"
    file.write_text(traceback.format_exc(), encoding="utf-8")
    file.chmod(0o600)
    return str(file.relative_to(run.data))
