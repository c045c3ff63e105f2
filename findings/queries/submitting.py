"""What a person signs and submits, read whole: the parts of a return, its files, and what is still wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.text import Text
from findings.models import Return, ReturnVersion
from findings.queries.returning import faults_of, form_of_return, frozen
from findings.returns.content import ROWS, Value, digest_of, label_of, paragraphs_of
from findings.returns.rules import Severity
from inspections.asking.model import Form, Section, SectionKind


@dataclass(frozen=True)
class Part:
    """A section: how many paragraphs, findings or answers stand in it; `finished` None where it was signed."""

    key: str
    title: Text
    kind: str
    filled: int
    finished: bool | None = None


@dataclass(frozen=True)
class NamedFile:
    """A file that the content names, with the digest that is signed."""

    key: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class Wrong:
    """A fault with its place in words and the address of the field."""

    label: Text
    message: Text
    href: str


@dataclass(frozen=True)
class Sheet:
    """A return as it is signed. `attached` are the returns of the next level down that lie beside it."""

    number: int
    digest: str
    parts: tuple[Part, ...]
    files: tuple[NamedFile, ...]
    attached: tuple[Text, ...]


def sheet_of_draft(returned: Return) -> Sheet:
    """The draft as it would be signed now."""
    content = frozen(returned, number=next_number(returned))
    finished = {row.section.key: row.finished for row in returned.sections.select_related("section")}
    return _sheet(returned, content, digest_of(content), returned.attached, finished)


def sheet_of_version(version: ReturnVersion) -> Sheet:
    """A version as it was signed."""
    return _sheet(version.returned, version.content, version.digest, version.attached, {})


def next_number(returned: Return) -> int:
    """The number of the version that follows the last submitted one."""
    last = returned.versions.filter(receipt__isnull=False).last()
    return last.number + 1 if last else 1


def signed_version(returned: Return) -> ReturnVersion | None:
    """The version that was signed and is not submitted yet."""
    return returned.versions.filter(receipt=None).last()


def is_as_signed(version: ReturnVersion) -> bool:
    """Whether the draft still is what was signed."""
    return digest_of(frozen(version.returned, number=version.number)) == version.digest


def wrongs_of(returned: Return) -> dict[Severity, list[Wrong]]:
    """Errors and warnings of the draft, in the order of the form."""
    form, found = form_of_return(returned), faults_of(returned)
    wrongs: dict[Severity, list[Wrong]] = {severity: [] for severity in Severity}
    for each in found:
        wrongs[each.severity].append(_wrong(returned, form, each))
    return wrongs


def _wrong(returned: Return, form: Form, fault: Any) -> Wrong:
    section = fault.address.partition(".")[0]
    href = f"{reverse('return_section', args=[returned.code, section])}#f-{fault.address}"
    return Wrong(label_of(form, fault.address), fault.message, href)


def _sheet(
    returned: Return, content: Mapping[str, Any], digest: str, attached: Any, finished: Mapping[str, bool]
) -> Sheet:
    written = content["sections"]
    parts = [
        Part(each.key, each.title, each.kind, _filled(each, written.get(each.key, {})), finished.get(each.key))
        for each in form_of_return(returned).sections
    ]
    files = [
        NamedFile(key, one["title"] or one["name"], one["size"], one["digest"]) for key, one in content["files"].items()
    ]
    below = attached.select_related("returned__delegation__body").order_by("pk")
    names = [version.returned.delegation.body.name for version in below]
    return Sheet(content["number"], digest, tuple(parts), tuple(files), tuple(names))


def _filled(section: Section, written: Mapping[str, Value]) -> int:
    if section.kind == SectionKind.TEXT:
        return len(paragraphs_of(written))
    if section.kind == SectionKind.FINDINGS:
        return len(written.get(ROWS, []))
    if section.kind == SectionKind.FILES:
        return sum(len(keys) for keys in written.values())
    return len({address for address in written if not address.endswith(".files")})
