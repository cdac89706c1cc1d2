"""One experiment as received: it names organisations and roles and no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import experiment_register as received


class ExperimentRegister(received.ExperimentRegister):
    """One experiment as received, words brought to ours."""
