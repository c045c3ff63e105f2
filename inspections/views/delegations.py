"""委托: what an inspection or, in its turn, a body entrusted, a person's own list, and the page of one delegation."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from core.history import entries_of
from core.pages import DetailPage, ListPage, Page
from inspections.actions.entrusting import BEFORE_ISSUE, may_entrust
from inspections.enums import CAME_BACK, DelegationMode, DelegationState
from inspections.models import Delegation, Inspection
from inspections.queries.delegations import (
    RELATED,
    Task,
    calendars_of,
    events_of,
    line_of,
    lines_of,
    sits_above,
    sits_below,
    stages_of,
    versions_of,
    with_submissions,
)
from inspections.queries.entrusting import delegations_of
from inspections.queries.requests import requests_of
from inspections.querysets import entrusted_by
from inspections.wording.delegations import DELEGATION_STEP_LABELS
from inspections.workflow.delegations import STEPS


class PlacePage(Page):
    """A page about what the organiser of an inspection entrusts or, `below`, what a body does in its turn."""

    below = False

    @cached_property
    def place(self) -> tuple[Inspection, Delegation | None]:
        """The inspection, and the delegation under which one entrusts further; 404 for whom they are not.

        The organiser does not see whom a body entrusts in its turn: such a page is not there for it.
        """
        user: Any = self.request.user
        if not self.below:
            rows = Inspection.objects.visible_to(user).select_related("organiser")
            return get_object_or_404(rows, code=self.kwargs["code"]), None
        delegations = Delegation.objects.visible_to(user).select_related(*RELATED)
        parent = get_object_or_404(delegations, code=self.kwargs["code"])
        if not sits_below(user, parent):
            raise Http404
        return parent.inspection, parent

    def allow(self) -> None:
        """PermissionDenied for whom the page is not; reading is for all who work on it."""
        inspection, parent = self.place
        verb, row = ("view", inspection) if parent is None else ("view_delegation", parent)
        if not self.request.user.has_perm(f"inspections.{verb}", row):
            raise PermissionDenied

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and request.method and request.method.lower() in self.http_method_names:
            self.allow()
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str) -> str:
        """The address of a page of the same place: `name` above, `name`_below where one entrusts in one's turn."""
        inspection, parent = self.place
        return reverse(f"{name}_below", args=[parent.code]) if parent else reverse(name, args=[inspection.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, parent = self.place
        up = parent or inspection
        return super().get_context_data(
            **{
                "inspection": inspection,
                "parent": parent,
                "up_label": inspection.title,
                "up_url": up.get_absolute_url(),
                "list_url": self.address("delegations"),
                **kwargs,
            }
        )


class DelegationTree(PlacePage):
    """All delegations of the place in standard administrative order: no ranks, no scores."""

    template_name = "delegations/tree.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, parent = self.place
        user: Any = self.request.user
        lines = lines_of(delegations_of(inspection, parent), user)
        draft = Delegation(inspection=inspection, parent=parent)
        return super().get_context_data(
            lines=lines,
            requests=requests_of(inspection, parent),
            may_entrust=may_entrust(user, inspection, parent),
            may_issue=user.has_perm("inspections.issue_delegation", draft)
            and any(is_waiting(line.row) for line in lines),
            has_returns=any(line.row.state not in BEFORE_ISSUE for line in lines),
            new_url=self.address("delegation_new"),
            issue_url=self.address("delegations_issue"),
            reminders_url=self.address("reminders"),
            returns_url=self.address("returns"),
            request_url=self.address("request_new"),
            **kwargs,
        )


class DelegationsBelow(DelegationTree):
    """What a body that was entrusted entrusts in its turn: for that body alone."""

    below = True


def is_waiting(row: Delegation) -> bool:
    """Whether a letter can still go out for it."""
    return row.state in BEFORE_ISSUE and row.body_id is not None and not row.is_void


class MyDelegations(ListPage):
    """What the person's bodies were entrusted with, and what they entrusted; the newest inspection first."""

    model = Delegation
    template_name = "delegations/mine.html"
    http_method_names = ["get", "head"]
    keys = ["-inspection_id", "place", "order"]

    @cached_property
    def sides(self) -> dict[str, Any]:
        user: Any = self.request.user
        rows = Delegation.objects.visible_to(user).annotate(place=Coalesce("body__locality__code", Value("")))
        rows = rows.exclude(body=None)
        bodies = user.inspecting_bodies
        told = ~Q(state__in=BEFORE_ISSUE)
        return {"below": rows.filter(told, body__in=bodies), "above": rows.filter(entrusted_by(bodies))}

    @cached_property
    def side(self) -> str:
        """The side asked for, or the one on which there is something."""
        asked = self.request.GET.get("side", "")
        if asked in self.sides:
            return asked
        return "above" if not self.sides["below"].exists() and self.sides["above"].exists() else "below"

    def get_rows(self) -> Any:
        return with_submissions(self.sides[self.side]).select_related(*RELATED).prefetch_related("reminders")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "side": self.side, "lines": self.lines(context["rows"])}

    def lines(self, rows: list[Any]) -> list[Any]:
        calendars, today = calendars_of(row.entruster_id for row in rows), timezone.localdate()
        return [line_of(row, self.request.user, calendars[row.entruster_id], today) for row in rows]


class DelegationPage(DetailPage):
    """One delegation, for both sides: what is asked, the letter, how far it is, and what is next."""

    model = Delegation
    template_name = "delegations/delegation.html"
    verb = "view_delegation"
    http_method_names = ["get", "head"]

    def get_rows(self) -> Any:
        rows = with_submissions(super().get_rows()).select_related(*RELATED, "parent__inspection", "returned")
        return rows.prefetch_related("reminders")

    def more(self, row: Any) -> dict[str, Any]:
        user: Any = self.request.user
        above, below = sits_above(user, row), sits_below(user, row)
        entries = list(entries_of(row))
        versions = versions_of(row, user)
        joint = row.mode == DelegationMode.JOINT
        records = row.joint_records.select_related("body", "attachment", "written_by") if joint else []
        steps = [
            (verb, DELEGATION_STEP_LABELS[verb])
            for verb, step in STEPS.items()
            if row.state in step.sources
            and not row.is_void
            and row.body_id
            and user.has_perm(f"inspections.{verb}", row)
        ]
        line = line_of(row, user, calendars_of([row.entruster_id])[row.entruster_id], timezone.localdate())
        if line.task and line.task.url == row.get_absolute_url():  # it is looked through on the page of its version
            newest = reverse("return_version", args=[row.code, versions[0].number]) if versions else ""
            line = replace(line, task=Task(line.task.label, newest) if newest else None)
        told = row.state not in BEFORE_ISSUE
        return {
            "above": above,
            "below": below,
            "line": line,
            "steps": [(verb, label) for verb, label in steps if line.task is None or verb not in line.task.url],
            "stages": stages_of(row, entries),
            "events": events_of(entries, above=above, below=below),
            "versions": versions,
            "records": records,
            "is_told": told,
            "may_export": told and not joint and user.has_perm("inspections.export_request", row),
            "reminders": row.reminders.select_related("sent_by").order_by("-pk"),
            "may_urge": above and user.has_perm("inspections.urge", row) and line.row.state not in CAME_BACK and told
            and not joint and not row.is_void,
            "may_void": not row.is_void and row.state not in CAME_BACK
            and user.has_perm("inspections.void_delegation", row),
            "may_change": not row.is_void and not told and user.has_perm("inspections.change_delegation", row),
            "may_write": joint and told and not row.is_void and user.has_perm("inspections.write_joint_record", row),
            "entrusts_on": below and (user.has_perm("inspections.ask_below", row) or row.parts.exists()),
            "sent_back": row.state == DelegationState.RETURNED,
            **self.way(row),
        }  # fmt: skip

    def way(self, row: Delegation) -> dict[str, Any]:
        """The way here: the inspection for its organiser, the list of a body for the others."""
        user = self.request.user
        if row.parent is None and sits_above(user, row):
            return {"up_label": row.inspection.title, "up_url": row.inspection.get_absolute_url(),
                    "list_url": reverse("delegations", args=[row.inspection.code])}  # fmt: skip
        if row.parent is not None and sits_above(user, row):
            return {"up_label": row.inspection.title, "up_url": row.parent.get_absolute_url(),
                    "list_url": reverse("delegations_below", args=[row.parent.code])}  # fmt: skip
        return {"up_label": pgettext("delegations", "委托检查"), "up_url": reverse("my_delegations"), "list_url": ""}


class LetterFile(DetailPage):
    """The letter that went out, for both sides."""

    model = Delegation
    verb = "view_delegation"
    http_method_names = ["get", "head"]
    file = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_context_data()["row"]
        attachment = getattr(row.letter, self.file, None)
        if attachment is None:
            raise Http404
        return attachment.as_download()

    def get_rows(self) -> Any:
        return super().get_rows().select_related("letter__attachment", "letter__pdf", "inspection", "parent")


class LetterPdf(LetterFile):
    file = "pdf"


class LetterDocx(LetterFile):
    file = "attachment"
