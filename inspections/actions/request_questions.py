"""What a section asks: questions, rows of a table, files and duties are added, changed, moved and removed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.quantities.headings import lines_of
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
from inspections.asking.standard import LONGEST_PROMPT
from inspections.enums import QuestionKind, SectionKind
from inspections.models import Request, RequestQuestion, RequestSection

MOST_QUESTIONS = 300
# How what a section asks is answered, and the letter of the keys; the other sections ask nothing.
KINDS = {
    SectionKind.QUESTIONS: (
        QuestionKind.TEXT, QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.DATE, QuestionKind.FIGURE
    ),
    SectionKind.FIGURES: (QuestionKind.FIGURE,),
    SectionKind.FILES: (QuestionKind.FILE,),
    SectionKind.DUTIES: (QuestionKind.DUTY,),
}  # fmt: skip
LETTERS = {SectionKind.QUESTIONS: "q", SectionKind.FIGURES: "r", SectionKind.FILES: "f", SectionKind.DUTIES: "d"}
OF_FIGURES = {"unit": "", "part_of": None, "parts_complete": False, "equals": None, "counts": ""}


def mark_of_question(row: RequestQuestion) -> str:
    """What a person saw of a question."""
    options = [(one["key"], one["zh"], one["en"]) for one in row.options]
    rules = (row.unit, options, row.part_of_id, row.parts_complete, row.equals_id, row.counts)
    return mark(row.kind, row.prompt, row.guidance, row.required, row.evidence, *rules)


@transaction.atomic
def add_question(*, section: RequestSection, values: Mapping[str, Any], by: User) -> RequestQuestion:
    """A new last question of `section`. `values`: kind, prompt and guidance (Texts), required, evidence; of a figure
    unit, part_of, parts_complete, equals and counts; of a choice options (Texts).

    Raises PermissionDenied, or ValidationError (`fixed`, `too_many`; by field); then nothing is written.
    """
    request, section = _opened(section, by)
    refuse_too_many(section.questions.all(), MOST_QUESTIONS)
    row = RequestQuestion(section=section, order=last_order(section.questions.all()) + 1, key=_key(section))
    _write(row, values)
    row.save(force_insert=True)
    tell(request, "add_question", by, row.prompt.zh)
    return row


@transaction.atomic
def add_lines(*, section: RequestSection, text: str, by: User) -> list[RequestQuestion]:
    """One question for each line of `text`, behind the others; lines that are asked already are left out.

    In a table of figures "（件）" at the end names the unit, and "其中：" or a space at the beginning makes the line
    part of the last one that is none. Raises PermissionDenied, or ValidationError (`fixed`, `too_many`, `too_long`).
    """
    request, section = _opened(section, by)
    figures = section.kind == SectionKind.FIGURES
    there = set(section.questions.values_list("prompt_zh", flat=True))
    lines = [line for line in lines_of(text, figures=figures) if line.prompt not in there]
    for line in lines:
        if len(line.prompt) > LONGEST_PROMPT:
            raise ValidationError(
                {"lines": _("“%(line)s…”超过%(number)s个字。") % {"line": line.prompt[:12], "number": LONGEST_PROMPT}}
            )
    refuse_too_many(section.questions.all(), MOST_QUESTIONS, len(lines))
    made: list[RequestQuestion] = []
    whole = section.questions.filter(part_of=None).last() if figures else None
    taken, order = set(section.questions.values_list("key", flat=True)), last_order(section.questions.all())
    for line in lines:
        row = RequestQuestion(section=section, order=order + len(made) + 1, kind=KINDS[_kind(section)][0])
        row.key, row.prompt, row.unit = free_key(taken, LETTERS[_kind(section)]), Text(line.prompt), line.unit
        row.part_of = whole if line.is_part else None
        row.save(force_insert=True)
        whole = whole if line.is_part else row
        taken.add(row.key)
        made.append(row)
    if made:
        tell(request, "add_question", by, "\n".join(row.prompt.zh for row in made))
    return made


@transaction.atomic
def add_duties(*, section: RequestSection, duties: Iterable[tuple[Text, Text]], by: User) -> int:
    """A line of the responsibility list for each (what to look at, which article and whose duty); those that stand
    there already are left out. Says how many were added.

    Raises PermissionDenied, or ValidationError (`fixed`, `too_many`, `invalid` for a section of another kind).
    """
    request, section = _opened(section, by)
    if section.kind != SectionKind.DUTIES:
        raise ValidationError(_("只有法定职责清单才能从责任清单带入。"), code="invalid")
    there = set(section.questions.values_list("prompt_zh", "guidance_zh"))
    new = [(prompt, guidance) for prompt, guidance in duties if (prompt.zh, guidance.zh[:LONGEST_PROMPT]) not in there]
    refuse_too_many(section.questions.all(), MOST_QUESTIONS, len(new))
    taken, order = set(section.questions.values_list("key", flat=True)), last_order(section.questions.all())
    rows = []
    for number, (prompt, guidance) in enumerate(new, start=1):
        row = RequestQuestion(section=section, order=order + number, kind=QuestionKind.DUTY, key=free_key(taken, "d"))
        row.prompt, row.guidance = prompt, Text(guidance.zh[:LONGEST_PROMPT], guidance.en[:LONGEST_PROMPT])
        taken.add(row.key)
        rows.append(row)
    RequestQuestion.objects.bulk_create(rows)
    if rows:
        tell(request, "add_question", by, "\n".join(row.prompt.zh for row in rows))
    return len(rows)


@transaction.atomic
def change_question(*, question: RequestQuestion, values: Mapping[str, Any], seen: str, by: User) -> RequestQuestion:
    """The question with `values`. Raises PermissionDenied, or ValidationError (`fixed`, `changed`; by field)."""
    request, section = _opened(question.section, by)
    row = section.questions.get(pk=question.pk)
    before = mark_of_question(row)
    refuse_if_changed(seen, before)
    _write(row, values)
    if mark_of_question(row) != before:
        row.save()
        tell(request, "change_question", by, row.prompt.zh)
    return row


@transaction.atomic
def remove_question(*, question: RequestQuestion, by: User) -> None:
    """Removes the question; its parts become rows of their own.

    Raises PermissionDenied, or ValidationError (`fixed`).
    """
    request, section = _opened(question.section, by)
    row = section.questions.get(pk=question.pk)
    row.delete()
    tell(request, "remove_question", by, row.prompt.zh)


@transaction.atomic
def move_question(*, question: RequestQuestion, up: bool, by: User) -> None:
    """Exchanges the question with the one above or below. Raises PermissionDenied, or ValidationError (`fixed`)."""
    request, section = _opened(question.section, by)
    row = section.questions.get(pk=question.pk)
    if move(row, section.questions.all(), up=up):
        tell(request, "move_question", by, row.prompt.zh)


def _opened(section: RequestSection, by: User) -> tuple[Request, RequestSection]:
    request = opened(section.request, by=by)
    section = request.sections.get(pk=section.pk)
    if section.kind not in KINDS:
        raise ValidationError(_("这一部分不设问题。"), code="invalid")
    return request, section


def _kind(section: RequestSection) -> SectionKind:
    return SectionKind(section.kind)


def _key(section: RequestSection) -> str:
    return free_key(section.questions.values_list("key", flat=True), LETTERS[_kind(section)])


def _write(row: RequestQuestion, values: Mapping[str, Any]) -> None:
    """Put `values` into `row`; ValidationError by field for what a question cannot ask."""
    row.kind = values["kind"]
    row.prompt, row.guidance = values["prompt"], values["guidance"]
    row.required, row.evidence = values["required"], values["evidence"]
    given = values if row.kind == QuestionKind.FIGURE else {}
    for name, none in OF_FIGURES.items():
        setattr(row, name, given.get(name) or none)
    row.parts_complete = bool(row.part_of and row.parts_complete)
    labels = values.get("options", []) if row.kind == QuestionKind.CHOICE else []
    row.options = _options(row.options, labels)
    refuse(_faults(row))
    row.clean_fields(exclude=["section", "part_of", "equals"])


def _options(before: list[dict[str, str]], labels: list[Text]) -> list[dict[str, str]]:
    """An option that stays keeps its key."""
    known, made = {one["zh"]: one["key"] for one in before}, list[dict[str, str]]()
    for label in labels:
        taken = {*known.values(), *(one["key"] for one in made)}
        made.append({"key": known.get(label.zh) or free_key(taken, "o"), "zh": label.zh, "en": label.en})
    return made


def _faults(row: RequestQuestion) -> dict[str, str]:
    faults = {}
    if row.kind not in KINDS[_kind(row.section)]:
        faults["kind"] = _("这一部分不能这样答复。")
    elif row.kind != QuestionKind.FIGURE and row.pk and (row.parts.exists() or row.equalled_by.exists()):
        faults["kind"] = _("别的数据与它有勾稽关系，答复方式不能改。")
    if row.kind == QuestionKind.CHOICE and len(row.options) < 2:
        faults["options"] = _("请至少写两个选项，一行一个。")
    if row.part_of:
        faults |= _faults_of_part(row, row.part_of)
    if row.equals:
        faults |= _faults_of_equal(row, row.equals)
    return faults


def _faults_of_part(row: RequestQuestion, whole: RequestQuestion) -> dict[str, str]:
    if whole.section_id != row.section_id or whole.kind != QuestionKind.FIGURE:
        return {"part_of": _("总数须在同一部分。")}
    wholes: dict[int, int | None] = dict(row.section.questions.values_list("pk", "part_of"))
    above: int | None = whole.pk
    while above:
        if above == row.pk:
            return {"part_of": _("一项数据不能是自己的分项。")}
        above = wholes.get(above)
    return {}


def _faults_of_equal(row: RequestQuestion, other: RequestQuestion) -> dict[str, str]:
    if other.pk == row.pk:
        return {"equals": _("一项数据不必与自己一致。")}
    if other.section.request_id != row.section.request_id or other.kind != QuestionKind.FIGURE:
        return {"equals": _("只能与本委托事项中的数据一致。")}
    if _columns(other.section) != _columns(row.section):
        return {"equals": _("两处的列不同，无法比对。")}
    return {}


def _columns(section: RequestSection) -> dict[str, str]:
    return dict(section.columns.values_list("key", "title_zh")) if section.kind == SectionKind.FIGURES else {}
