"""Several deliverers at the same moment, each in its own thread, and what each of them was told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from delivery.deliver import Delivery
from delivery.package import Package
from schemas.errors import StadtlandError


def at_once(packages: Sequence[Package], deliver: Callable[[Package], Delivery]) -> list[tuple[str, str]]:
    """Per package its name and `delivered`, `again`, or the code of the error."""
    outcomes: list[tuple[str, str]] = []
    start = threading.Barrier(len(packages))

    def run(package: Package) -> None:
        start.wait()
        try:
            said = "again" if deliver(package).was_already_delivered else "delivered"
        except StadtlandError as error:
            said = error.code
        outcomes.append((package.tagmanifest_sha256, said))

    threads = [threading.Thread(target=run, args=(package,)) for package in packages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
