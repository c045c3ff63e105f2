"""A submitted return as a paper, and what changed since the version before."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.pages import Page
from core.text import Text
from findings.enums import RemarkKind
from findings.models import ReturnRemark, ReturnVersion
from findings.queries.papers import name_of, paper_of
from findings.queries.returning import form_of_return, latest_version
from findings.queries.returns import earlier_than, remarks_on
from findings.queries.revisions import comparison_of
from findings.returns.content import Content
from findings.wording.returns import RETURN_STEP_LABELS
from findings.workflow.returns import ACCEPT, ARCHIVE, SEND_BACK
from inspections.asking.model import Form
from inspections.models import Delegation

DELEGATION = "returned__delegation__"
RELATED = (f"{DELEGATION}body", f"{DELEGATION}parent__body", f"{DELEGATION}inspection__organiser",
           f"{DELEGATION}request", "signed_by", "submitted_by")  # fmt: skip


class VersionPage(Page):
    """A version under the code of its return and its number. `prepare` sets version and delegation, or 404."""

    http_method_names = ["get", "head"]

    def prepare(self) -> ReturnVersion:
        rows = ReturnVersion.objects.visible_to(self.request.user).select_related(*RELATED)  # type: ignore[arg-type]
        self.version = get_object_or_404(rows, returned__code=self.kwargs["code"], number=self.kwargs["number"])
        self.delegation: Delegation = self.version.returned.delegation
        self.asked: Form = form_of_return(self.version.returned)
        self.content: Content = self.version.content["sections"]
        self.is_last = latest_version(self.delegation) == self.version
        return self.version

    def parts(self) -> dict[str, Any]:
        """What every page of a version shows of it."""
        user: Any = self.request.user
        version, delegation = self.version, self.delegation
        is_party = user.has_perm("inspections.view_versions", delegation)
        versions = ReturnVersion.objects.visible_to(user).filter(returned=version.returned_id).defer("content")
        return {
            "version": version,
            "delegation": delegation,
            "is_above": delegation.entruster_id in user.inspecting_bodies,
            "is_below": delegation.body_id in user.inspecting_bodies,
            "is_party": is_party,
            "versions": list(versions.order_by("number")) if is_party else [version],
            "earlier": earlier_than(version) if is_party else None,
        }


class VersionDetail(VersionPage):
    """The whole return as it was submitted, with the remarks that the reader may see."""

    template_name = "returns/reviewing/version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, user = self.prepare(), self.request.user
        remarks = list(remarks_on(version, user))  # type: ignore[arg-type]  # signed in, says the mixin
        attached = ReturnVersion.objects.visible_to(user).filter(pk__in=version.attached.values("pk")).defer("content")
        parts = self.parts()
        return super().get_context_data(
            **parts,
            paper=paper_of(self.asked, version.content),
            asked=self.asked,
            remarks=shown(self.asked, self.content, remarks),
            unsent=[remark for remark in remarks if remark.kind == RemarkKind.SEND_BACK and not remark.sent],
            sent=[
                (name_of(self.asked, self.content, remark.address), remark)
                for remark in remarks
                if remark.kind == RemarkKind.SEND_BACK and remark.sent
            ],
            attached=attached.select_related("returned__delegation__body").order_by("pk"),
            may_annotate=version.submitted_at and user.has_perm("inspections.annotate_return", self.delegation),
            steps=steps_for(user, self.delegation) if self.is_last else [],
            **kwargs,
        )


class VersionChanges(VersionPage):
    """What changed between a version and the one submitted before it; what had been sent back comes first."""

    template_name = "returns/reviewing/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, parts = self.prepare(), self.parts()
        if not parts["is_party"]:  # an annex is read as it stands; how it came about is between those two
            raise PermissionDenied
        earlier: ReturnVersion | None = parts["earlier"]
        comparison = None
        if earlier:
            reasons = remarks_on(earlier, self.request.user).filter(kind=RemarkKind.SEND_BACK, sent=True)  # type: ignore[arg-type]
            comparison = comparison_of(self.asked, earlier.content, version.content, list(reasons))
        steps = steps_for(self.request.user, self.delegation) if self.is_last else []
        return super().get_context_data(**parts, comparison=comparison, steps=steps, **kwargs)


def shown(form: Form, content: Content, remarks: list[ReturnRemark]) -> dict[str, list[tuple[ReturnRemark, Text]]]:
    """Address of an item → the remarks beside it and its parts, each with the name of the part; "" for the whole."""
    found: dict[str, list[tuple[ReturnRemark, Text]]] = {}
    for remark in remarks:
        whole = ".".join(remark.address.split(".")[:2])
        place = last_of(name_of(form, content, remark.address)) if whole != remark.address else Text()
        found.setdefault(whole, []).append((remark, place))
    return found


def steps_for(user: Any, delegation: Delegation) -> list[tuple[str, Any]]:
    """The steps that the person may take with the return as it stands: verb and words."""
    return [
        (step.verb, RETURN_STEP_LABELS[step.verb])
        for step in (ACCEPT, SEND_BACK, ARCHIVE)
        if delegation.state in step.sources and user.has_perm(f"inspections.{step.verb}", delegation)
    ]


def address_of(version: ReturnVersion) -> str:
    """The address of the paper."""
    return reverse("return_version", args=[version.returned.code, version.number])


def last_of(name: Text) -> Text:
    """The last step of the way to an item."""
    return Text(*(part.rpartition(" › ")[2] for part in name))
