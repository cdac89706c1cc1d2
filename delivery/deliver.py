"""Deliver one package to one target: upload, read every byte back, then one commit that makes it exist."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from delivery.commits import Commit, next_commit, read_commits
from delivery.open_target import open_target
from delivery.package import Package, PackageFile
from delivery.target import Target
from schemas.errors import StadtlandError

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Delivery:
    """What one call of `deliver` came to. Bytes and files are counted for this call alone."""

    location: str
    commit: str
    package: str
    was_already_delivered: bool
    supersedes: str | None
    files_uploaded: int
    bytes_uploaded: int
    bytes_read_back: int


def deliver(
    package: Package,
    target: str | Target,
    *,
    agreement: str,
    period: str,
    correction: str | None = None,
    base: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Delivery:
    """Bring a package to `<target>/<agreement>/<period>/<package hash>/` and commit it.

    A delivery exists once its commit object does; that is written only if none is there. Repeating it delivers
    nothing twice, and after a kill at any point a repetition ends in the same state. Another package for the same
    period is `delivery-conflict`, unless `correction` gives the reason: then a further commit names the package that
    it supersedes, and the old one stays. `progress` is told the bytes moved. A relative folder lies below `base`.

    Errors: `package-changed`, `delivery-mismatch`, `delivery-reason-missing`, `delivery-conflict`, `delivery-damaged`
    (a committed package is no longer what was delivered), `delivery-strangers`, `delivery-commit-unreadable`,
    `target-bytes-differ`, and those of the target. Only `target-unreachable` is worth a retry.
    """
    _refuse_mismatch(package, agreement, period, correction)
    _refuse_changed(package)
    tell = progress or (lambda _: None)
    if isinstance(target, str):
        with closing(open_target(target, base=base)) as place:
            return _deliver(package, place, correction, tell)
    return _deliver(package, target, correction, tell)


def _deliver(package: Package, place: Target, correction: str | None, tell: Callable[[int], None]) -> Delivery:
    folder = f"{package.agreement}/{package.period}"
    bag = f"{folder}/{package.tagmanifest_sha256}"

    commits = read_commits(place, folder)
    is_delivered = bool(commits) and commits[-1].package == package.tagmanifest_sha256
    if commits and not is_delivered and correction is None:
        raise _conflict(commits[-1], package, place)
    missing = _missing(place, bag, package)
    if is_delivered:
        uploaded: list[PackageFile] = []
        changed, read = _read_back(place, bag, package.files, tell)
        if changed:
            raise StadtlandError("delivery-damaged", target=place.url, count=len(changed), file=changed[0].path)
        commit, wrote = commits[-1], False
        place.tidy(folder)
    else:
        uploaded, read = _bring(place, bag, package, missing, tell)
        place.tidy(folder)
        commit, wrote = _commit(place, folder, package, next_commit(commits, package, correction))
    return Delivery(
        location=f"{place.url}/{bag}",
        commit=f"{place.url}/{folder}/{commit.name}",
        package=package.tagmanifest_sha256,
        was_already_delivered=not wrote,
        supersedes=(commit.terms.get("supersedes") or {}).get("package"),
        files_uploaded=len(uploaded),
        bytes_uploaded=sum(file.size_bytes for file in uploaded),
        bytes_read_back=read,
    )


def _missing(place: Target, bag: str, package: Package) -> list[PackageFile]:
    sizes = {found.path: found.size_bytes for found in place.files(bag)}
    strangers = sorted(set(sizes) - {file.path for file in package.files})
    if strangers:
        raise StadtlandError("delivery-strangers", target=place.url, count=len(strangers), file=ascii(strangers[0]))
    return [file for file in package.files if sizes.get(file.path) != file.size_bytes]


def _bring(
    place: Target, bag: str, package: Package, missing: list[PackageFile], tell: Callable[[int], None]
) -> tuple[list[PackageFile], int]:
    _upload(place, package, bag, missing, tell)
    changed, read = _read_back(place, bag, package.files, tell)
    if changed:  # an interrupted delivery left bytes of the right size and the wrong content
        _upload(place, package, bag, changed, tell)
        still, again = _read_back(place, bag, changed, tell)
        read += again
        if still:
            raise StadtlandError("target-bytes-differ", target=place.url, count=len(still), file=still[0].path)
    return missing + [file for file in changed if file not in missing], read


def _commit(place: Target, folder: str, package: Package, commit: Commit) -> tuple[Commit, bool]:
    # The answer to the write is not believed: what stands there afterwards decides, for the winner too.
    wrote = place.put_new(f"{folder}/{commit.name}", commit.content)
    standing = read_commits(place, folder)[commit.number - 1 :]
    if not standing:
        raise StadtlandError("target-bytes-differ", target=place.url, count=1, file=commit.name)
    if standing[0].package != package.tagmanifest_sha256:
        raise _conflict(standing[0], package, place)
    return standing[0], wrote


def _conflict(standing: Commit, package: Package, place: Target) -> StadtlandError:
    return StadtlandError(
        "delivery-conflict",
        target=place.url,
        agreement=package.agreement,
        period=package.period,
        delivered=standing.package[:12],
        offered=package.tagmanifest_sha256[:12],
    )


def _refuse_mismatch(package: Package, agreement: str, period: str, correction: str | None) -> None:
    if (agreement, period) != (package.agreement, package.period) or not (
        _KEY.fullmatch(agreement) and _KEY.fullmatch(period)
    ):
        raise StadtlandError(
            "delivery-mismatch",
            asked=f"{agreement} {period}",
            found=f"{package.agreement} {package.period}",
        )
    if correction is not None and not correction.strip():
        raise StadtlandError("delivery-reason-missing", agreement=agreement, period=period)


def _refuse_changed(package: Package) -> None:
    for file in package.files:
        try:
            with (package.path / file.path).open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            digest = ""
        if digest != file.sha256:
            raise StadtlandError("package-changed", package=package.tagmanifest_sha256[:12], file=file.path)


def _upload(
    place: Target, package: Package, bag: str, files: Iterable[PackageFile], tell: Callable[[int], None]
) -> None:
    for file in files:
        place.put_file(f"{bag}/{file.path}", package.path / file.path, sha256=file.sha256)
        tell(file.size_bytes)


def _read_back(
    place: Target, bag: str, files: Iterable[PackageFile], tell: Callable[[int], None]
) -> tuple[list[PackageFile], int]:
    changed, read = [], 0
    for file in files:
        digest = hashlib.sha256()
        try:
            with place.open(f"{bag}/{file.path}") as opened:
                while piece := opened.read(1 << 20):
                    digest.update(piece)
                    read += len(piece)
        except FileNotFoundError:
            digest = hashlib.sha256(b"missing")
        if digest.hexdigest() != file.sha256:
            changed.append(file)
        tell(file.size_bytes)
    return changed, read
