"""The private folder of one protection in partitions: what stages leave for each other, personal data among it."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4


class WorkFolder:
    """A folder that only its owner may enter. A file appears in it whole or not at all, under the name asked for.

    So a stage may run twice, be killed, or run on two machines at once: the last whole file stands, and every run
    writes the same bytes. On a cluster the folder lies where all machines see it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @classmethod
    def beside(cls, out: Path) -> WorkFolder:
        """A new folder beside `out`; what a killed run left there is removed."""
        folder = out.with_name(f".{out.name}.part")
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        return cls(folder)

    def remove(self) -> None:
        """Delete the folder and all that is in it, even while a stage that was given up still writes to it."""
        gone = self.path.with_name(f"{self.path.name}.{uuid4().hex}")
        self.path.replace(gone)  # from now on nothing new can appear in it
        shutil.rmtree(gone)

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A path to write to; the file gets its name when the block ends well."""
        file = self.path / name
        file.parent.mkdir(exist_ok=True)
        temporary = self.path / f".{uuid4().hex}"  # two runs of one stage must not write to the same file
        try:
            yield temporary
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)

    def put(self, name: str, data: bytes) -> None:
        """Leave some bytes."""
        with self.writing(name) as file:
            file.write_bytes(data)

    def get(self, name: str) -> bytes:
        """Bytes that another stage left."""
        return (self.path / name).read_bytes()

    def put_object(self, name: str, thing: object) -> None:
        """Leave an object for a stage of the same run: written and read by the same program, never kept."""
        self.put(name, pickle.dumps(thing))

    def get_object(self, name: str) -> Any:
        """An object that a stage of this run left."""
        return pickle.loads(self.get(name))
