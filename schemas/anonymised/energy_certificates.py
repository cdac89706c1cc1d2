"""One row per energy certificate after protection: exactly what may be released of it, and nothing else."""

from __future__ import annotations

from schemas.released import energy_certificates as released


class EnergyCertificates(released.EnergyCertificates):
    """One row per energy certificate, protected. What stands here is what may leave."""
