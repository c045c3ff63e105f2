"""Bringing home what a device exported, where it could not send it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.pages import Page
from core.spoken import spoken
from findings.actions.importing import import_export, summary_of
from findings.exports import LARGEST_EXPORT, ExportFault

FORM_BYTES = 64 * 1024  # what stands around the file
STATUSES = ("applied", "conflict", "refused")


class ExportForm(forms.Form):
    file = forms.FileField(
        label=_("设备导出的文件"),
        help_text=_("在设备的现场记录页面上导出的 .json 文件，最多150 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
    )


class FieldImport(Page):
    """First look, or import at once: importing twice does no harm. Results stand on the page, one for each record."""

    template_name = "findings/device_import.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST_EXPORT + FORM_BYTES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": ExportForm(), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form, found = ExportForm(request.POST, request.FILES), {}
        if form.is_valid():
            try:
                found = self.carry_out(form.cleaned_data["file"])
            except ExportFault as fault:
                form.add_error("file", spoken(fault.text))
        if form.errors:
            return render(request, self.template_name, self.get_context_data(form=form), status=422)
        return render(request, self.template_name, self.get_context_data(**found))

    def carry_out(self, file: Any) -> dict[str, Any]:
        by: Any = self.request.user  # signed in, says the mixin
        if self.request.POST.get("step") == "look":
            summary = summary_of(file=file, by=by)
            return {"summary": summary, "made": _moment(summary.made)}
        done, photos = import_export(file=file, by=by)
        return {
            "done": done,
            "photos": photos,
            "kept": sum(1 for photo in photos if not photo.refusal),
            "counts": {status: sum(1 for one in done if one.result["status"] == status) for status in STATUSES},
        }


def _moment(text: str) -> datetime | None:
    """When the device says that it exported; None where that cannot be."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None
