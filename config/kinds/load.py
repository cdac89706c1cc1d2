"""`load_kind("climate-contract")`: one kind of cooperation, typed. A file that is wrong is our own fault and raises."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from schemas.errors import StadtlandError
from schemas.kind import Kind

_FOLDER = Path(__file__).parent


def available_kinds() -> list[str]:
    """The kinds that the house knows, by name."""
    return sorted(file.stem for file in _FOLDER.glob("*.yaml"))


def load_kind(name: str) -> Kind:
    """One kind by its name. Raises `kind-unknown`."""
    if name not in available_kinds():
        raise StadtlandError("kind-unknown", kind=name, known=", ".join(available_kinds()))
    written = YAML(typ="safe", pure=True).load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Kind.model_validate(written)
