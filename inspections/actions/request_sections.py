"""The sections of a request and the columns of their tables: added, changed, moved and removed until it is fixed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.quantities.headings import period_of, precision_of
from core.text import Text
from inspections.actions.request_rows import (
    free_key,
    last_order,
    mark,
    move,
    opened,
    refuse,
    refuse_if_changed,
    refuse_too_many,
    tell,
)
from inspections.enums import SectionKind
from inspections.models import Request, RequestColumn, RequestSection

MOST_SECTIONS, MOST_COLUMNS = 40, 24


def mark_of_section(section: RequestSection) -> str:
    """What a person saw of a section: its words, not what is asked in it."""
    return mark(section.title, section.guidance, section.required)


@transaction.atomic
def add_section(*, request: Request, values: Mapping[str, Any], by: User) -> RequestSection:
    """A new last section. `values`: kind, title and guidance (Texts), required.

    Raises PermissionDenied, or ValidationError (`fixed`, `too_many`; by field); then nothing is written.
    """
    request = opened(request, by=by)
    refuse_too_many(request.sections.all(), MOST_SECTIONS)
    key = free_key(request.sections.values_list("key", flat=True), "s")
    section = RequestSection(
        request=request, key=key, order=last_order(request.sections.all()) + 1, kind=values["kind"]
    )
    _write(section, values)
    section.save(force_insert=True)
    tell(request, "add_section", by, section.title.zh)
    return section


@transaction.atomic
def change_section(*, section: RequestSection, values: Mapping[str, Any], seen: str, by: User) -> RequestSection:
    """The section under other words; its kind stays, as what is asked in it would fit no other.

    Raises PermissionDenied, or ValidationError (`fixed`, `changed`; by field).
    """
    request = opened(section.request, by=by)
    section = request.sections.get(pk=section.pk)
    before = mark_of_section(section)
    refuse_if_changed(seen, before)
    _write(section, values)
    if mark_of_section(section) != before:
        section.save()
        tell(request, "change_section", by, section.title.zh)
    return section


@transaction.atomic
def remove_section(*, section: RequestSection, by: User) -> None:
    """Removes a section with all that is asked in it. Raises PermissionDenied, or ValidationError (`fixed`)."""
    request = opened(section.request, by=by)
    section = request.sections.get(pk=section.pk)
    asked = "\n".join(section.questions.values_list("prompt_zh", flat=True))
    section.delete()
    tell(request, "remove_section", by, "\n".join(filter(None, (section.title.zh, asked))))


@transaction.atomic
def move_section(*, section: RequestSection, up: bool, by: User) -> None:
    """Exchanges the section with the one above or below it. Raises PermissionDenied, or ValidationError (`fixed`)."""
    request = opened(section.request, by=by)
    section = request.sections.get(pk=section.pk)
    if move(section, request.sections.all(), up=up):
        tell(request, "move_section", by, section.title.zh)


# --- Columns ----------------------------------------------------------------------------------------------------------


def mark_of_column(column: RequestColumn) -> str:
    """What a person saw of a column."""
    return mark(column.title, column.starts, column.ends)


@transaction.atomic
def add_column(*, section: RequestSection, values: Mapping[str, Any], by: User) -> RequestColumn:
    """A new last column of a table of figures. `values`: title (Text), starts, ends; without days those that the title
    names.

    Raises PermissionDenied, or ValidationError (`fixed`, `too_many`; by field); then nothing is written.
    """
    request = opened(section.request, by=by)
    section = request.sections.get(pk=section.pk)
    if section.kind != SectionKind.FIGURES:
        raise ValidationError(_("只有数据表才有列。"), code="invalid")
    refuse_too_many(section.columns.all(), MOST_COLUMNS)
    column = RequestColumn(section=section, order=last_order(section.columns.all()) + 1)
    _write_column(column, values)
    taken = set(section.columns.values_list("key", flat=True))
    # A year keeps its key from one request to the next, so that figures can be laid beside those of last time.
    year = f"y{column.starts.year}" if column.starts and column.precision == "year" else ""
    alone = year and column.ends and column.ends.year == column.starts.year  # type: ignore[union-attr]
    column.key = year if alone and year not in taken else free_key(taken, "c")
    column.save(force_insert=True)
    tell(request, "add_column", by, column.title.zh)
    return column


@transaction.atomic
def change_column(*, column: RequestColumn, values: Mapping[str, Any], seen: str, by: User) -> RequestColumn:
    """The column under another title or for another period. Raises PermissionDenied, or ValidationError (`fixed`,
    `changed`; by field)."""
    request = opened(column.section.request, by=by)
    column = RequestColumn.objects.get(pk=column.pk, section__request=request)
    before = mark_of_column(column)
    refuse_if_changed(seen, before)
    _write_column(column, values)
    if mark_of_column(column) != before:
        column.save()
        tell(request, "change_column", by, column.title.zh)
    return column


@transaction.atomic
def remove_column(*, column: RequestColumn, by: User) -> None:
    """Removes a column. Raises PermissionDenied, or ValidationError (`fixed`)."""
    request = opened(column.section.request, by=by)
    column = RequestColumn.objects.get(pk=column.pk, section__request=request)
    column.delete()
    tell(request, "remove_column", by, column.title.zh)


@transaction.atomic
def move_column(*, column: RequestColumn, up: bool, by: User) -> None:
    """Exchanges the column with the one beside it. Raises PermissionDenied, or ValidationError (`fixed`)."""
    request = opened(column.section.request, by=by)
    column = RequestColumn.objects.get(pk=column.pk, section__request=request)
    if move(column, RequestColumn.objects.filter(section=column.section_id), up=up):
        tell(request, "move_column", by, column.title.zh)


def _write(section: RequestSection, values: Mapping[str, Any]) -> None:
    section.title, section.guidance, section.required = values["title"], values["guidance"], values["required"]
    section.clean_fields(exclude=["request"])
    others = RequestSection.objects.filter(request=section.request_id).exclude(pk=section.pk)
    if others.filter(title_zh=section.title.zh).exists():
        refuse({"title_zh": _("已有同名的部分。")})


def _write_column(column: RequestColumn, values: Mapping[str, Any]) -> None:
    title, starts, ends = values["title"], values["starts"], values["ends"]
    if starts is None and ends is None:
        starts, ends = period_of(title.zh) or (None, None)
    faults = {}
    if ends and starts is None:
        faults["starts"] = _("写了结束日期，也请写开始日期。")
    if starts and ends and ends < starts:
        faults["ends"] = _("结束日期不能早于开始日期。")
    if column.section.columns.exclude(pk=column.pk).filter(title_zh=title.zh).exists():
        faults["title_zh"] = _("已有同名的列。")
    refuse(faults)
    column.starts, column.ends, column.precision = starts, ends, precision_of(starts, ends)
    period = column.period_text.en if starts and not title.en and period_of(title.zh) == (starts, ends) else ""
    column.title = Text(title.zh, title.en or period)
    column.clean_fields(exclude=["section", "key"])
