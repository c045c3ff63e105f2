"""What the overview of an inspection shows, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Locality
from core.charts import NONE, UNKNOWN, VISITED, Bar, CountRow, Number, Place
from core.quantities import QuantityError, Style, write_en, write_zh
from core.text import Text
from core.tiles import TILES
from inspections.enums import BriefingForm, Capacity, CommissionKind, Part, ShareBase
from inspections.models import (
    Commission,
    Delegation,
    Inspection,
    Meeting,
    Participant,
    SubGroup,
    Survey,
    SurveyAnswer,
    Visit,
)
from inspections.querysets import STANDING

# The people of the group come first; who gave the mandate or is only quoted stands apart.
GROUP = (Capacity.GROUP_HEAD, Capacity.GROUP_MEMBER, Capacity.PRESENTER)

# How far an inspection reached: under these codes its figures stand large on the overview.
REACH = {
    "discussion-meetings": pgettext_lazy("many", "座谈会"),
    "units-spot-checked": _("随机抽查单位"),
    "systems-tested": _("检测信息系统"),
    "survey-respondents": _("问卷受访者"),
    "experts": _("参与专家和技术人员"),
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
class Overview:
    """The records around an inspection, ready for the page."""

    inspection: Inspection
    reach: list[Number]
    outcome: list[Number]
    focus: list[CountRow]
    group: list[PersonRow]
    others: list[PersonRow]
    sub_groups: list[SubGroup]
    preparing: list[Text]
    visits: list[Visit]
    meetings: list[MeetingRow]
    delegations: list[Delegation]
    third_parties: list[Commission]
    experts: list[Commission]
    surveys: list[SurveyResult]
    places: list[Place]
    unnamed_delegations: int

    @property
    def strips(self) -> list[list[Number]]:
        """The large numbers, in one strip where there are few of them."""
        return [self.reach, self.outcome] if len(self.reach) > FEW else [[*self.reach, *self.outcome]]

    @property
    def members_stated(self) -> bool:
        return all(group.members_stated for group in self.sub_groups)


def overview_of(inspection: Inspection) -> Overview:
    """Everything the overview needs about `inspection`, which came `with_counts`; the caller was allowed to see it."""
    participants = list(inspection.participants.select_related("person"))
    visits = list(inspection.visits.select_related("locality", "sub_group"))
    commissions = list(
        inspection.commissions.select_related("body", "survey").prefetch_related(
            "strata__locality", "survey__questions__answers__figure__same_as"
        )
    )
    delegations = list(inspection.delegations.select_related("body__locality"))
    written = reach_of(inspection)
    involved = inspection.involved_bodies.filter(part=Part.PREPARING).select_related("body")
    return Overview(
        inspection=inspection,
        reach=reach_numbers(inspection, visits, delegations, written),
        outcome=outcome_numbers(inspection),
        focus=focus_of(inspection),
        group=people_of(row for row in participants if row.capacity in GROUP),
        others=people_of(row for row in participants if row.capacity not in GROUP),
        sub_groups=list(inspection.sub_groups.all()),
        preparing=[row.body.name for row in involved],
        visits=visits,
        meetings=meetings_of(inspection),
        delegations=delegations,
        third_parties=[row for row in commissions if row.kind != CommissionKind.EXPERTS],
        experts=[row for row in commissions if row.kind == CommissionKind.EXPERTS],
        surveys=surveys_of(commissions, written),
        places=places_of(visits, unnamed=any(not row.names_stated for row in delegations)),
        unnamed_delegations=sum(row.number or 0 for row in delegations if not row.names_stated),
    )


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


def outcome_numbers(inspection: Inspection) -> list[Number]:
    """What was found and asked for, each with the way to its list."""
    inside = f"?inspection={inspection.code}"
    findings, recommendations = reverse("findings") + inside, reverse("recommendations") + inside
    return [
        Number(str(inspection.achievements), pgettext_lazy("many", "成效"), url=f"{findings}&kind=achievement"),
        Number(str(inspection.problems), pgettext_lazy("many", "问题"), url=f"{findings}&kind=problem"),
        Number(str(inspection.asked_for), _("建议"), url=recommendations),
    ]


def people_of(participants: Iterable[Participant]) -> list[PersonRow]:
    """Each person once, in the order of the record, with every capacity."""
    rows: dict[int, PersonRow] = {}
    for participant in participants:
        row = rows.setdefault(participant.person_id, PersonRow(participant.person.name, participant.post, [], []))
        row.capacities.append(participant.get_capacity_display())
        if participant.note:
            row.notes.append(participant.note)
    return list(rows.values())


def focus_of(inspection: Inspection) -> list[CountRow]:
    """Achievements and problems by focus point, with a last line for those that belong to none."""
    of_kind = {
        name: Count("findings", filter=STANDING & Q(findings__kind=name), distinct=True)
        for name in ("achievement", "problem")
    }
    points = list(inspection.focus_points.annotate(achievements=of_kind["achievement"], problems=of_kind["problem"]))
    if not points:
        return []
    findings = f"{reverse('findings')}?inspection={inspection.code}"
    rows = [
        CountRow(
            Text(f"{point.order}. {point.title.zh}", f"{point.order}. {point.title.en}" if point.title.en else ""),
            (point.achievements, point.problems),
            f"{findings}&focus={point.order}",
        )
        for point in points
    ]
    rest = (
        inspection.achievements - sum(point.achievements for point in points),
        inspection.problems - sum(point.problems for point in points),
    )
    if any(rest):
        rows.append(CountRow(Text("未归入检查重点", "Outside the focus points"), rest))
    return rows


def meetings_of(inspection: Inspection) -> list[MeetingRow]:
    rows = []
    for meeting in inspection.meetings.prefetch_related("briefings__body"):
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


def places_of(visits: list[Visit], *, unnamed: bool) -> list[Place]:
    """The provinces with what happened there, in standard order; empty for an inspection below the national level.

    Where provinces were entrusted without being named, all that were not visited are "not stated", not "none".
    """
    names = {visit.locality_id: visit.locality.name for visit in visits}
    if not names or not names.keys() <= TILES.keys():
        return []
    rest = UNKNOWN if unnamed else NONE
    provinces = Locality.objects.filter(code__in=TILES).order_by("code")
    return [Place(row.code, row.name, VISITED if row.code in names else rest) for row in provinces]
