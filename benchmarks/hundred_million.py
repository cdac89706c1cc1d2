"""A hundred million rows in partitions beside their floor: seconds, ratio and peak memory, each in a process.

    python -m benchmarks.hundred_million [ROWS [FOLDER]]

Not part of `make bench`: rows are generated first (3 MB per million, in FOLDER or a temporary one; kept in FOLDER), in
partitions of a million, skewed as such data are, with six quasi-identifiers. The floor is what nobody can save: one
streaming group-by of them, of which only the number of groups is kept. Ours is counted partition by partition, merged,
searched (k = 5, 5 % suppression) and recoded into files again; the last line is `stadtland protect` on the folder,
which also writes its counts down, sorts the rows, and measures before and after.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.commands.protect_partitions import protect_partitions
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.partitions.summary import Summary

PARTITION = 1_000_000
RULES = """
quasi_identifiers:
  age: {hierarchy: {intervals: [5, 10, 20]}}
  postcode: {hierarchy: {digits: [4, 3, 2]}}
  sex: {hierarchy: sex.csv}
  education: {hierarchy: education.csv}
  occupation: {hierarchy: occupation.csv}
  family: {hierarchy: family.csv}
models: [{model: k-anonymity, k: 5}]
suppression_limit: 0.05
"""
GROUPED = {"sex": (2, 2), "education": (16, 4), "occupation": (20, 5), "family": (7, 3)}
"""Per field its values, and how many of them make a group."""


def partition(number: int, rows: int) -> pl.DataFrame:
    """The same rows every time."""
    dice = np.random.default_rng([20250101, number])

    def skewed(share: float, most: int) -> NDArray[np.int64]:
        return np.minimum(dice.geometric(share, rows) - 1, most)

    def text(name: str, values: NDArray[np.int64]) -> pl.Series:
        return pl.Series(labels(name), dtype=pl.String).gather(values)

    towns = pl.Series([f"{4100 + 7 * town:05d}" for town in range(1, 301)])
    return pl.DataFrame(
        {
            "age": np.clip(dice.gamma(6, 7.5, rows).astype(int), 0, 99),
            "postcode": towns.gather(skewed(0.03, 299)),
            "sex": text("sex", dice.integers(0, 2, rows)),
            "education": text("education", skewed(0.3, 15)),
            "occupation": text("occupation", skewed(0.3, 19)),
            "family": text("family", skewed(0.6, 6)),
        }
    )


def labels(name: str) -> list[str]:
    """The values of a field that is given as a list."""
    return [f"{name[0]}{value:02d}" for value in range(GROUPED[name][0])]


def hierarchies() -> dict[str, Hierarchy]:
    """Known before the rows are: nothing has to be read to build them."""
    built = {
        "age": Hierarchy.intervals(pl.Series(range(100)), [5, 10, 20]),
        "postcode": Hierarchy.digits(pl.Series([f"{4100 + 7 * town:05d}" for town in range(1, 301)]), [4, 3, 2]),
    }
    return built | {name: Hierarchy.from_table(grouped(name)) for name in GROUPED}


def grouped(name: str) -> pl.DataFrame:
    """Values and the groups they fall into."""
    size = GROUPED[name][1]
    return pl.DataFrame({"value": labels(name), "group": [f"{name}{n // size}" for n in range(GROUPED[name][0])]})


def floor(folder: Path) -> dict[str, float]:
    """One group-by over all files."""
    frame = pl.scan_parquet(folder / "in" / "*.parquet")
    quasi = frame.collect_schema().names()
    groups = frame.group_by(quasi).len().select(pl.len()).collect(engine="streaming").item()
    return {"distinct": float(groups)}


def ours(folder: Path) -> dict[str, float]:
    """Seconds of each part, by the pure functions."""
    known, files = hierarchies(), sorted((folder / "in").iterdir())
    (folder / "recoded").mkdir(exist_ok=True)

    def each() -> Iterator[Summary]:
        for file in files:
            yield Summary.of(pl.scan_parquet(file), known)

    start = time.perf_counter()
    table = Summary.merged(each()).table
    counted = time.perf_counter()
    solution = search(table, known, k=5, suppression_limit=0.05)
    searched = time.perf_counter()
    for file in files:
        recode(pl.scan_parquet(file), known, solution).sink_parquet(folder / "recoded" / file.name, statistics=False)
    return {
        "count": counted - start,
        "search": searched - counted,
        "recode": time.perf_counter() - searched,
        "distinct": table.cells.height,
        "suppressed": solution.suppressed_rows,
    }


def command(folder: Path) -> dict[str, float]:
    """The whole of `stadtland protect FOLDER`."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    found = protect_partitions(folder / "in", folder / "rules.yaml", folder / "out", quiet=True)
    return {"k": found["after"][0]["k"], "suppressed": found["suppressed"]}


def warm_up(folder: Path) -> None:
    """Imports and compilation, which happen once."""
    (folder / "warm").mkdir(exist_ok=True)
    known = hierarchies()
    few = partition(0, 20_000).lazy()
    table = Summary.merged([Summary.of(few, known), Summary.of(few, known)]).table
    recode(few, known, search(table, known, k=5, suppression_limit=0.05)).sink_parquet(folder / "warm" / "0.parquet")


def main(rows: int, folder: Path) -> None:
    """Generate what is not there yet; measure each in a process of its own; print."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for number in range(rows // PARTITION):
        file = folder / "in" / f"{number:04d}.parquet"
        if not file.exists():
            partition(number, PARTITION).write_parquet(file)
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    for name in GROUPED:
        grouped(name).write_csv(folder / f"{name}.csv", include_header=False)
    found = {}
    for what in ("floor", "ours", "command"):
        asked = [sys.executable, "-m", "benchmarks.hundred_million", "--one", what, str(folder)]
        found[what] = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    least, parts = found["floor"]["seconds"], found["ours"]
    print(f"{rows} rows, {found['floor']['distinct']:.0f} distinct; {parts['suppressed']:.0f} suppressed")
    print(f"{'':<22}{'seconds':>9}{'ratio':>7}{'peak MiB':>10}")
    lines = {
        "floor": (least, found["floor"]["peak"]),
        "count and merge": (parts["count"], None),
        "  and search": (parts["count"] + parts["search"], None),
        "  and recode": (parts["seconds"], parts["peak"]),
        "stadtland protect": (found["command"]["seconds"], found["command"]["peak"]),
    }
    for name, (seconds, peak) in lines.items():
        print(f"{name:<22}{seconds:>9.2f}{seconds / least:>7.2f}{'' if peak is None else f'{peak:.0f}':>10}")
    print(f"target: count and recode <= 1.5 x floor + the search ({1.5 * least + parts['search']:.1f} s), <= 6144 MiB")


def one(what: str, folder: Path) -> dict[str, float]:
    """One measurement, in this process."""
    if what != "floor":
        warm_up(folder)
    start = time.perf_counter()
    result = {"floor": floor, "ours": ours, "command": command}[what](folder)
    seconds = time.perf_counter() - start
    return {**result, "seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    if "--one" in sys.argv:
        print(json.dumps(one(sys.argv[2], Path(sys.argv[3]))))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            asked_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000
            main(asked_rows, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary))
