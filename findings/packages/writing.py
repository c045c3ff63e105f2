"""Writing a package: its entries, the manifest over them, and the signature over the manifest."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.utils.timezone import localtime

from core.archives import LARGEST_PART, LARGEST_WHOLE, MEGABYTE
from core.attachments import Attachment
from core.canonical import canonical
from core.signing import public_key, sign
from core.uploads import DOCX, PDF
from findings.enums import RemarkKind
from findings.models import ReturnVersion
from findings.packages.answered import answered_data
from findings.packages.archive import pack
from findings.packages.asked import asked_data, remarks_data
from findings.packages.manifest import ANSWER, MANIFEST, REQUEST, SIGNATURE, Entry, Manifest, signed_message
from findings.packages.refusals import refused
from findings.queries.returning import latest_version
from inspections.enums import DelegationState
from inspections.models import Delegation, Letter
from inspections.queries.asking import body_of, request_of

Part = tuple[Entry, Callable[[], bytes]]  # an entry, and where its bytes come from
LETTERS = {PDF: "letter.pdf", DOCX: "letter.docx"}


def write_request(delegation: Delegation, file: BinaryIO, workbook: bytes = b"") -> Manifest:
    """Write the package that carries `delegation` to whom it entrusts, with the letter, the empty workbook and, where
    the return was sent back, the reasons. Raises PackageRefused where it would become too large."""
    letter = letter_of(delegation)
    printed = [letter.pdf, letter.attachment] if letter else []
    papers = {LETTERS[kept.media_type]: kept for kept in printed if kept and kept.media_type in LETTERS}
    parts = [_json("request.json", asked_data(delegation, letter, {name: kept.name for name, kept in papers.items()}))]
    request, moments = request_of(delegation), [delegation.created]
    moments += [moment for moment in (request.fixed_at, letter.created if letter else None) if moment]
    parts += [_attached(name, kept) for name, kept in sorted(papers.items())]
    if delegation.state == DelegationState.RETURNED and (version := latest_version(delegation)):
        remarks = version.remarks.filter(kind=RemarkKind.SEND_BACK, sent=True).order_by("pk")
        parts.append(_json("remarks.json", remarks_data(version, remarks)))
        moments += [row.created for row in remarks]
    if workbook:
        parts.append(_made("workbook.xlsx", workbook))
    return _write(file, parts, delegation, kind=REQUEST, moment=max(moments), number=0)


def write_answer(version: ReturnVersion, file: BinaryIO) -> Manifest:
    """Write the package that carries a submitted `version` to the body above, with every file it names. Raises
    PackageRefused where it would become too large."""
    parts = [_json("answer.json", answered_data(version))]
    by_digest = {kept.digest: kept for kept in version.files.order_by("pk")}
    for wanted in sorted({one["digest"] for one in version.content["files"].values()}):
        if wanted not in by_digest:  # a version that was made without its files
            raise refused("missing", name=f"files/{wanted}")
        parts.append(_attached(f"files/{wanted}", by_digest[wanted]))
    delegation = version.returned.delegation
    return _write(file, parts, delegation, kind=ANSWER, moment=version.signed_at, number=version.number)


def letter_of(delegation: Delegation) -> Letter | None:
    """The letter by which `delegation` went out."""
    return delegation.letter or delegation.letters.order_by("pk").last()


def _write(
    file: BinaryIO, parts: list[Part], delegation: Delegation, *, kind: str, moment: datetime, number: int
) -> Manifest:
    if sum(entry.size for entry, _ in parts) > LARGEST_WHOLE - MEGABYTE:
        raise refused("too_large", limit=LARGEST_WHOLE // MEGABYTE)
    if too_long := next((entry for entry, _ in parts if entry.size > LARGEST_PART), None):
        raise refused("bomb", name=too_long.name)
    ends = delegation.entruster.code, body_of(delegation).code
    sender, recipient = ends if kind == REQUEST else reversed(ends)
    request = request_of(delegation)
    manifest = Manifest(
        kind=kind,
        created=localtime(moment).isoformat(timespec="seconds"),
        key=public_key(),
        delegation=str(delegation.key),
        request=str(request.key),
        request_digest=request.digest,
        sender=sender,
        recipient=recipient,
        number=number,
        entries=tuple(entry for entry, _ in parts),
    )
    head = manifest.to_bytes()
    pack(file, _contents(head, parts))
    return manifest


def _contents(head: bytes, parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, head
    yield SIGNATURE, sign(signed_message(head)).encode()
    for entry, read in parts:
        yield entry.name, read()


def _json(name: str, data: dict[str, Any]) -> Part:
    return _made(name, canonical(data))


def _made(name: str, content: bytes) -> Part:
    return Entry(name, len(content), hashlib.sha256(content).hexdigest()), lambda: content


def _attached(name: str, kept: Attachment) -> Part:
    return Entry(name, kept.size, kept.digest), kept.path.read_bytes
