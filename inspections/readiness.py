"""What an inspection still lacks: checks of its steps, each yielding one sentence for each thing that is missing.

The decisions that gate a step are taken by the chairpersons' meeting and recorded from its minutes; the last record on
a subject counts, since a wrong one is corrected by a later one.
"""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from core.history import Entry, entries_of
from core.templatetags.words import best
from inspections.enums import CARRIED, Capacity, DecisionSubject, LetterKind, MeetingKind
from inspections.models import Decision, Inspection

Check = Callable[[Inspection], Iterable[str]]


def last_taken(inspection: Inspection, verb: str) -> Entry | None:
    """The line of the history that tells when `verb` was last done to `inspection`."""
    return entries_of(inspection).filter(verb=verb).order_by("pk").last()


def decided(inspection: Inspection, subject: str, *, after: str = "") -> Decision | None:
    """What was last recorded on `subject`; with `after`, only what was recorded since that verb was last done."""
    rows = inspection.decisions.filter(subject=subject)
    if after and (entry := last_taken(inspection, after)):
        rows = rows.filter(recorded__gt=entry.at)
    return rows.order_by("recorded", "pk").last()


def carried(subject: DecisionSubject, *, after: str = "") -> Check:
    """Checks that the last decision on `subject` carried. With `after`, one that was recorded before that verb was last
    done has been used up."""

    def check(inspection: Inspection) -> Iterator[str]:
        decision = decided(inspection, subject, after=after)
        if decision is None:
            yield _("尚未记录会议关于“%(subject)s”的决定。") % {"subject": subject.label}
        elif decision.outcome not in CARRIED:
            said = {"subject": subject.label, "outcome": decision.get_outcome_display()}
            yield _("会议关于“%(subject)s”的决定是“%(outcome)s”，不能据此办理。") % said

    return check


def names_what_is_inspected(inspection: Inspection) -> Iterator[str]:
    if not inspection.instruments.exists():
        yield _("尚未选定检查的法律法规。")
    if not inspection.focus_points.exists():
        yield _("尚未写明检查重点。")


def names_who_inspects(inspection: Inspection) -> Iterator[str]:
    there = set(inspection.participants.filter(void_reason="").values_list("capacity", flat=True))
    if Capacity.GROUP_HEAD not in there:
        yield _("尚未确定检查组组长。")
    if not there & {Capacity.GROUP_MEMBER, Capacity.DEPUTY_HEAD}:
        yield _("尚未确定检查组成员。")


def names_where_and_when(inspection: Inspection) -> Iterator[str]:
    if not inspection.visits.filter(void_reason="").exists():
        yield _("尚未确定检查地点。")
    if inspection.starts is None:
        yield _("尚未确定检查时间。")


def gave_notice(inspection: Inspection) -> Iterator[str]:
    notices = inspection.letters.filter(kind=LetterKind.NOTICE).exclude(number="").prefetch_related("recipients")
    if not any(letter.addressee.zh.strip() or letter.recipients.all() for letter in notices):
        yield _("尚未印发有文号、日期和主送机关的检查通知。")


def has_begun(inspection: Inspection) -> Iterator[str]:
    meetings = inspection.meetings.filter(kind=MeetingKind.PLENARY, void_reason="")
    if not meetings.exists() and not inspection.visits.filter(void_reason="").exists():
        yield _("尚未登记检查组全体会议或者实地检查。")


def accounts_for_every_visit(inspection: Inspection) -> Iterator[str]:
    """Findings belong to a later app: they are asked for through the reverse accessor."""
    findings = inspection.findings.exclude(state__in=("draft", "withdrawn"))
    told = set(findings.exclude(visit=None).values_list("visit", flat=True))
    units = inspection.units.filter(void_reason="").exclude(visit=None)
    told |= {visit for visit, record in units.values_list("visit", "record") if record.strip()}
    for visit in inspection.visits.filter(void_reason="").select_related("locality"):
        if visit.pk not in told and not visit.record.strip() and not visit.no_record_reason.strip():
            place = best(visit.locality.name)
            yield _("%(place)s的实地检查没有检查记录，也没有写明没有记录的理由。") % {"place": place}


def remembers_where_it_stood(inspection: Inspection) -> Iterator[str]:
    if not inspection.state_before:
        yield _("没有保存中止以前的状态，不能恢复。")
