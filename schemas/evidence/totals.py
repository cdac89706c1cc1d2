"""The sums that a summary speaks of, taken from the parts so that no sentence can say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.evidence.base import Count, Strict
from schemas.evidence.dataset import Dataset
from schemas.evidence.figure import Finding
from schemas.evidence.table import Table


class Totals(Strict):
    """Sums over the whole run; rows are those of the datasets that may be counted, None where there is none of them."""

    datasets: Count
    rows_received: Count | None
    rows_accepted: Count | None
    rows_rejected: Count | None
    columns_dropped: Count
    fields_agreed: Count
    fields_delivered: Count
    protected: Count
    protected_kept: Count
    tables: Count
    rows_released: Count
    opinions: Count
    opinions_agreeing: Count
    findings: Count
    findings_broken: Count
    findings_not_checked: Count

    @classmethod
    def of(cls, datasets: Sequence[Dataset], tables: Sequence[Table], findings: Sequence[Finding]) -> Totals:
        """Sum up the parts of one run."""
        promises = [dataset.protection.is_kept for dataset in datasets if dataset.protection is not None]
        opinions = [table.second_opinion.agrees for table in tables if table.second_opinion is not None]
        fields = [field.delivered for dataset in datasets for field in dataset.fields]
        return cls(
            datasets=len(datasets),
            rows_received=_told([dataset.rows_received for dataset in datasets]),
            rows_accepted=_told([dataset.rows_accepted for dataset in datasets]),
            rows_rejected=_told([dataset.rows_rejected for dataset in datasets]),
            columns_dropped=sum(len(dataset.columns_dropped) for dataset in datasets),
            fields_agreed=len(fields),
            fields_delivered=sum(fields),
            protected=len(promises),
            protected_kept=sum(promises),
            tables=len(tables),
            rows_released=sum(table.rows for table in tables),
            opinions=len(opinions),
            opinions_agreeing=sum(opinions),
            findings=len(findings),
            findings_broken=sum(finding.holds is False for finding in findings),
            findings_not_checked=sum(finding.holds is None for finding in findings),
        )


def _told(counts: Sequence[int | None]) -> int | None:
    """What is not told is not zero; a run without any dataset has no rows."""
    told = [count for count in counts if count is not None]
    return sum(told) if told or not counts else None
