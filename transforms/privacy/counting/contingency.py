"""The contingency table of microdata: one row per distinct tuple of quasi-identifiers, with the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.distinct import distinct
from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.packed import packed
from transforms.privacy.counting.packing import Packing
from transforms.privacy.counting.refuse_nested import refuse_nested
from transforms.privacy.counting.runs import Run, Runs
from transforms.privacy.hierarchies.hierarchy import Hierarchy

_ROWS = "_rows"


@dataclass(frozen=True)
class Contingency:
    """Counts of rows per distinct tuple of leaf codes (and sensitive values): all the search ever looks at.

    Counts add: tables of partitions merge into the table of the whole, whatever the partitioning. The table is
    personal data like the rows it counts.
    """

    packing: Packing
    cells: pl.DataFrame = field(repr=False)
    """Key columns, sensitive columns as text, and `_rows`; sorted, one row per distinct combination."""
    sensitive: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows of microdata were counted."""
        return int(self.cells[_ROWS].sum())

    @property
    def counts(self) -> NDArray[np.int64]:
        """Rows per cell."""
        return self.cells[_ROWS].to_numpy()

    def codes(self) -> list[NDArray[np.int64]]:
        """Leaf codes of each quasi-identifier, per cell."""
        return self.packing.codes([self.cells[word].to_numpy() for word in self.packing.words])

    def merge(self, *others: Contingency) -> Contingency:
        """The table of all partitions together; commutative and associative.

        Sorted runs are merged in time linear in their cells, each cell as often as the logarithm of the partitions.
        """
        if len(self.packing.words) == 1 and not self.sensitive:
            runs = Runs()
            for table in (self, *others):
                runs.add_run(Run(table.cells[self.packing.words[0]].to_numpy(), table.counts))
            return Contingency(self.packing, _unpacked(runs.merged(), self.packing, self.packing, {}))
        by = [*self.packing.words, *self.sensitive]
        together = pl.concat([self.cells, *(other.cells for other in others)])
        return Contingency(self.packing, together.group_by(by).agg(pl.col(_ROWS).sum()).sort(by), self.sensitive)


def contingency(
    frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], sensitive: Sequence[str] = ()
) -> Contingency:
    """Count `frame`, streaming: one row per distinct tuple of quasi-identifiers and sensitive values.

    Packed keys are sorted and counted some millions at a time and merged: memory is that of `Runs`, whatever the number
    of rows. Sensitive values are looked up first, in a pass over their columns alone, and packed too. Where all that
    takes more than 63 bits the engine groups by hash.

    Errors: `quasi-identifiers-none`, `quasi-identifier-absent`, `sensitive-absent`, `sensitive-is-quasi-identifier`,
    and `hierarchy-misses-value` with the numbers of distinct values and rows that the hierarchy lacks.
    """
    _refuse_what_cannot_be_counted(frame, hierarchies, sensitive)
    # Two codes beyond the leaves: a missing value, and a value that the hierarchy does not know.
    packing = Packing.of({name: hierarchy.leaves.len() + 2 for name, hierarchy in hierarchies.items()})
    schema = frame.collect_schema()
    lookups = {name: Lookup.of(name, schema[name], hierarchy) for name, hierarchy in hierarchies.items()}
    values = {name: _texts(found) for name, found in distinct(frame, sensitive).items()} if sensitive else {}
    # In the low bits, the first field's above those of the next: cells sorted by key are sorted by value.
    sizes = {name: texts.len() + 1 for name, texts in reversed(values.items())}
    both = Packing.of({**sizes, **{name: hierarchy.leaves.len() + 2 for name, hierarchy in hierarchies.items()}})
    if len(both.words) == 1:
        lookups |= {name: _by_text(name, schema[name], texts) for name, texts in values.items()}
        cells = _unpacked(_counted(packed(frame, lookups, both)), both, packing, values)
    else:
        by = [*packing.words, *sensitive]
        keyed = packed(frame, lookups, packing, and_also=[pl.col(name).cast(pl.String) for name in sensitive])
        cells = keyed.group_by(by).agg(pl.len().cast(pl.Int64).alias(_ROWS)).sort(by).collect(engine="streaming")
    table = Contingency(packing, cells, tuple(sensitive))
    _refuse_unknown_values(table, frame, hierarchies)
    return table


def _texts(values: pl.Series) -> pl.Series:
    """Null, then the values as text in its order."""
    return pl.concat([pl.Series(values.name, [None], dtype=pl.String), values.cast(pl.String).unique().sort()])


def _by_text(name: str, dtype: pl.DataType, texts: pl.Series) -> Lookup:
    known = Hierarchy(texts.drop_nulls().to_frame("level_0"), name)
    numbers = np.arange(1, texts.len() + 2)
    numbers[-2:] = 0, texts.len()
    return replace(Lookup.of(name, dtype, known), numbers=numbers)


def _counted(keys: pl.LazyFrame) -> Run:
    runs = Runs()
    for batch in keys.collect_batches(maintain_order=False, engine="streaming"):
        runs.add(batch.to_series().to_numpy())
    return runs.merged()


def _unpacked(run: Run, both: Packing, packing: Packing, values: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The cells: keys of the quasi-identifiers alone, sensitive values as text."""
    places = dict(zip(both.columns, both.places, strict=True))
    texts = []
    for name, known in values.items():
        _, shift, bits = places[name]
        texts.append(known.gather(pl.Series((run.keys >> shift) & ((1 << bits) - 1))).alias(name))
    key = pl.Series(packing.words[0], run.keys >> places[packing.columns[0]][1])
    return pl.DataFrame([key, *texts, pl.Series(_ROWS, run.rows)])


def _refuse_what_cannot_be_counted(
    frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy], sensitive: Sequence[str]
) -> None:
    if not hierarchies:
        raise StadtlandError("quasi-identifiers-none")
    present = set(frame.collect_schema().names())
    for code, names in (("quasi-identifier-absent", hierarchies), ("sensitive-absent", sensitive)):
        missing = [name for name in names if name not in present]
        if missing:
            raise StadtlandError(code, missing=", ".join(missing))
    refuse_nested(frame.collect_schema(), (*hierarchies, *sensitive))
    both = [name for name in sensitive if name in hierarchies]
    if both:
        raise StadtlandError("sensitive-is-quasi-identifier", field=", ".join(both))


def _refuse_unknown_values(table: Contingency, frame: pl.LazyFrame, hierarchies: Mapping[str, Hierarchy]) -> None:
    keys = [table.cells[name].to_numpy() for name in table.packing.words]
    for (name, hierarchy), (word, shift, bits) in zip(hierarchies.items(), table.packing.places, strict=True):
        unknown_rows = _rows_of(keys[word], table.counts, shift, (1 << bits) - 1, hierarchy.leaves.len() + 1)
        if unknown_rows:
            text = pl.col(name).cast(pl.String)
            unknown = frame.filter(text.is_not_null() & ~text.is_in(hierarchy.leaves.implode()))
            values = unknown.select(pl.col(name).n_unique()).collect(engine="streaming").item()
            raise StadtlandError("hierarchy-misses-value", field=name, values=int(values), rows=unknown_rows)


@compiled
def _rows_of(keys: NDArray[np.int64], rows: NDArray[np.int64], shift: int, mask: int, code: int) -> int:
    """The rows behind one code of one column."""
    found = 0
    for place in range(len(keys)):
        found += rows[place] if (keys[place] >> shift) & mask == code else 0
    return found
