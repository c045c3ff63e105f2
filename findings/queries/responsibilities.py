"""The responsibility list as pages read it: lines, the answers that matter most, and how many of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core.text import Text
from findings.enums import Answer
from findings.models import ResponsibilityAnswer, ResponsibilityItem
from inspections.models import Inspection, Instrument

BY_ARTICLE = ["article__instrument_id", "article__number", "article__insertion", "order"]
SHOWN = 6  # answers of a line that stand in the list; its own page has all

# What the reader looks for first.
WEIGHT = (Answer.NOT_MET, Answer.PARTLY, Answer.MET, Answer.NOT_APPLICABLE, Answer.NOT_SEEN)
ANSWERED = ~Q(answer=Answer.NOT_SEEN)


def instruments_of(inspection: Inspection) -> QuerySet[Instrument]:
    """The instruments under inspection, and those of which the list quotes an article already."""
    own = Q(inspections=inspection) | Q(articles__responsibility_items__inspection=inspection)
    return Instrument.objects.filter(own).distinct().order_by("pk")


def by_weight() -> Case:
    whens = [When(answer=answer, then=Value(place)) for place, answer in enumerate(WEIGHT)]
    return Case(*whens, default=Value(len(WEIGHT)), output_field=IntegerField())


def answers_with_all() -> QuerySet[ResponsibilityAnswer]:
    """Answers with what a page shows of them, the most serious first, then in the order of the places."""
    rows = ResponsibilityAnswer.objects.filter(visit__void_reason="")
    rows = rows.select_related("visit__locality", "unit", "attachment", "finding", "written_by")
    return rows.annotate(weight=by_weight()).order_by("weight", "visit__locality", "unit__order", "pk")


def items_of(inspection: Inspection) -> Any:
    """The lines of `inspection` with article, holder and focus point; `holder_label` is what they are grouped by."""
    rows = inspection.responsibility_items.select_related("article__instrument", "focus_point", "holder")
    return rows.annotate(holder_label=Coalesce("holder__name_zh", "holder_name_zh"))


def answered_with(rows: QuerySet, answer: str) -> QuerySet:
    """Lines of `rows` that were answered so on some visit; NOT_SEEN finds those that nobody has looked at anywhere."""
    given = ResponsibilityAnswer.objects.filter(visit__void_reason="")
    if answer == Answer.NOT_SEEN:
        return rows.exclude(pk__in=given.filter(ANSWERED).values("item"))
    return rows.filter(pk__in=given.filter(answer=answer).values("item"))


def holders_of(inspection: Inspection) -> list[tuple[str, Text]]:
    """Whose duties the list names: what lines are grouped by, and the name in both languages."""
    names = items_of(inspection).annotate(holder_en=Coalesce("holder__name_en", "holder_name_en")).order_by()
    named = names.order_by("holder_label", "holder_en").values("holder_label", "holder_en").distinct()
    found = {row["holder_label"]: row["holder_en"] for row in named}
    return [(zh, Text(zh, en)) for zh, en in found.items()]


def with_answers(rows: QuerySet[ResponsibilityItem]) -> QuerySet[ResponsibilityItem]:
    """Each line with `shown_answers`, the first SHOWN that were given."""
    return rows.prefetch_related(Prefetch("answers", answers_with_all().filter(ANSWERED)[:SHOWN], "shown_answers"))


@dataclass
class Line:
    """A line of the list: what was answered, and how often; `more` answers stand on its own page only."""

    item: ResponsibilityItem
    answers: list[ResponsibilityAnswer]
    counts: list[tuple[Answer, int]] = field(default_factory=list)

    @property
    def more(self) -> int:
        return sum(number for _answer, number in self.counts) - len(self.answers)


def lines_of(items: Iterable[Any]) -> list[Line]:
    """Lines for items `with_answers`; one query more."""
    items = list(items)
    given = ResponsibilityAnswer.objects.filter(ANSWERED, item__in=items, visit__void_reason="")
    counted: Counter[tuple[int, str]] = Counter()
    for pk, answer, number in given.order_by().values_list("item", "answer").annotate(number=Count("pk")):
        counted[pk, answer] = number
    return [
        Line(
            item,
            item.shown_answers,
            [(answer, counted[item.pk, answer]) for answer in WEIGHT if counted[item.pk, answer]],
        )
        for item in items
    ]
