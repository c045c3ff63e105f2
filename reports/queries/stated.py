"""What an imported report says of the inspection it belongs to."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.enums import BodyKind
from accounts.models import Body
from core.importing import particulars
from core.importing.faults import fault
from core.importing.joined import Joined
from core.importing.outline import Role
from core.importing.particulars import as_named, year_of
from core.text import Text
from inspections.models import Inspection

HEAD = (Role.TITLE, Role.OCCASION, Role.SALUTATION, Role.PRESENTER)
SHORTEST = 4  # characters of a name by which a body is looked for


def inspection_title(joined: Joined) -> Text:
    """The title of the inspection, cut where its column ends."""
    longest = Inspection._meta.get_field("title_zh").max_length or 0
    return Text(*(_cut(text, longest) for text in particulars.inspection_title(joined.of(Role.TITLE))))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def organiser_of(joined: Joined, code: str) -> Body:
    """The standing committee of that code; else the first one that the report names, else the national one."""
    committees = Body.objects.filter(kind=BodyKind.STANDING_COMMITTEE)
    if code:
        if found := committees.filter(code=code).first():
            return found
        raise fault("organiser", code=code)
    names = [
        (as_named(name), body)
        for body in committees
        for text in (body.name, body.short)
        for name in (text.zh, text.en)
        if len(name) >= SHORTEST
    ]
    for text in (*(joined.of(role) for role in HEAD), *joined.opening[:1], *joined.closing):
        for version in text:
            if body := _first_named(as_named(version), names):
                return body
    national = committees.filter(parent=None).order_by("pk").first()
    if national is None:
        raise fault("organiser", code="—")
    return national


def _first_named(text: str, names: Iterable[tuple[str, Body]]) -> Body | None:
    """The body named first; of names at the same place the longest."""
    found = [(text.find(name), -len(name), place, body) for place, (name, body) in enumerate(names) if name in text]
    return min(found, key=lambda row: row[:3])[3] if found else None


def year_stated(joined: Joined) -> int:
    """The year of the occasion, of the title, or the first one in the text; this year where none is stated."""
    first = (joined.of(Role.OCCASION), joined.of(Role.TITLE), *joined.opening, *joined.closing)
    return year_of(version for text in (*first, *joined.texts()) for version in text) or timezone.localdate().year
