"""`extract_workbook`: the agreed columns of one Excel sheet, as the text that the agreement says values are written in.

A cell is text, a number, a date, true or false, an error, or empty. Text stays as it is ("01067" keeps its nought).
Numbers and dates have no decimal mark and no order of day and month in the file; here they get those of the
agreement, so that the one check that parses text reads 1.5 as 1.5 also where the sheet's text cells say "1,5".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from schemas.agreement import ExcelSource
from schemas.errors import StadtlandError
from sources.extract import Extract, Origin
from sources.fingerprint import digest
from sources.header import choose
from sources.locate import SourceFile
from sources.sheet import Sheet


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
        sheet = _Rows(source, file, dataset)
        frames.append(sheet.rows(wanted))
        dropped.update(dict.fromkeys(sheet.dropped))
        progress(frames[-1].height)
    frame = pl.concat(frames)
    origin = Origin(tuple(digests), frame.height, tuple(dropped))
    return Extract(frame.lazy(), is_text=True, origin=lambda: origin)


class _Rows:
    """The agreed rows of one sheet. Row and column numbers are those of the sheet, from 0."""

    def __init__(self, source: ExcelSource, file: SourceFile, dataset: str) -> None:
        self.dropped: tuple[str, ...] = ()
        self._source = source
        self._file = file
        self._dataset = dataset
        self._sheet = Sheet(file.path, source.sheet, source, label=file.label, dataset=dataset)

    def rows(self, wanted: Mapping[str, str]) -> pl.DataFrame:
        texts = self._sheet.texts()
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
        columns = {at: self._sheet.column(at, texts) for at in sorted(set(choice.positions.values()))}
        return pl.DataFrame({field: columns[at].gather(kept) for field, at in choice.positions.items()})
