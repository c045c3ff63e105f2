from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages import Page
from core.text import Text
from findings.actions.shares import state_share
from findings.figuring import written_of
from findings.queries.surveys import answers_of
from findings.recording import FIGURE
from inspections.forms.fields import Words
from inspections.models import Inspection


class ShareForm(forms.Form):
    """A share in either language or both."""

    zh = Words(
        label=gettext_lazy("占比（中文）"),
        max_length=FIGURE,
        help_text=gettext_lazy("照原样填写，百分数、几成都可以。"),
        error_messages={"required": gettext_lazy("请填写。")},
    )
    en = Words(label=gettext_lazy("占比（英文）"), max_length=FIGURE, required=False)


class SurveyShare(Page):
    """The share of one answer: GET shows it, POST states it."""

    template_name = "findings/share_form.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> tuple[Inspection, Any]:
        inspection = get_object_or_404(
            Inspection.objects.visible_to(self.request.user),  # type: ignore[arg-type]
            code=self.kwargs["code"],
        )
        answer = get_object_or_404(answers_of(inspection), pk=self.kwargs["number"])
        if not self.request.user.has_perm("findings.raise", inspection):
            raise PermissionDenied
        return inspection, answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, answer = self.prepare()
        figure = getattr(answer, "figure", None)
        written = written_of(figure) if figure else Text()
        form = kwargs.pop("form", None) or ShareForm(initial={"zh": written.zh, "en": written.en})
        return super().get_context_data(inspection=inspection, answer=answer, form=form, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection, answer = self.prepare()
        form = ShareForm(request.POST)
        if form.is_valid():
            written = Text(form.cleaned_data["zh"].strip(), form.cleaned_data["en"].strip())
            try:
                state_share(inspection=inspection, answer=answer, written=written, by=request.user)  # type: ignore[arg-type]
            except ValidationError as refusal:
                for name, sentences in refusal.message_dict.items():
                    for sentence in sentences:
                        form.add_error(name, sentence)
            else:
                messages.success(request, _("已保存：%(name)s") % {"name": written.zh})
                return redirect("scheme_part", code=inspection.code, part="answers")
        return render(request, self.template_name, self.get_context_data(form=form), status=422)
