"""One dataset: where it came from, how many rows it had, and what became of each of its fields."""

from __future__ import annotations

from collections.abc import Mapping

from flows.evidence.check_evidence import checks_of
from flows.evidence.field_fate import field_fate
from flows.evidence.protection_evidence import protection_evidence
from flows.run import Run
from flows.stages.check_received import Accepted
from flows.stages.protect_dataset import Protected
from schemas import evidence as ev
from schemas.agreement import PostgresqlSource, Source
from sources.snapshot import Snapshot


def dataset_evidence(
    run: Run,
    key: str,
    snapshot: Snapshot,
    accepted: Accepted,
    protected: Protected,
    computed: Mapping[str, tuple[str, ...]],
) -> ev.Dataset:
    """Rows, checks, protection, and the fate of every field; `computed` names each result and what it rests on."""
    terms = run.dataset(key)
    report = accepted.report
    return ev.Dataset(
        key=key,
        title=terms.title,
        provider=terms.provider,
        purpose=terms.purpose,
        source=ev.Source(
            kind=terms.source.kind,
            location=_location(terms.source),
            sha256=snapshot.source_sha256,
            size_bytes=snapshot.source_size_bytes,
            snapshot_sha256=snapshot.sha256,
        ),
        rows_received=report.rows_received,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        columns_dropped=snapshot.columns_dropped,
        fields=tuple(field_fate(run, key, name, computed) for name in terms.fields),
        checks=(*checks_of(report), *checks_of(protected.report)),
        protection=protection_evidence(run, key, protected),
    )


def private_dataset_evidence(
    run: Run, key: str, snapshot: Snapshot, computed: Mapping[str, tuple[str, ...]]
) -> ev.Dataset:
    """Neither counts nor checksums: each would tell exactly what the answers tell with noise."""
    terms = run.dataset(key)
    return ev.Dataset(
        key=key,
        title=terms.title,
        provider=terms.provider,
        purpose=terms.purpose,
        source=ev.Source(
            kind=terms.source.kind,
            location=_location(terms.source),
            sha256=None,
            size_bytes=None,
            snapshot_sha256=None,
        ),
        is_private=True,
        rows_received=None,
        rows_accepted=None,
        rows_rejected=None,
        columns_dropped=snapshot.columns_dropped,
        fields=tuple(field_fate(run, key, name, computed) for name in terms.fields),
        checks=(),
    )


def _location(source: Source) -> str:
    if isinstance(source, PostgresqlSource):
        return source.table or "SQL query of the agreement"
    return source.path
