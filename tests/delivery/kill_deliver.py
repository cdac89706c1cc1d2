"""Run as a process of its own: deliver to a folder, killed (SIGKILL) before its n-th file operation, for every n.

Prints one JSON line: how many points there were, and every deviation from what an undisturbed delivery leaves.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import signal
import sys
from pathlib import Path

from delivery.deliver import deliver
from delivery.package import Package

OPERATIONS = {
    *("open", "write", "flush", "fsync", "close", "replace", "rename", "link", "unlink", "mkdir", "rmdir"),
    *("scandir", "listdir", "flock", "read", "lstat"),
}


def state(folder: Path) -> dict[str, str]:
    """Everything below a folder, empty folders and hidden files included."""
    return {
        str(item.relative_to(folder)): hashlib.sha256(item.read_bytes()).hexdigest() if item.is_file() else "folder"
        for item in sorted(folder.rglob("*"))
    }


def killed_at(point: int, package: Package, target: Path) -> bool:
    """Deliver in a forked process that kills itself before the given operation; False where it ended before that."""
    child = os.fork()
    if child == 0:
        left = [point]

        def count(_: object, event: str, called: object) -> None:
            if event == "c_call" and getattr(called, "__name__", "") in OPERATIONS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        deliver(package, f"folder:{target}", agreement=package.agreement, period=package.period)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(package_file: str, work: str) -> None:
    """Try every point until a delivery survives it."""
    package: Package = pickle.loads(Path(package_file).read_bytes())
    whole = Path(work) / "whole"
    deliver(package, str(whole), agreement=package.agreement, period=package.period)
    expected = state(whole)
    bag = f"{package.agreement}/{package.period}/{package.tagmanifest_sha256}"
    commit = f"{package.agreement}/{package.period}/commit-0001.json"
    point, wrong, committed_early = 0, [], 0
    while True:
        point += 1
        target = Path(work) / "target"
        shutil.rmtree(target, ignore_errors=True)
        if not killed_at(point, package, target):
            break
        left = state(target) if target.exists() else {}
        if commit in left:
            committed_early += 1
            if any(left.get(f"{bag}/{file.path}") != file.sha256 for file in package.files):
                wrong.append(f"{point}: committed without all files")
        again = deliver(package, str(target), agreement=package.agreement, period=package.period)
        if again.was_already_delivered != (commit in left):
            wrong.append(f"{point}: delivered twice or not at all")
        if state(target) != expected:
            wrong.append(f"{point}: {sorted(set(state(target)) ^ set(expected))}")
    sys.stdout.write(json.dumps({"points": point - 1, "after_commit": committed_early, "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
