"""A request read whole, as the form of a return."""

from accounts.models import Body
from core.text import Text
from inspections.asking.model import Column, Form, Option, Question, QuestionKind, Section, SectionKind
from inspections.models import Delegation, Request, RequestQuestion, RequestSection


def form_of(request: Request) -> Form:
    """What `request` asks, in three queries."""
    sections = request.sections.prefetch_related("columns", "questions__part_of__section", "questions__equals__section")
    return Form(str(request.key), request.title, request.note, tuple(_section(section) for section in sections))


def request_of(delegation: Delegation) -> Request:
    """What `delegation` asks. Raises ValueError for one that asks nothing: a joint one, or one not issued."""
    if delegation.request is None:
        raise ValueError(delegation.code)
    return delegation.request


def body_of(delegation: Delegation) -> Body:
    """Whom `delegation` entrusts. Raises ValueError where the source names nobody."""
    if delegation.body is None:
        raise ValueError(delegation.code)
    return delegation.body


def _section(section: RequestSection) -> Section:
    return Section(
        key=section.key,
        kind=SectionKind(section.kind),
        title=section.title,
        guidance=section.guidance,
        required=section.required,
        columns=tuple(Column(row.key, row.title, row.starts, row.ends) for row in section.columns.all()),
        questions=tuple(_question(row) for row in section.questions.all()),
    )


def _question(row: RequestQuestion) -> Question:
    return Question(
        key=row.key,
        kind=QuestionKind(row.kind),
        prompt=row.prompt,
        guidance=row.guidance,
        required=row.required,
        evidence=row.evidence,
        unit=row.unit,
        options=tuple(Option(one["key"], Text(one["zh"], one["en"])) for one in row.options),
        part_of=address_of(row.part_of) if row.part_of else "",
        parts_complete=row.parts_complete,
        equals=address_of(row.equals) if row.equals else "",
        counts=row.counts,
    )


def address_of(row: RequestQuestion) -> str:
    """The address of a question: its section's key and its own."""
    return f"{row.section.key}.{row.key}"
