"""Published figures that come with the house, each with its source (README.md): `published()` lists their files."""

from __future__ import annotations

from pathlib import Path


def published() -> list[Path]:
    """One file per published table."""
    return sorted(Path(__file__).parent.glob("*.csv"))
