"""Compiled loops are compiled anew when any source of the room changes, not only their own file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

INNER = "from transforms.privacy.counting.compiled import compiled\n\n\n@compiled\ndef inner(n):\n    return n + {}\n"
OUTER = (
    "from transforms.privacy.counting.compiled import compiled\n"
    "from transforms.privacy.inner import inner\n\n\n"
    "@compiled\ndef outer(n):\n    return inner(n)\n\n\nprint(outer(1))\n"
)


def test_a_change_in_a_called_function_is_seen(tmp_path: Path) -> None:
    house = Path(__file__).parents[3]
    room = tmp_path / "transforms" / "privacy"
    (room / "counting").mkdir(parents=True)
    for package in (tmp_path / "transforms", room, room / "counting"):
        (package / "__init__.py").write_text("", encoding="utf-8")
    source = house / "transforms" / "privacy" / "counting" / "compiled.py"
    (room / "counting" / "compiled.py").write_bytes(source.read_bytes())
    (room / "outer.py").write_text(OUTER, encoding="utf-8")
    told = []
    for added in (1, 2):
        (room / "inner.py").write_text(INNER.format(added), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "transforms.privacy.outer"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(done.stdout.strip())
    assert told == ["2", "3"]
