"""What every answer to a device has in common: signed in by the session, no-store, refusals in both languages."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from core.spoken import in_both
from core.text import Text
from core.uploads import UploadRefused, read_limited
from findings.recording import pair

LARGEST_BATCH = 4_000_000  # bytes of JSON; fifty findings of the greatest length, and more than any outbox sends
SENTENCES = {
    status.HTTP_400_BAD_REQUEST: _("请求的内容无法读取。"),
    status.HTTP_401_UNAUTHORIZED: _("尚未登录，或者登录已过期。请重新登录，本机的记录不会丢失。"),
    status.HTTP_403_FORBIDDEN: _("您没有这样做的权限。"),
    status.HTTP_404_NOT_FOUND: _("找不到所要的内容。"),
    status.HTTP_405_METHOD_NOT_ALLOWED: _("这里不接受这种请求。"),
    status.HTTP_406_NOT_ACCEPTABLE: _("这里只回答JSON。"),
    status.HTTP_413_REQUEST_ENTITY_TOO_LARGE: _("一次发送的内容太多。"),
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: _("这里只接受JSON。"),
    status.HTTP_429_TOO_MANY_REQUESTS: _("请求过于频繁，请稍后再试。"),
}
FORGED = _("页面的安全校验已失效，请刷新后再试。")


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class BySession(SessionAuthentication):
    """The session of the site, with its CSRF token; who is not signed in gets 401, never the sign-in page."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"


class PerPerson(ScopedRateThrottle):
    """How often one person's devices may ask, so that one gone wild does not drown the others.

    A device asks every 30 seconds and sends up to fifty findings at once: a tenth of this is a busy day. Counted in
    each process of the site by itself.
    """

    THROTTLE_RATES = {"whoami": "240/min", "package": "60/min", "sync": "120/min", "attachment": "300/min"}


class BoundedJSON(BaseParser):
    """JSON of a bearable size and depth, without numbers that are none."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            content = read_limited(stream, LARGEST_BATCH)
        except UploadRefused as error:
            raise TooLarge from error
        return loads(content)


def loads(content: bytes | str) -> Any:
    """ParseError for anything that is no JSON, or nested deeper than data are."""
    try:
        return json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise exceptions.ParseError from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)


class FieldView(APIView):
    """One address for devices."""

    authentication_classes = [BySession]
    permission_classes = [IsAuthenticated]
    throttle_classes = [PerPerson]
    parser_classes = [BoundedJSON]
    renderer_classes = [JSONRenderer]

    def get_exception_handler(self) -> Any:
        return answer_to

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response


def answer_to(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a refusal; None for what is a fault of ours."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    sentence = SENTENCES.get(error.status_code, SENTENCES[status.HTTP_400_BAD_REQUEST])
    if isinstance(error, exceptions.PermissionDenied) and str(error.detail).startswith("CSRF"):
        sentence = FORGED
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = f"{error.wait:.0f}"  # type: ignore[attr-defined]
    return problem(in_both(sentence), error.status_code, headers)


def problem(text: Text, code: int, headers: dict[str, str] | None = None) -> Response:
    return Response({"detail": pair(text)}, status=code, headers=headers)
