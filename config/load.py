"""`load_agreement("leipzig")`: an agreement is accepted whole or refused whole, before a run starts.

A refusal names file, line, field and what would be right, for every fault at once.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from config.include_rules import include_rules
from config.meaning import faults_of_meaning
from config.meaning_learning import faults_of_learning
from schemas.agreement import Agreement
from schemas.errors import StadtlandError
from schemas.period import Period

BUILT_IN = Path(__file__).parent / "agreements"

Place = tuple[str | int, ...]
"""Where in the document: keys and list positions."""


@dataclass(frozen=True)
class LoadedAgreement:
    """The terms, and the bytes they were read from: their SHA-256 travels through the run."""

    terms: Agreement
    file: Path
    text: bytes
    sha256: str
    is_built_in: bool
    included: Mapping[str, bytes] = field(default_factory=dict)
    """Rules files that the agreement includes and pins by their SHA-256."""

    def period(self, text: str, today: date | None = None) -> Period:
        """A period of this agreement, refused (`period-outside-agreement`) where it is not valid throughout.

        `previous-quarter` (or year, half-year, month, day) is what a schedule says; it needs `today`.
        """
        is_relative = today is not None and text.startswith("previous-")
        period = Period.previous(text.removeprefix("previous-"), today) if today and is_relative else Period.parse(text)
        valid = self.terms.valid
        if period.start < valid.start or period.end > valid.until:
            raise StadtlandError(
                "period-outside-agreement",
                period=period.label,
                agreement=self.terms.agreement,
                start=valid.start.isoformat(),
                end=valid.until.isoformat(),
            )
        return period


def available_agreements() -> list[str]:
    """Names of the agreements that come with the house."""
    return sorted(file.stem for file in BUILT_IN.glob("*.yaml"))


def load_agreement(name_or_path: str) -> LoadedAgreement:
    """Read, type and check one agreement, by the name of a built-in one or by the path of a YAML file.

    Raises `agreement-not-found`, or `agreement-refused` with every finding.
    """
    file = _find(name_or_path)
    text = file.read_bytes()
    document = _parse(file, text)
    written, included, findings = include_rules(_plain(document), file.parent)
    if findings:
        raise _refusal(file, document, findings)
    try:
        terms = Agreement.model_validate(written)
    except ValidationError as error:
        findings = [(tuple(fault["loc"]), _in_words(fault)) for fault in error.errors(include_input=False)]
        raise _refusal(file, document, findings) from None
    findings = [*faults_of_meaning(terms), *faults_of_learning(terms)]
    if findings:
        raise _refusal(file, document, findings)
    return LoadedAgreement(terms, file, text, hashlib.sha256(text).hexdigest(), file.parent == BUILT_IN, included)


def refuse(loaded: LoadedAgreement, findings: list[tuple[Place, str]]) -> StadtlandError:
    """The refusal of a loaded agreement for faults that only the flows can see (a result's parameters, say)."""
    return _refusal(loaded.file, _parse(loaded.file, loaded.text), findings)


def _find(name_or_path: str) -> Path:
    looks_like_path = name_or_path.endswith((".yaml", ".yml")) or "/" in name_or_path
    if not looks_like_path and name_or_path in available_agreements():
        return BUILT_IN / f"{name_or_path}.yaml"
    file = Path(name_or_path)
    if looks_like_path and file.is_file():
        return file
    raise StadtlandError("agreement-not-found", agreement=name_or_path, available=", ".join(available_agreements()))


def _parse(file: Path, text: bytes) -> CommentedMap:
    try:
        document = YAML(typ="rt", pure=True).load(io.StringIO(text.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise _refused(file, [f"byte {error.start}: not UTF-8; save the file as UTF-8"]) from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refused(file, [f"line {line}: not readable as YAML: {error.problem}"]) from None
    except YAMLError:
        raise _refused(file, ["line 1: holds a character that YAML forbids"]) from None
    if not isinstance(document, CommentedMap):
        raise _refused(file, ["line 1: an agreement is a mapping of keys; this is not one"])
    return document


def _plain(node: Any) -> Any:
    """The document without the YAML library's own types, so that the model sees what a JSON reader would see."""
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return node


def _in_words(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return "unknown key; an agreement holds only what the language knows (misspelt?)"
    if fault["type"] == "missing":
        return "is missing"
    return str(fault["msg"]).removeprefix("Value error, ")


def _refusal(file: Path, document: CommentedMap, findings: list[tuple[Place, str]]) -> StadtlandError:
    located = sorted((*_locate(document, place), words) for place, words in findings)
    return _refused(file, [f"line {line}: {field}: {words}" for line, field, words in located])


def _refused(file: Path, lines: list[str]) -> StadtlandError:
    return StadtlandError(
        "agreement-refused",
        file=file.name,
        count=len(lines),
        findings="\n".join(f"  {file.name}, {it}" for it in lines),
    )


def _locate(document: CommentedMap, place: Place) -> tuple[int, str]:
    """The line of a place, and its name as people write it. Places that a union invents (its tag) are skipped."""
    node: Any = document
    line, named = 0, []
    for step in place:
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0]
            node = node[step]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0]
            node = node[step]
        elif place[-1] != step or (isinstance(node, CommentedMap) and step in ("csv", "excel", "json", "parquet")):
            continue
        named.append(str(step))
    return line + 1, ".".join(named) or "agreement"
