"""Taking a return that came as a workbook with a signed letter on paper: first look, then take."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.spoken import spoken
from core.uploads import LARGEST_FILE, UploadRefused, read_limited
from findings.actions.paper_answers import Paper, import_workbook, look_into_workbook
from findings.forms.packages import LetterForm, PaperForm
from findings.packages.archive import PackageArchive, pack
from findings.packages.refusals import PackageRefused
from findings.packages.waiting import forget, keep_waiting, open_waiting
from findings.views.packages import FORM_BYTES, SHOWN, OfPackages

WORKBOOK, SCAN, NAME = "workbook.xlsx", "scan", "name"


class PaperImport(OfPackages):
    template_name = "returns/packages/workbook.html"
    http_method_names = ["get", "head", "post"]
    largest_request = 2 * LARGEST_FILE + FORM_BYTES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.prepare()
        return super().get_context_data(**{"form": PaperForm(), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self.take() if request.POST.get("step") == "take" else self.look()

    def look(self) -> HttpResponse:
        form, by = PaperForm(self.request.POST, self.request.FILES), self.request.user
        if not form.is_valid():
            return self.again(form)
        workbook, scan = form.cleaned_data["workbook"], form.cleaned_data["scan"]
        try:
            parts = {WORKBOOK: read_limited(workbook), SCAN: read_limited(scan), NAME: scan.name.encode()}
            paper = self.paper(form, parts)
            look = look_into_workbook(workbook=parts[WORKBOOK], paper=paper, by=by)  # type: ignore[arg-type]
        except (PackageRefused, UploadRefused) as refusal:
            is_scan = isinstance(refusal, PackageRefused) and refusal.code == "file"
            form.add_error("scan" if is_scan else "workbook", spoken(refusal.text))
            return self.again(form)
        both = io.BytesIO()
        pack(both, parts.items())
        both.seek(0)
        errors = [*look.cells, *(fault for fault in look.faults if fault.is_error)]
        context = self.get_context_data(
            form=form,
            look=look,
            letter=form.cleaned_data,
            waiting=keep_waiting(both, by.pk),  # type: ignore[arg-type]  # signed in, says the mixin
            errors=errors[:SHOWN],
            error_count=len(errors),
            warnings=sum(not fault.is_error for fault in look.faults),
        )
        return render(self.request, self.template_name, context)

    def take(self) -> HttpResponse:
        letter, by = LetterForm(self.request.POST), self.request.user
        if not letter.is_valid():
            return self.again(PaperForm(self.request.POST))
        try:
            with open_waiting(self.request.POST.get("waiting", ""), by.pk) as file:  # type: ignore[arg-type]
                archive = PackageArchive(file)
                parts = {name: archive.read(name) for name in (WORKBOOK, SCAN, NAME)}
            paper = self.paper(letter, parts)
            look = import_workbook(workbook=parts[WORKBOOK], paper=paper, by=by)  # type: ignore[arg-type]
        except PackageRefused as refusal:
            return self.again(PaperForm(initial=letter.cleaned_data), general=[spoken(refusal.text)])
        forget(by.pk)  # type: ignore[arg-type]
        messages.success(self.request, _("已导入报送，并生成回执。"))
        return redirect(look.delegation.get_absolute_url())

    def paper(self, form: LetterForm, parts: dict[str, bytes]) -> Paper:
        given = form.cleaned_data
        return Paper(given["signed_name"], given["signed_on"], parts[SCAN], parts[NAME].decode(errors="replace"))

    def again(self, form: PaperForm, general: Any = ()) -> HttpResponse:
        context = self.get_context_data(form=form, general=list(general))
        return render(self.request, self.template_name, context, status=422)
