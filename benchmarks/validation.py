"""How much slower than hand-written polars is the check of a schema? `python -m benchmarks.validation [--rows N]`

Ten columns in one Parquet file. Each way runs in a fresh process, in turns, several rounds; the table shows medians of
wall and processor time and the highest peak of resident memory. The budget: counting takes at most 1.3 times the
hand-written streaming select of the same rules, and at most 500 MiB for ten million rows.
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
from pathlib import Path
from statistics import median

import numpy as np
import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.agreement import TextFormat
from schemas.check import check
from schemas.check_report import CheckReport

CARRIERS = ["district heat", "electricity", "gas", "oil", "wood"]
BUDGET_RATIO, BUDGET_MIB = 1.3, 500
_CHUNK = 1_000_000


class Meters(pa.DataFrameModel):
    """One row per meter and month."""

    meter_id: int = fields.identifier("Zähler", "Meter", ge=0)
    municipality_code: str = fields.municipality_code()
    year: int = fields.year()
    month: int = fields.field("Monat", "Month", in_range=(1, 12))
    carrier: str = fields.carrier(CARRIERS)
    energy_mwh: float = fields.energy_mwh()
    emissions_t_co2e: float = fields.emissions_t_co2e(ge=0)
    floor_area_m2: float = fields.measure("Fläche", "Floor area", unit="m2", gt=0, le=100_000)
    household_count: int = fields.count("Haushalte", "Households")
    price_eur: float = fields.cost_eur(in_range=(0, 1))


class UniqueMeters(Meters):
    """One row per meter: the same with a key."""

    meter_id: int = fields.identifier("Zähler", "Meter", ge=0, unique=True)


def _by_hand(frame: pl.LazyFrame) -> pl.DataFrame:
    """What somebody would write who needs just these counts: no names, no quarantine, no NaN, no infinity."""
    col = pl.col
    passes = [
        *(col(name).is_not_null() for name in Meters.to_schema().columns),
        col("meter_id") >= 0,
        col("municipality_code").str.contains(r"^(?:[0-9]{8}|[0-9]{5})$"),
        col("year").is_between(1900, 2100),
        col("month").is_between(1, 12),
        col("carrier").is_in(CARRIERS),
        col("energy_mwh") >= 0,
        col("emissions_t_co2e") >= 0,
        col("floor_area_m2") > 0,
        col("floor_area_m2") <= 100_000,
        col("household_count") >= 0,
        col("price_eur").is_between(0, 1),
    ]
    counts = [(~rule).sum().alias(f"rule_{number}") for number, rule in enumerate(passes)]
    return frame.select(*counts, rows=pl.len()).collect(engine="streaming")


def _by_hand_from_text(frame: pl.LazyFrame) -> pl.DataFrame:
    """The same after casts that turn everything unreadable into a silent null."""
    types = {name: column.dtype.type for name, column in Meters.to_schema().columns.items()}
    whole = [name for name, dtype in types.items() if dtype == pl.Int64]
    broken = [name for name, dtype in types.items() if dtype == pl.Float64]
    points = [pl.col(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False) for name in broken]
    return _by_hand(frame.with_columns(pl.col(whole).cast(pl.Int64, strict=False), *points))


def _copied(frame: pl.LazyFrame, folder: Path) -> None:
    frame.sink_parquet(folder / "copy.parquet", compression="zstd", compression_level=1, row_group_size=250_000)


def _parted(frame: pl.LazyFrame, folder: Path) -> CheckReport:
    return check(frame, Meters, accepted=folder / "accepted.parquet", rejected=folder / "rejected.parquet")


GERMAN = TextFormat(decimal=",", thousands=".")
WAYS: dict[str, tuple[str, Callable[[pl.LazyFrame, Path], object]]] = {
    "select by hand": ("typed", lambda frame, _: _by_hand(frame)),
    "check": ("typed", lambda frame, _: check(frame, Meters)),
    "select by hand, n_unique": ("typed", lambda frame, _: (_by_hand(frame), _distinct(frame))),
    "check, with a key": ("typed", lambda frame, _: check(frame, UniqueMeters)),
    "cast and select by hand": ("text", lambda frame, _: _by_hand_from_text(frame)),
    "check of German text": ("text", lambda frame, _: check(frame, Meters, text=GERMAN)),
    "scan and sink": ("typed", _copied),
    "check, accepted and rejected written": ("typed", _parted),
}
PAIRS = list(zip(list(WAYS)[::2], list(WAYS)[1::2], strict=True))


def _distinct(frame: pl.LazyFrame) -> pl.DataFrame:
    return frame.select(pl.col("meter_id").n_unique()).collect(engine="streaming")


def make(rows: int, folder: Path) -> None:
    """The two files: typed columns, and the same as a German writes them; 3 rows in 10,000 break a rule."""
    random = np.random.default_rng(20250101)
    codes = np.array([f"{5_500_000 + number:08d}" for number in range(400)])
    parts = []
    for start in range(0, rows, _CHUNK):
        size = min(_CHUNK, rows - start)
        frame = pl.DataFrame(
            {
                "meter_id": np.arange(start, start + size),
                "municipality_code": codes[random.integers(0, len(codes), size)],
                "year": random.integers(2000, 2026, size),
                "month": random.integers(1, 13, size),
                "carrier": np.array(CARRIERS)[random.integers(0, len(CARRIERS), size)],
                "energy_mwh": random.gamma(2, 10, size).round(3),
                "emissions_t_co2e": random.gamma(2, 3, size).round(3),
                "floor_area_m2": random.uniform(20, 900, size).round(1),
                "household_count": random.integers(0, 40, size),
                "price_eur": random.uniform(0, 0.6, size).round(4),
            }
        )
        number = pl.int_range(start, start + size)
        parts.append(folder / f"part-{start}.parquet")
        frame.with_columns(
            energy_mwh=pl.when(number % 9973 == 1).then(-pl.col("energy_mwh")).otherwise("energy_mwh"),
            carrier=pl.when(number % 5003 == 1).then(None).otherwise("carrier"),
        ).write_parquet(parts[-1])
    typed = pl.scan_parquet(parts)
    typed.sink_parquet(folder / "typed.parquet", row_group_size=250_000)
    german = pl.col(pl.Float64).cast(pl.String).str.replace(".", ",", literal=True)
    typed.select(pl.exclude(pl.Float64).cast(pl.String), german).sink_parquet(folder / "text.parquet")
    for part in parts:
        part.unlink()


def _measure(way: str, folder: Path) -> None:
    """One way in this process: prints wall and processor seconds and the peak of resident memory in MiB."""
    kind, run = WAYS[way]
    # Imports (pandera's checks bring 0.15 s of them) and the compilation of the schema happen once per process.
    run(pl.LazyFrame(schema=pl.read_parquet_schema(folder / f"{kind}.parquet")), folder)
    wall, processor = time.perf_counter(), time.process_time()
    run(pl.scan_parquet(folder / f"{kind}.parquet"), folder)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "processor": processor, "peak": peak}))


def _elsewhere(folder: Path, *arguments: str) -> str:
    # A child's peak of memory starts from its parent's, so this process stays small and makes nothing itself.
    command = [sys.executable, "-m", "benchmarks.validation", "--folder", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _in_turns(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    seen: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            seen[way].append(json.loads(_elsewhere(folder, "--measure", way)))
    return {
        way: {
            "wall": median(one["wall"] for one in runs),
            "processor": median(one["processor"] for one in runs),
            "peak": max(one["peak"] for one in runs),
        }
        for way, runs in seen.items()
    }


def main() -> int:
    """Print the table; the exit code is 1 when the budget is not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--measure", choices=list(WAYS), help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.make:
        make(chosen.rows, chosen.folder)
        return 0
    if chosen.measure:
        _measure(chosen.measure, chosen.folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _elsewhere(folder, "--make", "--rows", str(chosen.rows))
        found = _in_turns(folder, chosen.rounds)
    print(f"{chosen.rows:,} rows x 10 columns, median of {chosen.rounds} rounds\n")
    print(f"{'way':38}{'wall s':>9}{'ratio':>7}{'cpu s':>9}{'ratio':>7}{'peak MiB':>10}")
    for floor, ours in PAIRS:
        for way in (floor, ours):
            one = found[way]
            wall, processor = (one[key] / found[floor][key] for key in ("wall", "processor"))
            print(f"{way:38}{one['wall']:9.2f}{wall:7.2f}{one['processor']:9.2f}{processor:7.2f}{one['peak']:10.0f}")
    ratio, peak = found["check"]["wall"] / found["select by hand"]["wall"], found["check"]["peak"]
    is_kept = ratio <= BUDGET_RATIO and peak <= BUDGET_MIB
    verdict = "kept" if is_kept else "BROKEN"
    print(f"\nbudget {BUDGET_RATIO} x, {BUDGET_MIB} MiB: {ratio:.2f} x, {peak:.0f} MiB: {verdict}")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
