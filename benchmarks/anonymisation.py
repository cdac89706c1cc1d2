"""Anonymisation beside its floor: seconds, ratio and peak memory, one case per process.

    python benchmarks/anonymisation.py            # the table
    python benchmarks/anonymisation.py CASE       # one case, as JSON

The floor is what nobody can save: a polars scan of the Parquet file and one group-by of the quasi-identifiers. Ours
is search and recoding, imports aside, the best of several runs in one process with the floor. Adult is read from
../shared/data and left out where that is absent; the million rows are generated, the same every time.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.risk.measure import measure

ADULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "anonymisation" / "adult"
TARGETS = {
    "adult 0 %": "<= 0.15 s",
    "adult 5 %": "<= 0.15 s",
    "million 0 %": "<= 2 x floor",
    "million 5 %": "<= 3 x floor",
    "million k, l, t": "<= 2 x floor",
}
Input = tuple[pl.LazyFrame, dict[str, Hierarchy], str]


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
    towns = 4100 + np.minimum(dice.geometric(0.03, rows), 300) * 7
    education, occupation, family = (
        np.minimum(dice.geometric(share, rows) - 1, most) for share, most in ((0.3, 15), (0.3, 19), (0.6, 6))
    )
    frame = pl.DataFrame(
        {
            "age": np.clip(dice.gamma(6, 7.5, rows).astype(int), 0, 99),
            "postcode": [f"{town:05d}" for town in towns],
            "sex": np.array(["f", "m"])[dice.integers(0, 2, rows)],
            "education": [f"e{value:02d}" for value in education],
            "occupation": [f"o{value:02d}" for value in occupation],
            "family": [f"f{value}" for value in family],
            "illness": [f"i{value:02d}" for value in np.minimum(dice.geometric(0.25, rows) - 1, 11)],
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


def best(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def run(case: str) -> dict[str, object]:
    """One case, in this process."""
    source, _, what = case.partition(" ")
    with tempfile.TemporaryDirectory() as folder:
        frame, hierarchies, sensitive = (adult if source == "adult" else million)(Path(folder))
        quasi = list(hierarchies)
        started_at = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        result: dict[str, object] = {"case": case, "target": TARGETS[case]}

        def protect() -> None:
            limit = float(what.removesuffix(" %")) / 100
            found = search(frame, hierarchies, k=5, suppression_limit=limit)
            recode(frame, hierarchies, found).collect(engine="streaming")
            result.update(loss=found.loss, suppressed=found.suppressed_rows, nodes_checked=found.nodes_checked)

        def look() -> None:
            result.update(k=measure(frame, quasi, sensitive).k)

        runs = 5 if source == "adult" else 3
        floor = best(lambda: frame.group_by(quasi).len().collect(engine="streaming"), runs)
        ours = best(look if what == "k, l, t" else protect, runs)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        result.update(floor_s=floor, ours_s=ours, ratio=ours / floor, peak_mib=peak, before_mib=started_at)
        result.update(distinct=frame.select(quasi).unique().select(pl.len()).collect(engine="streaming").item())
        return result


def main() -> None:
    """All cases, each in a process of its own, as a table."""
    cases = [case for case in TARGETS if ADULT.is_dir() or not case.startswith("adult")]
    print(f"{'case':<18}{'floor s':>9}{'ours s':>9}{'ratio':>7}  {'target':<14}{'peak MiB':>9}  {'loss':<10}distinct")
    for case in cases:
        done = subprocess.run([sys.executable, __file__, case], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        loss = f"{found['loss']:.6f}" if "loss" in found else ""
        print(
            f"{case:<18}{found['floor_s']:>9.3f}{found['ours_s']:>9.3f}{found['ratio']:>7.1f}  {found['target']:<14}"
            f"{found['peak_mib']:>9.0f}  {loss:<10}{found['distinct']}"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(run(sys.argv[1])))
    else:
        main()
