"""How Prefect runs on a machine without a server: told before it is imported, and only what the user left open."""

from __future__ import annotations

import os
from pathlib import Path


def prepare_prefect(data: Path) -> None:
    """Set Prefect's environment for this process. What is already set is left alone.

    Prefect's home lies inside the data folder, so that a run leaves nothing elsewhere. Analytics off is what keeps
    the server from calling out; the longer start-up time is for the first run of a fresh machine.
    """
    home = (data / "prefect").resolve()
    for name, value in {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_CLI_PROMPT": "false",
    }.items():
        os.environ.setdefault(name, value)
    home.mkdir(parents=True, exist_ok=True)
