"""`careful_rows`: rows of delimited text read one by one, where counting quotes does not tell them apart.

The slow way, for files with inch marks (`5" pipe`), lone carriage returns or marks outside ASCII: Python's own reader
in its strict mode. A quote inside an unquoted field stands for itself; a quoted field with text after its closing
quote has no certain meaning and is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from schemas.errors import StadtlandError
from sources.row_blocks import Block

LONGEST_FIELD_CHARACTERS = 16 << 20


def careful_rows(
    blocks: Iterator[Block], *, delimiter: str, quote: str | None, dataset: str, file: str
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins on; blank lines are no rows.

    Raises `source-quotes-broken` with the line where the row begins that cannot be told apart.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD_CHARACTERS))
    first = next(blocks, Block(1, b""))
    rows = csv.reader(
        _lines(chain([first], blocks)),
        delimiter=delimiter,
        quotechar=quote,
        quoting=csv.QUOTE_NONE if quote is None else csv.QUOTE_MINIMAL,
        strict=True,
    )
    while True:
        line = first.first_line + rows.line_num
        try:
            row = next(rows, None)
        except csv.Error:
            raise StadtlandError("source-quotes-broken", dataset=dataset, file=file, line=line) from None
        if row is None:
            return
        if row:
            yield line, row


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(block.data.decode("utf-8"), newline="")
