"""从上次检查复制: the scheme of an earlier inspection becomes the first draft of a new one.

What was decided, sent, found or dated stays where it was. A part of the new scheme that holds rows already is left as
it is. The responsibility list belongs to a later app and is copied by `findings.actions.copying`, which calls this
first.
"""

from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.text import Text
from inspections.enums import BEFORE_APPROVAL, Capacity
from inspections.models import (
    Commission,
    Deadline,
    FocusPoint,
    Inspection,
    Method,
    Participant,
    SampleStratum,
    SubGroup,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    Visit,
)

# Who only spoke in or about the earlier inspection is no member of this one.
MEMBERS = (Capacity.GROUP_HEAD, Capacity.DEPUTY_HEAD, Capacity.GROUP_MEMBER)
TO_CONFIRM = Text("由上次检查复制，待确认。", "Copied from the earlier inspection, to be confirmed.")
SHIFTED = Text("由上次检查的{day}推算，请核对", "reckoned from {day} of the earlier inspection, to be checked")
TITLE_LENGTH = 160
SATURDAY = 5
LAST_WEEK = date(MAXYEAR, 12, 24)  # no Monday comes after the calendar
UNDATED = {"starts": None, "ends": None, "precision": "", "end_precision": "", "open_ended": False, "relative": False}

Row = TypeVar("Row", bound=Model)


