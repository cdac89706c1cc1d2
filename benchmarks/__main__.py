"""All benchmarks, one after the other: `make bench`. Each is also a program of its own with `--help`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHMARKS = ("validation", "pipeline", "anonymisation", "tables")

if __name__ == "__main__":
    for name in BENCHMARKS:
        print(f"\n== {name} ==", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False, cwd=Path(__file__).parents[1])
