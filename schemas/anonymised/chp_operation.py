"""One row per operating point after protection: nobody is named, so nothing is taken away."""

from __future__ import annotations

from schemas.received import chp_operation as received


class ChpOperation(received.ChpOperation):
    """Electricity over electricity plus heat, and the temperature at which heat is supplied (K)."""
