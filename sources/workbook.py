"""`extract_workbook`: the agreed columns of one Excel sheet, as the text that the agreement says values are written in.

A cell is text, a number, a date, true or false, an error, or empty. Text stays as it is ("01067" keeps its nought).
Numbers and dates have no decimal mark and no order of day and month in the file; here they get those of the
agreement, so that the one check that parses text reads 1.5 as 1.5 also where the sheet's text cells say "1,5".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from schemas.agreement import ExcelSource
from schemas.errors import StadtlandError
from sources.cell_text import cell_text
from sources.extract import Extract, Origin
from sources.fingerprint import digest
from sources.header import choose
from sources.locate import SourceFile

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


def extract_workbook(
    source: ExcelSource,
    wanted: Mapping[str, str],
    files: tuple[SourceFile, ...],
    *,
    dataset: str,
    progress: Callable[[int], None],
) -> Extract:
    """The agreed columns of the sheet, of all files in name order. A row without any value in the sheet is no row.

    Raises `source-damaged` (no workbook, or a broken one), `sheet-missing`, `source-empty`, and what `choose` raises.
    """
    frames: list[pl.DataFrame] = []
    dropped: dict[str, None] = {}
    digests = [digest(file, dataset=dataset) for file in files]
    for file in files:
        sheet = _Sheet(source, file, dataset)
        frames.append(sheet.rows(wanted))
        dropped.update(dict.fromkeys(sheet.dropped))
        progress(frames[-1].height)
    frame = pl.concat(frames)
    origin = Origin(tuple(digests), frame.height, tuple(dropped))
    return Extract(frame.lazy(), is_text=True, origin=lambda: origin)


class _Sheet:
    """One sheet of one workbook. Row and column numbers are those of the sheet, from 0."""

    def __init__(self, source: ExcelSource, file: SourceFile, dataset: str) -> None:
        self.dropped: tuple[str, ...] = ()
        self._source = source
        self._file = file
        self._dataset = dataset
        self._reader = self._opened()

    def rows(self, wanted: Mapping[str, str]) -> pl.DataFrame:
        texts = self._texts()
        if texts.height <= self._source.preamble_rows:
            raise StadtlandError("source-empty", dataset=self._dataset, file=self._file.label)
        is_blank = texts.select(pl.all().fill_null("").str.strip_chars() == "")
        header = [(name or "").strip() for name in texts.row(self._source.preamble_rows)]
        while header and not header[-1] and is_blank[:, len(header) - 1].all():
            header.pop()  # a column that is only formatted is none
        choice = choose(header, wanted, dataset=self._dataset, file=self._file.label)
        self.dropped = choice.dropped
        has_value = ~is_blank.select(pl.all_horizontal(pl.all())).to_series()
        kept = [row for row in has_value.arg_true().to_list() if row > self._source.preamble_rows]
        kept = kept[: max(0, len(kept) - self._source.footer_rows)]
        columns = {at: self._column(at, texts) for at in sorted(set(choice.positions.values()))}
        return pl.DataFrame({field: columns[at].gather(kept) for field, at in choice.positions.items()})

    def _column(self, at: int, texts: pl.DataFrame) -> pl.Series:
        kinds = {kind: self._load(kind, at).to_polars().to_series() for kind in ("boolean", "duration", "float")}
        return cell_text(pl.DataFrame({"string": texts.to_series(at), **kinds}), self._source)

    def _texts(self) -> pl.DataFrame:
        sheet = self._load("string", None)
        if sheet.width == 0 or sheet.total_height == 0:
            raise StadtlandError("source-empty", dataset=self._dataset, file=self._file.label)
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

    def _load(self, dtype: str, at: int | None) -> Any:
        import fastexcel

        try:
            return self._reader.load_sheet(
                self._source.sheet,
                header_row=None,
                skip_rows=0,
                dtypes=dtype,
                use_columns=None if at is None else [at],
            )
        except fastexcel.SheetNotFoundError:
            raise StadtlandError(
                "sheet-missing",
                dataset=self._dataset,
                file=self._file.label,
                sheet=str(self._source.sheet),
                sheets=", ".join(self._reader.sheet_names),
            ) from None
        except fastexcel.FastExcelError:
            raise StadtlandError("source-damaged", dataset=self._dataset, file=self._file.label) from None

    def _opened(self) -> Any:
        import fastexcel

        try:
            return fastexcel.read_excel(self._file.path)
        except fastexcel.FastExcelError:
            raise StadtlandError("source-damaged", dataset=self._dataset, file=self._file.label) from None
