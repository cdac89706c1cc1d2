"""One learning package, made from one verified delivered package and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from delivery.learning.lessons import lessons
from delivery.learning.measure_cards import measure_cards
from delivery.learning.method import method
from delivery.learning.no_person import refuse_persons_in_text
from delivery.learning.public_tables import public_tables
from delivery.learning.telling import Telling
from delivery.learning.template import template, template_yaml
from delivery.manifest import write_manifest
from delivery.package import MANIFEST
from delivery.verify import verify
from schemas.errors import StadtlandError
from schemas.evidence import Evidence


@dataclass(frozen=True)
class LearningPackage:
    """What lies in the folder: SHA-256 by path, the public tables, and the open places of the template."""

    path: Path
    files: Mapping[str, str]
    tables: tuple[str, ...]
    to_fill_in: tuple[str, ...]


def learning_package(package: str, out: Path, *, tables: Sequence[str] = ()) -> LearningPackage:
    """Write the learning package of a delivered package to the new or empty folder `out`; the same bytes every time.

    Without `tables` it holds every table that the agreement names as public.

    Errors: `learning-package-invalid`, `learning-target-not-empty`, `learning-name-found`, `learning-person-found`,
    those of `public_tables` and of `verify`. Nothing is written where one is raised.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StadtlandError("learning-target-not-empty", folder=out.name)
    files, named, places = _files(package, tables)
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    files[MANIFEST] = write_manifest(digests)
    for path, content in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return LearningPackage(out, digests, named, places)


def _files(package: str, tables: Sequence[str]) -> tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]:
    verdict = verify(package)
    bag = Path(verdict.location)
    if not verdict.is_valid or not bag.is_dir():
        raise StadtlandError("learning-package-invalid", findings=len(verdict.findings))
    evidence, agreement = _read(bag)
    released = public_tables(bag, evidence, agreement, tables)
    telling = Telling.of(agreement)
    open_agreement, places = template(agreement, telling)
    texts = {
        "method.md": method(evidence, agreement, list(released)),
        "lessons.md": lessons(evidence, released, minimum=int(agreement["learning"]["minimum_cell"])),
        "measure_cards.md": measure_cards(evidence, released),
        "to_fill_in.json": json.dumps(places, ensure_ascii=False, indent=2) + "\n",
    }
    files = {path: telling.without(text).encode() for path, text in texts.items() if text is not None}
    files["agreement.template.yaml"] = template_yaml(open_agreement, places)
    files |= {f"tables/{name}.parquet": content for name, content in released.items()}
    for path, text in texts.items():
        if text is not None:
            refuse_persons_in_text(path, telling.without(text))
    refuse_persons_in_text("agreement.template.yaml", files["agreement.template.yaml"].decode())
    for path, content in files.items():
        is_table = path.startswith("tables/")
        found = telling.found_in(_told(content) if is_table else content.decode(), is_table=is_table)
        if found:
            raise StadtlandError("learning-name-found", file=path, count=found)
    return files, tuple(released), places


def _told(table: bytes) -> str:
    """Every text a Parquet file holds: its values are compressed, its footer is not."""
    frame = pl.read_parquet(io.BytesIO(table)).select(pl.selectors.string())
    values = (value for column in frame for value in column.drop_nulls().unique(maintain_order=True))
    return "\n".join([*values, table.decode("utf-8", errors="replace")])


def _read(bag: Path) -> tuple[Evidence, dict[str, Any]]:
    data = bag / "data"
    try:
        evidence = Evidence.model_validate_json((data / "report" / "report.json").read_bytes())
        agreement = YAML(typ="safe", pure=True).load((data / "agreement.yaml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, ValidationError, YAMLError):
        raise StadtlandError("learning-package-invalid", findings=1) from None
    return evidence, agreement
