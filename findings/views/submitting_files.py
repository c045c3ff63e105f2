"""Files of a return: into the draft without JavaScript, and out of it and of its versions as downloads."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.attachments import Attachment
from core.pages import Page
from core.spoken import spoken
from core.uploads import LARGEST_FILE, MEGABYTE, UploadRefused
from findings.actions.uploading import add_file
from findings.models import Return, ReturnVersion
from findings.queries.returning import form_of_return
from findings.returns.content import label_of

ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"


class FileAdd(Page):
    """One file for one place of the return (`?address=papers.statistics`)."""

    template_name = "returns/submitting/file_add.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST_FILE + MEGABYTE  # the form around it

    def prepare(self) -> tuple[Return, str]:
        """404 for a return that is not hers and for an address that no section has; 403 for who may not fill it."""
        user = self.request.user
        rows = Return.objects.visible_to(user).select_related("delegation__inspection", "delegation__request")
        returned = get_object_or_404(rows, code=self.kwargs["code"])
        if not user.has_perm("inspections.fill_return", returned.delegation):
            raise PermissionDenied
        address = self.request.GET.get("address", "")
        section = form_of_return(returned).section(address.partition(".")[0])
        if section is None or len(address) > 200 or "\0" in address:
            raise Http404
        return returned, address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned, address = self.prepare()
        return super().get_context_data(
            returned=returned,
            delegation=returned.delegation,
            address=address,
            label=label_of(form_of_return(returned), address),
            back=_place(returned, address),
            accept=ACCEPT,
            megabytes=LARGEST_FILE // MEGABYTE,
            is_being_written=returned.delegation.is_being_written,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned, address = self.prepare()
        sent = request.FILES.get("file")
        if sent is None:
            return self.refused([_("请先选择文件。")])
        try:
            add_file(returned=returned, address=address, content=sent, name=sent.name or "", by=request.user)
        except UploadRefused as error:
            return self.refused([str(spoken(error.text))])
        except ValidationError as error:
            return self.refused(error.messages)
        return redirect(_place(returned, address))

    def refused(self, errors: list[str]) -> HttpResponse:
        context = self.get_context_data(errors=[("id_file", _("文件"), errors)])
        return render(self.request, self.template_name, context, status=422)


class DraftFile(Page):
    """A file of the draft, for the body that writes it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Return.objects.visible_to(request.user).select_related("delegation__inspection")
        returned = get_object_or_404(rows, code=kwargs["code"])
        if not request.user.has_perm("inspections.view_delegation", returned.delegation):
            raise PermissionDenied
        return handed_out(get_object_or_404(returned.files.select_related("attachment"), key=kwargs["uuid"]).attachment)


class VersionFile(Page):
    """A file that a version names, for whoever sees that version."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = ReturnVersion.objects.visible_to(request.user)
        version = get_object_or_404(rows, returned__code=kwargs["code"], number=smaller(kwargs["number"]))
        named = version.content["files"].get(str(kwargs["uuid"]))
        kept = version.files.filter(digest=named["digest"]).order_by("pk") if named else version.files.none()
        attachment = next((each for each in kept if named and each.name == named["name"]), kept.first())
        if attachment is None:
            raise Http404
        return handed_out(attachment)


def smaller(number: int) -> int:
    """A number from an address as a column can hold it; what is larger is no number of a version."""
    return number if number < 2**15 else 0


def handed_out(attachment: Attachment) -> HttpResponseBase:
    if not attachment.path.is_file():
        raise Http404
    return attachment.as_download()


def _place(returned: Return, address: str) -> str:
    return f"{reverse('return_section', args=[returned.code, address.partition('.')[0]])}#f-{address}"
