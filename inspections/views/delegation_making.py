"""Making delegations, changing one while nothing has gone out, and declaring one void."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.pages import Page
from inspections.actions.entrusting import (
    BEFORE_ISSUE,
    change_delegation,
    entrust,
    mark_of,
    may_entrust,
    void_delegation,
)
from inspections.enums import CAME_BACK
from inspections.forms.delegations import ChangeForm, NewForm, VoidForm
from inspections.models import Delegation
from inspections.queries.delegations import RELATED
from inspections.queries.requests import requests_of
from inspections.views.delegations import PlacePage
from inspections.views.planning import refuse


class DelegationNew(PlacePage):
    """Several bodies one level down at once, by check boxes in standard order."""

    template_name = "delegations/new.html"
    http_method_names = ["get", "head", "post"]

    def allow(self) -> None:
        if not may_entrust(self.request.user, *self.place):
            raise PermissionDenied

    def form(self, data: Any = None) -> NewForm:
        inspection, parent = self.place
        return NewForm(data, user=self.request.user, inspection=inspection, parent=parent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        return super().get_context_data(
            form=form,
            bodies=form["bodies"],
            is_over=not form.fields["bodies"].queryset.exists(),
            has_requests=bool(requests_of(*self.place)),
            request_url=self.address("request_new"),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form, (inspection, parent) = self.form(request.POST), self.place
        if form.is_valid():
            given: dict[str, Any] = {"inspection": inspection, "parent": parent, "by": request.user}
            try:
                made = entrust(bodies=form.cleaned_data["bodies"], values=form.values(), **given)
            except ValidationError as refusal:
                refuse(form, refusal)  # type: ignore[arg-type]  # it has fields like the forms of the planning
            else:
                said = ngettext("已拟定%(number)s项委托。", "已拟定%(number)s项委托。", len(made))
                messages.success(request, said % {"number": len(made)})
                return redirect(self.address("delegations"))
        return render(request, self.template_name, self.get_context_data(form=form), status=422)


class DelegationNewBelow(DelegationNew):
    """Further delegations by a body that was entrusted itself."""

    below = True


class OneDelegation(Page):
    """A page that does something to one delegation; set `verb`."""

    model = Delegation
    http_method_names = ["get", "head", "post"]
    verb = ""

    def row(self) -> Delegation:
        """404 or 403 for whom it is not."""
        rows = Delegation.objects.visible_to(self.request.user).select_related(*RELATED)  # type: ignore[arg-type]
        row = get_object_or_404(rows, code=self.kwargs["code"])
        if not self.request.user.has_perm(f"inspections.{self.verb}", row):
            raise PermissionDenied
        return row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        return super().get_context_data(row=row, **way_to(row), **kwargs)

    def again(self, status: int = 422, **context: Any) -> HttpResponse:
        return render(self.request, self.get_template_names(), self.get_context_data(**context), status=status)


def way_to(row: Delegation) -> dict[str, Any]:
    """The way to a page about one delegation, by pages that the person may open."""
    return {"up_label": pgettext("delegations", "委托检查"), "up_url": reverse("my_delegations")}


class DelegationChange(OneDelegation):
    """Mode, request and time limit; nothing has gone out yet."""

    template_name = "delegations/change.html"
    verb = "change_delegation"

    def form(self, row: Delegation, data: Any = None) -> ChangeForm:
        begin = {"mode": row.mode, "request": row.request_id, "due": row.due, "seen": mark_of(row)}
        given = {"user": self.request.user, "inspection": row.inspection, "parent": row.parent}
        return ChangeForm(data, initial=begin, **given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        form = kwargs.pop("form", None) or self.form(row)
        is_fixed = row.state not in BEFORE_ISSUE or row.is_void
        return super().get_context_data(row=row, form=form, is_fixed=is_fixed, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.row()
        form = self.form(row, request.POST)
        if form.is_valid():
            given: dict[str, Any] = {"values": form.values(), "seen": form.cleaned_data["seen"], "by": request.user}
            try:
                row = change_delegation(delegation=row, **given)
            except ValidationError as refusal:
                refuse(form, refusal)  # type: ignore[arg-type]
                if getattr(refusal, "code", "") == "changed":  # she has seen now what somebody else wrote
                    row = self.row()
                    form.data = {**form.data.dict(), "seen": mark_of(row)}
            else:
                messages.success(request, _("已保存：%(row)s") % {"row": row})
                return redirect(row)
        return self.again(row=row, form=form)


class DelegationVoid(OneDelegation):
    """Asks for the reason; a delegation that has gone out is never removed."""

    template_name = "delegations/void.html"
    verb = "void_delegation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        form = kwargs.pop("form", None) or VoidForm()
        return super().get_context_data(row=row, form=form, is_fixed=row.is_void or row.state in CAME_BACK, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, form = self.row(), VoidForm(request.POST)
        if form.is_valid():
            try:
                row = void_delegation(delegation=row, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
            except ValidationError as refusal:
                refuse(form, refusal)  # type: ignore[arg-type]
            else:
                messages.success(request, _("已作废：%(row)s") % {"row": row})
                return redirect(row)
        return self.again(row=row, form=form)
