"""What came back, body by section, and what of it waits for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate
from django.urls import reverse

from accounts.models import User
from findings.enums import RemarkKind
from findings.models import ReturnRemark, ReturnVersion
from findings.queries.returning import latest_version
from findings.returns.content import Written, digest_of, rows_of
from findings.returns.items import items_of
from inspections.asking.model import Form, Section, SectionKind
from inspections.enums import CAME_BACK, ENTRUSTED_NOW, DelegationState
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import form_of
from inspections.querysets import entrusted_by

# --- The matrix -------------------------------------------------------------------------------------------------------

# What a reader asks for: still to come, to be looked through, to be supplemented, dealt with.
GROUPS = {
    "awaited": frozenset(DelegationState) - CAME_BACK - {DelegationState.RETURNED},
    "submitted": frozenset({DelegationState.SUBMITTED}),
    "returned": frozenset({DelegationState.RETURNED}),
    "accepted": CAME_BACK - {DelegationState.SUBMITTED},
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a section is filled: `given` of `asked`; without `asked` (texts, findings) how many there are.
    `problems` and `achievements` are of findings only."""

    given: int
    asked: int | None = None
    problems: int = 0
    achievements: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One section of one body: `state` is reported, empty, sent_back or missing; `reasons` counts what was sent back
    there. The tally is that of the latest version that was submitted."""

    section: Section
    state: str
    tally: Tally | None = None
    reasons: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One body: its delegation, the latest version it submitted, whether an earlier one was, and its cells."""

    delegation: Delegation
    version: ReturnVersion | None
    is_late: bool
    cells: tuple[Cell, ...]

    @property
    def is_resubmission(self) -> bool:
        return bool(self.version and self.version.earlier)  # type: ignore[attr-defined]  # annotated

    @property
    def group(self) -> str:
        """The key of GROUPS it falls under."""
        return next(key for key, states in GROUPS.items() if self.delegation.state in states)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies in standard order down, sections across. `counts` are of all bodies, whatever the filter left."""

    form: Form
    lines: list[Line]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def heads(self) -> list[tuple[Section, str]]:
        """Each section with the address of its first item, where all bodies are read side by side; "" while nothing
        came, or where nothing is asked."""
        if not any(line.version for line in self.lines):
            return [(section, "") for section in self.form.sections]
        items = list(items_of(self.form))
        first = {item.section.key: item.address for item in reversed(items)}
        return [(section, first.get(section.key, "")) for section in self.form.sections]


def requests_of(inspection: Inspection, parent: Delegation | None = None) -> QuerySet[Request]:
    """What was asked in an inspection, by the organiser or in the course of the delegation `parent`; that which was
    given out first."""
    return Request.objects.filter(inspection=inspection, parent=parent).order_by("pk")


def matrix_of(delegations: QuerySet[Delegation], request: Request, group: str = "") -> Matrix:
    """What came back to `request` from those of `delegations` that were entrusted with it; only `group` of GROUPS, if
    given. Nothing of what is still being written is read. Seven queries, however many bodies."""
    form = form_of(request)
    rows = list(in_standard_order(delegations.filter(request=request, void_reason="", body__isnull=False)))
    versions = latest_of(rows)
    reasons = sent_reasons([version.pk for version in versions.values()])
    lines = [_line(form, row, versions.get(row.pk), reasons) for row in rows]
    counts = {key: sum(line.group == key for line in lines) for key in GROUPS}
    return Matrix(form, [line for line in lines if group in ("", line.group)], counts)


def in_standard_order(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """With their bodies, by the codes of the administrative divisions. `is_late` says that the last day is over by the
    clock of the database."""
    late = ExpressionWrapper(Q(due__lt=TruncDate(Now())), output_field=BooleanField())
    related = delegations.select_related("body__locality", "inspection__organiser", "parent__body", "request")
    return related.annotate(is_late=late).order_by("body__locality__code", "order", "pk")


def latest_of(delegations: Iterable[Delegation]) -> dict[int, ReturnVersion]:
    """Number of a delegation → the last version submitted under it, with `earlier`, the number of the one before."""
    before = ReturnVersion.objects.submitted().filter(returned=OuterRef("returned"), number__lt=OuterRef("number"))
    versions = (
        ReturnVersion.objects.submitted()
        .filter(returned__delegation__in=delegations)
        .select_related("returned")
        .annotate(earlier=Subquery(before.order_by("-number").values("number")[:1]))
        .order_by("returned_id", "-number")
        .distinct("returned_id")
    )
    return {version.returned.delegation_id: version for version in versions}


def sent_reasons(versions: Iterable[int]) -> dict[int, list[str]]:
    """Number of a version → the addresses for which it was sent back."""
    rows = ReturnRemark.objects.filter(version__in=versions, kind=RemarkKind.SEND_BACK, sent=True)
    found: dict[int, list[str]] = {}
    for version, address in rows.values_list("version_id", "address"):
        found.setdefault(version, []).append(address)
    return found


def _line(form: Form, row: Delegation, version: ReturnVersion | None, reasons: dict[int, list[str]]) -> Line:
    sent = [address.partition(".")[0] for address in reasons.get(version.pk, [])] if version else []
    is_late: Any = getattr(row, "is_late", False)
    return Line(
        delegation=row,
        version=version,
        is_late=bool(is_late) and version is None and row.state not in CAME_BACK,
        cells=tuple(_cell(section, version, sent.count(section.key)) for section in form.sections),
    )


def _cell(section: Section, version: ReturnVersion | None, reasons: int) -> Cell:
    if version is None:
        return Cell(section, "missing")
    written = version.content["sections"].get(section.key, {})
    tally = tally_of(section, written)
    state = "sent_back" if reasons else "reported" if tally.given else "empty"
    return Cell(section, state, tally, reasons)


def tally_of(section: Section, written: Written) -> Tally:
    """How much stands in a section."""
    match section.kind:
        case SectionKind.TEXT:
            return Tally(len(written))
        case SectionKind.FINDINGS:
            kinds = [fields.get("kind") for _row, fields in rows_of(written)]
            return Tally(len(kinds), None, kinds.count("problem"), kinds.count("achievement"))
        case SectionKind.FIGURES:
            cells = [f"{row.key}.{column.key}" for row in section.questions for column in section.columns]
            return Tally(sum(bool(written.get(cell)) for cell in cells), len(cells))
        case SectionKind.DUTIES:
            answers = [f"{question.key}.answer" for question in section.questions]
            return Tally(sum(bool(written.get(answer)) for answer in answers), len(answers))
    return Tally(sum(bool(written.get(question.key)) for question in section.questions), len(section.questions))


# --- One version ------------------------------------------------------------------------------------------------------


def earlier_than(version: ReturnVersion) -> ReturnVersion | None:
    """The version submitted before `version`, if one was."""
    rows = ReturnVersion.objects.submitted().filter(returned=version.returned_id, number__lt=version.number)
    return rows.order_by("-number").first()


def remarks_on(version: ReturnVersion, user: User) -> QuerySet[ReturnRemark]:
    """What was written beside `version`, as far as `user` reads it: those who entrust read all, the body entrusted the
    reasons that were sent to it, and who reads it as an annex nothing."""
    delegation = version.returned.delegation
    remarks = ReturnRemark.objects.filter(version=version).select_related("written_by")
    if delegation.entruster_id in user.inspecting_bodies:
        return remarks
    if delegation.body_id in user.inspecting_bodies:
        return remarks.filter(kind=RemarkKind.SEND_BACK, sent=True)
    return remarks.none()


def unsent_reasons(delegation: Delegation) -> QuerySet[ReturnRemark]:
    """Reasons for sending back the last version, as long as they are not sent."""
    last = (
        ReturnVersion.objects.submitted().filter(returned__delegation=delegation).order_by("-number").values("pk")[:1]
    )
    rows = ReturnRemark.objects.filter(version__in=last, kind=RemarkKind.SEND_BACK, sent=False)
    return rows.select_related("written_by", "version")


def mark_of(delegation: Delegation) -> str:
    """What somebody sees who accepts a return or sends it back: its last version, and the reasons that would go out."""
    last = latest_version(delegation)
    reasons = unsent_reasons(delegation).order_by("pk").values_list("pk", "text")
    return digest_of([last.number if last else 0, [list(one) for one in reasons]])


# --- What waits for whom ----------------------------------------------------------------------------------------------

# What a body does next, by the state of its delegation: verbs of the policy.
NEXT = {
    DelegationState.ISSUED: ("receive_delegation",),
    DelegationState.RECEIVED: ("begin_return",),
    DelegationState.SCHEME_SET: ("begin_return",),
    DelegationState.INSPECTING: ("begin_return",),
    DelegationState.RETURNED: ("begin_return",),
    DelegationState.DRAFTING: ("fill_return", "sign_return"),
    DelegationState.APPROVED: ("submit_return",),
}


@dataclass(frozen=True)
class Arrived:
    """A return that was submitted and not accepted yet: the number of its last version, and when it was submitted."""

    delegation: Delegation
    number: int
    submitted_at: datetime
    is_resubmission: bool

    @property
    def url(self) -> str:
        """Where the reader goes: to what changed, where an earlier version was sent back."""
        route = "return_changes" if self.is_resubmission else "return_version"
        return reverse(route, args=[self.delegation.code, self.number])


@dataclass(frozen=True)
class Owed:
    """A delegation in hand, and the verb with which the person goes on; "" where it is for somebody else."""

    delegation: Delegation
    verb: str

    @property
    def due(self) -> Any:
        return self.delegation.due


def waiting_for(user: User, shown: int | None = None) -> list[Arrived]:
    """Returns submitted to bodies for which `user` accepts them, the earliest first; one query."""
    versions = ReturnVersion.objects.submitted().filter(returned__delegation=OuterRef("pk")).order_by("-number")
    rows = (
        Delegation.objects.filter(entrusted_by(user.inspecting_bodies), state=DelegationState.SUBMITTED, void_reason="")
        .select_related("body", "inspection__organiser", "parent__body")
        .annotate(version_number=Subquery(versions.values("number")[:1]))
        .annotate(version_at=Subquery(versions.values("submitted_at")[:1]))
        .annotate(version_before=Subquery(versions.values("number")[1:2]))
        .order_by("version_at", "pk")
    )
    found: list[Any] = [row for row in rows if user.has_perm("inspections.accept_return", row)]
    return [Arrived(row, row.version_number, row.version_at, row.version_before is not None) for row in found[:shown]]


def owed_by(user: User, shown: int | None = None) -> list[Owed]:
    """What the bodies of `user` were entrusted with and have in hand, the earliest last day first; one query."""
    rows = (
        Delegation.objects.filter(body__in=user.inspecting_bodies, state__in=ENTRUSTED_NOW, void_reason="")
        .select_related("inspection__organiser", "parent__body", "body", "request")
        .order_by("due", "pk")
    )
    found = []
    for row in rows[:shown]:
        verbs = NEXT[DelegationState(row.state)]
        found.append(Owed(row, next((verb for verb in verbs if user.has_perm(f"inspections.{verb}", row)), "")))
    return found
