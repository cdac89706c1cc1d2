"""One run: an agreement, a period, and where its zones lie. Small and printable; carries paths, never data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.load import LoadedAgreement
from schemas.agreement import Agreement, Dataset
from schemas.period import Period


@dataclass(frozen=True)
class Run:
    """The folders of one agreement and period below the data folder.

    intake/ and quarantine/ are the restricted zones (received values; intake/accepted/ holds the rows that passed);
    protected/ holds personal data after protection; results/, outbox/ and reports/ hold what may be looked at.
    Their modes say so: 0700 and 0750.
    """

    agreed: LoadedAgreement
    period: Period
    data: Path
    sources: Path

    @property
    def terms(self) -> Agreement:
        """The agreement itself."""
        return self.agreed.terms

    @property
    def root(self) -> Path:
        """All zones of this agreement."""
        return self.data / self.terms.agreement

    @property
    def intake(self) -> Path:
        """Snapshots, content-addressed, shared by all periods."""
        return self.root / "intake"

    @property
    def ledger(self) -> Path:
        """What differentially private answers have spent: one file for all agreements, as they may share a budget."""
        return self.data / "privacy-ledger.jsonl"

    def zone(self, name: str) -> Path:
        """The folder of one zone for this period; restricted zones are closed to others when made."""
        folder = self.root / name / self.period.label
        mode = 0o700 if name in ("intake/accepted", "quarantine", "protected") else 0o750
        folder.mkdir(parents=True, exist_ok=True)
        folder.parent.chmod(mode)
        return folder

    def dataset(self, key: str) -> Dataset:
        """The agreed terms of one dataset."""
        return self.terms.datasets[key]

    def stem(self, key: str) -> str:
        """The file stem of one dataset along the road."""
        return self.dataset(key).described_by or key

    def is_private(self, key: str) -> bool:
        """Whether nothing exact may be told of this dataset, not even how many rows it has."""
        return key in self.terms.private_datasets

    def __repr__(self) -> str:
        return f"Run({self.terms.agreement} v{self.terms.version}, {self.period})"
