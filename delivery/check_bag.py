"""What is wrong with a package's structure and bytes, by the rules of BagIt 1.0 and stricter ones of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from delivery.findings import Finding, finding
from delivery.manifest import MalformedManifestError, read_manifest
from delivery.package import MANIFEST, TAGMANIFEST
from delivery.read_bag import BagContent
from delivery.safe_path import colliding, unsafe_because

_REQUIRED_TAGS = frozenset({"bagit.txt", "bag-info.txt", MANIFEST})
_REQUIRED_INFO = ("Stadtland-Agreement", "Stadtland-Agreement-SHA256", "Stadtland-Period", "Payload-Oxum")
_OTHER_MANIFEST = re.compile(r"(?:tag)?manifest-[^/]*\.txt", re.IGNORECASE)
_DECLARATION = re.compile(rb"BagIt-Version: (?:0\.97|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?", re.IGNORECASE)


def check_bag(bag: BagContent) -> Iterator[Finding]:
    """Every finding about paths, manifests, bytes and bag-info.txt; none means that all of them agree."""
    for item in bag.found:
        if item.kind != "file":
            yield finding("not-a-file", item.path)
        if reason := unsafe_because(item.path):
            yield finding("path-unsafe", item.path, detail=reason)
        if item.path.casefold() == "fetch.txt":
            yield finding("fetch-txt", item.path)
    for path in colliding(item.path for item in bag.found):
        yield finding("path-collides", path)
    if not _DECLARATION.fullmatch(bag.texts.get("bagit.txt", b"")):
        yield finding("bag-declaration", "bagit.txt")
    yield from _tag_files(bag)
    yield from _payload(bag)
    yield from _info(bag)


def bag_info(bag: BagContent) -> dict[str, str]:
    """The entries of bag-info.txt; empty where it cannot be read. A label that stands twice is left out."""
    try:
        text = bag.texts.get("bag-info.txt", b"").decode("utf-8")
    except UnicodeDecodeError:
        return {}
    found: dict[str, list[str]] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", text).replace("\r\n", "\n").split("\n"):
        label, colon, value = line.partition(":")
        if colon:
            found.setdefault(label.strip(), []).append(value.strip())
    return {label: values[0] for label, values in found.items() if len(values) == 1}


def _tag_files(bag: BagContent) -> Iterator[Finding]:
    listed, wrong = _manifest(bag, TAGMANIFEST)
    yield from wrong
    if listed is None:
        return
    tags = {path for path in bag.digests if not path.startswith("data/")} - {TAGMANIFEST}
    for path in sorted(tags):
        if _OTHER_MANIFEST.fullmatch(path) and path != MANIFEST:
            yield finding("manifest-weak", path)
    for path in sorted(listed):
        if path.startswith("data/") or path == TAGMANIFEST:
            yield finding("manifest-foreign", path)
    yield from _compare(bag, listed, tags, required=_REQUIRED_TAGS)


def _payload(bag: BagContent) -> Iterator[Finding]:
    listed, wrong = _manifest(bag, MANIFEST)
    yield from wrong
    if listed is None:
        return
    for path in sorted(listed):
        if not path.startswith("data/"):
            yield finding("manifest-foreign", path)
    payload = {path for path in bag.digests if path.startswith("data/")}
    yield from _compare(bag, {path: digest for path, digest in listed.items() if path.startswith("data/")}, payload)


def _compare(
    bag: BagContent, listed: Mapping[str, str], there: set[str], *, required: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    for path in sorted(listed.keys() | there | required):
        if path not in bag.digests:
            yield finding("file-missing", path)
        elif path not in listed:
            yield finding("file-extra", path)
        elif listed[path] != bag.digests[path]:
            yield finding("file-changed", path)


def _manifest(bag: BagContent, name: str) -> tuple[dict[str, str] | None, list[Finding]]:
    if name not in bag.digests:
        return None, [finding("manifest-missing", name)]
    if name not in bag.texts:
        return None, [finding("manifest-malformed", name, line=0)]
    try:
        entries = read_manifest(bag.texts[name])
    except MalformedManifestError as error:
        return None, [finding("manifest-malformed", name, line=error.line)]
    listed: dict[str, str] = {}
    wrong = []
    for path, digest in entries:
        if path in listed:
            wrong.append(finding("manifest-duplicate", path))
        if reason := unsafe_because(path):
            wrong.append(finding("path-unsafe", path, detail=reason))
        listed[path] = digest
    wrong += [finding("path-collides", path) for path in colliding(listed)]
    return listed, wrong


def _info(bag: BagContent) -> Iterator[Finding]:
    info = bag_info(bag)
    missing = [label for label in _REQUIRED_INFO if not info.get(label)]
    if missing:
        yield finding("bag-info", "bag-info.txt", detail=", ".join(missing))
        return
    payload = [size for path, size in bag.sizes.items() if path.startswith("data/")]
    counted = f"{sum(payload)}.{len(payload)}"
    if info["Payload-Oxum"] != counted:
        yield finding("payload-oxum", "bag-info.txt", stated=info["Payload-Oxum"], found=counted)
