"""改: one text of a report in both languages, with what a check finds in it while it is being typed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from core.pages import DetailPage
from core.templatetags.words import best
from core.text import LANGUAGES, Text
from reports.actions.texts import TextConflict, Typed, change_text
from reports.models import CheckResult, Report
from reports.queries.texts import MOST, Written, base_of, examine_text, last_change, text_at

LARGEST = 8 * MOST  # bytes of one call: two texts of Chinese, and quotation marks around them


class TextPage(DetailPage):
    """One text in two fields: GET shows it, POST writes it and goes back to where the person came from."""

    model = Report
    template_name = "reports/text.html"
    http_method_names = ["get", "head", "post"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection__organiser")

    def more(self, row: Report) -> dict[str, Any]:
        written = self.written(row)
        text, base = written.text, base_of(written.text)
        examined = examine_text(row, self.kwargs["key"], text)
        return {
            "label": examined.label,
            "most": written.most,
            "required": written.required,
            "text": text,
            "base": base,
            "printed": examined.printed,
            "results": examined.results,
            "back": self.back(row),
            "came_from": self.came_from(),
        }

    def written(self, report: Report) -> Written:
        """The text, for those who may change it; 404 where there is none, 403 for others."""
        if not self.request.user.has_perm("reports.edit", report):
            raise PermissionDenied
        written = text_at(report, self.kwargs["key"])
        if written is None:
            raise Http404
        return written

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        report = get_object_or_404(self.get_rows(), code=self.kwargs["code"])
        self.written(report)
        typed = Typed(_pair(request, "text"), _pair(request, "base"))
        try:
            changed = change_text(report=report, key=self.kwargs["key"], typed=typed, by=request.user)
        except ValidationError as refusal:
            return self.again(typed, 422, errors=refusal.messages, base=typed.base)
        except TextConflict as conflict:
            there = {"conflict": conflict.current, "by": last_change(report, self.kwargs["key"])}
            return self.again(typed, 409, **there, base=base_of(conflict.current))
        messages.success(request, _("已保存，正在重新体检。") if changed else _("没有改动。"))
        return redirect(self.back(report))

    def again(self, typed: Typed, status_code: int, **more: Any) -> HttpResponse:
        """The page once more, with what was typed."""
        context = {**self.get_context_data(**self.kwargs), "text": typed.text, **more}
        return render(self.request, self.template_name, context, status=status_code)

    def came_from(self) -> str:
        return "report" if self.request.GET.get("from") == "report" else "checks"

    def back(self, report: Report) -> str:
        if self.came_from() == "report":
            return f"{report.get_absolute_url()}#{self.kwargs['key']}"
        return reverse("report_checks", args=[report.code])


def _pair(request: HttpRequest, name: str) -> Text:
    return Text(*(request.POST.get(f"{name}_{lang}", "") for lang in LANGUAGES))


# --- While it is being typed ------------------------------------------------------------------------------------------


class TypedText(serializers.Serializer):
    """What a call sends: both languages as typed, citations and all."""

    zh = serializers.CharField(max_length=MOST, allow_blank=True, trim_whitespace=False)
    en = serializers.CharField(max_length=MOST, allow_blank=True, trim_whitespace=False)


class WhileTyping(UserRateThrottle):
    """Somebody who types without a pause asks about once a second."""

    rate = "120/min"
    scope = "text_check"


class TextCheck(APIView):
    """POST `{"zh": …, "en": …}` for one text of a report: `{"printed": {zh, en}, "results": […]}`, nothing is stored.

    Places in results are those of `printed`, the text with its citations written out. For those who may change the
    report: 403 for others who see it, 404 for everybody else; 400, 413 and 429 for what is no text, too long, too much.
    """

    throttle_classes = [WhileTyping]

    def post(self, request: Request, code: str, key: str) -> Response:
        rows = Report.objects.visible_to(request.user).select_related("inspection__organiser")
        report = rows.filter(code=code).first()
        if report is None:
            raise Http404
        if not request.user.has_perm("reports.edit", report):
            raise PermissionDenied
        if text_at(report, key) is None:
            raise Http404
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return self.too_long()
        sent = TypedText(data=request.data)
        sent.is_valid(raise_exception=True)
        examined = examine_text(report, key, Text.of(sent.validated_data))
        if examined.results is None:
            return self.too_long()
        printed = {"zh": examined.printed.zh, "en": examined.printed.en}
        return Response({"printed": printed, "results": [as_json(row) for row in examined.results]})

    def too_long(self) -> Response:
        detail = _("文字太长，保存后由体检核对。")
        return Response({"detail": detail}, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)


def as_json(row: CheckResult) -> dict[str, Any]:
    """One result: its kind and severity as keys and in words, both readings with their places, the message."""
    readings = {}
    for lang in LANGUAGES:
        span = row.span(lang)
        readings[lang] = {"text": row.reading.get(lang), "start": span[0], "end": span[1]} if span else None
    return {
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "severity": row.severity,
        "severity_label": row.get_severity_display(),
        **readings,
        "message": best(row.message),
        "message_zh": row.message.zh,
        "message_en": row.message.en,
    }
