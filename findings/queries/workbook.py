"""The workbook of a return: made from the draft, known again when it comes back, set against the draft by now."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, dumps, loads
from django.utils import timezone

from core.uploads import XLSX, examine
from findings.models import Return
from findings.queries.returning import content_of, facts_of, form_of_return, places_of
from findings.returns.content import Content, digest_of
from findings.workbooks import layout, writing
from findings.workbooks.book import Book
from findings.workbooks.cover import Cover
from findings.workbooks.judging import Judgement, judge
from findings.workbooks.reading import Reading, meta_of, read
from findings.workbooks.refusals import Refused
from inspections.asking.model import Form
from inspections.queries.asking import body_of, request_of

SALT = "zhijian.workbook"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # begins an .xls, and a workbook under a password
ZIP = b"PK"


@dataclass(frozen=True)
class Opened:
    """A workbook of a return that was read: the form, what was written out, what came back."""

    form: Form
    base: Content
    reading: Reading


def workbook_of(returned: Return, lang: str) -> bytes:
    """The draft as a workbook in the language `lang`, with a token that binds it to this return and what it said."""
    delegation = returned.delegation
    request, body = request_of(delegation), body_of(delegation)
    rows = list(returned.sections.select_related("section"))
    content = {row.section.key: row.content for row in rows}
    binding = {
        **_identity(returned),
        "name": body.name.best(lang),
        "title": request.title.best(lang),
        "content": digest_of(content),
        "language": lang,
        "stem": f"w{secrets.token_hex(4)}",
        "layout": layout.VERSION,
        "versions": {row.section.key: row.version for row in rows},
    }
    cover = Cover(
        title=request.title,
        note=request.note,
        body=body.name,
        entruster=delegation.entruster.name,
        inspection=delegation.inspection.title,
        due=delegation.due.isoformat() if delegation.due else "—",
        made=f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )
    return writing.write(
        form_of_return(returned),
        content,
        cover=cover,
        binding=binding,
        token=dumps(binding, salt=SALT, compress=True),
        places=names_of(places_of(body)),
        files={str(row.key): str(row) for row in returned.files.select_related("attachment")},
    )


def open_workbook(returned: Return, content: bytes, name: str) -> Opened:
    """What the workbook `content` says for `returned`.

    Raises UploadRefused for what is no harmless workbook, Refused for one that is not of this return as it is asked
    for now, or whose sheets were changed.
    """
    if content.startswith(OLD_OFFICE):
        raise Refused("old")
    if content and not content.startswith(ZIP):
        raise Refused("no_workbook")
    book = Book(examine(content, name=name, allowed=(XLSX,)).content)
    meta = meta_of(book)
    try:
        binding: dict[str, Any] = loads(meta.token, salt=SALT)
    except BadSignature as error:
        raise Refused("forged") from error
    if binding["content"] != digest_of(meta.content):
        raise Refused("forged")
    _refuse_others(binding, _identity(returned))
    form = form_of_return(returned)
    reading = read(book, form, meta.content, lang=binding["language"], stem=binding["stem"])
    return Opened(form, meta.content, reading)


def judgement_of(returned: Return, opened: Opened, taken: Collection[str] = ()) -> Judgement:
    """The workbook against the draft as it stands now."""
    return judge(opened.form, opened.base, content_of(returned), opened.reading, facts_of(returned), taken)


def names_of(places: Mapping[str, str]) -> Iterable[str]:
    """One name for each division, in the order of the codes."""
    names: dict[str, str] = {}
    for name, code in places.items():
        if name != code:
            names.setdefault(code, name)
    return [names[code] for code in sorted(names)]


def _identity(returned: Return) -> dict[str, str]:
    """Which return it is, and which wording of the request."""
    delegation = returned.delegation
    request = request_of(delegation)
    return {
        "body": body_of(delegation).code,
        "delegation": str(delegation.key),
        "request": str(request.key),
        "request_digest": request.digest,
    }


def _refuse_others(binding: Mapping[str, Any], wanted: Mapping[str, str]) -> None:
    if binding["body"] != wanted["body"]:
        raise Refused("other_body", name=binding["name"])
    if binding["request"] != wanted["request"] or binding["delegation"] != wanted["delegation"]:
        raise Refused("other_request", name=binding["title"])
    if binding["request_digest"] != wanted["request_digest"]:
        raise Refused("older")
    if binding["layout"] != layout.VERSION:
        raise Refused("layout")
