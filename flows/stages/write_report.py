"""Writes the report of the whole run, delivery included, beside the package; ends the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from delivery.report.render_html import render_html
from delivery.report.render_json import render_json
from flows.events import mark_delivered
from flows.progress import announce
from flows.run import Run
from flows.stages.deliver_package import Delivered
from flows.stages.package_tables import Packed
from schemas import evidence as ev


@dataclass(frozen=True)
class Handover:
    """What a run ends with: where the package lies, what it is called, where it was delivered, where its report is."""

    agreement: str
    period: str
    package: str
    tagmanifest_sha256: str
    delivered_to: tuple[str, ...]
    report: str
    rows_received: int | None
    """None, here and below, where nothing exact is told of any dataset."""
    rows_accepted: int | None
    rows_rejected: int | None
    tables: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)


def write_report(run: Run, packed: Packed, delivered: Sequence[Delivered]) -> Handover:
    """Write report.html and report.json to the reports folder, and mark the run as delivered."""
    announce("report", run.period.label)
    package = packed.package
    evidence = packed.evidence.model_copy(
        update={
            "package": ev.Package(
                name=package.path.name,
                tagmanifest_sha256=package.tagmanifest_sha256,
                files=tuple(ev.File(path=it.path, sha256=it.sha256, size_bytes=it.size_bytes) for it in package.files),
            ),
            "deliveries": tuple(
                ev.Delivered(
                    to=target,
                    prefix=it.delivery.location,
                    objects=len(package.files),
                    size_bytes=package.size_bytes,
                    was_there=it.delivery.was_already_delivered,
                )
                for target, it in zip(run.terms.handover.to, delivered, strict=True)
            ),
            "verification": ev.Verification(
                is_valid=all(it.verification.is_valid for it in delivered),
                files=len(package.files),
                size_bytes=package.size_bytes,
            ),
        }
    )
    html = _write(run.zone("reports") / "report.html", render_html(evidence, packed.pictures))
    _write(run.zone("reports") / "report.json", render_json(evidence))
    mark_delivered(run.data, run.terms.agreement, run.period.label)
    announce("report", run.period.label, is_done=True, checks=evidence.checks.total)
    return Handover(
        agreement=run.terms.agreement,
        period=run.period.label,
        package=str(package.path),
        tagmanifest_sha256=package.tagmanifest_sha256,
        delivered_to=tuple(it.delivery.location for it in delivered),
        report=str(html),
        rows_received=evidence.totals.rows_received,
        rows_accepted=evidence.totals.rows_accepted,
        rows_rejected=evidence.totals.rows_rejected,
        tables={table.name: table.rows for table in evidence.tables},
    )


def _write(path: Path, text: str) -> Path:
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
    return path
