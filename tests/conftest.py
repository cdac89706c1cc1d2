"""Fixtures for the whole house."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Laws hold on slow and busy machines too: how long an example takes is no law. The same examples run everywhere, so
# that a red run is the change's fault; `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, database=None
)
settings.register_profile("explore", settings.get_profile("any-machine"), derandomize=False)
settings.load_profile("any-machine")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files beside a checkout; a test that needs it skips where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not here: real published files live beside the checkout, not in it")
    return folder
