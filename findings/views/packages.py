"""File packages on the site: exporting, looking into one and taking it, and the keys that are known."""

import tempfile
from typing import Any, BinaryIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from core.attachments import DOWNLOAD_HEADERS
from core.pages import Page
from core.signing import fingerprint, public_key
from core.spoken import spoken
from findings.actions.packages import export_answer, export_request, import_package, look_into
from findings.forms.packages import CompareForm, PackageForm
from findings.models import Return
from findings.packages.archive import LARGEST_PACKAGE
from findings.packages.looking import KeyState, Look, Outcome
from findings.packages.manifest import Manifest
from findings.packages.refusals import PackageRefused
from findings.packages.waiting import forget, keep_waiting, open_waiting
from findings.queries.packages import handles_packages, keys_known_to
from inspections.models import Delegation

FORM_BYTES = 64 * 1024  # what stands around the file
SHOWN = 20  # faults of a return that are listed


class OfPackages(Page):
    """A page for those who handle packages; it has no row."""

    def prepare(self) -> None:
        if not handles_packages(self.request.user):  # type: ignore[arg-type]  # signed in, says the mixin
            raise PermissionDenied


class Export(Page):
    """A package as a download. Nothing to export is said on the page of the row."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        row = self.prepare()
        file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
        try:
            self.write(row, file)
        except PackageRefused as refusal:
            file.close()
            messages.error(request, spoken(refusal.text))
            return redirect(row.get_absolute_url())
        file.seek(0)
        name = self.named(row)
        return FileResponse(
            file, as_attachment=True, filename=name, content_type="application/zip", headers=DOWNLOAD_HEADERS
        )

    def prepare(self) -> Any:
        raise NotImplementedError

    def write(self, row: Any, file: BinaryIO) -> Manifest:
        raise NotImplementedError

    def named(self, row: Any) -> str:
        raise NotImplementedError


class PackageRequest(Export):
    """What a delegation entrusts, for the installation of the body entrusted."""

    def prepare(self) -> Delegation:
        related = ("inspection__organiser", "body", "parent__body", "request", "letter")
        rows = Delegation.objects.visible_to(self.request.user).select_related(*related)  # type: ignore[arg-type]
        row = get_object_or_404(rows, code=self.kwargs["code"])
        if not self.request.user.has_perm("inspections.export_request", row):
            raise PermissionDenied
        return row

    def write(self, row: Delegation, file: BinaryIO) -> Manifest:
        return export_request(delegation=row, by=self.request.user, file=file)  # type: ignore[arg-type]

    def named(self, row: Delegation) -> str:
        return f"{row.code}-request.zip"


class PackageAnswer(Export):
    """The last version that was submitted, for the installation of the body above."""

    def prepare(self) -> Return:
        related = ("delegation__inspection__organiser", "delegation__body", "delegation__request")
        rows = Return.objects.visible_to(self.request.user).select_related(*related)  # type: ignore[arg-type]
        row = get_object_or_404(rows, code=self.kwargs["code"])
        if not self.request.user.has_perm("inspections.export_answer", row.delegation):
            raise PermissionDenied
        return row

    def write(self, row: Return, file: BinaryIO) -> Manifest:
        return export_answer(returned=row, by=self.request.user, file=file)  # type: ignore[arg-type]

    def named(self, row: Return) -> str:
        return f"{row.code}-answer.zip"


class PackageImport(OfPackages):
    """First look, then take: the upload waits in between, so that what was shown is what is taken."""

    template_name = "returns/packages/import.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST_PACKAGE + FORM_BYTES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.prepare()
        return super().get_context_data(**{"form": PackageForm(), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self.take() if request.POST.get("step") == "take" else self.look()

    def look(self) -> HttpResponse:
        form = PackageForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.again(form)
        by: Any = self.request.user
        try:
            waiting = keep_waiting(form.cleaned_data["file"], by.pk)
            with open_waiting(waiting, by.pk) as file:
                look = look_into(file=file, by=by)
        except PackageRefused as refusal:
            forget(by.pk)
            form.add_error("file", spoken(refusal.text))
            return self.again(form)
        return self.shown(look, waiting)

    def take(self) -> HttpResponse:
        """Take what was looked at. Without the mark that the fingerprint was compared the page comes again."""
        by: Any = self.request.user
        waiting = self.request.POST.get("waiting", "")
        confirmed = self.request.POST.get("fingerprint", "") if "compared" in self.request.POST else ""
        try:
            with open_waiting(waiting, by.pk) as file:
                look = import_package(file=file, by=by, confirmed=confirmed)
        except PackageRefused as refusal:
            if refusal.code not in ("key", "other_key"):
                return self.again(PackageForm(), general=[spoken(refusal.text)])
            with open_waiting(waiting, by.pk) as file:
                look = look_into(file=file, by=by)
            return self.shown(look, waiting, unconfirmed=True, status=422)
        forget(by.pk)
        messages.success(self.request, SAID[look.outcome])
        return redirect(self.after(look))

    def after(self, look: Look) -> str:
        """The page of the delegation, on both sides: the return opens from there."""
        rows = Delegation.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.get(key=look.package.manifest.delegation).get_absolute_url()

    def shown(self, look: Look, waiting: str, *, unconfirmed: bool = False, status: int = 200) -> HttpResponse:
        manifest = look.package.manifest
        context = self.get_context_data(
            look=look,
            manifest=manifest,
            created=parse_datetime(manifest.created),
            waiting=waiting,
            effect=EFFECTS[look.outcome],
            size=sum(entry.size for entry in manifest.entries),
            errors=[fault for fault in look.faults if fault.is_error][:SHOWN],
            error_count=sum(fault.is_error for fault in look.faults),
            warnings=sum(not fault.is_error for fault in look.faults),
            is_other_key=look.key_state == KeyState.OTHER,
            compare=CompareForm({} if unconfirmed else None),
            unconfirmed=unconfirmed,
        )
        return render(self.request, self.template_name, context, status=status)

    def again(self, form: PackageForm, general: Any = ()) -> HttpResponse:
        context = self.get_context_data(form=form, general=list(general))
        return render(self.request, self.template_name, context, status=422)


class PackageKeys(OfPackages):
    """The fingerprint of this installation, to be printed on paper, and the keys confirmed for the bodies around."""

    template_name = "returns/packages/keys.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.prepare()
        user: Any = self.request.user
        return super().get_context_data(
            own=public_key(),
            own_fingerprint=fingerprint(public_key()),
            keys=[(key, fingerprint(key.public_key)) for key in keys_known_to(user)],
            **kwargs,
        )


EFFECTS = {
    Outcome.DELEGATION: gettext_lazy("导入后，这项委托列入本机构的受委托事项，可以签收和填报。"),
    Outcome.SENT_BACK: gettext_lazy("导入后，报送退回补充，退回原因显示在相应内容旁边。"),
    Outcome.VERSION: gettext_lazy("导入后，成为该机构的一次正式报送，并生成回执；内容不能再改。"),
    Outcome.SAME: gettext_lazy("内容已在本系统中，再次导入不会有任何改动。"),
}
SAID = {
    Outcome.DELEGATION: gettext_lazy("已导入委托。请签收后开始填报。"),
    Outcome.SENT_BACK: gettext_lazy("已导入退回意见。请按退回原因补充。"),
    Outcome.VERSION: gettext_lazy("已导入报送，并生成回执。"),
    Outcome.SAME: gettext_lazy("这个文件包的内容已在本系统中，没有改动。"),
}
