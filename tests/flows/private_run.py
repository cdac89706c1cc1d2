"""A run of the private demonstration that kills its own process at the n-th piece of news (0: never).

Prints the number of news and the package.
"""

from __future__ import annotations

import os
import signal
import sys

from flows.progress import News, listening
from flows.road import Stages, walk
from flows.stages.open_run import open_run


def main(data: str, sources: str, kill_at: int) -> None:
    """Walk the road with its plain stages."""
    heard = 0

    def hear(_: News) -> None:
        nonlocal heard
        heard += 1
        if heard == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with listening(hear):
        handover = walk(open_run("demo-private", "2025", data, sources), Stages())
    print(heard, handover.package)  # noqa: T201 - the test that started this process reads it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
