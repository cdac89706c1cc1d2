"""What one partition gives: its counts, and what they were counted by. Small, serialisable, mergeable."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.contingency import Contingency, contingency
from transforms.privacy.counting.packing import Packing
from transforms.privacy.hierarchies.hierarchy import Hierarchy

_METADATA = "stadtland.summary"


@dataclass(frozen=True)
class Summary:
    """The contingency table of one partition, or of several merged ones; as personal as the rows it counts.

    Guarantees: whatever the partitioning of the same rows, and in whatever order summaries merge, the merged table is
    the same, cell by cell and in the same order. Hence so is everything computed from it: `search(summary.table, …)`,
    `measure_counted(summary.table, …)`. Summaries merge only when their hierarchies are the same, leaf by leaf.
    """

    table: Contingency = field(repr=False)
    agreed: str
    """SHA-256 over the fields, the leaves of their hierarchies and the sensitive fields: what was agreed before."""

    @classmethod
    def of(cls, frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], sensitive: Sequence[str] = ()) -> Summary:
        """Count one partition, streaming. Errors: those of `contingency`."""
        return cls(contingency(frame, hierarchies, sensitive), _agreed(hierarchies, sensitive))

    @classmethod
    def merged(cls, summaries: Iterable[Summary]) -> Summary:
        """All of them together; each is asked for once, and let go once it is merged.

        Tables of like size are merged in pairs, so a cell is moved a number of times that grows with the logarithm of
        the partitions; memory is at most about three times that of the merged table. Errors: `partitions-none`,
        `summaries-differ`.
        """
        waiting: list[Summary] = []  # each at least twice as large as the next
        for summary in summaries:
            merged = summary
            while waiting and waiting[-1].table.cells.height < 2 * merged.table.cells.height:
                merged = waiting.pop()._with(merged)
            waiting.append(merged)
        if not waiting:
            raise StadtlandError("partitions-none")
        whole = waiting.pop()
        while waiting:
            whole = waiting.pop()._with(whole)
        return whole

    def _with(self, other: Summary) -> Summary:
        if self.agreed != other.agreed:
            raise StadtlandError("summaries-differ")
        return Summary(self.table.merge(other.table), self.agreed)

    def to_bytes(self) -> bytes:
        """A Parquet file: the cells, and in its metadata the packing. Personal data: the run's private folder only."""
        about = {
            "columns": self.table.packing.columns,
            "places": self.table.packing.places,
            "sensitive": self.table.sensitive,
            "agreed": self.agreed,
        }
        file = io.BytesIO()
        self.table.cells.write_parquet(
            file, compression="lz4", statistics=False, metadata={_METADATA: json.dumps(about)}
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Summary:
        """What `to_bytes` wrote. Errors: `summary-damaged`."""
        try:
            about = json.loads(pl.read_parquet_metadata(io.BytesIO(data))[_METADATA])
            packing = Packing(tuple(about["columns"]), tuple((w, shift, bits) for w, shift, bits in about["places"]))
            sensitive = tuple(about["sensitive"])
            cells = pl.read_parquet(io.BytesIO(data)).select(*packing.words, *sensitive, "_rows")
            return cls(Contingency(packing, cells, sensitive), str(about["agreed"]))
        except (pl.exceptions.PolarsError, KeyError, ValueError, OSError):
            raise StadtlandError("summary-damaged") from None


def _agreed(hierarchies: Mapping[str, Hierarchy], sensitive: Sequence[str]) -> str:
    digest = hashlib.sha256(json.dumps([list(hierarchies), list(sensitive)]).encode())
    for hierarchy in hierarchies.values():
        digest.update(json.dumps(hierarchy.leaves.to_list()).encode())
    return digest.hexdigest()
