"""A section of a return for its own page: kept while one types, and checked before anything is saved."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from core.spoken import faults_of as sentences_of
from core.spoken import in_both
from findings.api.base import FieldView, PerPerson, problem
from findings.forms.filling import as_written, refuse_broken, tidy
from findings.forms.saving import save_typed
from findings.forms.sheets import reading_of
from findings.models import Return, ReturnSection
from findings.queries.returning import content_of, facts_of, form_of_return
from findings.recording import pair
from findings.returns.content import NoContent, Value, Written, clean, is_rows
from findings.returns.rules import faults, of_section
from inspections.asking.model import Form, QuestionKind, Section

NO_VERSION = _("缺少版本号（If-Match）。")
CHANGED = _("本部分已被别人改过。")
CLOSED = _("现在不能填写：回报不在起草中。")
NO_PLACE = _("委托事项中没有这一项，或者内容过长。")


class WhileFilling(PerPerson):
    """Somebody who types without a pause saves and asks about once a second."""

    THROTTLE_RATES = {"return_section": "240/min", "return_faults": "240/min"}


class OfReturn(FieldView):
    """What both addresses share: a return of one's own body."""

    throttle_classes = [WhileFilling]

    def returned(self, *, writes: bool) -> Return:
        """404 for a return that is not hers to see, 403 where she only reads."""
        rows = Return.objects.visible_to(self.request.user).select_related("delegation__request", "delegation__body")
        row = get_object_or_404(rows, code=self.kwargs["code"])
        if writes and not self.request.user.has_perm("inspections.fill_return", row.delegation):
            raise PermissionDenied
        return row

    def sent(self, *keys: str) -> dict[str, Any]:
        """The object that was sent; 400 for any other, or with other keys than `keys`."""
        data = self.request.data
        if not isinstance(data, dict) or set(data) - set(keys):
            raise exceptions.ParseError
        return data

    def plain(self, data: Any) -> dict[str, Value]:
        """What is written in a section; 400 for anything else."""
        try:
            return as_written(data)
        except ValidationError as error:
            raise exceptions.ParseError from error

    def written(self, data: Any) -> dict[str, Value]:
        """The same without what no one sees: what somebody typed."""
        return {name: tidy(value) if isinstance(value, str) else value for name, value in self.plain(data).items()}


class SectionDraft(OfReturn):
    """GET: what stands in the section, its version as ETag. PUT `{"content": {…}}` with If-Match writes it while the
    return is being filled in; `seen` says what the writer had found, where that is not what stands there by now."""

    throttle_scope = "return_section"
    http_method_names = ["get", "head", "put"]

    def get(self, request: Request, code: str, key: str) -> Response:
        return self.answer(self.row(self.returned(writes=False), key))

    def put(self, request: Request, code: str, key: str) -> Response:
        returned = self.returned(writes=True)
        row = self.row(returned, key)
        data = self.sent("content", "seen", "finished")
        finished = data.get("finished")
        if finished not in (None, True, False) or isinstance(finished, int) and not isinstance(finished, bool):
            raise exceptions.ParseError
        written = self.written(data.get("content"))
        seen = self.plain(data["seen"]) if "seen" in data else row.content
        asked = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
        if not asked:
            return problem(in_both(NO_VERSION), status.HTTP_428_PRECONDITION_REQUIRED)
        if not returned.delegation.is_being_written:
            return problem(in_both(CLOSED), status.HTTP_409_CONFLICT)
        if asked != str(row.version):
            return self.changed(row)
        section = form_of_return(returned).section(key)
        if section is None:
            raise Http404
        return self.save(row, section, finished, typed=written, seen=seen)

    def save(self, row: ReturnSection, section: Section, finished: bool | None, **written: Written) -> Response:
        user: Any = self.request.user
        try:
            saved = save_typed(row=row, section=section, by=user, finished=finished, **written)
        except ValidationError as refusal:
            found = {address: pair(sentence) for address, sentence in sentences_of(refusal)}
            first = next(sentence for _address, sentence in sentences_of(refusal))
            return Response({"detail": pair(first), "faults": found}, status=status.HTTP_422_UNPROCESSABLE_ENTITY)
        if saved.conflicts:
            return self.changed(saved.row, conflicts=[conflict.address for conflict in saved.conflicts])
        return self.answer(saved.row)

    def row(self, returned: Return, key: str) -> ReturnSection:
        return get_object_or_404(returned.sections.select_related("section", "updated_by"), section__key=key)

    def changed(self, row: ReturnSection, **more: Any) -> Response:
        """412 with what stands there. Sent again with its version both are brought together; `conflicts` are addresses
        where somebody has to choose, on the page."""
        return self.answer(row, status.HTTP_412_PRECONDITION_FAILED, detail=pair(in_both(CHANGED)), **more)

    def answer(self, row: ReturnSection, code: int = status.HTTP_200_OK, **more: Any) -> Response:
        body = {
            "content": row.content,
            "version": row.version,
            "finished": row.finished,
            "updated": row.updated.isoformat(),
            "updated_by": pair(row.updated_by.name) if row.updated_by else None,
            **more,
        }
        return Response(body, status=code, headers={"ETag": f'"{row.version}"'})


class SectionFaults(OfReturn):
    """POST `{"section": key, "content": {…}}`: what would be wrong in that section beside all that is saved elsewhere,
    and how its figures are understood. Nothing is stored."""

    throttle_scope = "return_faults"
    http_method_names = ["post"]

    def post(self, request: Request, code: str) -> Response:
        returned = self.returned(writes=True)
        data = self.sent("section", "content")
        form, key = form_of_return(returned), data.get("section")
        section = form.section(key) if isinstance(key, str) else None
        if section is None:
            raise exceptions.ParseError
        try:
            written = self.written(data.get("content"))
            refuse_broken(section, written)
            written = clean(section, written)
        except NoContent:
            return problem(in_both(NO_PLACE), status.HTTP_422_UNPROCESSABLE_ENTITY)
        except ValidationError as refusal:
            broken = [(f"{key}.{address}" if address else key, said) for address, said in sentences_of(refusal)]
            return Response({"faults": [_fault(address, pair(said), "error") for address, said in broken],
                             "understood": {}})  # fmt: skip
        found = faults(form, {**content_of(returned), section.key: written}, facts_of(returned))
        shown = [_fault(one.address, pair(one.message), str(one.severity)) for one in of_section(found, section.key)]
        return Response({"faults": shown, "understood": dict(_understood(form, section, written))})


def _fault(address: str, message: dict[str, str], severity: str) -> dict[str, Any]:
    return {"address": address, "message": message, "severity": severity}


def _understood(form: Form, section: Section, written: Written) -> Any:
    """(full address, words) of every figure that is more than a plain number."""
    for address, value in written.items():
        full = f"{section.key}.{address}"
        question = form.question(full)
        if isinstance(value, str) and not is_rows(full) and question and question.kind == QuestionKind.FIGURE:
            yield full, reading_of(value)
