"""法律责任清单: the list, a line with all its answers, and the forms that add, change and void one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import NOTE_LENGTH, DetailPage, Page
from core.paging import page_of
from findings.actions.responsibilities import add_item, change_item, is_answered, void_item
from findings.forms.responsibilities import HOLDER, LineForm, ResponsibilityFilter, begin_with
from findings.models import ResponsibilityAnswer, ResponsibilityItem
from findings.queries.completeness import completeness_of
from findings.queries.responsibilities import (
    BY_ARTICLE,
    answers_with_all,
    holders_of,
    instruments_of,
    items_of,
    lines_of,
    with_answers,
)
from findings.wording.responsibilities import RESPONSIBILITY_VERBS, told
from inspections.enums import OVER
from inspections.forms.fields import Words
from inspections.models import Inspection

SIZE = 50


def rights(user: Any, inspection: Inspection) -> dict[str, bool]:
    """What the templates ask: may she change the list, fill it in, and read the names of units that stay inside?"""
    is_open = inspection.state not in OVER
    answers = user.has_perm("findings.answer_responsibility", inspection)
    edits = user.has_perm("findings.edit_responsibilities", inspection)
    return {
        "may_edit": is_open and edits,
        "may_answer": is_open and answers,
        "sees_units": answers,
        "may_raise": is_open and user.has_perm("findings.raise", inspection),
    }


class Responsibilities(DetailPage):
    """The list under its articles or under who has the duty, a page at a time."""

    model = Inspection
    template_name = "responsibilities/list.html"
    http_method_names = ["get", "head"]

    def more(self, row: Inspection) -> dict[str, Any]:
        form = ResponsibilityFilter(self.request.GET or None, points=row.focus_points.all(), holders=holders_of(row))
        items = items_of(row).filter(void_reason="")
        narrowed, by_holder = items, False
        if form.is_bound:
            narrowed = form.narrow(items) if form.is_valid() else items.none()
            by_holder = form.is_valid() and form.cleaned_data["group"] == HOLDER
        keys = ["holder_label", *BY_ARTICLE] if by_holder else BY_ARTICLE
        page = page_of(with_answers(narrowed), keys, self.request.GET, SIZE)
        return {
            "form": form,
            "page": page,
            "lines": lines_of(page.rows),
            "by_holder": by_holder,
            "visits": row.visits.filter(void_reason="").select_related("locality").order_by("locality"),
            "void": items_of(row).exclude(void_reason=""),
            **rights(self.request.user, row),
        }


class Completeness(DetailPage):
    """Which questions were answered where: focus points across, places in standard order down. Made to be printed."""

    model = Inspection
    template_name = "responsibilities/completeness.html"
    http_method_names = ["get", "head"]

    def more(self, row: Inspection) -> dict[str, Any]:
        return {"table": completeness_of(row), **rights(self.request.user, row)}


class LinePage(DetailPage):
    """One line with all that was answered to it, and its history."""

    model = Inspection
    template_name = "responsibilities/line.html"
    http_method_names = ["get", "head"]

    def more(self, row: Inspection) -> dict[str, Any]:
        item = get_object_or_404(items_of(row), order=self.kwargs["number"])
        return {
            "item": item,
            "answers": answers_with_all().filter(item=item),
            "entries": told(item.history),
            "verbs": RESPONSIBILITY_VERBS,
            **rights(self.request.user, row),
        }


class LineFormPage(Page):
    """A form of the list: GET shows it, POST acts; what cannot be taken comes back as typed, with sentences.

    Set `label`, `template_name`, and `form`, `act` for what it asks and does.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "responsibilities/line_form.html"
    label: Any = ""

    def prepare(self) -> tuple[Inspection, ResponsibilityItem | None]:
        """The inspection and the line; 404 or 403 for whom they are not."""
        rows = Inspection.objects.visible_to(self.request.user)  # type: ignore[arg-type]  # signed in, says the mixin
        inspection = get_object_or_404(rows, code=self.kwargs["code"])
        number = self.kwargs.get("number")
        item = None if number is None else get_object_or_404(items_of(inspection), order=number)
        if not self.request.user.has_perm("findings.edit_responsibilities", inspection):
            raise PermissionDenied
        return inspection, item

    def form(self, inspection: Inspection, item: ResponsibilityItem | None, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def act(self, inspection: Inspection, item: Any, form: Any) -> str:
        """Do it and say where to go then."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, item = self.prepare()
        form = kwargs.pop("form", None) or self.form(inspection, item)
        back = address_of(item) if item else reverse("responsibilities", args=[inspection.code])
        asked = {"row": inspection, "item": item, "form": form, "back": back, "label": self.label}
        return super().get_context_data(**asked, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection, item = self.prepare()
        form = self.form(inspection, item, request.POST)
        if form.is_valid():
            try:
                return redirect(self.act(inspection, item, form))
            except ValidationError as refusal:
                form.add_error(None, refusal)
                if getattr(refusal, "code", "") == "changed":
                    return self.conflict(form)
        return render(request, self.template_name, self.get_context_data(form=form), status=422)

    def conflict(self, form: forms.Form) -> HttpResponse:
        """Somebody was quicker: what stands there now beside what was typed, which a second try puts in its place."""
        context = self.get_context_data(form=form)
        form.data = form.data.copy()  # type: ignore[union-attr]
        form.data["base"] = str(context["item"].version)  # type: ignore[index]
        by = context["item"].history.last()
        return render(self.request, self.template_name, {**context, "is_conflict": True, "by": by}, status=409)


def address_of(item: ResponsibilityItem) -> str:
    return reverse("responsibility", args=[item.inspection.code, item.order])


class LineAdd(LineFormPage):
    label = RESPONSIBILITY_VERBS["add_responsibility"]

    def form(self, inspection: Inspection, item: ResponsibilityItem | None, data: Any = None) -> forms.Form:
        instruments = instruments_of(inspection)
        initial = {"instrument": instruments.first()}
        return LineForm(data, instruments=instruments, points=inspection.focus_points.all(), initial=initial)

    def act(self, inspection: Inspection, item: Any, form: Any) -> str:
        user: Any = self.request.user
        made = add_item(inspection=inspection, values=form.values(), by=user)
        messages.success(self.request, _("已添加第%(number)s条。") % {"number": made.order})
        if "another" in self.request.POST:
            return self.request.path
        return reverse("responsibilities", args=[inspection.code])


class LineChange(LineFormPage):
    label = RESPONSIBILITY_VERBS["change_responsibility"]

    def form(self, inspection: Inspection, item: Any, data: Any = None) -> forms.Form:
        points = inspection.focus_points.all()
        return LineForm(data, instruments=instruments_of(inspection), points=points, initial=begin_with(item))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "is_answered": is_answered(context["item"])}

    def act(self, inspection: Inspection, item: Any, form: Any) -> str:
        user: Any = self.request.user
        changed = change_item(item=item, values=form.values(), base=form.cleaned_data["base"] or 0, by=user)
        messages.success(self.request, _("已保存。") if changed.version != item.version else _("没有改动。"))
        return address_of(item)


class VoidForm(forms.Form):
    """Why a line is void."""

    reason = Words(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}), strip=True)


class LineVoid(LineFormPage):
    label = RESPONSIBILITY_VERBS["void_responsibility"]
    template_name = "responsibilities/line_void.html"

    def form(self, inspection: Inspection, item: Any, data: Any = None) -> forms.Form:
        return VoidForm(data)

    def act(self, inspection: Inspection, item: Any, form: Any) -> str:
        user: Any = self.request.user
        removed = void_item(item=item, reason=form.cleaned_data["reason"][:NOTE_LENGTH], by=user)
        said = _("已删除第%(number)s条。") if removed else _("已作废第%(number)s条。")
        messages.success(self.request, said % {"number": item.order})
        return reverse("responsibilities", args=[inspection.code])


class AnswerFile(Page):
    """The file behind an answer, for those who see the inspection."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        items = ResponsibilityItem.objects.visible_to(request.user)  # type: ignore[arg-type]
        item = get_object_or_404(
            items.filter(inspection__code=kwargs["code"], answers=kwargs["number"]).select_related("inspection")
        )
        if not request.user.has_perm("inspections.view", item.inspection):
            raise PermissionDenied
        answer: ResponsibilityAnswer = item.answers.select_related("attachment").get(pk=kwargs["number"])
        if answer.attachment is None:
            raise Http404
        return answer.attachment.as_download()
