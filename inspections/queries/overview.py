"""What the overview of an inspection shows, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.charts import Bar, CountRow, Number, Place
from core.quantities import QuantityError, Style, write_en, write_zh
from core.text import Text
from inspections.enums import BriefingForm, Capacity, CommissionKind, DecisionSubject, InspectionState, Part, ShareBase
from inspections.models import (
    Commission,
    Decision,
    Delegation,
    Inspection,
    Meeting,
    Participant,
    SubGroup,
    Survey,
    SurveyAnswer,
    Visit,
)
from inspections.queries.counts import focus_of, outcome_numbers
from inspections.queries.coverage import Reached, places_of, reached_of
from inspections.queries.schedule import Day, Due, days_of, deadlines_of

# The people of the group come first; who gave the mandate or is only quoted stands apart.
GROUP = (Capacity.GROUP_HEAD, Capacity.DEPUTY_HEAD, Capacity.GROUP_MEMBER, Capacity.PRESENTER)

# How far an inspection reached: under these codes its figures stand large on the overview.
REACH = {
    "discussion-meetings": pgettext_lazy("many", "座谈会"),
    "units-spot-checked": _("随机抽查单位"),
    "systems-tested": _("检测信息系统"),
    "survey-respondents": _("问卷受访者"),
    "experts": _("参与专家和技术人员"),
}
ASIDE: dict[str, DecisionSubject] = {
    InspectionState.SUSPENDED: DecisionSubject.SUSPEND,
    InspectionState.MOVED: DecisionSubject.MOVE,
    InspectionState.CANCELLED: DecisionSubject.CANCEL,
}
FEW = 2
NUMERAL = Style.from_words(["number", "digits"])
WHOLE = Style.from_words(["digits"])


@dataclass(frozen=True)
class SurveyResult:
    """A survey with its shares as bars; `base` says how many answered."""

    survey: Survey
    bars: list[Bar]
    base: Text


@dataclass(frozen=True)
class MeetingRow:
    """A meeting and who reported there."""

    meeting: Meeting
    oral: list[Text]
    written: list[Text]


@dataclass(frozen=True)
class PersonRow:
    """A person with the post of that time and all that she did in the inspection."""

    name: Text
    post: Text
    capacities: list[str]
    notes: list[Text]


@dataclass(frozen=True)
class SubGroupRow:
    """A sub-group with its heads and its other members, as far as they are stated."""

    row: SubGroup
    heads: list[Text]
    members: list[Text]


@dataclass(frozen=True)
class Overview:
    """The records around an inspection, ready for the page."""

    inspection: Inspection
    reach: list[Number]
    outcome: list[Number]
    focus: list[CountRow]
    group: list[PersonRow]
    others: list[PersonRow]
    sub_groups: list[SubGroupRow]
    preparing: list[Text]
    visits: list[Visit]
    meetings: list[MeetingRow]
    delegations: list[Delegation]
    third_parties: list[Commission]
    experts: list[Commission]
    surveys: list[SurveyResult]
    places: list[Place]
    reached: list[Reached]
    days: list[Day]
    deadlines: list[Due]

    @property
    def strips(self) -> list[list[Number]]:
        """The large numbers, in one strip where there are few of them."""
        return [self.reach, self.outcome] if len(self.reach) > FEW else [[*self.reach, *self.outcome]]

    @property
    def days_placed(self) -> bool:
        """Whether it is stated for any day where the group was."""
        return any(day.where for day in self.days)

    @property
    def members_stated(self) -> bool:
        return all(group.row.members_stated for group in self.sub_groups)

    @property
    def sub_groups_told(self) -> list[SubGroupRow]:
        """The sub-groups of which more is stated than their number."""
        return [group for group in self.sub_groups if group.heads or group.members or group.row.note]


def overview_of(inspection: Inspection) -> Overview:
    """Everything the overview needs about `inspection`, which came `with_counts`; the caller was allowed to see it."""
    participants = list(standing(inspection.participants).select_related("person"))
    visits = list(standing(inspection.visits).select_related("locality", "sub_group").prefetch_related("days"))
    commissions = list(
        standing(inspection.commissions)
        .select_related("body", "survey")
        .prefetch_related("strata__locality", "survey__questions__answers__figure__same_as")
    )
    # Whom a body entrusted in its turn is between those two.
    delegations = list(standing(inspection.delegations.stated()).select_related("body__locality"))
    written = reach_of(inspection)
    today = timezone.localdate()
    involved = inspection.involved_bodies.filter(part=Part.PREPARING).select_related("body")
    return Overview(
        inspection=inspection,
        reach=reach_numbers(inspection, visits, delegations, written),
        outcome=outcome_numbers(inspection),
        focus=focus_of(inspection),
        group=people_of(row for row in participants if row.capacity in GROUP),
        others=people_of(row for row in participants if row.capacity not in GROUP),
        sub_groups=sub_groups_of(inspection, participants),
        preparing=[row.body.name for row in involved],
        visits=visits,
        meetings=meetings_of(inspection),
        delegations=delegations,
        third_parties=[row for row in commissions if row.kind != CommissionKind.EXPERTS],
        experts=[row for row in commissions if row.kind == CommissionKind.EXPERTS],
        surveys=surveys_of(commissions, written),
        places=places_of(visits, delegations),
        reached=reached_of(inspection, visits, delegations),
        days=days_of(inspection, visits, today),
        deadlines=deadlines_of(inspection, today),
    )


def standing(rows: Any) -> Any:
    """Rows of the scheme that were not declared void."""
    return rows.filter(void_reason="")


@dataclass(frozen=True)
class Aside:
    """An inspection that left its way: where it stood before, and the decision, if one is recorded."""

    before: Any
    decision: Decision | None


def aside_of(inspection: Inspection) -> Aside | None:
    """How the inspection left its way; None while it is on it."""
    subject = ASIDE.get(inspection.state)
    if subject is None:
        return None
    before = dict(InspectionState.choices).get(inspection.state_before, "")
    return Aside(before, inspection.decisions.filter(subject=subject).order_by("recorded", "pk").last())


def reach_of(inspection: Inspection) -> dict[str, tuple[Text, Text]]:
    """Code → the numeral alone and the whole figure, in both languages; figures that cannot be written are left out."""
    written = {}
    for figure in inspection.figures.filter(code__in=REACH).select_related("same_as"):
        try:
            quantity = figure.quantity
            numeral, whole = (Text(write_zh(quantity, style), write_en(quantity, style)) for style in (NUMERAL, WHOLE))
        except QuantityError:  # the report's own notices name it
            continue
        written[figure.code] = (numeral, whole)
    return written


def reach_numbers(
    inspection: Inspection, visits: list[Visit], delegations: list[Delegation], written: dict[str, tuple[Text, Text]]
) -> list[Number]:
    """Where the group went, whom it entrusted, and how many it met, tested and asked."""
    numbers = []
    if visits:
        more = Text("个以上", "or more") if inspection.visits_open else ""
        numbers.append(Number(str(len(visits)), _("实地检查地区"), more))
    entrusted = sum(row.number or 1 for row in delegations if row.names_stated or row.number)
    if entrusted:
        numbers.append(Number(str(entrusted), _("受委托人大常委会")))
    return numbers + [Number(written[code][0], label) for code, label in REACH.items() if code in written]


def people_of(participants: Iterable[Participant]) -> list[PersonRow]:
    """Each person once, in the order of the record, with every capacity."""
    rows: dict[int, PersonRow] = {}
    for participant in participants:
        row = rows.setdefault(participant.person_id, PersonRow(participant.person.name, participant.post, [], []))
        row.capacities.append(participant.get_capacity_display())
        if participant.note:
            row.notes.append(participant.note)
    return list(rows.values())


def sub_groups_of(inspection: Inspection, participants: Iterable[Participant]) -> list[SubGroupRow]:
    """The sub-groups in their order, each person in the order of the record."""
    rows = {row.pk: SubGroupRow(row, [], []) for row in standing(inspection.sub_groups)}
    for one in participants:
        if group := rows.get(one.sub_group_id or 0):
            (group.heads if one.leads_sub_group else group.members).append(one.person.name)
    return list(rows.values())


def meetings_of(inspection: Inspection) -> list[MeetingRow]:
    rows = []
    for meeting in standing(inspection.meetings).prefetch_related("briefings__body"):
        heard: dict[str, list[Text]] = {BriefingForm.ORAL: [], BriefingForm.WRITTEN: []}
        for briefing in meeting.briefings.all():
            heard[briefing.form].append(briefing.body.name)
        rows.append(MeetingRow(meeting, heard[BriefingForm.ORAL], heard[BriefingForm.WRITTEN]))
    return rows


def surveys_of(commissions: Iterable[Commission], written: dict[str, tuple[Text, Text]]) -> list[SurveyResult]:
    """Each survey with one bar for every answer whose share is stated, in the order of its questions."""
    results = []
    for commission in commissions:
        survey = getattr(commission, "survey", None)
        if survey is None:
            continue
        bars = [
            bar
            for question in survey.questions.all()
            for answer in question.answers.all()
            if (bar := bar_of(question.text, answer))
        ]
        results.append(SurveyResult(survey, bars, written.get("survey-respondents", (Text(), Text()))[1]))
    return results


def bar_of(question: Text, answer: SurveyAnswer) -> Bar | None:
    figure = getattr(answer, "figure", None)
    if figure is None:
        return None
    try:
        quantity = figure.quantity
        value = Text(write_zh(quantity), write_en(quantity))
    except QuantityError:
        return None
    ambiguous = Text("“其中”所指基数，原文未明", "“among them”: the base is not stated in the source")
    return Bar(
        label=Text(f"{question.zh}：{answer.text.zh}", f"{question.en} — {answer.text.en}"),
        share=quantity.value or Decimal(0),
        value=value,
        note=ambiguous if answer.base == ShareBase.AMBIGUOUS else Text(),
    )
