"""The four addresses that a device in the field talks to."""

import uuid as uuids
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from core.spoken import in_both
from core.uploads import LARGEST_FILE, UploadRefused, refusal
from findings.actions.attaching import attach_file
from findings.actions.packing import name_drafts
from findings.actions.syncing import MOST_AT_ONCE, apply_operations
from findings.api.base import FieldView, TooLarge, problem
from findings.models import Evidence, Finding
from findings.queries.package import package_of
from findings.recording import HEX, pair
from inspections.models import Inspection

SWITCHED_OFF = _("本机关没有启用离线录入。")
NOT_WAITED = _("没有等待这张照片的检查发现。")
NO_DIGEST = _("缺少文件的SHA-256摘要（X-Digest）。")
STATUS_OF = {
    "too_large": status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    "digest": status.HTTP_409_CONFLICT,
    "state": status.HTTP_409_CONFLICT,
    "damaged": status.HTTP_400_BAD_REQUEST,
}


def token_of(request: HttpRequest) -> str:
    """A fresh token of the secret that the browser has. The cookie is set only where there was none: on a slow line
    this reply may come after a sign-in in another page, and would put back the secret from before it."""
    had_one = "CSRF_COOKIE" in request.META
    token = get_token(request)
    if had_one:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return token


class WhoAmI(FieldView):
    """Who is signed in, with a fresh token: what a device asks before it sends anything."""

    throttle_scope = "whoami"
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> Response:
        user = request.user
        return Response(
            {
                "user": {"id": user.pk, "name": pair(user.name)},
                "csrf": token_of(request._request),
                "language": user.language,
                "font_size": user.font_size,
                "offline": settings.ZHIJIAN_OFFLINE_ENABLED,
                "now": timezone.now().isoformat(),
            }
        )


class FieldPackage(FieldView):
    """What a device takes along into the field for one inspection."""

    throttle_scope = "package"
    http_method_names = ["get", "head"]

    def get(self, request: Request, code: str) -> Response:
        inspection = get_object_or_404(Inspection.objects.visible_to(request.user), code=code)
        if not request.user.has_perm("findings.raise", inspection):
            raise PermissionDenied
        if not settings.ZHIJIAN_OFFLINE_ENABLED:
            return problem(in_both(SWITCHED_OFF), status.HTTP_403_FORBIDDEN)
        name_drafts(inspection=inspection, by=request.user)
        return Response(package_of(inspection, request.user))


class Sync(FieldView):
    """Takes operations; what became of each stands in its result. Open even where no new device may be fitted out: what
    is still on one must get home."""

    throttle_scope = "sync"
    http_method_names = ["post"]

    def post(self, request: Request) -> Response:
        sent = request.data
        operations = sent.get("operations") if isinstance(sent, dict) and set(sent) == {"operations"} else None
        if not isinstance(operations, list) or not all(isinstance(each, dict) for each in operations):
            raise exceptions.ParseError
        if len(operations) > MOST_AT_ONCE:
            raise TooLarge
        return Response({"results": apply_operations(operations=operations, by=request.user)})


class Attachment(FieldView):
    """The bytes of one announced file. Nothing is read of what is too large, or not the file that was announced."""

    throttle_scope = "attachment"
    http_method_names = ["put"]
    parser_classes: list[Any] = []

    def put(self, request: Request, uuid: uuids.UUID) -> Response:
        try:
            evidence = self.asked_for(uuid)
        except Http404:
            return problem(in_both(NOT_WAITED), status.HTTP_404_NOT_FOUND)
        digest = request.headers.get("X-Digest", "").lower()
        if len(digest) != 64 or set(digest) - HEX:
            return problem(in_both(NO_DIGEST), status.HTTP_400_BAD_REQUEST)
        kept = evidence.attachment
        if kept and digest in (evidence.announced_digest, kept.digest):
            return self.there(evidence, status.HTTP_200_OK)
        try:
            self.check_length(request.headers.get("Content-Length", ""))
            name = unquote(request.headers.get("X-Name", "")) or evidence.announced_name
            evidence = attach_file(
                evidence=evidence,
                content=request._request,
                name=name,
                by=request.user,
                digest=digest,
                keep_original=True,
            )
        except UploadRefused as error:
            return problem(error.text, STATUS_OF.get(error.code, status.HTTP_415_UNSUPPORTED_MEDIA_TYPE))
        return self.there(evidence, status.HTTP_201_CREATED)

    def asked_for(self, uuid: uuids.UUID) -> Evidence:
        finding = get_object_or_404(Finding.objects.visible_to(self.request.user), evidence__uuid=uuid)
        if not self.request.user.has_perm("findings.attach", finding):
            raise PermissionDenied
        return finding.evidence.select_related("attachment", "finding__inspection").get(uuid=uuid)

    def check_length(self, announced: str) -> None:
        """Refused by the head of the request, where that says how much comes; else while it is read."""
        if announced.isdecimal() and int(announced) > LARGEST_FILE:
            raise refusal("too_large", limit=LARGEST_FILE // 1_000_000)

    def there(self, evidence: Evidence, code: int) -> Response:
        kept = evidence.attachment
        if kept is None:
            raise Http404
        return Response(
            {"id": str(evidence.uuid), "digest": kept.digest, "size": kept.size, "media_type": kept.media_type},
            status=code,
        )
