"""A run that kills its own process at the n-th piece of news (0: never). Prints their number and the package."""

from __future__ import annotations

import os
import signal
import sys

from flows.progress import News, listening


def main(out: str, sources: str, kill_at: int) -> None:
    """Run the demo agreement on the city in `sources`."""
    from flows.exchange import exchange

    heard = 0

    def hear(news: News) -> None:
        nonlocal heard
        if news.counts and not news.is_done:
            return  # how far reading is: an unchanged source is not read again, so this news comes and goes
        heard += 1
        if heard == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with listening(hear):
        handover = exchange(agreement="demo", period="2025", data=out, sources=sources)
    print(heard, handover.package)  # noqa: T201 - the test that started this process reads it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
