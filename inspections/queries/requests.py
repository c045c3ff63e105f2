"""Requests as pages and forms read them: what is shown, against which figures a figure is held, who may read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.models import User
from core.quantities.units import UNITS
from core.text import Text
from inspections.asking.model import Form, Question, Section
from inspections.enums import CountedRows, QuestionKind, SectionKind
from inspections.models import Delegation, Inspection, Request, RequestQuestion, RequestSection
from inspections.wording.requests import FILLED_IN

COUNTED = dict(CountedRows.choices)
INDENTS = 3  # a part of a part of a part stands as far in as a page has room for


@dataclass(frozen=True)
class Shown:
    """A question as a page shows it: with the titles of what it is part of and must agree with."""

    question: Question
    unit: Text
    part_of: Text = field(default_factory=Text)
    equals: Text = field(default_factory=Text)
    counts: str = ""
    depth: int = 0

    @property
    def kind_label(self) -> str:
        return str(QuestionKind(self.question.kind).label)


@dataclass(frozen=True)
class ShownSection:
    """A section with its questions as a page shows them."""

    section: Section
    questions: list[Shown]

    @property
    def kind_label(self) -> str:
        return str(SectionKind(self.section.kind).label)

    @property
    def filled(self) -> str:
        """What is filled in where the section asks nothing by itself."""
        return str(FILLED_IN.get(self.section.kind, ""))


def shown_sections(form: Form) -> list[ShownSection]:
    """Everything `form` asks, for a reader."""
    return [ShownSection(section, list(_shown(form, section))) for section in form.sections]


def _shown(form: Form, section: Section) -> Iterator[Shown]:
    for question in section.questions:
        whole = form.question(question.part_of) if question.part_of else None
        other = form.question(question.equals) if question.equals else None
        place = form.section(question.equals.partition(".")[0]) if other else None
        yield Shown(
            question,
            unit_text(question.unit),
            whole.prompt if whole else Text(),
            _place(place.title, other.prompt, within=place is section) if place and other else Text(),
            str(COUNTED.get(question.counts, "")),
            _depth(form, question),
        )


def _place(section: Text, prompt: Text, *, within: bool) -> Text:
    if within:
        return prompt
    return Text(f"{section.zh} › {prompt.zh}", f"{section.best('en')} › {prompt.best('en')}")


def _depth(form: Form, question: Question) -> int:
    depth, above = 0, form.question(question.part_of) if question.part_of else None
    while above and depth < INDENTS:
        depth, above = depth + 1, form.question(above.part_of) if above.part_of else None
    return depth


def unit_text(key: str) -> Text:
    """What stands behind a figure: "件", "家企业"; empty for no unit, or one that is not known here."""
    unit = UNITS.get(key)
    return Text(f"{unit.counter}{unit.noun.zh}", unit.noun.en_plural or unit.counter) if unit else Text()


def figures_beside(section: RequestSection, question: RequestQuestion | None) -> QuerySet[RequestQuestion]:
    """The figures that the same request asks for, but for `question`, in order."""
    rows = RequestQuestion.objects.filter(section__request=section.request_id, kind=QuestionKind.FIGURE)
    if question:
        rows = rows.exclude(pk=question.pk)
    return rows.select_related("section").order_by("section__order", "order")


def requests_of(inspection: Inspection, parent: Delegation | None) -> QuerySet[Request]:
    """What the same body asks already in the same inspection."""
    return Request.objects.filter(inspection=inspection, parent=parent).order_by("pk")


def may_read(user: User, request: Request) -> bool:
    """Whether `user` may read `request`: she sits in the body that asks, or in one that it is put to."""
    if user.has_perm("inspections.view_request", request):
        return True
    delegation = Delegation.objects.visible_to(user).filter(request=request).select_related("inspection").first()
    return delegation is not None and user.has_perm("inspections.view_delegation", delegation)
