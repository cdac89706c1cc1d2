"""`extract_records`: the agreed keys of JSON records, as text: an array of objects, or one object per line.

Numbers keep the digits they are written with (1.10 stays 1.10), with the agreement's decimal mark; true and false are
these words; null and an absent key are null. A nested value of an agreed key is its JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import polars as pl

from schemas.agreement import JsonSource
from sources.byte_stream import ByteStream
from sources.extract import Extract, Origin
from sources.header import choose
from sources.json_stream import JsonStream, Number
from sources.locate import SourceFile
from sources.reading import Reading

_ROWS_AT_A_TIME = 20_000


def extract_records(
    source: JsonSource,
    wanted: Mapping[str, str],
    files: tuple[SourceFile, ...],
    *,
    dataset: str,
    progress: Callable[[int], None],
) -> Extract:
    """The agreed keys of all records, of all files in name order. A key that some records lack is null there.

    Raises `json-broken` with the line, `records-not-found` (nothing at the agreed pointer, or no array),
    `records-not-objects`, and what `choose` raises about the keys of all records together.
    """
    return _Records(source, wanted, dataset=dataset, progress=progress).extract(files)


class _Records(Reading[JsonSource]):
    def __init__(
        self, source: JsonSource, wanted: Mapping[str, str], *, dataset: str, progress: Callable[[int], None]
    ) -> None:
        super().__init__(source, wanted, dataset=dataset, progress=progress)
        self._keys: dict[str, None] = {}

    def frames(self, files: tuple[SourceFile, ...]) -> Iterator[pl.DataFrame]:
        schema = dict.fromkeys(self._wanted, pl.String)
        for file in files:
            stream = ByteStream(file, "none", dataset=self._dataset)
            records = JsonStream(iter(stream), dataset=self._dataset, file=file.label).records(self._source)
            while some := list(islice(records, _ROWS_AT_A_TIME)):
                for record in some:
                    self._keys.update(dict.fromkeys(record))
                yield pl.DataFrame(
                    {
                        field: [self._text(record.get(column)) for record in some]
                        for field, column in self._wanted.items()
                    },
                    schema=schema,
                )
            self._digests.append(stream.digest())
        self._last = files[-1].label

    def origin(self) -> Origin:
        dropped: tuple[str, ...] = ()
        if self._rows:
            dropped = choose(list(self._keys), self._wanted, dataset=self._dataset, file=self._last).dropped
        return Origin(tuple(self._digests), self._rows, dropped)

    def _text(self, value: Any) -> str | None:
        if value is None or type(value) is str:
            return value
        if isinstance(value, Number):
            return value.replace(".", self._source.decimal)
        if isinstance(value, bool):
            return "true" if value else "false"
        return _json_text(value)


def _json_text(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json_text(key)}:{_json_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
