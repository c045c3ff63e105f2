"""Opening a package: archive, sizes, signature, digests, in this order, and only then what it says."""

import hashlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from core.archives import shown
from core.canonical import Doubtful, strict_json
from core.signing import is_signed
from findings.packages.archive import PackageArchive
from findings.packages.manifest import MANIFEST, SIGNATURE, Manifest, manifest_in, signed_message
from findings.packages.refusals import refused

LARGEST_HEAD = 2_000_000  # bytes of the manifest, and of each JSON entry
LARGEST_JSON = 30_000_000


@dataclass(frozen=True)
class Package:
    """A package that is whole and was signed by the owner of `manifest.key`; whose that is, is another question."""

    manifest: Manifest
    archive: PackageArchive

    def has(self, name: str) -> bool:
        return name in self.archive.members

    def read(self, name: str) -> bytes:
        """The bytes of an entry; their digest is that of the manifest. Raises PackageRefused where there is none."""
        if not self.has(name):
            raise refused("missing", name=shown(name))
        return self.archive.read(name)

    def json(self, name: str) -> dict[str, Any]:
        """An entry read as a JSON object that can be understood in one way only."""
        try:
            data = strict_json(self.read(name))
            if not isinstance(data, dict) or not _can_be_kept(data):
                raise refused("meaning", what=name)
        except (Doubtful, ValueError, RecursionError) as error:
            raise refused("meaning", what=name) from error
        return data


def open_package(file: BinaryIO) -> Package:
    """The package in `file`. Raises PackageRefused with what is wrong with it."""
    archive = PackageArchive(file)
    for name in (MANIFEST, SIGNATURE):
        if name not in archive.members:
            raise refused("no_manifest", name=name)
        if archive.members[name].file_size > LARGEST_HEAD:
            raise refused("bomb", name=name)
    head = archive.read(MANIFEST)
    manifest = manifest_in(head)
    _check_sizes(archive, manifest)
    signature = archive.read(SIGNATURE).decode("ascii", errors="replace")
    if not _is_hex(signature) or not is_signed(signed_message(head), signature=signature, key=manifest.key):
        raise refused("signature")
    for entry in manifest.entries:
        if hashlib.sha256(archive.read(entry.name)).hexdigest() != entry.digest:
            raise refused("altered", name=entry.name)
    return Package(manifest, archive)


def _check_sizes(archive: PackageArchive, manifest: Manifest) -> None:
    """The directory lists what the manifest lists, each as large as it says, and nothing else."""
    listed = {entry.name for entry in manifest.entries} | {MANIFEST, SIGNATURE}
    if strangers := sorted(archive.members.keys() - listed):
        raise refused("name", name=shown(strangers[0]))
    for entry in manifest.entries:
        if entry.name not in archive.members:
            raise refused("missing", name=entry.name)
        if archive.members[entry.name].file_size != entry.size:
            raise refused("altered", name=entry.name)
        if entry.name.endswith(".json") and entry.size > LARGEST_JSON:
            raise refused("bomb", name=entry.name)


def _is_hex(text: str) -> bool:
    return len(text) == 128 and all(char in "0123456789abcdef" for char in text)


def _can_be_kept(value: Any) -> bool:
    """No database keeps NUL or half of a surrogate pair."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, dict):
        return all(_can_be_kept(key) and _can_be_kept(one) for key, one in value.items())
    return all(map(_can_be_kept, value)) if isinstance(value, list) else True
