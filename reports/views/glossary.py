"""术语表: the list, a term, and the forms that add, change and retire one."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import ListPage, Page
from reports.actions.glossary import COLUMNS, add_term, change_term, retire_term
from reports.forms import GlossaryFilter, RetireForm, TermForm
from reports.glossary_wording import TERM_VERBS, told
from reports.models import GlossaryTerm


class GlossaryList(ListPage):
    """The terms in use, by group; a search finds both languages, and those out of use when asked for."""

    model = GlossaryTerm
    template_name = "reports/glossary.html"
    filter_form = GlossaryFilter
    keys = ["place"]
    size = 100

    def get_rows(self) -> Any:
        rows = super().get_rows().in_groups()
        return rows if self.request.GET else rows.current()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = self.request.user.has_perm("reports.add_term", GlossaryTerm())
        return super().get_context_data(may_add=may_add, **kwargs)


class TermPage(Page):
    """One term with its history."""

    model = GlossaryTerm
    template_name = "reports/term.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = get_object_or_404(GlossaryTerm.objects.visible_to(self.request.user), code=self.kwargs["code"])
        may = self.request.user.has_perm
        return super().get_context_data(
            row=row,
            entries=told(row.history),
            verbs=TERM_VERBS,
            may_change=may("reports.change_term", row),
            may_retire=row.valid_to is None and may("reports.retire_term", row),
            **kwargs,
        )


class TermFormPage(Page):
    """A form of the glossary: GET shows it, POST acts; what cannot be taken comes back as it was typed, with sentences.

    Set `verb`, `form`, and `act`, `begin` for what the form does and starts with.
    """

    model = GlossaryTerm
    template_name = "reports/term_form.html"
    http_method_names = ["get", "head", "post"]
    verb = ""
    form: type[forms.Form] = TermForm

    def prepare(self) -> GlossaryTerm:
        """The term, or a new one; 404 or 403 for whom it is not."""
        row, code = GlossaryTerm(), self.kwargs.get("code")
        if code is not None:
            row = get_object_or_404(GlossaryTerm.objects.visible_to(self.request.user), code=code)
        if not self.request.user.has_perm(f"reports.{self.verb}", row):
            raise PermissionDenied
        return row

    def begin(self, row: GlossaryTerm) -> dict[str, Any]:
        return {}

    def act(self, row: GlossaryTerm, typed: dict[str, Any]) -> GlossaryTerm:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.prepare()
        form = kwargs.pop("form", None) or self.form(initial=self.begin(row))
        back = row.get_absolute_url() if row.pk else reverse("glossary")
        return super().get_context_data(row=row, form=form, back=back, label=TERM_VERBS[self.verb], **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.prepare()
        form = self.form(request.POST)
        if form.is_valid():
            try:
                row = self.act(row, form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                if getattr(refusal, "code", "") == "changed":
                    return self.conflict(form)
            else:
                messages.success(request, _("已%(verb)s：%(row)s") % {"verb": TERM_VERBS[self.verb], "row": row})
                return redirect(row.get_absolute_url())
        return render(request, self.template_name, self.get_context_data(row=row, form=form), status=422)

    def conflict(self, form: forms.Form) -> HttpResponse:
        """Somebody was quicker: her words beside what was typed, which a second try puts in their place."""
        current = self.prepare()
        form.data = form.data.copy()
        form.data["seen"] = current.updated.isoformat()
        there = {"row": current, "current": current, "by": current.history.last()}
        return render(self.request, self.template_name, self.get_context_data(form=form, **there), status=409)


class TermAdd(TermFormPage):
    verb = "add_term"

    def act(self, row: GlossaryTerm, typed: dict[str, Any]) -> GlossaryTerm:
        return add_term(values=typed, by=self.request.user)  # type: ignore[arg-type]  # signed in, says the mixin


class TermChange(TermFormPage):
    verb = "change_term"

    def begin(self, row: GlossaryTerm) -> dict[str, Any]:
        now = {name: getattr(row, name) for name in COLUMNS}
        return now | {"checked": "yes" if row.checked else "no", "seen": row.updated.isoformat()}

    def act(self, row: GlossaryTerm, typed: dict[str, Any]) -> GlossaryTerm:
        return change_term(term=row, values=typed, seen=_moment(typed["seen"]), by=self.request.user)  # type: ignore[arg-type]


class TermRetire(TermFormPage):
    verb = "retire_term"
    form = RetireForm

    def begin(self, row: GlossaryTerm) -> dict[str, Any]:
        return {"last_day": timezone.localdate()}

    def act(self, row: GlossaryTerm, typed: dict[str, Any]) -> GlossaryTerm:
        return retire_term(term=row, last_day=typed["last_day"], note=typed["note"], by=self.request.user)  # type: ignore[arg-type]


def _moment(text: str) -> datetime | None:
    """When the person saw the term last changed; None for what is no moment."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
