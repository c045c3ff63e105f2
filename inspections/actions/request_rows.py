"""The rows of a request: who may write them, their order, their keys, and how a form becomes rows."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.quantities.headings import precision_of
from inspections.asking.model import Section
from inspections.models import Request, RequestColumn, RequestQuestion, RequestSection

MARK_LENGTH = 16
Row = TypeVar("Row", RequestSection, RequestColumn, RequestQuestion)


def opened(request: Request, *, by: User) -> Request:
    """The request, locked, which `by` may change; PermissionDenied, or ValidationError (`fixed`) once it is fixed."""
    if not by.has_perm("inspections.edit_request", request):
        raise PermissionDenied
    locked = Request.objects.select_for_update().get(pk=request.pk)
    if locked.is_fixed:
        raise ValidationError(fixed_sentence(), code="fixed")
    return locked


def fixed_sentence() -> str:
    """Why nothing in a fixed request changes any more."""
    return _("委托函已经发出，委托事项已固定，不能再改。")


def mark(*values: Any) -> str:
    """A short digest of what somebody saw: two people who change it at once do not overwrite each other."""
    return hashlib.sha256(repr([str(value) for value in values]).encode()).hexdigest()[:MARK_LENGTH]


def refuse_if_changed(seen: str, now: str) -> None:
    """ValidationError (`changed`) where what stands there now is not what the person saw."""
    if seen != now:
        raise ValidationError(_("刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")


def refuse(faults: dict[str, str]) -> None:
    """ValidationError by field, where there are faults."""
    if faults:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})


def free_key(taken: Iterable[str], letter: str) -> str:
    """The first of "q1", "q2" … behind all that are taken; what people read are the words, not the key."""
    numbers = [int(key[1:]) for key in taken if key[:1] == letter and key[1:].isdecimal() and len(key) < 8]
    return f"{letter}{max(numbers, default=0) + 1}"


def last_order(rows: models.QuerySet) -> int:
    """The place of the last of `rows`; 0 where there is none."""
    return rows.aggregate(last=models.Max("order"))["last"] or 0


def refuse_too_many(rows: models.QuerySet, most: int, more: int = 1) -> None:
    """ValidationError where `more` rows would make more than `most`."""
    if rows.count() + more > most:
        raise ValidationError(_("最多%(number)s项。") % {"number": most}, code="too_many")


def move(row: Row, siblings: models.QuerySet, *, up: bool) -> bool:
    """Exchanges `row` with the one before (after) it; says whether it moved, as the first and the last have none."""
    beside = (
        siblings.filter(order__lt=row.order).order_by("-order").first()
        if up
        else siblings.filter(order__gt=row.order).order_by("order").first()
    )
    if beside is None:
        return False
    place, other = row.order, beside.order
    for one, order in ((row, last_order(siblings) + 1), (beside, place), (row, other)):  # no two may share a place
        one.order = order
        one.save(update_fields=["order"])
    return True


def tell(request: Request, verb: str, by: User, note: str) -> None:
    """Writes a change of its rows into the history of `request`, which was changed just now, though not its columns."""
    request.save(update_fields=["updated"])
    record(request, verb=verb, by=by, note=note)


# --- From a form ------------------------------------------------------------------------------------------------------


def write_sections(request: Request, sections: Sequence[Section]) -> None:
    """Writes `sections` into `request`, which has none yet; keys are kept, so that what is asked again has the address
    it had."""
    rows = RequestSection.objects.bulk_create(
        RequestSection(request=request, order=order, key=section.key, kind=section.kind, required=section.required,
                       **_texts(title=section.title, guidance=section.guidance))
        for order, section in enumerate(sections, start=1)
    )  # fmt: skip
    placed = list(zip(rows, sections, strict=True))
    RequestColumn.objects.bulk_create(
        RequestColumn(section=row, order=order, key=column.key, starts=column.starts, ends=column.ends,
                      precision=precision_of(column.starts, column.ends), **_texts(title=column.title))
        for row, section in placed
        for order, column in enumerate(section.columns, start=1)
    )  # fmt: skip
    _write_questions(placed)


def _write_questions(placed: Sequence[tuple[RequestSection, Section]]) -> None:
    asked = [
        (f"{section.key}.{question.key}", row, order, question)
        for row, section in placed
        for order, question in enumerate(section.questions, start=1)
    ]
    made = RequestQuestion.objects.bulk_create(
        RequestQuestion(
            section=row,
            order=order,
            key=question.key,
            kind=question.kind,
            required=question.required,
            evidence=question.evidence,
            unit=question.unit,
            options=[{"key": one.key, "zh": one.label.zh, "en": one.label.en} for one in question.options],
            parts_complete=question.parts_complete,
            counts=question.counts,
            **_texts(prompt=question.prompt, guidance=question.guidance),
        )
        for _address, row, order, question in asked
    )
    there = {address: question for (address, *_rest), question in zip(asked, made, strict=True)}
    for (_address, _row, _order, question), row in zip(asked, made, strict=True):
        row.part_of, row.equals = there.get(question.part_of), there.get(question.equals)
    RequestQuestion.objects.bulk_update([row for row in made if row.part_of or row.equals], ["part_of", "equals"])


def _texts(**texts: Any) -> dict[str, str]:
    return {f"{name}_{lang}": text.get(lang) for name, text in texts.items() for lang in ("zh", "en")}