@dataclass
class Copied:
    """How many rows of each part were copied, and which parts held rows already."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def copy_scheme(*, inspection: Inspection, source: Inspection, by: User) -> Copied:
    """Copies the scheme of `source` into `inspection`, which is not approved yet.

    Raises PermissionDenied, or ValidationError (`wrong_state`, `later`: the source is of a later year, or the same).
    """
    if not by.has_perm("inspections.copy", inspection) or not by.has_perm("inspections.view", source):
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if inspection.state not in BEFORE_APPROVAL:
        shown = inspection.get_state_display()
        raise ValidationError(_("已是“%(state)s”状态，不能再复制方案。") % {"state": shown}, code="wrong_state")
    if source.pk == inspection.pk or source.year > inspection.year:
        raise ValidationError(_("请选择较早的一次检查。"), code="later")
    copied = Copied()
    for part, copy in PARTS.items():
        rows = getattr(inspection, part)
        if rows.exists():
            copied.kept.append(part)
        elif number := copy(source, inspection):
            copied.counts[part] = number
    inspection.copied_from = source
    inspection.save(update_fields=["copied_from", "updated"])
    counts = ", ".join(f"{part} {number}" for part, number in copied.counts.items())
    record(inspection, verb="copy", by=by, note=f"{source.code}: {counts}")
    return copied


def shifted(day: date, years: int) -> date:
    """The same day `years` later, on the Monday after it where that is a weekend: whoever sets it looks up holidays."""
    year = min(day.year + years, MAXYEAR)
    last = 28 if (day.month, day.day) == (2, 29) and not isleap(year) else day.day
    moved = day.replace(year=year, day=last)
    if moved > LAST_WEEK:
        return moved
    return moved + timedelta(days=7 - moved.weekday() if moved.weekday() >= SATURDAY else 0)


def _twin(row: Row, **other: object) -> Row:
    """A new row like `row`, with `other` values."""
    values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    del values[row._meta.pk.attname]
    return type(row)(**{**values, **other})


def _standing(rows: Any) -> QuerySet:
    """Rows that are not void, of a related manager."""
    return rows.filter(void_reason="")


def _instruments(source: Inspection, target: Inspection) -> int:
    instruments = list(source.instruments.all())
    target.instruments.set(instruments)
    return len(instruments)


def _focus_points(source: Inspection, target: Inspection) -> int:
    rows = [_twin(row, inspection_id=target.pk) for row in source.focus_points.all()]
    return len(FocusPoint.objects.bulk_create(rows))


def _methods(source: Inspection, target: Inspection) -> int:
    """Nothing is a first trial the second time."""
    rows = [_twin(row, inspection_id=target.pk, is_new=False) for row in source.methods.all()]
    return len(Method.objects.bulk_create(rows))


def _sub_groups(source: Inspection, target: Inspection) -> int:
    rows = [_twin(row, inspection_id=target.pk, members_stated=False) for row in _standing(source.sub_groups)]
    return len(SubGroup.objects.bulk_create(rows))


def _participants(source: Inspection, target: Inspection) -> int:
    groups = _groups(target)
    rows = [
        _twin(
            row,
            inspection_id=target.pk,
            sub_group_id=groups.get(row.sub_group.number) if row.sub_group else None,
            note_zh=TO_CONFIRM.zh,
            note_en=TO_CONFIRM.en,
        )
        for row in _standing(source.participants).filter(capacity__in=MEMBERS).select_related("sub_group")
    ]
    return len(Participant.objects.bulk_create(rows))


def _visits(source: Inspection, target: Inspection) -> int:
    """Where, and by which sub-group; not when, nor what was recorded."""
    groups = _groups(target)
    rows = [
        Visit(
            inspection=target,
            locality_id=row.locality_id,
            sub_group_id=groups.get(row.sub_group.number) if row.sub_group else None,
            order=row.order,
        )
        for row in _standing(source.visits).select_related("sub_group")
    ]
    return len(Visit.objects.bulk_create(rows))


def _commissions(source: Inspection, target: Inspection) -> int:
    """What was commissioned and of whom, with sample and questions; not the contract, the dates, the shares found."""
    rows = list(_standing(source.commissions).prefetch_related("strata"))
    unsettled = {"contract_number": "", "accepted_on": None, "wording_zh": "", "wording_en": "", **UNDATED}
    made = Commission.objects.bulk_create(_twin(row, inspection_id=target.pk, **unsettled) for row in rows)
    twins = {row.pk: twin.pk for row, twin in zip(rows, made, strict=True)}
    SampleStratum.objects.bulk_create(
        _twin(stratum, commission_id=twins[row.pk]) for row in rows for stratum in row.strata.all()
    )
    _surveys(twins)
    return len(made)


def _surveys(commissions: dict[int, int]) -> None:
    """The surveys under the first commissions of `commissions` for the second, down to the answers."""
    surveys = _copied(Survey.objects.filter(commission__in=commissions), "commission_id", commissions, respondents=None)
    questions = _copied(SurveyQuestion.objects.filter(survey__in=surveys), "survey_id", surveys)
    _copied(SurveyAnswer.objects.filter(question__in=questions), "question_id", questions)


def _copied(rows: QuerySet, parent: str, parents: dict[int, int], **other: object) -> dict[int, int]:
    """Twins of `rows` under the twins of their parents; the number of each row → that of its twin."""
    rows_there = list(rows)
    twins = [_twin(row, **{parent: parents[getattr(row, parent)]}, **other) for row in rows_there]
    made = rows.model._default_manager.bulk_create(twins)
    return {row.pk: twin.pk for row, twin in zip(rows_there, made, strict=True)}


def _deadlines(source: Inspection, target: Inspection) -> int:
    years = target.year - source.year
    rows = []
    for row in _standing(source.deadlines):
        twin = Deadline(inspection=target, kind=row.kind, due=shifted(row.due, years))
        twin.title = _reckoned(row)
        rows.append(twin)
    return len(Deadline.objects.bulk_create(rows))


def _reckoned(row: Deadline) -> Text:
    """The words of a deadline with the note from which day it was reckoned."""
    zh, en = (SHIFTED.get(lang).format(day=row.due) for lang in ("zh", "en"))
    if max(len(row.title.zh) + len(zh), len(row.title.en) + len(en)) + 3 > TITLE_LENGTH:
        return row.title
    return Text(f"{row.title.zh}（{zh}）" if row.title.zh else zh, f"{row.title.en} ({en})" if row.title.en else en)


def _groups(inspection: Inspection) -> dict[int, int]:
    return dict(inspection.sub_groups.values_list("number", "pk"))


# In this order: members and places stand in sub-groups.
PARTS: dict[str, Callable[[Inspection, Inspection], int]] = {
    "instruments": _instruments,
    "focus_points": _focus_points,
    "methods": _methods,
    "sub_groups": _sub_groups,
    "participants": _participants,
    "visits": _visits,
    "commissions": _commissions,
    "deadlines": _deadlines,
}
