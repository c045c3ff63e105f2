"""A request out of a package as rows: the same keys, the same order, the same digest."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.quantities.units import UNITS
from core.text import LANGUAGES, Text
from findings.packages.asked import Asked, words
from findings.packages.refusals import refused
from inspections.asking.model import Question, Section
from inspections.asking.store import digest_of
from inspections.models import Inspection, Request, RequestColumn, RequestQuestion, RequestSection
from inspections.queries.asking import form_of


def free_code(model: type[models.Model], wanted: str, suffix: str) -> str:
    """`wanted`, or where another row has that code here, the same with `suffix` and perhaps a number behind it."""
    stem = wanted[:60]
    codes = [wanted, f"{stem}-{suffix}"[:76], *(f"{stem[:50]}-{suffix}"[:74] + f"-{number}" for number in range(2, 99))]
    taken = set(model._default_manager.filter(code__in=codes).values_list("code", flat=True))
    return next(code for code in codes if code not in taken)


def make_request(inspection: Inspection, asked: Asked, digest: str) -> Request:
    """The rows of what is asked, fixed. Raises PackageRefused where they would not say the same as the package."""
    form, about = asked.form, asked.request
    row = Request(
        inspection=inspection,
        code=free_code(Request, about["code"], inspection.organiser.code),
        key=UUID(form.key),
        **both(title=form.title, note=form.note),
        days=about["days"] or None,
        fixed_at=timezone.now(),
        digest=digest,
    )
    checked(row, "request").save(force_insert=True)
    made: dict[str, RequestQuestion] = {}
    for order, section in enumerate(form.sections, start=1):
        made |= _make_section(row, section, order)
    for address, _section, question in form.questions():
        _link(made, address, question)
    if digest_of(form_of(row)) != digest:
        raise refused("request_digest")
    return row


def both(**texts: Text) -> dict[str, Any]:
    """The columns of texts in two languages: title → title_zh, title_en."""
    return {f"{name}_{lang}": text.get(lang) for name, text in texts.items() for lang in LANGUAGES}


def checked(row: Any, place: str) -> Any:
    """`row`, where its columns can hold what stands in them. Raises PackageRefused."""
    related = [field.name for field in row._meta.fields if field.is_relation or field.primary_key]
    try:
        row.clean_fields(exclude=related)
    except ValidationError as error:
        raise refused("meaning", what=f"{place}.{next(iter(error.message_dict))}") from error
    return row


def _make_section(request: Request, section: Section, order: int) -> dict[str, RequestQuestion]:
    row = RequestSection(
        request=request, order=order, key=section.key, kind=section.kind, required=section.required,
        **both(title=section.title, guidance=section.guidance),
    )  # fmt: skip
    _only_once([one.key for one in request.sections.all()] + [section.key], "sections")
    _only_once([column.key for column in section.columns], section.key)
    _only_once([question.key for question in section.questions], section.key)
    checked(row, "section").save(force_insert=True)
    for place, column in enumerate(section.columns, start=1):
        checked(
            RequestColumn(
                section=row,
                order=place,
                key=column.key,
                starts=column.starts,
                ends=column.ends,
                **both(title=column.title),
            ),  # fmt: skip
            "column",
        ).save(force_insert=True)
    return {
        f"{section.key}.{question.key}": _make_question(row, question, place)
        for place, question in enumerate(section.questions, start=1)
    }


def _make_question(section: RequestSection, question: Question, order: int) -> RequestQuestion:
    if question.unit and question.unit not in UNITS:
        raise refused("meaning", what=f"unit {question.unit[:40]}")
    row = RequestQuestion(
        section=section, order=order, key=question.key, kind=question.kind, unit=question.unit,
        **both(prompt=question.prompt, guidance=question.guidance),
        required=question.required, evidence=question.evidence,
        options=[{"key": one.key, "zh": one.label.zh, "en": one.label.en} for one in question.options],
        parts_complete=question.parts_complete, counts=question.counts,
    )  # fmt: skip
    checked(row, "question").save(force_insert=True)
    return row


def _link(made: dict[str, RequestQuestion], address: str, question: Question) -> None:
    if not question.part_of and not question.equals:
        return
    row = made[address]
    for name in ("part_of", "equals"):
        if wanted := getattr(question, name):
            if wanted not in made:
                raise refused("meaning", what=f"{address}.{name}")
            setattr(row, name, made[wanted])
    row.save(update_fields=["part_of", "equals"])


def _only_once(keys: list[str], place: str) -> None:
    if len(set(keys)) != len(keys):
        raise refused("meaning", what=place)


def make_inspection(asked: Asked, organiser: Any) -> Inspection:
    """The inspection of the body above as far as its package tells; the one that is here where it came before."""
    about = asked.inspection
    if known := Inspection.objects.filter(code=about["code"], organiser=organiser).first():
        return known
    renamed = f"{about['code'][:60]}-{organiser.code}"[:76]
    if known := Inspection.objects.filter(code=renamed, organiser=organiser).first():
        return known
    row = Inspection(
        code=free_code(Inspection, about["code"], organiser.code),
        **both(title=words(about["title"])),
        year=about["year"],
        organiser=organiser,
        mode=about["mode"],
    )
    checked(row, "inspection").save(force_insert=True)
    known_laws = row.instruments.model._default_manager.filter(code__in=[str(one) for one in about["instruments"]])
    row.instruments.set(known_laws)
    return row
