"""Delegations as the two sides see them: how long there is still time, the stages with their days, and what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import INSPECTING_ROLES
from core.history import Entry
from inspections.enums import CAME_BACK, ENTRUSTED_NOW, DelegationMode, DelegationState
from inspections.models import CalendarDay, Delegation, Reminder
from inspections.wording.delegations import (
    DELEGATION_STEP_LABELS,
    DELEGATION_VERBS,
    NOTED_ABOVE,
    NOTED_BELOW,
    NOTED_FOR_BOTH,
    SEEN_ABOVE,
)
from inspections.working_days import Calendar

State = DelegationState
RELATED = ("inspection__organiser", "parent__body", "body__locality", "request", "letter")
COUNTED = timedelta(days=400)  # of a day farther away nobody counts the working days


@dataclass(frozen=True)
class Task:
    """The next thing to do, and where."""

    label: Any
    url: str


@dataclass(frozen=True)
class Line:
    """A delegation in a list. `days` are the working days that are left, None where nobody counts them; `is_late`: the
    last day is over and nothing was submitted."""

    row: Delegation
    days: int | None
    is_late: bool
    is_due_today: bool
    reminder: Reminder | None
    task: Task | None


def with_submissions(rows: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """Adds `was_submitted`: a version was submitted, perhaps sent back since; and `last_version`, the number of the
    last one."""
    there = Delegation.objects.filter(pk=OuterRef("pk"), returned__versions__receipt__isnull=False)
    number = "returned__versions__number"
    last = there.order_by(f"-{number}").values(number)[:1]
    return rows.annotate(was_submitted=Exists(there), last_version=Subquery(last))


def lines_of(rows: QuerySet[Delegation], user: Any) -> list[Line]:
    """The rows ready for a list, in a number of queries that does not grow with them."""
    found = list(with_submissions(rows).select_related(*RELATED).prefetch_related("reminders"))
    calendars, today = calendars_of(row.entruster_id for row in found), timezone.localdate()
    return [line_of(row, user, calendars[row.entruster_id], today) for row in found]


def line_of(row: Any, user: Any, calendar: Calendar, today: date) -> Line:
    """`row` came `with_submissions`."""
    reminders = list(row.reminders.all())
    waits = is_awaited(row)
    counts = waits and today < row.due <= today + COUNTED
    return Line(
        row,
        calendar.between(today, row.due) if counts else None,
        is_late=waits and row.due < today and not row.was_submitted,
        is_due_today=waits and row.due == today,
        reminder=reminders[-1] if reminders else None,
        task=task_of(row, user),
    )


def is_awaited(row: Delegation) -> bool:
    """Whether a return is due and not there: the body has it in hand, and the delegation stands."""
    return row.state in ENTRUSTED_NOW and not row.is_void and row.mode != DelegationMode.JOINT and row.due is not None


def calendars_of(bodies: Iterable[int | None]) -> dict[int | None, Calendar]:
    """The calendar of each body by its number, in one query."""
    numbers = set(bodies)
    own: dict[int | None, dict[date, bool]] = {number: {} for number in numbers}
    for body, day, works in CalendarDay.objects.filter(body__in=numbers).values_list("body", "day", "is_working"):
        own[body][day] = works
    return {number: Calendar(days) for number, days in own.items()}


# --- What is next ----------------------------------------------------------------------------------------------------


def task_of(row: Delegation, user: Any) -> Task | None:
    """The next step that is this person's, None where she waits for somebody else."""
    if row.is_void or row.body_id is None:
        return None
    return next((task for verb, task in _tasks(row) if user.has_perm(f"inspections.{verb}", row)), None)


def _tasks(row: Delegation) -> list[tuple[str, Task]]:
    """(verb, task) of the state in which `row` stands; the first that she may do is hers."""
    state, joint = row.state, row.mode == DelegationMode.JOINT
    if state in (State.INTENDED, State.CONSULTED):
        change = Task(_("修改"), reverse("delegation_change", args=[row.code]))
        return [("issue_delegation", _step(row, "issue_delegation")), ("change_delegation", change)]
    if state == State.ISSUED:
        return [("receive_delegation", _step(row, "receive_delegation"))]
    if state == State.RECEIVED and row.mode != DelegationMode.SELF_INSPECTION:
        return [("set_delegated_scheme", _step(row, "set_delegated_scheme"))]
    if state in (State.RECEIVED, State.SCHEME_SET):
        return [("begin_delegated", _step(row, "begin_delegated"))]
    if joint:
        return [("write_joint_record", Task(_("记录"), reverse("joint_record_new", args=[row.code])))]
    return _return_tasks(row)


def _step(row: Delegation, verb: str) -> Task:
    return Task(DELEGATION_STEP_LABELS[verb], reverse("delegation_step", args=[row.code, verb]))


