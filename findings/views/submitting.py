"""Signing a return, taking the signature back, submitting, and the receipt: each asked of the delegation."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.attachments import DOWNLOAD_HEADERS
from core.pages import NOTE_LENGTH, Page
from findings.actions.submitting import name_and_post, reopen_return, sign_return, submit_return
from findings.models import Return, ReturnVersion
from findings.queries.receipts import days_late
from findings.queries.returning import latest_version
from findings.queries.submitting import is_as_signed, sheet_of_draft, sheet_of_version, signed_version, wrongs_of
from findings.queries.uploading import unfinished
from findings.receipts import receipt_html
from findings.returns.rules import Severity
from findings.views.submitting_files import smaller
from findings.workflow.returns import SIGN, SUBMIT
from inspections.enums import DelegationState
from inspections.printing import print_html


class ReturnPage(Page):
    """A page about a return that is being written or signed, for the body that writes it."""

    verb = ""
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Return:
        """404 for a return that is not hers, 403 for a verb that is not."""
        user = self.request.user
        related = ("delegation__inspection__organiser", "delegation__body", "delegation__parent__body")
        rows = Return.objects.visible_to(user).select_related(*related, "delegation__request")
        returned = get_object_or_404(rows, code=self.kwargs["code"])
        if not user.has_perm(f"inspections.{self.verb}", returned.delegation):
            raise PermissionDenied
        return returned

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned = self.prepare()
        delegation = returned.delegation
        return super().get_context_data(returned=returned, delegation=delegation, **self.more(returned), **kwargs)

    def more(self, returned: Return) -> dict[str, Any]:
        """What the template needs beside the return."""
        return {}

    def refused(self, **context: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.get_context_data(**context), status=422)


class Sign(ReturnPage):
    """What is signed, whether anything is in the way, and the password of the person who signs."""

    verb = "sign_return"
    template_name = "returns/submitting/sign.html"

    def more(self, returned: Return) -> dict[str, Any]:
        delegation, user = returned.delegation, self.request.user
        may_be_signed = delegation.state in SIGN.sources
        wrongs = wrongs_of(returned) if may_be_signed else {}
        version = signed_version(returned)
        return {
            "sheet": sheet_of_version(version) if version else sheet_of_draft(returned),
            "version": version,
            "may_be_signed": may_be_signed,
            "missing": SIGN.missing(delegation) if may_be_signed else [],
            "errors_found": wrongs.get(Severity.ERROR, []),
            "warnings_found": wrongs.get(Severity.WARNING, []),
            "unfinished": unfinished(returned),
            "signer": name_and_post(user, delegation),  # type: ignore[arg-type]  # signed in, says the mixin
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.prepare()
        try:
            sign_return(
                delegation=returned.delegation,
                password=request.POST.get("password", ""),
                by=request.user,  # type: ignore[arg-type]  # signed in, says the mixin
                seen=request.POST.get("seen"),
            )
        except ValidationError as refusal:
            if getattr(refusal, "code", "") in ("no_password", "wrong_password", "too_many"):
                return self.refused(fields=[("id_password", _("登录密码"), refusal.messages)])
            return self.refused(errors=refusal.messages)
        return redirect("return_submit", returned.code)


class Reopen(ReturnPage):
    """The signature is taken back, with a reason."""

    verb = "reopen_return"
    template_name = "returns/submitting/reopen.html"

    def more(self, returned: Return) -> dict[str, Any]:
        return {"version": signed_version(returned)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.prepare()
        note = request.POST.get("note", "").replace("\0", "")[:NOTE_LENGTH]
        try:
            reopen_return(delegation=returned.delegation, note=note, by=request.user)  # type: ignore[arg-type]
        except ValidationError as refusal:
            return self.refused(note=note, fields=[("id_note", _("理由"), refusal.messages)])
        return redirect("return", returned.code)


class Submit(ReturnPage):
    """What goes out, and the one button that cannot be undone. What was submitted already shows its receipt."""

    verb = "submit_return"
    template_name = "returns/submitting/submit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        returned = self.prepare()
        if returned.delegation.state == DelegationState.SUBMITTED:
            version = latest_version(returned.delegation)
            if version:
                return redirect("return_receipt", returned.code, version.number)
        return super().get(request, *args, **kwargs)

    def more(self, returned: Return) -> dict[str, Any]:
        user, delegation = self.request.user, returned.delegation
        version = signed_version(returned)
        return {
            "version": version,
            "sheet": sheet_of_version(version) if version else None,
            "as_signed": version is not None and is_as_signed(version),
            "missing": SUBMIT.missing(delegation),
            "earlier": latest_version(delegation),
            "may_sign": user.has_perm("inspections.sign_return", delegation),
            "may_reopen": user.has_perm("inspections.reopen_return", delegation),
            "may_be_signed": delegation.state in SIGN.sources,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.prepare()
        try:
            seen = request.POST.get("seen")
            version = submit_return(delegation=returned.delegation, by=request.user, seen=seen)  # type: ignore[arg-type]
        except ValidationError as refusal:
            return self.refused(errors=refusal.messages)
        return redirect("return_receipt", returned.code, version.number)


class Receipt(Page):
    """What was submitted when, under which number and digest, for both sides."""

    template_name = "returns/submitting/receipt.html"

    def version(self) -> ReturnVersion:
        """404 for a version that was not submitted, or is not hers to see; 403 for one she knows as an enclosure."""
        rows = ReturnVersion.objects.visible_to(self.request.user).filter(receipt__isnull=False)
        rows = rows.select_related(
            "returned__delegation__inspection__organiser",
            "returned__delegation__parent__body",
            "returned__delegation__request",
            "returned__delegation__body",
            "submitted_by",
        )
        number = smaller(self.kwargs["number"])
        version = get_object_or_404(rows, returned__code=self.kwargs["code"], number=number)
        if not self.request.user.has_perm("inspections.view_versions", version.returned.delegation):
            raise PermissionDenied
        return version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version()
        delegation = version.returned.delegation
        return super().get_context_data(
            version=version,
            returned=version.returned,
            delegation=delegation,
            sheet=sheet_of_version(version),
            days_late=days_late(version, delegation),
            is_ours=delegation.body_id in self.request.user.inspecting_bodies,
            **kwargs,
        )


class ReceiptPdf(Receipt):
    """The receipt on one sheet of A4."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = self.version()
        content = print_html(receipt_html(version))
        name = f"{version.returned.code}-{version.number}.pdf"
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
