"""The bytes of a package, file by file, to hold two packages against each other."""

from __future__ import annotations

import hashlib
from pathlib import Path


def package_bytes(package: str) -> dict[str, str]:
    """SHA-256 by the file's place in the bag."""
    bag = Path(package)
    return {
        str(file.relative_to(bag)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(bag.rglob("*"))
        if file.is_file()
    }
