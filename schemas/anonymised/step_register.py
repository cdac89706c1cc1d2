"""One step of the process as received: it names organisations and roles and no person, so nothing was protected."""

from __future__ import annotations

from schemas.received import step_register as received


class StepRegister(received.StepRegister):
    """One step of the process as received, words brought to ours."""
