"""委托事项: the page of a request, and the pages that begin, rename and remove one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.pages import Page
from core.templatetags.words import best
from core.text import Text
from inspections.actions.request_rows import fixed_sentence
from inspections.actions.requests import change_request, make_request, mark_of, remove_request
from inspections.asking.faults import faults_of
from inspections.forms.requests import COPY, STANDARD, NewRequestForm, RequestForm
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import form_of
from inspections.queries.requests import may_read, requests_of, shown_sections
from inspections.views.planning import refuse
from inspections.wording.requests import REQUEST_VERBS

TITLE = Text("委托检查事项", ": what is asked")  # behind the name of the inspection
RELATED = ("inspection__organiser", "parent__body", "parent__inspection")


class RequestPage(Page):
    """Everything that is asked, as those who fill it in will see it, and whether it can still be changed."""

    model = Request
    template_name = "requests/request.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        rows = Request.objects.visible_to(user).select_related(*RELATED)
        row = get_object_or_404(rows, code=self.kwargs["code"])
        if not may_read(user, row):
            raise PermissionDenied
        is_ours, form = user.has_perm("inspections.view_request", row), form_of(row)
        may_edit = is_ours and user.has_perm("inspections.edit_request", row)
        return super().get_context_data(
            row=row,
            sections=shown_sections(form),
            faults=faults_of(form) if is_ours and not row.is_fixed else [],
            is_ours=is_ours,
            may_edit=may_edit and not row.is_fixed,
            is_removable=may_edit and not row.is_fixed and not row.delegations.exists(),
            history=row.history if is_ours else [],
            verbs=REQUEST_VERBS,
            **way_to(row, is_ours=is_ours and user.has_perm("inspections.view", row.inspection)),
            **kwargs,
        )


def way_to(row: Request, *, is_ours: bool) -> dict[str, Any]:
    """The first step of the way to a request: the inspection for its organiser, for others what they were entrusted
    with."""
    if is_ours and row.parent is None:
        return {"up_label": row.inspection.title, "up_url": row.inspection.get_absolute_url()}
    if row.parent and row.parent.body:
        return {"up_label": row.parent.described or row.inspection.title, "up_url": row.parent.get_absolute_url()}
    return {"up_label": pgettext("delegations", "委托检查"), "up_url": reverse("my_delegations")}


class RequestNew(Page):
    """A new request of the organiser: its title and where it begins; one press makes the standard outline."""

    template_name = "requests/request_new.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> tuple[Inspection, Delegation | None]:
        """The inspection and, one level down, the delegation; 404 or 403 for whom they are not."""
        user: Any = self.request.user
        rows = Inspection.objects.visible_to(user).select_related("organiser")
        inspection = get_object_or_404(rows, code=self.kwargs["code"])
        if not user.has_perm("inspections.ask", inspection):
            raise PermissionDenied
        return inspection, None

    @cached_property
    def place(self) -> tuple[Inspection, Delegation | None]:
        return self.prepare()

    def form(self, data: Any = None) -> NewRequestForm:
        inspection, parent = self.place
        put_to_us = parent.request if parent else None
        title = inspection.title
        initial = {
            "title_zh": _title(title.zh, TITLE.zh),
            "title_en": _title(title.en, TITLE.en) if title.en else "",
            "begin": COPY if put_to_us else STANDARD,
            "source": put_to_us,
            "days": put_to_us.days if put_to_us else None,
        }
        sources = Request.objects.visible_to(self.request.user)  # type: ignore[arg-type]  # signed in, says the mixin
        given = {"sources": sources.order_by("-pk"), "user": self.request.user, "inspection": inspection}
        return NewRequestForm(data, initial=initial, **given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, parent = self.place
        form = kwargs.pop("form", None) or self.form()
        up = (parent.described or inspection.title, parent.get_absolute_url()) if parent else None
        return super().get_context_data(
            inspection=inspection,
            parent=parent,
            form=form,
            up_label=up[0] if up else inspection.title,
            up_url=up[1] if up else inspection.get_absolute_url(),
            there=requests_of(inspection, parent),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection, parent = self.place
        form = self.form(request.POST)
        if form.is_valid():
            source = form.cleaned_data["source"] if form.cleaned_data["begin"] == COPY else None
            given: dict[str, Any] = {"inspection": inspection, "parent": parent, "source": source, "by": request.user}
            try:
                row = make_request(values=form.values(), **given)
            except ValidationError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, _("已拟出：%(title)s") % {"title": best(row.title)})
                return redirect(row)
        return render(request, self.template_name, self.get_context_data(form=form), status=422)


class RequestNewBelow(RequestNew):
    """A new request of a body that was entrusted itself, for the next level down."""

    def prepare(self) -> tuple[Inspection, Delegation | None]:
        user: Any = self.request.user
        related = ("inspection__organiser", "body", "parent__body", "request__inspection")
        delegation = get_object_or_404(
            Delegation.objects.visible_to(user).select_related(*related), code=self.kwargs["code"]
        )
        if not user.has_perm("inspections.ask_below", delegation):
            raise PermissionDenied
        return delegation.inspection, delegation


def _title(words: str, end: str) -> str:
    return f"{words[: 200 - len(end)]}{end}"


# --- Changing ---------------------------------------------------------------------------------------------------------


class RequestEditPage(Page):
    """A form that changes a request: GET shows it, POST acts; what cannot be taken comes back as typed, with sentences.

    Once the request is fixed GET says so and shows no form, and POST is refused. Set `label`, `template_name`, `form`
    and `act`.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "requests/form.html"
    label: Any = ""

    @cached_property
    def row(self) -> Request:
        """The request; 404 or 403 for whom it is not."""
        user: Any = self.request.user
        row = get_object_or_404(Request.objects.visible_to(user).select_related(*RELATED), code=self.kwargs["code"])
        if not user.has_perm("inspections.edit_request", row):
            raise PermissionDenied
        return row

    def prepare(self) -> None:
        """Find what the address names; 404 for what is not there."""

    def form(self, data: Any = None) -> Any:
        """The form; None for a page that only asks whether."""

    def act(self, form: Any) -> str:
        """Do it, and say where to go then."""
        raise NotImplementedError

    @property
    def back(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        self.prepare()
        form = kwargs.pop("form") if "form" in kwargs else self.form()
        asked = {"row": row, "form": form, "label": self.label, "back": self.back, "is_fixed": row.is_fixed,
                 "fixed": fixed_sentence()}  # fmt: skip
        return super().get_context_data(**{**asked, **way_to(row, is_ours=True), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.row.is_fixed:
            return self.again(None, [fixed_sentence()])
        self.prepare()
        form = self.form(request.POST)
        if form is not None and not form.is_valid():
            return self.again(form)
        try:
            return redirect(self.act(form))
        except ValidationError as refusal:
            if form is None:
                return self.again(None, refusal.messages)
            refuse(form, refusal)
            changed = getattr(refusal, "code", "") == "changed"
            if changed:  # a second try puts what was typed in the place of what stands there now
                form.data = {**form.data.dict(), "seen": self.form().initial["seen"]}
            return self.again(form, status=409 if changed else 422)

    def again(self, form: Any, errors: list[str] | None = None, status: int = 422) -> HttpResponse:
        context = self.get_context_data(form=form, errors=errors or [])
        return render(self.request, self.template_name, context, status=status)

    def kwargs_of(self) -> dict[str, Any]:
        """What every form of the planning is made with."""
        return {"user": self.request.user, "inspection": self.row.inspection}


class RequestChange(RequestEditPage):
    """Title, note and term."""

    label = REQUEST_VERBS["change_request"]

    def form(self, data: Any = None) -> RequestForm:
        row = self.row
        texts = {
            f"{name}_{lang}": getattr(row, f"{name}_{lang}") for name in ("title", "note") for lang in ("zh", "en")
        }
        return RequestForm(data, initial={**texts, "days": row.days, "seen": mark_of(row)}, **self.kwargs_of())

    def act(self, form: Any) -> str:
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": self.request.user}
        change_request(request=self.row, values=form.values(), **given)
        messages.success(self.request, _("已保存。"))
        return self.back


class RequestRemove(RequestEditPage):
    """Removes a request that nobody was sent."""

    label = REQUEST_VERBS["remove_request"]
    template_name = "requests/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = list(self.row.sections.values_list("title_zh", flat=True))
        return super().get_context_data(**{"name": self.row.title, "told": told, **kwargs})

    def act(self, form: Any) -> str:
        row, by = self.row, self.request.user
        up = way_to(row, is_ours=True)["up_url"]
        remove_request(request=row, by=by)  # type: ignore[arg-type]
        messages.success(self.request, _("已删除：%(name)s") % {"name": best(row.title)})
        return up
