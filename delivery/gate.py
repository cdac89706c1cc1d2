"""The gate on the final bytes: nothing is in a package that the agreement and the released schemas do not allow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delivery.chart_files import CHARTS
from delivery.control_totals import CONTROL_TOTALS
from delivery.folder import FolderTarget
from delivery.gate_charts import CHECK, problems_of_charts
from delivery.gate_footer import Problem
from delivery.gate_table import CHECKS, problems_of_table
from delivery.package import MANIFEST, TAGMANIFEST, Package
from delivery.safe_path import shown
from schemas.errors import StadtlandError

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

TAG_FILES = frozenset({"bagit.txt", "bag-info.txt", "README.txt", MANIFEST, TAGMANIFEST})
_SHOWN = 10


@dataclass(frozen=True)
class Allowed:
    """What one table of a package may be: the columns that the agreement lets out, and the rows that were computed."""

    table: str
    schema: type[pa.DataFrameModel]
    columns: tuple[str, ...]
    rows: int
    title_de: str = ""
    title_en: str = ""


@dataclass(frozen=True)
class GateCheck:
    """One kind of check that everything passed: its sentence, and how many things it looked at."""

    code: str
    de: str
    en: str
    units: int


@dataclass(frozen=True)
class GateReport:
    """A package that passed. There is no report of one that did not: `gate` raises."""

    package: str
    checks: tuple[GateCheck, ...]


def gate(
    package: Package,
    allowed: Sequence[Allowed],
    *,
    documents: Collection[str],
    charts: Collection[str] = (),
    forbidden: Mapping[str, pl.Series] | None = None,
) -> GateReport:
    """Read the package's files back and compare them with what is allowed; anything else is `gate-refused`.

    `documents` are the other payload files by their path inside `data/`. `charts` are the tables that have pictures:
    these are drawn again from the packaged tables and must be the same bytes, and every text in them is read.
    `forbidden` maps the name of a field that
    must never be released to its received values as text: none of them may occur in a text column of any table. Choose
    fields whose values identify (names, addresses, numbers of certificates); an ordinary word would forbid itself.
    Violations are told by file, column and key, never by value.
    """
    tables = {f"data/tables/{table.table}.parquet": table for table in allowed}
    declared = {*tables, *(f"data/{path}" for path in documents), f"data/{CONTROL_TOTALS}", *TAG_FILES}
    found = sorted(FolderTarget(package.path).files(""), key=lambda item: item.path)
    for item in found:
        if item.kind != "file":
            raise _refused(item.path, [Problem("keine gewöhnliche Datei.", "not a plain file.")])
        if item.path not in declared:
            raise _refused(item.path, [Problem("steht in keiner Erklärung.", "declared by nothing.")])
    for path in sorted(declared - {item.path for item in found}):
        raise _refused(path, [Problem("fehlt im Paket.", "missing from the package.")])

    units = dict.fromkeys(CHECKS, 0)
    for path, table in sorted(tables.items()):
        wrong = problems_of_table(
            package.path / path,
            table.schema,
            table=table.table,
            columns=table.columns,
            rows=table.rows,
            agreement=package.agreement,
            agreement_sha256=package.agreement_sha256,
            title_de=table.title_de,
            title_en=table.title_en,
            forbidden=forbidden or {},
            units=units,
        )
        if wrong:
            raise _refused(path, wrong)
    pictures = [path for path in documents if path.startswith(f"{CHARTS}/")]
    drawn = [table.table for table in allowed if table.table in charts]
    for path, wrong in problems_of_charts(package.path, drawn, pictures):
        raise _refused(path, wrong)
    of_charts = [GateCheck("charts", *CHECK, len(pictures))] if pictures else []
    files = GateCheck("files", "Nur erklärte Dateien im Paket.", "Only declared files in the package.", len(found))
    return GateReport(
        package.tagmanifest_sha256,
        (files, *(GateCheck(code, *CHECKS[code], units[code]) for code in CHECKS), *of_charts),
    )


def _refused(path: str, problems: Sequence[Problem]) -> StadtlandError:
    told = problems[:_SHOWN]
    return StadtlandError(
        "gate-refused",
        file=shown(path),
        count=len(problems),
        findings="\n".join(f"  {problem.de} · {problem.en}" for problem in told),
    )
