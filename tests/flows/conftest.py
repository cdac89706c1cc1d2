"""One Prefect server and one generated city for all tests of the flow; each takes long to start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
ROWS = 2_000
SEED = 7


@dataclass(frozen=True)
class City:
    """A generated city: its folder, the URL of its database, and the environment that a run on it needs."""

    folder: Path
    url: str
    environment: dict[str, str]


@dataclass(frozen=True)
class Ended:
    """A finished process."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a Prefect server that was started for these tests; its home is inside."""
    home = tmp_path_factory.mktemp("prefect-home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STADTLAND_"))},
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_LEVEL": "DEBUG",  # the most talkative setting: what it does not leak, none does
        "DO_NOT_TRACK": "1",
        "PYTHONWARNINGS": "",
    }
    log = (home / "server.log").open("wb")
    prefect = Path(sys.executable).parent / "prefect"
    server = subprocess.Popen(
        [prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        env=environment, cwd=home, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait_for(port, server, home / "server.log")
        yield environment
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demonstration city, small, with its database running."""
    from flows.demo_city import make_city
    from sources.synthetic.demo_database import demo_database

    folder = tmp_path_factory.mktemp("city")
    make_city(folder, rows=ROWS, seed=SEED)
    with demo_database(folder) as url:
        yield City(
            folder,
            url,
            {"STADTLAND_DEMO_POSTGRES": url, "STADTLAND_DEMO_KEY": "a-key-for-people-who-do-not-exist-0001"},
        )


@pytest.fixture
def stadtland(prefect_server: dict[str, str], tmp_path: Path) -> Callable[..., Ended]:
    """Run the command line in a process of its own, as a user would, with its home and temporary folder in tmp_path."""

    def call(*arguments: str, environment: dict[str, str] | None = None, cwd: Path | None = None) -> Ended:
        for name in ("home", "tmp"):
            (tmp_path / name).mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *arguments],
            cwd=cwd or HOUSE,
            env={
                **prefect_server,
                "HOME": str(tmp_path / "home"),
                "TMPDIR": str(tmp_path / "tmp"),
                "PYTHONPATH": str(HOUSE),
                "LANG": "C.UTF-8",
                **(environment or {}),
            },
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    return call


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    import urllib.error
    import urllib.request

    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise RuntimeError("the Prefect server did not start:\n" + log.read_text(errors="replace")[-2000:])
