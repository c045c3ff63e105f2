"""The files of evidence: handed out as attachments, photos also as small pictures inside the page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from core.attachments import DOWNLOAD_HEADERS, Attachment
from core.pages import Page
from findings.models import Finding
from findings.previews import PHOTOS, preview_of


class EvidenceFile(Page):
    """The file behind one thing a finding rests on; 404 where none has arrived."""

    model = Finding
    http_method_names = ["get", "head"]

    def kept(self) -> Attachment:
        finding = get_object_or_404(Finding.objects.visible_to(self.request.user), code=self.kwargs["code"])
        if not self.request.user.has_perm("findings.view", finding):
            raise PermissionDenied
        number = self.kwargs["number"]
        row = finding.evidence.filter(order=number).select_related("attachment").first() if number < 2**15 else None
        if row is None or row.attachment is None:
            raise Http404
        return row.attachment

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = self.kept()
        if not kept.path.is_file():
            raise Http404
        return kept.as_download()


class EvidencePreview(EvidenceFile):
    """A photo as a small picture; 404 for what is no photo."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = self.kept()
        drawn = preview_of(kept.path) if kept.media_type in PHOTOS else None
        if drawn is None:
            raise Http404
        return HttpResponse(drawn, content_type="image/jpeg", headers=DOWNLOAD_HEADERS)