def _return_tasks(row: Delegation) -> list[tuple[str, Task]]:
    """Of a return; its pages belong to a later app and are known by their names."""
    begin = Task(pgettext_lazy("return", "填写"), reverse("return_begin", args=[row.code]))
    if row.state in (State.INSPECTING, State.RETURNED):
        amend = Task(pgettext_lazy("return", "补充"), begin.url)
        return [("begin_return", begin if row.state == State.INSPECTING else amend)]
    if row.state == State.DRAFTING:
        fill = Task(pgettext_lazy("return", "填写"), reverse("return", args=[row.code]))
        sign = Task(_("签署"), reverse("return_sign", args=[row.code]))
        return [("fill_return", fill), ("sign_return", sign)]
    if row.state == State.APPROVED:
        return [("submit_return", Task(pgettext_lazy("return", "报送"), reverse("return_submit", args=[row.code])))]
    if row.state == State.SUBMITTED:
        number = getattr(row, "last_version", None)  # of rows that came `with_submissions`
        read = [Task(_("审阅"), reverse("return_version", args=[row.code, number]))] if number else []
        return [("accept_return", task) for task in read]
    return []


# --- Stages and history ----------------------------------------------------------------------------------------------

# What is being done while a delegation stands in these states; a stage is over on the day of the first later state.
STAGES = (
    ("issue", pgettext_lazy("delegation", "委托"), (State.INTENDED, State.CONSULTED)),
    ("receive", pgettext_lazy("delegation", "签收"), (State.ISSUED,)),
    ("inspect", pgettext_lazy("delegation", "检查"), (State.RECEIVED, State.SCHEME_SET, State.INSPECTING)),
    ("draft", pgettext_lazy("delegation", "起草"), (State.DRAFTING, State.RETURNED)),
    ("submit", pgettext_lazy("delegation", "报送"), (State.APPROVED,)),
    ("accept", pgettext_lazy("delegation", "接收"), (State.SUBMITTED,)),
    ("use", pgettext_lazy("delegation", "采用"), (State.ACCEPTED,)),
    ("archive", pgettext_lazy("delegation", "归档"), (State.USED,)),
)
OF_A_JOINT_ONE = ("issue", "receive", "inspect")


@dataclass(frozen=True)
class Stages:
    """The way of a delegation: (key, words) in order, where it stands, and the day on which each stage was over."""

    stages: list[tuple[str, Any]]
    current: str
    dates: dict[str, str]


def stages_of(delegation: Delegation, entries: Iterable[Entry]) -> Stages:
    """`entries` are the history of `delegation`, oldest first."""
    kept = [one for one in STAGES if delegation.mode != DelegationMode.JOINT or one[0] in OF_A_JOINT_ONE]
    place = {state: number for number, (_key, _label, states) in enumerate(kept) for state in states}
    place[State.ARCHIVED] = len(kept)
    now = place.get(State(delegation.state), len(kept) - 1)
    dates: dict[str, str] = {}
    for entry in entries:
        reached = place.get(entry.target, 0)  # type: ignore[call-overload]
        for number in range(reached, len(kept)):
            dates.pop(kept[number][0], None)  # sent back: what came later is not over any more
        for number in range(reached):
            dates.setdefault(kept[number][0], str(timezone.localdate(entry.at)))
    stages: list[tuple[str, Any]] = [(key, label) for key, label, _states in kept]
    current = stages[now][0] if now < len(stages) else "over"
    return Stages([*stages, ("over", _("已归档"))] if current == "over" else stages, current, dates)


@dataclass(frozen=True)
class Event:
    """A line of the history as one side reads it."""

    entry: Entry
    label: Any
    note: str


def events_of(entries: Iterable[Entry], *, above: bool, below: bool) -> list[Event]:
    """Newest first: the official steps for both sides, with the notes of one's own side only."""
    states: Mapping[str, Any] = dict(DelegationState.choices)
    found = []
    for entry in entries:
        moved = entry.target and entry.target != entry.source
        if not (moved or entry.verb in DELEGATION_VERBS) or entry.verb in SEEN_ABOVE and not above:
            continue
        reads = (
            entry.verb in NOTED_FOR_BOTH
            or above
            and entry.verb in NOTED_ABOVE | SEEN_ABOVE
            or below
            and entry.verb in NOTED_BELOW
        )
        label = states.get(entry.target) if moved else DELEGATION_VERBS[entry.verb]
        found.append(Event(entry, label, entry.note if reads else ""))
    return found[::-1]


# --- Sides -----------------------------------------------------------------------------------------------------------


def sits_above(user: Any, delegation: Delegation) -> bool:
    """Whether the person works in the committee that entrusts."""
    return delegation.entruster_id in user.bodies_as(*INSPECTING_ROLES)


def sits_below(user: Any, delegation: Delegation) -> bool:
    """Whether she works in the committee entrusted, which the letter has reached."""
    told = delegation.state not in (State.INTENDED, State.CONSULTED)
    return told and delegation.body_id in user.bodies_as(*INSPECTING_ROLES)


def versions_of(delegation: Delegation, user: Any) -> list[Any]:
    """The versions of the return that `user` may read, newest first; the rows belong to a later app."""
    returned = getattr(delegation, "returned", None)
    if returned is None:
        return []
    rows = returned.versions.model.objects.visible_to(user).filter(returned=returned)
    return list(rows.order_by("-number"))


def has_come_back(delegation: Delegation) -> bool:
    return delegation.state in CAME_BACK
