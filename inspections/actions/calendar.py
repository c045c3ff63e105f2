"""工作日历: the days on which a congress departs from the national calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.history import record
from inspections.models import CalendarDay
from inspections.working_days import is_national_working

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@transaction.atomic
def set_day(*, body: Body, values: Mapping[str, Any], by: User) -> CalendarDay:
    """A day off more, or a working day more, of `body`; on a day that was set already the new word counts.

    `values`: day, is_working, note. Raises PermissionDenied, or ValidationError by field for a day that is so anyway or
    lies out of reach. What is due already keeps its day.
    """
    _allow(body, by)
    day, is_working = values["day"], values["is_working"]
    if not EARLIEST <= day <= LATEST:
        raise ValidationError({"day": _("请填写2000年至2100年之间的日期。")})
    if is_national_working(day) == is_working:
        said = _("这一天按全国日历本来就上班。") if is_working else _("这一天按全国日历本来就放假。")
        raise ValidationError({"day": said})
    row, _made = CalendarDay.objects.update_or_create(
        body=body, day=day, defaults={"is_working": is_working, "note": values["note"]}
    )
    row.clean_fields(exclude=["body"])
    record(body, verb="work_on" if is_working else "day_off", by=by, note=f"{day} {row.note}".strip())
    return row


@transaction.atomic
def remove_day(*, row: CalendarDay, by: User) -> None:
    """On this day the body keeps to the national calendar again. Raises PermissionDenied."""
    _allow(row.body, by)
    record(row.body, verb="as_the_nation", by=by, note=f"{row.day} {row.note}".strip())
    row.delete()


def _allow(body: Body, by: User) -> None:
    if not by.has_perm("inspections.edit_calendar", body):
        raise PermissionDenied
    Body.objects.select_for_update().get(pk=body.pk)  # one change after another
