"""The workbook that goes out with a request: what was submitted last, else nothing, never the draft of anybody."""

from django.db import transaction

from findings.models import Return, ReturnSection
from findings.queries.returning import latest_version
from findings.queries.workbook import workbook_of
from inspections.models import Delegation
from inspections.queries.asking import request_of


def blank_workbook(delegation: Delegation) -> bytes:
    """The workbook of `delegation` in Chinese. It is made from rows as they would be if the body began anew, which are
    gone again when it is made: the body has begun nothing, and what it is writing is not for those above."""
    with transaction.atomic():
        returned = fresh_return(delegation)
        content = workbook_of(returned, "zh")
        transaction.set_rollback(True)
    return content


def fresh_return(delegation: Delegation) -> Return:
    """The return of `delegation` with its sections as they were submitted last, else empty."""
    version = latest_version(delegation)
    submitted = version.content if version else {"sections": {}, "files": {}}
    returned, _created = Return.objects.get_or_create(delegation=delegation)
    for section in request_of(delegation).sections.all():
        row, _created = ReturnSection.objects.get_or_create(returned=returned, section=section)
        row.content = submitted["sections"].get(section.key, {})
        row.save(update_fields=["content"])
    returned.files.exclude(key__in=list(submitted["files"])).delete()
    return Return.objects.select_related("delegation__inspection__organiser", "delegation__body__locality").get(
        pk=returned.pk
    )
