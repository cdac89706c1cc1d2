"""What is known so far of all files of one source, while their rows pass by as text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import polars as pl

from sources.extract import Extract, Origin
from sources.fingerprint import FileDigest
from sources.locate import SourceFile

S = TypeVar("S")


class Reading(ABC, Generic[S]):
    """One source of many files, read once from beginning to end; `wanted` maps field names to headers or keys."""

    def __init__(self, source: S, wanted: Mapping[str, str], *, dataset: str, progress: Callable[[int], None]) -> None:
        self._source = source
        self._wanted = dict(wanted)
        self._dataset = dataset
        self._progress = progress
        self._digests: list[FileDigest] = []
        self._rows = 0

    def extract(self, files: tuple[SourceFile, ...]) -> Extract:
        """The agreed fields of all files, one below the other in their order."""
        schema = dict.fromkeys(self._wanted, pl.String)
        frame = pl.io.plugins.register_io_source(lambda *_: self._counted(files), schema=schema)
        return Extract(frame, is_text=True, origin=self.origin)

    def _counted(self, files: tuple[SourceFile, ...]) -> Iterator[pl.DataFrame]:
        for frame in self.frames(files):
            self._rows += frame.height
            self._progress(frame.height)
            yield frame

    @abstractmethod
    def frames(self, files: tuple[SourceFile, ...]) -> Iterator[pl.DataFrame]:
        """The rows of all files, batch by batch."""

    @abstractmethod
    def origin(self) -> Origin:
        """Where the rows came from; complete once they were read."""
