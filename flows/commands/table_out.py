"""Rules in and tables out, for the commands that protect tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Error: `rules-refused` where it cannot be read."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from schemas.errors import StadtlandError

    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        reason = type(error).__name__
    raise StadtlandError(
        "rules-refused",
        file=str(path),
        problem_de=f"Das ist kein lesbares YAML ({reason}).",
        problem_en=f"This is no readable YAML ({reason}).",
    )


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """CSV where the file is called so, Parquet otherwise; complete or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.lower() == ".csv":
            frame.write_csv(temporary)
        else:
            frame.write_parquet(temporary, compression="zstd", statistics=False)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
