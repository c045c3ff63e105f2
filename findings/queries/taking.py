"""What came back, side by side over the bodies entrusted, and what of it was taken over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform

from accounts.models import Body
from findings.models import Figure, Finding, Origin, Return, ReturnVersion
from findings.returns import differences
from findings.returns.content import Written, rows_of
from findings.returns.items import Piece, piece_at, reads_now
from inspections.asking.model import Form
from inspections.enums import CAME_BACK, DelegationMode, DelegationState, SectionKind
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import body_of, form_of

NOT_OUT = (DelegationState.INTENDED, DelegationState.CONSULTED)


@dataclass(frozen=True)
class Standing:
    """One body entrusted, and of what it submitted last one section; `version` None where it has submitted nothing."""

    delegation: Delegation
    body: Body
    version: ReturnVersion | None = None
    written: Written = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether this counts and may be taken over: what was sent back is being written anew."""
        return self.version is not None and self.delegation.state in CAME_BACK


@dataclass(frozen=True)
class Came:
    """Where a finding was taken from, and whether it reads differently by now: `change` in the pieces of
    `differences.marked`, empty while it reads as it did; `link` where the reader may go there."""

    origin: Origin
    newest: ReturnVersion | None
    change: list[differences.Piece]
    link: bool


# --- Who was entrusted -----------------------------------------------------------------------------------------------


def entrusted_with(user: Any, request: Request) -> QuerySet[Delegation]:
    """The delegations that ask `request`, as far as `user` sees them, in standard order: by the code of the place."""
    rows = Delegation.objects.visible_to(user).standing().filter(request=request, body__isnull=False)
    rows = rows.exclude(mode=DelegationMode.JOINT).exclude(state__in=NOT_OUT)
    return rows.select_related("body__locality", "parent", "inspection").order_by("body__locality__code", "body__pk")


def requests_of(user: Any, inspection: Inspection, parent: Delegation | None = None) -> list[Request]:
    """The requests that went out: by the organiser, or by the body of `parent` in its turn."""
    rows = Request.objects.visible_to(user).filter(inspection=inspection, parent=parent)
    return list(rows.filter(delegations__in=_out()).distinct().order_by("pk"))


def _out() -> QuerySet[Delegation]:
    return Delegation.objects.standing().exclude(state__in=NOT_OUT)


def standings_of(user: Any, request: Request, section: str) -> list[Standing]:
    """Every body entrusted with `request` with what it submitted last for `section`; two queries, whatever the size."""
    delegations = list(entrusted_with(user, request))
    versions = latest_of(user, delegations).annotate(
        section=KeyTransform(section, KeyTransform("sections", "content")), listed=KeyTransform("files", "content")
    )
    found = {row.returned.delegation_id: row for row in versions.defer("content")}
    return [_standing(row, found.get(row.pk)) for row in delegations]


def _standing(delegation: Delegation, version: Any) -> Standing:
    if version is None:
        return Standing(delegation, body_of(delegation))
    return Standing(delegation, body_of(delegation), version, version.section or {}, version.listed or {})


def latest_of(user: Any, delegations: Iterable[Delegation]) -> QuerySet[ReturnVersion]:
    """The last submitted version of each of `delegations`, as far as `user` sees it."""
    rows = ReturnVersion.objects.visible_to(user).submitted().filter(returned__delegation__in=list(delegations))
    rows = rows.select_related("returned").order_by("returned_id", "-number").distinct("returned_id")
    return ReturnVersion.objects.filter(pk__in=rows.values("pk")).select_related("returned")


# --- What is taken over ----------------------------------------------------------------------------------------------


def form_of_version(version: ReturnVersion) -> Form:
    """What was asked where `version` answers."""
    request = version.returned.delegation.request
    if request is None:
        raise ValueError(version.returned.code)
    return form_of(request)


def piece_of(version: ReturnVersion, address: str) -> Piece | None:
    """What stands in `version` at a full address, as something to take over."""
    written = version.content["sections"].get(address.partition(".")[0], {})
    return piece_at(form_of_version(version), written, address)


def is_newest(version: ReturnVersion) -> bool:
    """Whether no later version was submitted."""
    later = ReturnVersion.objects.filter(returned=version.returned_id, number__gt=version.number)
    return not later.filter(submitted_at__isnull=False).exists()


def taken_by(version: ReturnVersion, address: str) -> Finding | None:
    """The finding into which the piece of that return was taken, from this version or an earlier one."""
    rows = Origin.objects.filter(version__returned=version.returned_id, address=address, finding__isnull=False)
    origin = rows.exclude(finding__state="withdrawn").select_related("finding").first()
    return origin.finding if origin else None


