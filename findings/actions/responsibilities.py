"""The responsibility list (法律责任清单): its lines are added, changed, voided, and copied from another inspection."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.history import record
from core.text import Text
from findings.enums import Answer
from findings.models import ResponsibilityItem
from findings.queries.responsibilities import instruments_of
from inspections.enums import BEFORE_NOTICE, OVER
from inspections.models import Article, Inspection

# What a line says; a line that was answered keeps the first four, else its answers would be those to another question.
TOLD = ("article_id", "holder_id", "holder_name_zh", "question_zh", "holder_name_en", "question_en", "focus_point_id")
ANSWERED_KEEPS = TOLD[:4]


@transaction.atomic
def add_item(*, inspection: Inspection, values: Mapping[str, Any], by: User) -> ResponsibilityItem:
    """A new last line. `values`: instrument, number, insertion, focus_point (or None), holder and question (Texts).

    Raises PermissionDenied, or ValidationError by field (code `repeated` where the list has it word for word); then
    nothing is written.
    """
    inspection = opened(inspection, by=by)
    item = ResponsibilityItem(inspection=inspection, order=_last_order(inspection) + 1)
    _set(item, values)
    there = inspection.responsibility_items.filter(void_reason="", article=item.article, question_zh=item.question.zh)
    if same := next((one for one in there if _content(one) == _content(item)), None):
        raise ValidationError(_("清单第%(number)s条与此相同，没有重复添加。") % {"number": same.order}, code="repeated")
    item.save(force_insert=True)
    record(item, verb="add_responsibility", by=by, note=item.question.zh)
    return item


@transaction.atomic
def change_item(*, item: ResponsibilityItem, values: Mapping[str, Any], base: int, by: User) -> ResponsibilityItem:
    """The line with `values`; unchanged ones write nothing. `base` is the version the person saw.

    Raises PermissionDenied, or ValidationError by field: code `changed` where somebody was quicker, `answered` where
    answers stand already and the question would become another one.
    """
    inspection = opened(item.inspection, by=by)
    item = inspection.responsibility_items.select_for_update().get(pk=item.pk)
    if item.is_void:
        raise ValidationError(_("这一条已作废，不能再改。"), code="void")
    if base != item.version:
        raise ValidationError(_("这一条刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    before = {name: getattr(item, name) for name in TOLD}
    _set(item, values)
    changed = [name for name in TOLD if getattr(item, name) != before[name]]
    if not changed:
        return item
    if set(changed) & set(ANSWERED_KEEPS) and is_answered(item):
        raise ValidationError(
            _("已有落实情况，条文、责任主体和检查内容不能再改。需要改时，请作废这一条，另立一条。"), code="answered"
        )
    item.version += 1
    item.save()
    told = "\n".join(f"{name}: {before[name] or ''} → {getattr(item, name) or ''}" for name in changed)
    record(item, verb="change_responsibility", by=by, note=told)
    return item


@transaction.atomic
def void_item(*, item: ResponsibilityItem, reason: str, by: User) -> bool:
    """The line counts no more. Before the notice, while nothing was answered, it is removed; afterwards it stays, void,
    with the reason. True when it was removed.

    Raises PermissionDenied, or ValidationError (no reason, void already, the inspection is over).
    """
    inspection = opened(item.inspection, by=by)
    item = inspection.responsibility_items.select_for_update().get(pk=item.pk)
    reason = reason.strip()
    if item.is_void:
        raise ValidationError(_("这一条已经作废。"), code="void")
    if not reason:
        raise ValidationError({"reason": ValidationError(_("请写明理由。"), code="note_missing")})
    if removed := inspection.state in BEFORE_NOTICE and not item.answers.exists():
        record(inspection, verb="remove_responsibility", by=by, note=f"{item.order}. {item.question.zh}\n{reason}")
        item.delete()
    else:
        item.void_reason = reason[:300]
        item.version += 1
        item.save(update_fields=["void_reason", "version"])
        record(item, verb="void_responsibility", by=by, note=reason)
    return removed


@transaction.atomic
def copy_items(*, source: Inspection, target: Inspection, by: User) -> int:
    """The lines of `source` that are not void, behind those of `target`, without their answers; says how many.

    A focus point is found again by its place in the scheme; lines that `target` has word for word are left out. The
    number of queries does not depend on the number of lines. Raises PermissionDenied, or ValidationError where `target`
    is over.
    """
    if not by.has_perm("inspections.view", source):
        raise PermissionDenied
    target = opened(target, by=by)
    points = dict(target.focus_points.values_list("order", "pk"))
    there = {_content(item) for item in target.responsibility_items.filter(void_reason="")}
    wanted = []
    for item in source.responsibility_items.filter(void_reason="").select_related("focus_point"):
        if _content(item) in there:
            continue
        there.add(_content(item))
        wanted.append((item, points.get(item.focus_point.order) if item.focus_point else None))
    last = _last_order(target)
    ResponsibilityItem.objects.bulk_create(
        ResponsibilityItem(
            inspection=target,
            order=last + number,
            **{name: getattr(item, name) for name in TOLD} | {"focus_point_id": point},
        )
        for number, (item, point) in enumerate(wanted, start=1)
    )
    if wanted:
        record(target, verb="copy_responsibilities", by=by, note=f"{source.code}: {len(wanted)}")
    return len(wanted)


def opened(inspection: Inspection, *, by: User, verb: str = "edit_responsibilities") -> Inspection:
    """The inspection, locked, whose list `by` may change; PermissionDenied, or ValidationError where it is over."""
    if not by.has_perm(f"findings.{verb}", inspection):
        raise PermissionDenied
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if locked.state in OVER:
        shown = locked.get_state_display()
        raise ValidationError(_("本次检查已是“%(state)s”状态，责任清单不能再改。") % {"state": shown}, code="over")
    return locked


def is_answered(item: ResponsibilityItem) -> bool:
    """Whether somebody looked at it on any visit."""
    return item.answers.exclude(answer=Answer.NOT_SEEN).exists()


def _last_order(inspection: Inspection) -> int:
    return inspection.responsibility_items.aggregate(last=Max("order"))["last"] or 0


def _content(item: ResponsibilityItem) -> tuple[Any, ...]:
    return (item.article_id, item.holder_id, item.holder_name.zh, item.question.zh)


def _set(item: ResponsibilityItem, values: Mapping[str, Any]) -> None:
    """Put `values` into `item`; ValidationError by field for what a line cannot hold."""
    holder, question, point = values["holder"], values["question"], values["focus_point"]
    faults = {}
    if not holder.zh.strip():
        faults["holder_zh"] = _("请填写责任主体。")
    if not question.zh.strip():
        faults["question_zh"] = _("请填写检查内容。")
    if not instruments_of(item.inspection).filter(pk=values["instrument"].pk).exists():
        faults["instrument"] = _("这部法律文件不是本次检查的对象。")
    if point is not None and point.inspection_id != item.inspection_id:
        faults["focus_point"] = _("这不是本次检查的重点。")
    if faults:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})
    item.article, _made = Article.objects.get_or_create(
        instrument=values["instrument"], number=values["number"], insertion=values["insertion"] or 0
    )
    item.focus_point = point
    item.holder = body_named(holder.zh)
    item.holder_name = Text() if item.holder else Text(holder.zh.strip(), holder.en.strip())
    item.question = Text(question.zh.strip(), question.en.strip())
    item.clean_fields(exclude=["inspection", "article", "holder", "focus_point"])


def body_named(name: str) -> Body | None:
    """The body of exactly this Chinese name, or of this short name where only one has it."""
    name = name.strip()
    if found := Body.objects.filter(name_zh=name).first():
        return found
    short = list(Body.objects.filter(short_zh=name)[:2])
    return short[0] if len(short) == 1 else None
