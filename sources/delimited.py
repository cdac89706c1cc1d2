"""`extract_delimited`: the agreed columns of delimited text, as text, from one file or from many.

Each file is read once, in blocks of whole rows: hashed, decompressed and recoded in one thread, counted and parsed in
another. Rows are counted by their line ends and compared with what the parser returns. A row that is longer or shorter
than its header stops the run: nothing is padded, nothing is cut, and a line is a row unless it is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from schemas.agreement import CsvSource
from schemas.errors import StadtlandError
from sources.delimited_file import DelimitedFile
from sources.extract import Extract, Origin
from sources.header import Choice, choose
from sources.locate import SourceFile
from sources.reading import Reading
from sources.transcode import refuse_unknown_encoding
from sources.wrong_delimiter import refuse_wrong_delimiter


def extract_delimited(
    source: CsvSource,
    wanted: Mapping[str, str],
    files: tuple[SourceFile, ...],
    *,
    dataset: str,
    progress: Callable[[int], None],
) -> Extract:
    """The agreed columns of all files, one below the other in name order; `wanted` maps field names to headers.

    Columns are found by name in each file, or, by position, where the first file has them. `progress` is told the
    rows read since it was told last.
    """
    refuse_unknown_encoding(source.encoding, dataset=dataset)
    return _Delimited(source, wanted, dataset=dataset, progress=progress).extract(files)


class _Delimited(Reading[CsvSource]):
    def __init__(
        self, source: CsvSource, wanted: Mapping[str, str], *, dataset: str, progress: Callable[[int], None]
    ) -> None:
        super().__init__(source, wanted, dataset=dataset, progress=progress)
        self._dropped: dict[str, None] = {}
        self._may_be_double_encoded = False
        self._first: Choice | None = None

    def frames(self, files: tuple[SourceFile, ...]) -> Iterator[pl.DataFrame]:
        for file in files:
            reader = DelimitedFile(file, self._source, dataset=self._dataset)
            header = reader.header()
            if header is None:
                raise StadtlandError("source-empty", dataset=self._dataset, file=file.label)
            columns = self._columns(header, file)
            yield from reader.frames(columns, len(header))
            self._digests.append(reader.digest())
            self._may_be_double_encoded |= reader.may_be_double_encoded

    def origin(self) -> Origin:
        return Origin(tuple(self._digests), self._rows, tuple(self._dropped), self._may_be_double_encoded)

    def _columns(self, header: list[str], file: SourceFile) -> dict[str, int | str]:
        """Per field, its position in this file, or its text where the file's own name is the field."""
        refuse_wrong_delimiter(header, self._wanted, self._source.delimiter, dataset=self._dataset, file=file.label)
        named = header if self._source.file_name_column is None else [*header, self._source.file_name_column]
        if self._source.columns_by == "position" and self._first is not None:
            choice = self._first
            self._refuse_fewer_columns(len(header), file)
        else:
            choice = choose(named, self._wanted, dataset=self._dataset, file=file.label)
        self._dropped.update(dict.fromkeys(choice.dropped))
        if self._first is None:
            self._first = choice
        name_field = self._source.file_name_column
        return {
            field: file.below if self._wanted[field] == name_field else position
            for field, position in choice.positions.items()
        }

    def _refuse_fewer_columns(self, columns: int, file: SourceFile) -> None:
        assert self._first is not None
        needed = [
            at for field, at in self._first.positions.items() if self._wanted[field] != self._source.file_name_column
        ]
        if needed and max(needed) >= columns:
            raise StadtlandError(
                "columns-too-few", dataset=self._dataset, file=file.label, columns=columns, needed=max(needed) + 1
            )
