"""A paper that exists already: attached, read, and what somebody chooses of it taken into the return."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.importing.faults import SourceError
from core.pages import Page
from core.spoken import spoken
from core.uploads import LARGEST_FILE, MEGABYTE, UploadRefused
from findings.actions.documents import attach_paper, take_proposals
from findings.models import Return, ReturnFile
from findings.queries.papers_read import proposals_of
from findings.queries.returning import content_of, form_of_return
from findings.returns.content import digest_of, label_of, paragraphs_of, rows_of
from findings.returns.proposals import Proposal
from inspections.asking.model import Form, QuestionKind, SectionKind

MOST_CHOSEN = 3000  # boxes that one page can hold


class PaperPage(Page):
    """What both pages know: the return, which the person may fill in."""

    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Return:
        user = self.request.user
        returned = get_object_or_404(
            Return.objects.visible_to(user).select_related("delegation__inspection", "delegation__request"),  # type: ignore[arg-type]
            code=self.kwargs["code"],
        )
        if not user.has_perm("inspections.fill_return", returned.delegation):
            raise PermissionDenied
        return returned

    def refused(self, errors: list[str], **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(errors=[("id_file", _("文件"), errors)], **kwargs)
        return render(self.request, self.template_name or "", context, status=422)


class PaperAdd(PaperPage):
    """Which paper, and where it stands among the files of the return."""

    template_name = "returns/documents/add.html"
    largest_request = LARGEST_FILE + MEGABYTE  # the form around it

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned = self.prepare()
        form = form_of_return(returned)
        places = [
            (address, spoken(label_of(form, address)))
            for address, section, question in form.questions()
            if section.kind == SectionKind.FILES and question.kind == QuestionKind.FILE
        ]
        return super().get_context_data(
            returned=returned, places=places, megabytes=LARGEST_FILE // MEGABYTE,
            chosen=self.request.POST.get("address", places[-1][0] if places else ""), **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned, sent = self.prepare(), request.FILES.get("file")
        if sent is None:
            return self.refused([_("请先选择文件。")])
        address = request.POST.get("address", "").replace("\0", "")[:200]
        if not (sent.name or "").lower().endswith(".docx"):
            return self.refused([_("请选择 .docx 文件；.doc 和 .wps 请先另存为 .docx。")])
        try:
            file = attach_paper(returned=returned, content=sent, name=sent.name or "", address=address, by=request.user)  # type: ignore[arg-type]
        except UploadRefused as error:
            return self.refused([str(spoken(error.text))])
        except ValidationError as error:
            return self.refused(error.messages)
        return redirect("return_document_take", code=returned.code, uuid=file.key)


class PaperTake(PaperPage):
    """What the paper may bring, section by section; what is chosen is written behind what stands there."""

    template_name = "returns/documents/take.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned = self.prepare()
        file = self.file_of(returned)
        try:
            found = proposals_of(returned, file)
        except SourceError as fault:
            return super().get_context_data(returned=returned, file=file, unreadable=spoken(fault.text), **kwargs)
        form, content = form_of_return(returned), content_of(returned)
        shown = groups(form, content, found, kwargs.pop("chosen", None))
        return super().get_context_data(returned=returned, file=file, groups=shown, seen=digest_of(content), **kwargs)

    def file_of(self, returned: Return) -> ReturnFile:
        return get_object_or_404(returned.files.select_related("attachment"), key=self.kwargs["uuid"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        returned = self.prepare()
        file = self.file_of(returned)
        chosen = frozenset(request.POST.getlist("take")[:MOST_CHOSEN])
        try:
            seen: Any = request.POST.get("seen")
            user: Any = request.user
            count = take_proposals(returned=returned, file=file, chosen=chosen, by=user, seen=seen)
        except SourceError as fault:
            return self.refused([str(spoken(fault.text))])
        except ValidationError as error:
            return self.refused(error.messages, chosen=chosen)
        if not count:
            return self.refused([_("请先勾选要带入的内容。")], chosen=chosen)
        said = ngettext("已带入%(count)d项，请逐项核对。", "已带入%(count)d项，请逐项核对。", count) % {"count": count}
        messages.success(request, said)
        return redirect("return", code=returned.code)


def groups(
    form: Form, content: Any, found: list[Proposal], chosen: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The proposals by section: what stands there, and for each whether it stands there already. Ticked is what is new,
    or of that what somebody had `chosen` before she was refused."""
    shown = []
    for section in form.sections:
        own = [one for one in found if one.section == section.key]
        written = content.get(section.key, {})
        titles = {fields.get("title") for _, fields in rows_of(written)}
        there = {*paragraphs_of(written), *titles}
        if own:
            rows = [
                {
                    "one": one,
                    "label": spoken(label_of(form, f"{section.key}.{one.address}")) if one.address else "",
                    "before": written.get(one.address, "") if one.address else "",
                    "is_there": (one.title or one.text) in there or bool(one.address and written.get(one.address)),
                }
                for one in own
            ]
            for row in rows:
                row["is_chosen"] = not row["is_there"] and (chosen is None or row["one"].key in chosen)
            shown.append({"section": section, "rows": rows, "is_begun": bool(written)})
    return shown
