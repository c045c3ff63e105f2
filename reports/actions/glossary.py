"""Changing the glossary. Nothing is deleted: a term is retired, and the history keeps what it said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.history import record
from reports.actions.checking import request_checks
from reports.agreement.glossary import is_han
from reports.models import GlossaryTerm, Report

TEXTS = ("zh", "en", "note")
LISTS = ("zh_variants", "short", "accepted", "avoided")
COLUMNS = ("group", *TEXTS, *LISTS, "checked", "valid_from", "valid_to")
RESERVED = {"add"}  # the address of the form for a new term
CODE_LENGTH = 70
TOO_EARLY = gettext_lazy("停用日期不能早于启用日期。")


@transaction.atomic
def add_term(*, values: Mapping[str, Any], by: User) -> GlossaryTerm:
    """A new term. `values` holds COLUMNS; lists have one form a line.

    Raises PermissionDenied, or ValidationError by column; then nothing is written.
    """
    row = GlossaryTerm(edited=True)
    if not by.has_perm("reports.add_term", row):
        raise PermissionDenied
    _set(row, values)
    row.code = free_code(row.en)
    _check(row)
    row.save(force_insert=True)
    record(row, verb="add_term", by=by, note=_told({}, row))
    _have_checked(by)
    return row


@transaction.atomic
def change_term(*, term: GlossaryTerm, values: Mapping[str, Any], seen: datetime | None, by: User) -> GlossaryTerm:
    """The term with `values`; unchanged ones write nothing. `seen` is when the person saw it last changed: what
    somebody else wrote since is not overwritten.

    Raises PermissionDenied, or ValidationError by column (code `changed` where somebody was quicker).
    """
    row = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    if not by.has_perm("reports.change_term", row):
        raise PermissionDenied
    if seen is not None and seen != row.updated:
        raise ValidationError(_("这条术语刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    before = _values(row)
    _set(row, values)
    if _values(row) == before:
        return row
    _check(row)
    row.edited = True
    row.save()
    record(row, verb="change_term", by=by, note=_told(before, row))
    _have_checked(by)
    return row


@transaction.atomic
def retire_term(*, term: GlossaryTerm, last_day: date, by: User, note: str = "") -> GlossaryTerm:
    """The term is in use up to `last_day` and not after it.

    Raises PermissionDenied, or ValidationError for a day before its first one or a term that is out of use already.
    """
    row = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    if not by.has_perm("reports.retire_term", row):
        raise PermissionDenied
    if row.valid_to is not None and row.valid_to <= last_day:
        raise ValidationError(_("这条术语已于%(day)s停用。") % {"day": row.valid_to}, code="retired")
    if row.valid_from is not None and last_day < row.valid_from:
        raise ValidationError(TOO_EARLY, code="too_early")
    before = _values(row)
    row.valid_to = last_day
    row.edited = True
    row.save(update_fields=["valid_to", "edited", "updated"])
    record(row, verb="retire_term", by=by, note="\n".join(filter(None, (_told(before, row), note.strip()))))
    _have_checked(by)
    return row


def free_code(en: str) -> str:
    """A code made of the English that no term has yet."""
    stem = slugify(en)[:CODE_LENGTH].strip("-") or "term"
    codes = set(GlossaryTerm.objects.filter(code__startswith=stem).values_list("code", flat=True)) | RESERVED
    return next(code for code in _numbered(stem) if code not in codes)


def _numbered(stem: str) -> Any:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _set(row: GlossaryTerm, values: Mapping[str, Any]) -> None:
    for name in COLUMNS:
        value = values[name]
        if name in LISTS:
            value = "\n".join(dict.fromkeys(line for text in value.splitlines() if (line := text.strip())))
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _values(row: GlossaryTerm) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}


def _told(before: Mapping[str, Any], row: GlossaryTerm) -> str:
    """What changed, a line for each column: `en: old → new`."""
    news = {name: value for name, value in _values(row).items() if value != before.get(name, "") and value is not None}
    gone = {name: "" for name, value in before.items() if value is not None and getattr(row, name) is None}
    lines = []
    for name, value in {**news, **gone}.items():
        old = _written(before[name]) if before else ""
        lines.append(f"{name}: {old} → {_written(value)}" if before else f"{name}: {_written(value)}")
    return "\n".join(lines)


def _written(value: Any) -> str:
    return " | ".join(str(value if value is not None else "").splitlines())


def _check(row: GlossaryTerm) -> None:
    """ValidationError by column for what a glossary cannot hold."""
    faults: dict[str, Any] = {}
    if not any(map(is_han, row.zh)):
        faults["zh"] = _("请填写中文术语。")
    if not any(char.isascii() and char.isalpha() for char in row.en):
        faults["en"] = _("请填写英文译法。")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        faults["valid_to"] = TOO_EARLY
    right = {text.casefold() for text in (row.en, *row.lines("short"), *row.lines("accepted"))}
    if both := [text for text in row.lines("avoided") if text.casefold() in right]:
        faults["avoided"] = _("“%(text)s”不能既可用又不采用。") % {"text": both[0]}
    if not faults and (twice := _twice(row)):
        faults |= twice
    if faults:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})
    row.clean_fields(exclude=["code"])


def _twice(row: GlossaryTerm) -> dict[str, str]:
    """The column whose Chinese another term has in the same time, and a sentence that names it."""
    forms = {row.zh: "zh", **{form: "zh_variants" for form in row.lines("zh_variants") if form != row.zh}}
    same_time = Q()
    if row.valid_to:
        same_time &= Q(valid_from=None) | Q(valid_from__lte=row.valid_to)
    if row.valid_from:
        same_time &= Q(valid_to=None) | Q(valid_to__gte=row.valid_from)
    holding = Q(zh__in=forms)
    for form in forms:
        holding |= Q(zh_variants__contains=form)
    others = GlossaryTerm.objects.select_for_update().filter(same_time, holding).exclude(pk=row.pk)
    for other in others.order_by("pk"):
        if shared := forms.keys() & {other.zh, *other.lines("zh_variants")}:
            form = min(shared, key=list(forms).index)
            said = {"form": form, "zh": other.zh, "en": other.en}
            return {forms[form]: _("“%(form)s”已在术语“%(zh)s”（%(en)s）中。请改那一条，或让两者的日期错开。") % said}
    return {}


def _have_checked(by: User) -> None:
    request_checks(Report.objects.all(), by=by)
