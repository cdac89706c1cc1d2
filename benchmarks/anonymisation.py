"""Anonymisation beside its floor and its targets: seconds, ratio, peak memory and loss, one case per process.

    python -m benchmarks.anonymisation                     # the table
    python -m benchmarks.anonymisation --rows 100000000    # the streaming case: counted and searched as one table
    python -m benchmarks.anonymisation --case CASE         # one case, as JSON

The floor is what nobody can save: a polars scan of the Parquet file and one group-by of the quasi-identifiers. Ours
is search and recoding, imports and compilation aside; both take turns in one process, and the best of each counts.
Adult is read from ../shared/data and left out where that is absent; all other rows are generated, the same every time.
After the table each target stands on a line of its own, with whether it is reached.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks import hundred_million
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_recoding import local_recoding
from transforms.privacy.local.recode_locally import recode_locally
from transforms.privacy.risk.measure import measure

ADULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "anonymisation" / "adult"
Input = tuple[pl.LazyFrame, dict[str, Hierarchy], str]
Result = dict[str, float]


@dataclass(frozen=True)
class Case:
    """What is done with which rows, and what it is to reach."""

    source: Callable[[Path], Input]
    work: Callable[[Input], Result]
    at_most: dict[str, float] = field(default_factory=dict)
    """Per figure (`ours_s`, `ratio`, `loss`, …) the target."""
    equals: dict[str, float] = field(default_factory=dict)
    runs: int = 5


def adult(folder: Path) -> Input:
    """30,162 census records with nine quasi-identifiers."""
    frame = pl.read_csv(ADULT / "adult.csv", separator=";", infer_schema=False)
    frame.write_parquet(folder / "adult.parquet")
    tables = {
        name: pl.read_csv(ADULT / f"adult_hierarchy_{name}.csv", separator=";", has_header=False, infer_schema=False)
        for name in frame.columns
    }
    hierarchies = {name: Hierarchy.from_table(table, name=name) for name, table in tables.items()}
    return pl.scan_parquet(folder / "adult.parquet"), hierarchies, "occupation"


def million(folder: Path) -> Input:
    """A generated million persons with six quasi-identifiers (1,350 nodes), skewed as such data are."""
    dice = np.random.default_rng(20250101)
    rows = 1_000_000
    towns = np.minimum(dice.geometric(0.03, rows), 300)
    education, occupation, family = (
        np.minimum(dice.geometric(share, rows) - 1, most) for share, most in ((0.3, 15), (0.3, 19), (0.6, 6))
    )
    age, sex = np.clip(dice.gamma(6, 7.5, rows).astype(int), 0, 99), dice.integers(0, 2, rows)
    illness = np.minimum(dice.geometric(0.25, rows) - 1, 11)

    def text(form: str, numbers: NDArray[np.int64]) -> pl.Series:
        return pl.Series([form.format(number) for number in range(int(numbers.max()) + 1)]).gather(numbers)

    frame = pl.DataFrame(
        {
            "age": age,
            "postcode": pl.Series([f"{4100 + 7 * town:05d}" for town in range(301)]).gather(towns),
            "sex": pl.Series(["f", "m"]).gather(sex),
            "education": text("e{:02d}", education),
            "occupation": text("o{:02d}", occupation),
            "family": text("f{}", family),
            "illness": text("i{:02d}", illness),
        }
    )
    frame.write_parquet(folder / "million.parquet")

    def grouped(name: str, size: int) -> Hierarchy:
        values = frame[name].unique().sort()
        return Hierarchy.from_table(pl.DataFrame({"v": values, "g": [f"{name}{int(v[1:]) // size}" for v in values]}))

    hierarchies = {
        "age": Hierarchy.intervals(frame["age"], [5, 10, 20]),
        "postcode": Hierarchy.digits(frame["postcode"], [4, 3, 2]),
        "sex": Hierarchy.from_table(frame.select(pl.col("sex").unique().sort())),
        "education": grouped("education", 4),
        "occupation": grouped("occupation", 5),
        "family": grouped("family", 3),
    }
    return pl.scan_parquet(folder / "million.parquet"), hierarchies, "illness"


def protect(limit: float) -> Callable[[Input], Result]:
    """Optimal full-domain recoding, k = 5."""

    def work(given: Input) -> Result:
        frame, hierarchies, _ = given
        found = search(frame, hierarchies, k=5, suppression_limit=limit)
        recode(frame, hierarchies, found).collect(engine="streaming")
        assert isinstance(found.loss, float)
        return {"loss": found.loss, "suppressed": found.suppressed_rows, "nodes": found.nodes_checked}

    return work


def protect_locally(*, strict: bool) -> Callable[[Input], Result]:
    """Local recoding, k = 5, nothing suppressed."""

    def work(given: Input) -> Result:
        frame, hierarchies, _ = given
        found = local_recoding(frame, hierarchies, strict=strict, k=5)
        recode_locally(frame, hierarchies, found).collect(engine="streaming")
        assert isinstance(found.loss, float)
        return {"loss": found.loss, "classes": found.classes}

    return work


def look(given: Input) -> Result:
    """k, l, t and all other measures."""
    frame, hierarchies, sensitive = given
    return {"k": measure(frame, list(hierarchies), sensitive).k}


CASES = {
    "adult 0 %": Case(adult, protect(0.0), {"ours_s": 0.15}, {"loss": 0.573151}, runs=20),
    "adult 5 %": Case(adult, protect(0.05), {"ours_s": 0.15}, {"loss": 0.241932}, runs=20),
    "million 0 %": Case(million, protect(0.0), {"ratio": 2}),
    "million 5 %": Case(million, protect(0.05), {"ratio": 3}),
    "million k, l, t": Case(million, look, {"ratio": 2}),
    "adult local relaxed": Case(adult, protect_locally(strict=False), {"ours_s": 1, "loss": 0.0783}),
    "adult local strict": Case(adult, protect_locally(strict=True), {"ours_s": 1, "loss": 0.1256}),
    "million local relaxed": Case(million, protect_locally(strict=False), {"ours_s": 5, "loss": 0.0146}, runs=2),
}


def by_turns(works: list[Callable[[], object]], runs: int) -> list[float]:
    """Seconds of the fastest run of each; they take turns, so that all see the same machine."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs + 1):  # the first one compiles
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken[1:]) for taken in times]