def figure_taken_from(version: ReturnVersion, address: str) -> Figure | None:
    """The figure that was taken from that very cell; sums into which it went are no such figures."""
    body = version.returned.delegation.body_id
    rows = Origin.objects.filter(version__returned=version.returned_id, address=address, figure__claimant_body=body)
    origin = rows.select_related("figure").first()
    return origin.figure if origin else None


def sum_taken_from(inspection: Inspection, sources: Iterable[ReturnVersion], address: str) -> Figure | None:
    """The sum over exactly these versions at that address."""
    wanted = {version.pk for version in sources}
    rows = Figure.objects.filter(inspection=inspection, claimant_body=None, origins__address=address).distinct()
    for figure in rows.prefetch_related("origins"):
        if {origin.version_id for origin in figure.origins.all()} == wanted:
            return figure
    return None


def taken_of(version: ReturnVersion, user: Any) -> dict[str, Finding | Figure]:
    """Full address → the finding or the figure into which that piece of the return was taken, from this version or an
    earlier one; only those that `user` sees: a draft is its writer's, and the body below sees none of them.

    A sum stands at an address only where no figure of its own was taken there.
    """
    return _taken(Q(version__returned=version.returned_id, version__number__lte=version.number), user, _address)


def taken_over(user: Any, standings: Iterable[Standing]) -> dict[tuple[int, str], Finding | Figure]:
    """(number of the delegation, full address) → what was taken from there, for pages of several returns."""
    rows = Q(version__returned__delegation__in=[each.delegation.pk for each in standings])
    return _taken(rows, user, lambda origin: (origin.version.returned.delegation_id, origin.address))


def _address(origin: Origin) -> str:
    return origin.address


def _taken(rows: Q, user: Any, key: Any) -> dict[Any, Finding | Figure]:
    figures = Q(figure__in=Figure.objects.visible_to(user))
    findings = Q(finding__in=Finding.objects.visible_to(user).exclude(state="withdrawn"))
    origins = Origin.objects.filter(rows, figures | findings).select_related("finding", "figure", "version__returned")
    sums_first = sorted(origins, key=lambda origin: bool(origin.figure is None or origin.figure.claimant_body_id))
    return {key(origin): origin.finding or origin.figure for origin in sums_first}  # type: ignore[misc]


def known_origins(returned: Return) -> dict[tuple[str, str], str]:
    """(key of the delegation below, full address there) → the full address of the row of the draft taken from it."""
    found = {}
    for section in returned.sections.filter(section__kind=SectionKind.FINDINGS).select_related("section"):
        for row, fields in rows_of(section.content):
            delegation, _number, address = (str(fields.get("origin", "")).split("/", 2) + ["", ""])[:3]
            if address:
                found[delegation, address] = f"{section.section.key}.{row}"
    return found


# --- Where something came from ---------------------------------------------------------------------------------------


def came_from(row: Finding | Figure, user: Any) -> list[Came]:
    """The origins of `row` in standard order, with what changed since; two queries more where there are any, and one
    set for each return that has a newer version."""
    path = "version__returned__delegation__"
    related = (f"{path}body__locality", f"{path}request", f"{path}parent", f"{path}inspection")
    origins = list(row.origins.select_related(*related).defer("version__content"))
    if not origins:
        return []
    delegations = {each.version.returned.delegation_id: each.version.returned.delegation for each in origins}
    newest = {each.returned_id: each for each in latest_of(user, delegations.values()).select_related(*RELATED)}
    forms: dict[int, Form] = {}
    came = [_came(origin, newest.get(origin.version.returned_id), forms) for origin in origins]
    return sorted(came, key=lambda each: _place(each.origin.version.returned.delegation))


RELATED = ("returned__delegation__request",)


def takes_over(came: Sequence[Came], user: Any) -> bool:
    """Whether `user` may put further pieces of returns into what came from there, or take some out."""
    return user.has_perm("inspections.take_over", came[0].origin.version.returned.delegation)


def _came(origin: Origin, newest: ReturnVersion | None, forms: dict[int, Form]) -> Came:
    if newest is None or newest.number <= origin.version.number:
        return Came(origin, None, [], link=newest is not None)
    request = newest.returned.delegation.request_id or 0
    if request not in forms:
        forms[request] = form_of_version(newest)
    written = newest.content["sections"].get(origin.address.partition(".")[0], {})
    now = reads_now(forms[request], written, origin.address, origin.wording)
    return Came(origin, newest, [] if now == origin.wording else differences.marked(origin.wording, now), link=True)


def _place(delegation: Delegation) -> tuple[str, int]:
    body = delegation.body
    return (body.locality_id or "") if body else "", delegation.pk
