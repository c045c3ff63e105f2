"""Files of a return in pieces: a device announces a file, asks how much of it is there, and sends the next piece."""

import re
import uuid as uuids
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from core.text import UNPRINTABLE, Text
from core.uploads import LARGEST_FILE, UploadRefused, read_limited
from findings.actions.uploading import LARGEST_CHUNK, WrongOffset, announce_upload, append_chunk
from findings.api.base import FieldView, PerPerson, TooLarge, problem
from findings.models import Return
from findings.queries.uploading import Progress, find, unfinished
from findings.recording import HEX, pair

STATUS_OF = {
    "too_large": status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    "another": status.HTTP_409_CONFLICT,
    "digest": status.HTTP_409_CONFLICT,
    "state": status.HTTP_409_CONFLICT,
    "many": status.HTTP_409_CONFLICT,
    "type": status.HTTP_415_UNSUPPORTED_MEDIA_TYPE,
}
RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(?:\d{1,12}|\*)", re.ASCII)
NO_OFFSET = Text(
    "没有写明从第几个字节开始（Upload-Offset）。", "It is not said where the piece begins (Upload-Offset)."
)
OTHER_OFFSET = Text("这一段接不上，请从所示位置继续。", "The piece does not fit. Go on from the place given.")


WORDS = {
    "choose": _("选择文件"),
    "waiting": _("等待上传"),
    "sending": _("正在上传"),
    "offline": _("连接中断，将自动继续"),
    "done": _("已上传"),
    "missing": _("还差{missing}。请重新选择这个文件，从中断处继续。"),
    "failed": _("没有上传：{reason}"),
    "large": _("文件太大，最多{limit}。"),
    "retry": _("重试"),
    "forget": _("不再提示"),
}


class Throttle(PerPerson):
    """Ten large files are two hundred pieces: a fast line sends them within a minute."""

    THROTTLE_RATES = {"return_announce": "240/min", "return_chunk": "2400/min"}


class ReturnView(FieldView):
    """An address of one return that is being written."""

    throttle_classes = [Throttle]

    def returned(self) -> Return:
        """404 for whoever does not write it, 403 for who belongs to that body and may not fill it in."""
        rows = Return.objects.visible_to(self.request.user).select_related("delegation__inspection")
        returned = get_object_or_404(rows, code=self.kwargs["code"])
        if not self.request.user.has_perm("inspections.fill_return", returned.delegation):
            raise PermissionDenied
        return returned


class ReturnUploads(ReturnView):
    """What is on its way, with the words of the page for it; POST announces a file, and the same announcement again
    answers how much of it is there."""

    throttle_scope = "return_announce"
    http_method_names = ["get", "head", "post"]
    largest_request = 10_000

    def get(self, request: Request, code: str) -> Response:
        coming = [as_data(there) for there in unfinished(self.returned())]
        limits = {"chunk": LARGEST_CHUNK // 2, "largest": LARGEST_FILE}
        return Response({"uploads": coming, "words": {key: str(word) for key, word in WORDS.items()}, **limits})

    def post(self, request: Request, code: str) -> Response:
        returned = self.returned()
        try:
            there = announce_upload(returned=returned, by=request.user, **announced(request.data))
        except UploadRefused as error:
            return refused(error)
        return Response(as_data(there))


class ReturnUpload(ReturnView):
    """How much of one file is there, and its next piece."""

    throttle_scope = "return_chunk"
    http_method_names = ["get", "head", "put"]
    parser_classes: list[Any] = []
    largest_request = LARGEST_CHUNK

    def get(self, request: Request, code: str, uuid: uuids.UUID) -> Response:
        return Response(as_data(self.progress(self.returned())))

    def put(self, request: Request, code: str, uuid: uuids.UUID) -> Response:
        returned = self.returned()
        there = self.progress(returned)
        if there.done:
            return Response(as_data(there))
        offset = offset_of(request.headers)
        if offset is None:
            return problem(NO_OFFSET, status.HTTP_400_BAD_REQUEST)
        upload = get_object_or_404(returned.uploads.select_related("returned__delegation"), key=uuid)
        try:
            content = read_limited(request._request, LARGEST_CHUNK)
            there = append_chunk(upload=upload, offset=offset, content=content, by=request.user)
        except WrongOffset as error:
            answer = {"detail": pair(OTHER_OFFSET), "received": error.received}
            return Response(answer, status=status.HTTP_409_CONFLICT)
        except UploadRefused as error:
            return refused(error)
        return Response(as_data(there))

    def progress(self, returned: Return) -> Progress:
        there = find(returned, self.kwargs["uuid"])
        if there is None:
            raise Http404
        return there


def announced(sent: Any) -> dict[str, Any]:
    """The four keys of an announcement; ParseError for anything else."""
    if not isinstance(sent, dict) or set(sent) != {"uuid", "name", "size", "digest"}:
        raise exceptions.ParseError
    name, size, digest = sent["name"], sent["size"], sent["digest"]
    if not isinstance(name, str) or not name.strip() or len(name) > 1000 or UNPRINTABLE.search(name):
        raise exceptions.ParseError
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise exceptions.ParseError
    if size > LARGEST_FILE * 1000:
        raise TooLarge
    if not isinstance(digest, str) or len(digest) != 64 or set(digest.lower()) - HEX:
        raise exceptions.ParseError
    try:
        key = uuids.UUID(sent["uuid"])
    except (ValueError, TypeError, AttributeError) as error:
        raise exceptions.ParseError from error
    return {"key": key, "name": name, "size": size, "digest": digest.lower()}


def offset_of(headers: Any) -> int | None:
    """Where the piece begins: Upload-Offset, or the first byte of Content-Range."""
    given = headers.get("Upload-Offset", "")
    if re.fullmatch(r"\d{1,12}", given, re.ASCII):
        return int(given)
    found = RANGE.fullmatch(headers.get("Content-Range", ""))
    return int(found[1]) if found and not given else None


def as_data(there: Progress) -> dict[str, Any]:
    return {
        "uuid": str(there.key),
        "name": there.name,
        "size": there.size,
        "digest": there.digest,
        "received": there.received,
        "missing": there.missing,
        "done": there.done,
    }


def refused(error: UploadRefused) -> Response:
    code = STATUS_OF.get(error.code, status.HTTP_422_UNPROCESSABLE_ENTITY)
    return Response({"detail": pair(error.text), "code": error.code}, status=code)
