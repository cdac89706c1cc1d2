"""The whole road on meter readings against the unavoidable: scan the CSV and write the Parquet.

    python -m benchmarks.pipeline [--rows 10000000]

One CSV of yearly heat-meter readings as a utility exports it (names, addresses, German numbers), one agreement that
pseudonymises meters, drops people and delivers heat demand by district. Both run in processes of their own, in turn;
printed are wall and CPU seconds, peak memory and their ratios. Measured are the stages without Prefect: its server
starts in a few seconds whatever the number of rows. A first run of each is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
DISTRICTS = (
    "Altstadt", "Bahnhofsvorstadt", "Südvorstadt", "Nordstadt", "Neustadt-Nord", "Lerchenfeld", "Oststadt",
    "Gartenstadt", "Weststadt", "Hafen", "Oberdorf", "Niederdorf",
)  # fmt: skip
AGREEMENT = """\
agreement: meters
version: 1
title: Wärmezähler
valid: {from: 2024-01-01, until: 2026-12-31}
parties:
  land: {role: state, name: Land}
  works: {role: utility, name: Stadtwerke}
purposes:
  heat: {text: Wärmeplanung, legal_basis: [eu-gdpr:A6-1-e]}
datasets:
  heat_meters:
    provider: works
    purpose: heat
    source: {kind: csv, path: meters.csv, delimiter: ";", decimal: ","}
    fields:
      meter_number: {column: Zähler, release: never}
      district: {column: Stadtteil, release: generalise, hierarchy: musterstadt_district}
      year: {column: Jahr, release: never}
      reading_date: {column: Ablesung, release: never}
      energy_mwh: {column: kWh, unit: kWh, release: as-is}
    protection: {k: 5, reason: benchmark}
results: [heat_demand]
small_cells:
  heat_demand: {count: meter_count, minimum: 5, values: [energy_mwh], reason: benchmark}
handover: {to: ["folder:handover"], recipients: [land], tables: [heat_demand]}
"""


def main() -> None:
    """Generate once, measure in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--one", choices=("floor", "road"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one, given.folder)
        return
    with tempfile.TemporaryDirectory(prefix="stadtland-bench-") as name:
        folder = Path(name)
        _generate(folder / "meters.csv", given.rows)
        (folder / "meters.yaml").write_text(AGREEMENT, encoding="utf-8")
        size = (folder / "meters.csv").stat().st_size
        print(f"{given.rows:,} rows, {size / 1e6:,.0f} MB CSV, {ROUNDS} rounds in turn after one that is not counted")
        found: dict[str, list[dict[str, float]]] = {"floor": [], "road": []}
        for round_ in range(ROUNDS + 1):
            for way, measured in found.items():
                figures = _measured(way, folder)
                if round_:
                    measured.append(figures)
    print(f"{'':8}{'wall s':>10}{'cpu s':>10}{'peak MiB':>10}")
    middle = {
        way: {key: statistics.median(it[key] for it in runs) for key in ("wall", "cpu", "peak")}
        for way, runs in found.items()
    }
    for way, figures in middle.items():
        print(f"{way:8}{figures['wall']:>10.2f}{figures['cpu']:>10.2f}{figures['peak']:>10.0f}")
    ratios = sorted(road["wall"] / floor["wall"] for floor, road in zip(found["floor"], found["road"], strict=True))
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"road / floor, wall, round by round: {shown}   (target ≤ 3 and ≤ 2048 MiB)")


def _measured(way: str, folder: Path) -> dict[str, float]:
    shutil.rmtree(folder / "data", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pipeline", "--one", way, "--folder", str(folder)],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _one(way: str, folder: Path) -> None:
    if way == "floor":
        import polars as pl

        def work() -> None:
            target = folder / "data" / "floor.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            pl.scan_csv(folder / "meters.csv", separator=";", decimal_comma=True).sink_parquet(target)
    else:
        # Imports are no work on rows; the second opinion's take seconds whatever the number of rows.
        import great_expectations  # noqa: F401

        from flows.road import Stages, walk
        from flows.stages.open_run import open_run

        def work() -> None:
            walk(open_run(str(folder / "meters.yaml"), "2025", str(folder / "data")), Stages())

    started, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    work()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": after.ru_maxrss / 1024}))


def _generate(path: Path, rows: int) -> None:
    import numpy as np
    import polars as pl

    rng = np.random.Generator(np.random.PCG64(1))
    meters = -(-rows // 3)
    district = pl.Series(DISTRICTS).gather(pl.Series(rng.integers(0, len(DISTRICTS), meters)))
    energy = np.round(rng.lognormal(9.6, 0.5, rows), 1)
    meter = np.arange(rows) // 3
    year = 2023 + np.arange(rows) % 3
    frame = pl.LazyFrame({"meter": meter, "year": year, "energy": energy, "day": rng.integers(1, 29, rows)}).select(
        pl.format("W-{}", pl.col("meter").cast(pl.String).str.zfill(8)).alias("Zähler"),
        pl.format("Kunde {}", pl.col("meter")).alias("Kunde"),
        pl.format("Straße {}", pl.col("meter") % 5000).alias("Straße"),
        pl.lit(district).gather(pl.col("meter")).alias("Stadtteil"),
        pl.col("year").alias("Jahr"),
        pl.format("{}-12-{}", pl.col("year"), pl.col("day").cast(pl.String).str.zfill(2)).alias("Ablesung"),
        pl.col("energy").cast(pl.String).str.replace(".", ",", literal=True).alias("kWh"),
    )
    frame.sink_csv(path, separator=";")
    os.sync()


if __name__ == "__main__":
    main()
