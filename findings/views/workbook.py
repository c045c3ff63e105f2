"""The workbook of a return: its download, and its way back: first what it would change, then the confirmation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.attachments import DOWNLOAD_HEADERS, Attachment
from core.pages import Page
from core.spoken import spoken
from core.templatetags.words import page_language
from core.uploads import LARGEST_FILE, XLSX, UploadRefused
from findings.actions.workbooks import Moved, apply_workbook, keep_workbook, kept_workbook
from findings.models import Return
from findings.queries.workbook import Opened, judgement_of, open_workbook, workbook_of
from findings.workbooks.judging import Judgement
from findings.workbooks.marking import mark
from findings.workbooks.refusals import Refused
from findings.workbooks.telling import notes, told

FORM_BYTES = 512 * 1024  # what stands around the file, and the choices of a confirmation
MOST_LINES = 200  # of one table; what stands beyond is counted
MOST_CHOICES = 400  # a server takes no form with any number of fields; beyond them the website's words stand
RELATED = (
    "delegation__body__locality", "delegation__request", "delegation__inspection__organiser",
    "delegation__parent__body",
)  # fmt: skip


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("填好的工作簿"),
        help_text=gettext_lazy("从本页下载、填好后保存的 .xlsx 文件，最多20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": gettext_lazy("请选择文件。"), "empty": gettext_lazy("文件是空的。")},
    )


class OfReturn(Page):
    """A page about the workbook of a return, for those who fill it in while it is being written."""

    def get_returned(self) -> Return:
        rows = Return.objects.visible_to(self.request.user).select_related(*RELATED)  # type: ignore[arg-type]
        returned = get_object_or_404(rows, code=self.kwargs["code"])
        if not self.request.user.has_perm("inspections.fill_return", returned.delegation):
            raise PermissionDenied
        return returned

    def closed(self, returned: Return) -> HttpResponse | None:
        """The page that says why nothing can be filled in now; None while the return is being written."""
        if returned.delegation.is_being_written:
            return None
        context = self.get_context_data(returned=returned, is_closed=True)
        return render(self.request, "returns/workbook/upload.html", context, status=409)


class ReturnWorkbook(OfReturn):
    """The workbook with what the draft says now."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.get_returned()
        if closed := self.closed(returned):
            return closed
        return as_file(workbook_of(returned, page_language()), f"{returned.code}.xlsx")


class WorkbookUpload(OfReturn):
    """GET asks for the file. POST with a file shows what it would change; POST with the kept file confirms, or gives
    it back with the faults marked."""

    template_name = "returns/workbook/upload.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST_FILE + FORM_BYTES

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.get_returned()
        return self.closed(returned) or self.page(returned, WorkbookForm(), 200)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.get_returned()
        if closed := self.closed(returned):
            return closed
        if token := request.POST.get("kept"):
            return self.go_on(returned, token)
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(returned, form, 422)
        file = form.cleaned_data["file"]
        try:
            content = file.read()
            opened = open_workbook(returned, content, file.name)
        except (Refused, UploadRefused) as refusal:
            form.add_error("file", str(spoken(refusal.text)))
            return self.page(returned, form, 422)
        user: Any = request.user
        kept = keep_workbook(returned=returned, content=content, name=file.name, by=user)
        return self.judged(returned, opened, judgement_of(returned, opened), kept.token, name=file.name)

    # --- The kept file -----------------------------------------------------------------------------------------------

    def go_on(self, returned: Return, token: str) -> HttpResponse:
        """Confirm, or mark. A file that is no longer kept, or no longer fits, brings back the form."""
        user: Any = self.request.user
        try:
            kept = kept_workbook(token=token, returned=returned, by=user)
            opened = open_workbook(returned, kept.path.read_bytes(), kept.name)
            if self.request.POST.get("step") == "mark":
                return self.marked(returned, kept, opened)
            return self.confirm(returned, kept, opened, token)
        except (Refused, UploadRefused) as refusal:
            return self.page(returned, WorkbookForm(), 422, errors=[str(spoken(refusal.text))])
        except ValidationError as refusal:
            return self.page(returned, WorkbookForm(), 422, errors=refusal.messages)

    def confirm(self, returned: Return, kept: Attachment, opened: Opened, token: str) -> HttpResponse:
        sent = self.request.POST
        user: Any = self.request.user
        taken = {name.removeprefix("at-") for name in sent if name.startswith("at-") and sent[name] == "workbook"}
        try:
            judgement = apply_workbook(
                returned=returned, opened=opened, taken=taken, shown=sent.get("shown", ""), by=user
            )
        except Moved as moved:
            return self.judged(returned, opened, moved.judgement, token, name=kept.name, has_moved=True, taken=taken)
        changed = told(opened.form, judgement, opened.reading, page_language()).changed
        count = len(changed) + len(taken & {one.address for one in judgement.conflicts})
        messages.success(self.request, said(count))
        return redirect(returned)

    def marked(self, returned: Return, kept: Attachment, opened: Opened) -> HttpResponse:
        lang = page_language()
        found = told(opened.form, judgement_of(returned, opened), opened.reading, lang)
        return as_file(mark(kept.path.read_bytes(), notes(found, lang)), f"{returned.code}-{_('标注')}.xlsx")

    # --- Pages -------------------------------------------------------------------------------------------------------

    def page(self, returned: Return, form: WorkbookForm, status: int, **more: Any) -> HttpResponse:
        context = self.get_context_data(returned=returned, form=form, **more)
        return render(self.request, self.template_name, context, status=status)

    def judged(self, returned: Return, opened: Opened, judgement: Judgement, token: str, **more: Any) -> HttpResponse:
        """The dry run. `has_moved`: somebody changed the draft while the person was looking."""
        found = told(opened.form, judgement, opened.reading, page_language())
        context = self.get_context_data(
            returned=returned,
            token=token,
            shown=judgement.fingerprint,
            same=judgement.same,
            found=found,
            tables={name: getattr(found, name)[:MOST_LINES] for name in ("changed", "errors", "left")},
            conflicts=found.conflicts[:MOST_CHOICES],
            notes=opened.reading.notes,
            has_marks=bool(notes(found, page_language())),
            **more,
        )
        status = 409 if more.get("has_moved") else 200
        return render(self.request, "returns/workbook/judged.html", context, status=status)


def said(count: int) -> str:
    if not count:
        return _("没有改动。")
    return ngettext("已写入%(number)s处。尚未报送。", "已写入%(number)s处。尚未报送。", count) % {"number": count}


def as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX, headers=DOWNLOAD_HEADERS)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
