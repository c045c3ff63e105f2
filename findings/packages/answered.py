"""`answer.json`: a return as it was signed and submitted, with who signed it and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from findings.models import ReturnVersion
from findings.packages.manifest import HEX64, UUID, Manifest
from findings.packages.refusals import refused
from findings.queries.returning import SCHEMA as CONTENT_SCHEMA
from findings.returns import content as shape
from inspections.asking.model import Form

SCHEMA = 1
CONTENT = {
    "schema": int, "request": str, "request_digest": str, "delegation": str, "body": str, "number": int,
    "sections": dict, "files": dict, "attached": list,
}  # fmt: skip
ATTACHED = {"delegation": str, "number": int, "digest": str}
FILE = {"name": str, "title": str, "size": int, "media_type": str, "digest": str}


@dataclass(frozen=True, slots=True)
class Answered:
    """What `answer.json` says: the frozen content with its digest, name and post of who signed, and when."""

    content: Mapping[str, Any]
    digest: str
    signed_name: str
    signed_at: datetime


def answered_data(version: ReturnVersion) -> dict[str, Any]:
    """`answer.json` of a version that was submitted."""
    return {
        "schema": SCHEMA,
        "content": version.content,
        "digest": version.digest,
        "signed_name": version.signed_name,
        "signed_at": version.signed_at.isoformat(),
    }


def answered_in(data: Mapping[str, Any], manifest: Manifest) -> Answered:
    """What `answer.json` says. Raises PackageRefused where a part is missing or strange, where its digest does not fit,
    and where it speaks of something else than the manifest does."""
    kinds = {"schema": int, "content": dict, "digest": str, "signed_name": str, "signed_at": str}
    _check(data, kinds, "answer.json")
    content = data["content"]
    if data["schema"] != SCHEMA or content.get("schema") != CONTENT_SCHEMA:
        raise refused("version")
    _check(content, CONTENT, "content")
    for below in content["attached"]:
        _check(below, ATTACHED, "attached")
    for key, file in content["files"].items():
        _check(file, FILE, "files")
        if not UUID.fullmatch(key) or not HEX64.fullmatch(file["digest"]) or len(file["title"]) > 200:
            raise refused("meaning", what="files")
    said = (content["delegation"], content["request"], content["request_digest"], content["body"], content["number"])
    if said != (manifest.delegation, manifest.request, manifest.request_digest, manifest.sender, manifest.number):
        raise refused("meaning", what="content")
    if shape.digest_of(content) != data["digest"]:
        raise refused("content_digest")
    signed_at = _moment(data["signed_at"])
    if signed_at is None or not data["signed_name"].strip() or len(data["signed_name"]) > 160:
        raise refused("meaning", what="signed")
    return Answered(content, data["digest"], data["signed_name"], signed_at)


def check_content(content: Mapping[str, Any], form: Form) -> None:
    """Raises PackageRefused for what `form` has no place for, and for files that are named and not listed."""
    sections = content["sections"]
    for key, written in sections.items():
        section = form.section(key)
        if section is None or not isinstance(written, dict):
            raise refused("content", what=key[:60])
        try:
            kept = shape.clean(section, written)
        except shape.NoContent as stranger:
            raise refused("content", what=str(stranger)[:120]) from stranger
        if kept != written:
            raise refused("content", what=key)
    for key in shape.files_of(sections):
        if key not in content["files"]:
            raise refused("missing", name=key)


def _check(data: Any, kinds: Mapping[str, type], place: str) -> None:
    if not isinstance(data, dict) or data.keys() != kinds.keys():
        raise refused("meaning", what=place)
    for name, kind in kinds.items():
        if not isinstance(data[name], kind) or (kind is int and isinstance(data[name], bool)):
            raise refused("meaning", what=f"{place}.{name}")


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and is_aware(moment) else None
