"""`Sheet`: one sheet of one workbook, its cells as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl

from schemas.agreement import TextFormat
from schemas.errors import StadtlandError
from sources.cell_text import cell_text

_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_ERROR = re.compile(r"got 'Error\((\w+)\)")


def sheet_names(path: Path, *, label: str, dataset: str) -> list[str]:
    """The names of a workbook's sheets. Raises `source-damaged` (no workbook, or a broken one)."""
    return list(_opened(path, label, dataset).sheet_names)


class Sheet:
    """Row and column numbers are those of the sheet, from 0. `label` is what errors call the file.

    Raises `source-damaged` (no workbook, or a broken one), `sheet-missing`, `source-empty`.
    """

    def __init__(self, path: Path, sheet: str | int, written: TextFormat, *, label: str, dataset: str) -> None:
        self._sheet = sheet
        self._written = written
        self._label = label
        self._dataset = dataset
        self._reader = _opened(path, label, dataset)

    def texts(self) -> pl.DataFrame:
        """All cells as the library prints them; an error of a formula under its name."""
        sheet = self._load("string", None)
        if sheet.width == 0 or sheet.total_height == 0:
            raise StadtlandError("source-empty", dataset=self._dataset, file=self._label)
        texts: pl.DataFrame = sheet.to_polars()
        _, faults = sheet.to_arrow_with_errors()
        errors: dict[int, dict[int, str]] = {}
        for fault in faults.errors if faults else ():
            if found := _ERROR.search(fault.detail):
                row, column = fault.position
                errors.setdefault(column, {})[row] = _ERRORS.get(found[1], "#ERROR!")
        # An error is not an empty cell: as text it is refused by the rule that the column is readable.
        return texts.with_columns(
            texts.to_series(column).scatter(list(at.keys()), list(at.values())) for column, at in errors.items()
        )

    def column(self, at: int, texts: pl.DataFrame) -> pl.Series:
        """One column in the format that values are written in: numbers and dates have none in the file."""
        return cell_text(pl.DataFrame({"string": texts.to_series(at), **self._kinds(at)}), self._written)

    def is_number(self, at: int) -> pl.Series:
        """Which cells of one column are numbers of the sheet, not text that looks like one."""
        cells = pl.DataFrame(self._kinds(at))
        return cells.select(
            pl.col("boolean").is_not_null() & pl.col("float").is_not_null() & pl.col("duration").is_null()
        ).to_series()

    def _kinds(self, at: int) -> dict[str, pl.Series]:
        return {kind: self._load(kind, at).to_polars().to_series() for kind in ("boolean", "duration", "float")}

    def _load(self, dtype: str, at: int | None) -> Any:
        import fastexcel

        try:
            return self._reader.load_sheet(
                self._sheet,
                header_row=None,
                skip_rows=0,
                dtypes=dtype,
                use_columns=None if at is None else [at],
            )
        except fastexcel.SheetNotFoundError:
            raise StadtlandError(
                "sheet-missing",
                dataset=self._dataset,
                file=self._label,
                sheet=str(self._sheet),
                sheets=", ".join(self._reader.sheet_names),
            ) from None
        except fastexcel.FastExcelError:
            raise StadtlandError("source-damaged", dataset=self._dataset, file=self._label) from None


def _opened(path: Path, label: str, dataset: str) -> Any:
    import fastexcel

    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError:
        raise StadtlandError("source-damaged", dataset=dataset, file=label) from None
