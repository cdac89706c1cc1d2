"""Run as a process of its own: answer through a ledger file, killed (SIGKILL) before its n-th operation, for every n.

Prints one JSON line: how many points there were, and every deviation from the promise: nothing released that is not
recorded, nothing recorded or spent twice, and the next run gets the recorded answer or a new one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from decimal import Decimal
from pathlib import Path

from flows.ledger_file import LedgerFile
from transforms.privacy.differential.answer import Answer, NoisyCell
from transforms.privacy.differential.ledger import Asked, Budget

OPERATIONS = {"open", "write", "fsync", "close", "flock", "ftruncate", "lseek", "mkdir", "read", "dumps", "loads"}
COST, BUDGET = Budget(Decimal("0.5")), Budget(Decimal(1))


def asked(name: str) -> Asked:
    """A question of one agreement."""
    return Asked("demo", "2025", name, name.rjust(64, "0"))


def drawn(number: int) -> Answer:
    """An answer that costs half of the budget."""
    cell = NoisyCell((), Decimal(number), Decimal(3))
    return Answer("count", (), (cell,), "laplace", Decimal(1), None, COST.epsilon, COST.delta, Decimal(3))


def killed_at(point: int, ledger: Path, released: Path) -> bool:
    """Answer in a forked process that kills itself before the given operation; False where it ended before that."""
    child = os.fork()
    if child == 0:
        left = [point]

        def count(_: object, event: str, called: object) -> None:
            if event in ("c_call", "c_return") and getattr(called, "__name__", "") in OPERATIONS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        entry = LedgerFile(ledger).answer(asked("b"), COST, BUDGET, lambda: drawn(point))
        sys.setprofile(None)
        released.write_text(str(entry.answer.value))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(work: str) -> None:
    """Try every point until an answer survives it: on an empty ledger, and on one with an entry and a torn line."""
    wrong, points, recorded_early = [], 0, 0
    for before in (0, 1):
        point, survived = 0, False
        while not survived:
            point += 1
            folder = Path(work) / "ledger"
            shutil.rmtree(folder, ignore_errors=True)
            ledger, released = folder / "ledger.jsonl", Path(work) / "released"
            released.unlink(missing_ok=True)
            if before:
                LedgerFile(ledger).answer(asked("a"), COST, BUDGET, lambda: drawn(0))
                with ledger.open("ab") as torn:
                    torn.write(b'{"entry":2,"previous":"')
            survived = not killed_at(point, ledger, released)
            left = LedgerFile(ledger).read()
            there = left.find(asked("b"))
            if released.exists() and (there is None or str(there.answer.value) != released.read_text()):
                wrong.append(f"{before}/{point}: released without its record")
            recorded_early += there is not None and not released.exists()
            again = LedgerFile(ledger).answer(asked("b"), COST, BUDGET, lambda: drawn(-1))
            if again.answer.value != (Decimal(-1) if there is None else there.answer.value):
                wrong.append(f"{before}/{point}: answered twice")
            after = LedgerFile(ledger).read()
            if len(after.entries) != before + 1 or after.spent("demo").epsilon != COST.epsilon * (before + 1):
                wrong.append(f"{before}/{point}: {len(after.entries)} entries")
        points += point - 1
    sys.stdout.write(json.dumps({"points": points, "recorded_early": recorded_early, "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
