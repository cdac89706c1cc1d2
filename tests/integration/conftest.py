"""Fixtures of the tests that need a real server."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests.integration.real_road import Walked, walk
from tests.integration.s3_gateway import Gateway, NoGatewayError, running_gateway

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Walked]:
    """The road of a built-in agreement for a period, walked once in a session; nobody changes what lies there."""
    made: dict[tuple[str, str], Walked] = {}

    def once(agreement: str, period: str) -> Walked:
        if (agreement, period) not in made:
            made[agreement, period] = walk(agreement, period, tmp_path_factory.mktemp(agreement))
        return made[agreement, period]

    return once


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """A real S3 gateway; the test skips, saying so, where it cannot be had."""
    try:
        with running_gateway() as running:
            yield running
    except NoGatewayError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def bucket(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new bucket of the owner, whose credentials stand in the environment as a run would have them."""
    for name, value in gateway.environment().items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    name = f"exchange-{next(_numbers)}"
    client = gateway.client()
    client.create_bucket(Bucket=name)
    client.close()
    return name
