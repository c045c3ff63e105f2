"""A return read whole: its form, what is written, its files, what is wrong, and what was submitted."""

from typing import Any

from django.utils import timezone

from accounts.models import Body, Locality
from findings.models import Return, ReturnFile, ReturnVersion
from findings.returns import content as shape
from findings.returns.rules import Facts, Fault, faults
from inspections.asking.model import Form
from inspections.models import Delegation
from inspections.queries.asking import body_of, form_of, request_of

SCHEMA = 1


def form_of_return(returned: Return) -> Form:
    """What was asked of the body that writes `returned`."""
    return form_of(request_of(returned.delegation))


def content_of(returned: Return) -> dict[str, dict[str, shape.Value]]:
    """What is written in the draft, section by section, in the order of the form."""
    return {row.section.key: row.content for row in returned.sections.select_related("section")}


def facts_of(returned: Return) -> Facts:
    """What the rules need to know beside form and content: the files, the places of the body, the day."""
    files = {str(row.key): str(row) for row in returned.files.select_related("attachment")}
    return Facts(files=files, places=places_of(returned.delegation.body), today=timezone.localdate())


def places_of(body: Body | None) -> dict[str, str]:
    """Name, short name and code of every division within the territory of `body` → its code."""
    if body is None or body.locality is None:
        return {}
    within = Locality.objects.filter(code__startswith=body.locality.code.rstrip("0") or "")
    found: dict[str, str] = {}
    for place in within:
        found |= {place.code: place.code} | {name: place.code for name in (place.name.zh, place.short.zh) if name}
    return found


def faults_of(returned: Return) -> list[Fault]:
    """What is wrong with the draft as it stands; the same rules on every page, at sign-off and in files."""
    return faults(form_of_return(returned), content_of(returned), facts_of(returned))


def latest_version(delegation: Delegation) -> ReturnVersion | None:
    """The last version that was submitted."""
    return ReturnVersion.objects.filter(returned__delegation=delegation, receipt__isnull=False).last()


def frozen(returned: Return, *, number: int) -> dict[str, Any]:
    """The canonical form of the draft, which a version keeps and whose digest is signed."""
    delegation = returned.delegation
    request, body = request_of(delegation), body_of(delegation)
    content = content_of(returned)
    named = set(shape.files_of(content))
    files = returned.files.select_related("attachment").filter(key__in=named)
    attached = returned.attached.select_related("returned__delegation").order_by("pk")
    return {
        "schema": SCHEMA,
        "request": str(request.key),
        "request_digest": request.digest,
        "delegation": str(delegation.key),
        "body": body.code,
        "number": number,
        "sections": content,
        "files": {str(row.key): _described(row) for row in files},
        "attached": [
            {"delegation": str(version.returned.delegation.key), "number": version.number, "digest": version.digest}
            for version in attached
        ],
    }


def _described(row: ReturnFile) -> dict[str, Any]:
    kept = row.attachment
    return {
        "name": kept.name,
        "title": row.title,
        "size": kept.size,
        "media_type": kept.media_type,
        "digest": kept.digest,
    }
