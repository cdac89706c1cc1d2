"""`open_target`: where a location says, as something that can be delivered to and read from."""

from __future__ import annotations

import re
from pathlib import Path

from delivery.target import Target
from schemas.errors import StadtlandError

_S3 = re.compile(r"s3://(?P<bucket>[a-zA-Z0-9][a-zA-Z0-9.\-_]{1,254})(?:/(?P<prefix>.*))?")


def open_target(location: str, *, base: Path | None = None) -> Target:
    """The target at `s3://bucket/prefix`, `folder:PATH` or a plain path; a relative one lies below `base`.

    Nothing is contacted yet. S3 endpoint, region and credentials come from the standard AWS variables and files.
    Anything else is `target-not-understood`.
    """
    if location.startswith("s3://"):
        place = _S3.fullmatch(location)
        prefix = (place["prefix"] or "").strip("/") if place else ""
        if place is None or any(part in ("", ".", "..") for part in prefix.split("/") if prefix):
            raise StadtlandError("target-not-understood", target=location)
        from delivery.s3 import S3Target

        return S3Target(place["bucket"], prefix)
    if "://" in location or not location.removeprefix("folder:"):
        raise StadtlandError("target-not-understood", target=location.partition("://")[0])
    from delivery.folder import FolderTarget

    path = Path(location.removeprefix("folder:")).expanduser()
    return FolderTarget(path if path.is_absolute() or base is None else base / path)
