"""One protection in partitions: whose rows, under which rules, to where. Written once; every stage reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.stages.partitions.partition_files import PartitionFiles
from flows.stages.partitions.work_folder import WorkFolder
from schemas.agreement import BuiltHierarchy
from schemas.agreement.privacy_model import SensitiveRule
from schemas.agreement.protection_rules import Rules

FILE = "job"


@dataclass(frozen=True)
class Job:
    """Partitions are numbered: first those of the population, then those of a research subset, where one is named."""

    rules: Rules
    rules_folder: Path
    out: Path
    files: PartitionFiles
    subset: PartitionFiles | None = None

    @classmethod
    def at(cls, work: str) -> Job:
        """The job whose stages work in this folder."""
        job: Job = WorkFolder(work).get_object(FILE)
        return job

    @property
    def places(self) -> range:
        """All partitions, by number."""
        return range(len(self.files.paths) + (len(self.subset.paths) if self.subset else 0))

    @property
    def released(self) -> range:
        """The partitions that are released: the subset's where there is one."""
        return range(len(self.files.paths), len(self.places)) if self.subset else self.places

    @property
    def releasing(self) -> PartitionFiles:
        """The files of those."""
        return self.subset or self.files

    @property
    def columns(self) -> list[str]:
        """What is released; all other columns are dropped."""
        return [*self.rules.quasi_identifiers, *self.rules.sensitive, *self.rules.keep]

    def name(self, place: int) -> str:
        """File name of a partition."""
        return self._path(place).name

    def released_name(self, place: int) -> str:
        """File name of a released partition."""
        return f"{self._path(place).stem}.parquet"

    def frame(self, place: int, columns: list[str]) -> pl.LazyFrame:
        """The rows of a partition."""
        if self.subset and place in self.released:
            return self.subset.frame(place - self.released.start, columns)
        return self.files.frame(place, columns)

    def built(self, place: int) -> list[str]:
        """Fields of a partition whose values have to be known before counting: those of hierarchies that are built
        from the population, and sensitive ones whose order is not that of text.
        """
        rules = self.rules.quasi_identifiers
        is_population = place < len(self.files.paths)
        named = [name for name in rules if isinstance(rules[name].hierarchy, BuiltHierarchy)] if is_population else []
        if place in self.released:
            named += [name for name in self.rules.sensitive if self.releasing.schema[name] != pl.String]
        return named

    def counted_sensitive(self, place: int) -> tuple[str, ...]:
        """Sensitive fields that are counted with a partition: all that are measured, else what the search looks at."""
        return tuple(self.rules.sensitive) if place in self.released else self.searched_sensitive

    @property
    def searched_sensitive(self) -> tuple[str, ...]:
        """Sensitive fields that a model speaks of."""
        speaks = any(isinstance(rule, SensitiveRule) for rule in self.rules.models)
        return tuple(self.rules.sensitive) if speaks else ()

    def _path(self, place: int) -> Path:
        if self.subset and place in self.released:
            return self.subset.paths[place - self.released.start]
        return self.files.paths[place]