def run(name: str) -> dict[str, Any]:
    """One case, in this process."""
    case, result = CASES[name], dict[str, Any]()
    with tempfile.TemporaryDirectory() as folder:
        given = case.source(Path(folder))
        frame, quasi = given[0], list(given[1])
        before = _peak_mib()
        floor, ours = by_turns(
            [
                lambda: frame.group_by(quasi).len().collect(engine="streaming"),
                lambda: result.update(case.work(given)),
            ],
            case.runs,
        )
        return result | {
            "floor_s": floor,
            "ours_s": ours,
            "ratio": ours / floor,
            "peak_mib": _peak_mib(),
            "before_mib": before,
            "distinct": frame.select(quasi).unique().select(pl.len()).collect(engine="streaming").item(),
        }


def stream(what: str, folder: Path) -> Result:
    """The floor, or counting and searching, of all files in a folder as one table; apart, for each its own peak."""
    frame, hierarchies = pl.scan_parquet(folder / "*.parquet"), hundred_million.hierarchies()
    quasi = list(hierarchies)
    few = hundred_million.partition(0, 20_000).lazy()
    search(few, hierarchies, k=5, suppression_limit=0.05)  # compiles
    start = time.perf_counter()
    if what == "floor":
        groups = frame.group_by(quasi).len().select(pl.len()).collect(engine="streaming").item()
        return {"floor_s": time.perf_counter() - start, "distinct": groups, "peak_mib": _peak_mib()}
    table = contingency(frame, hierarchies)
    counted = time.perf_counter()
    found = search(table, hierarchies, k=5, suppression_limit=0.05)
    assert isinstance(found.loss, float)
    return {
        "count_s": counted - start,
        "search_s": time.perf_counter() - counted,
        "loss": found.loss,
        "peak_mib": _peak_mib(),
    }


def main_stream(rows: int) -> None:
    """Generate in partitions, then both, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(-(-rows // hundred_million.PARTITION)):
            size = min(hundred_million.PARTITION, rows - number * hundred_million.PARTITION)
            hundred_million.partition(number, size).write_parquet(Path(folder) / f"{number:04d}.parquet")
        floor, ours = (_apart("--stream", what, "--folder", folder) for what in ("floor", "ours"))
    print(f"{rows} rows, {floor['distinct']} distinct")
    print(f"floor: {floor['floor_s']:.1f} s, peak {floor['peak_mib']:.0f} MiB")
    print(
        f"ours: {ours['count_s']:.1f} s counting, {ours['search_s']:.1f} s searching, peak {ours['peak_mib']:.0f} MiB"
    )
    _verdict(f"{rows} rows", "count_s / floor_s", ours["count_s"] / floor["floor_s"], 1.5)
    _verdict(f"{rows} rows", "peak_mib", ours["peak_mib"], 6144)


def main() -> None:
    """All cases, each in a process of its own, as a table; then every target."""
    cases = {name: case for name, case in CASES.items() if ADULT.is_dir() or case.source is not adult}
    print(f"{'case':<23}{'floor s':>9}{'ours s':>9}{'ratio':>7}{'peak MiB':>10}{'before':>8}  {'loss':<10}distinct")
    found = {}
    for name in cases:
        one = found[name] = _apart("--case", name)
        loss = f"{one['loss']:.6f}" if "loss" in one else ""
        print(
            f"{name:<23}{one['floor_s']:>9.3f}{one['ours_s']:>9.3f}{one['ratio']:>7.1f}{one['peak_mib']:>10.0f}"
            f"{one['before_mib']:>8.0f}  {loss:<10}{one['distinct']}",
            flush=True,
        )
    print()
    for name, case in cases.items():
        for figure, target in case.equals.items():
            is_equal = abs(found[name][figure] - target) < 5e-7
            print(f"{'reached' if is_equal else 'MISSED':<8} {name}: {figure} {found[name][figure]:.6f} = {target:g}")
        for figure, target in case.at_most.items():
            _verdict(name, figure, found[name][figure], target)


def _verdict(name: str, figure: str, found: float, target: float) -> None:
    print(f"{'reached' if found <= target else 'MISSED':<8} {name}: {figure} {found:.4g} <= {target:g}")


def _apart(*asked: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.anonymisation", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    return dict(json.loads(done.stdout))


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--stream", choices=("floor", "ours"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        print(json.dumps(run(options.case)))
    elif options.stream:
        print(json.dumps(stream(options.stream, options.folder)))
    elif options.rows:
        main_stream(options.rows)
    else:
        main()
