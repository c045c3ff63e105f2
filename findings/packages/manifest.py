"""What a package says of itself: what it is, from whom to whom, and every entry with its size and digest."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.canonical import Doubtful, canonical, digest, strict_json
from findings.packages.refusals import refused

FORMAT, VERSION = "zhijian package", 1
DOMAIN = "zhijian package 1"
REQUEST, ANSWER = "request", "answer"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
# The only names there are; nothing of a package is ever written under a name it brings.
ENTRY = re.compile(r"request\.json|remarks\.json|answer\.json|workbook\.xlsx|letter\.(pdf|docx)|files/[0-9a-f]{64}")
HEX64, SLUG = re.compile(r"[0-9a-f]{64}"), re.compile(r"[-a-zA-Z0-9_]{1,80}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d:\d\d")
MOST_VERSIONS = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the package: its size in bytes and its SHA-256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first page of a package. `number` is the version that an answer brings, 0 for a request; `created` is the
    moment of what it holds, not of the export, so that the same content makes the same bytes."""

    kind: str
    created: str
    key: str  # of the installation that signs
    delegation: str
    request: str
    request_digest: str
    sender: str
    recipient: str
    number: int
    entries: tuple[Entry, ...]

    def to_bytes(self) -> bytes:
        """The canonical form, which is what is signed."""
        data = {name: getattr(self, name) for name in PARTS if name != "entries"}
        entries = [{"name": one.name, "size": one.size, "digest": one.digest} for one in self.entries]
        return canonical({"format": FORMAT, "version": VERSION, **data, "entries": entries})

    @property
    def digest(self) -> str:
        """What tells one package from another, however the file around it was packed."""
        return digest(DOMAIN, self.to_bytes())


def signed_message(manifest: bytes) -> bytes:
    """What the signature stands for: the manifest under the name of the format, so that it fits nothing else."""
    return DOMAIN.encode() + b"\0" + manifest


def manifest_in(content: bytes) -> Manifest:
    """The manifest in `content`. Raises PackageRefused for anything but the canonical form of a whole one."""
    try:
        data = strict_json(content)
    except (Doubtful, ValueError) as error:
        raise refused("manifest", what="JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise refused("no_manifest", name=MANIFEST)
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise refused("version")
    _check(data, {"format": _is(FORMAT), "version": _is(VERSION), **PARTS})
    for entry in data["entries"]:
        _check(entry, ENTRY_PARTS)
    names = [entry["name"] for entry in data["entries"]]
    if len(set(names)) != len(names) or canonical(data) != content:
        raise refused("manifest", what="entries" if len(set(names)) != len(names) else "canonical")
    entries = tuple(Entry(**entry) for entry in data["entries"])
    return Manifest(**{name: data[name] for name in PARTS if name != "entries"}, entries=entries)


def _check(data: Any, parts: Mapping[str, Callable[[Any], bool]]) -> None:
    if not isinstance(data, dict) or data.keys() != parts.keys():
        raise refused("manifest", what="keys")
    for name, fits in parts.items():
        if not fits(data[name]):
            raise refused("manifest", what=name)


def _is(wanted: Any) -> Callable[[Any], bool]:
    return lambda value: value == wanted and type(value) is type(wanted)


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _up_to(most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and 0 <= value <= most


# name → what fits; `entries` last, as they are looked at one by one
PARTS: dict[str, Callable[[Any], bool]] = {
    "kind": lambda value: value in (REQUEST, ANSWER),
    "created": _like(MOMENT),
    "key": _like(HEX64),
    "delegation": _like(UUID),
    "request": _like(UUID),
    "request_digest": _like(HEX64),
    "sender": _like(SLUG),
    "recipient": _like(SLUG),
    "number": _up_to(MOST_VERSIONS),
    "entries": lambda value: isinstance(value, list) and len(value) > 0,
}
ENTRY_PARTS = {"name": _like(ENTRY), "size": _up_to(10**12), "digest": _like(HEX64)}
