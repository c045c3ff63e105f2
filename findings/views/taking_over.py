"""Confirming what is taken over from a return: a finding, a figure, the sum of a row."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import Page
from findings.actions.taking import take_finding, take_paragraph
from findings.actions.taking_figures import Added, add_up, note_of, take_figure, take_sum
from findings.enums import FindingKind
from findings.models import Figure, Finding, ReturnVersion
from findings.queries.side_by_side import written_sum
from findings.queries.taking import (
    figure_taken_from,
    form_of_version,
    latest_of,
    piece_of,
    requests_of,
    standings_of,
    taken_by,
)
from findings.returns.content import label_of
from findings.returns.items import Piece, PieceKind, figure_place
from findings.returns.sums import read
from findings.taking import name_of
from findings.understanding import understood
from findings.views.taking import inspection_at
from inspections.models import Inspection
from inspections.queries.asking import form_of


class TakePage(Page):
    """GET shows what is taken over and what becomes of it, POST does it; what is refused is said on the same page.

    Set `template_name` and `kinds`, and `act` for what it does.
    """

    template_name = "returns/taking/take.html"
    http_method_names = ["get", "head", "post"]
    kinds: tuple[PieceKind, ...] = ()

    def prepare(self) -> tuple[Inspection, ReturnVersion, Piece]:
        """The inspection, the version and the piece; 404 for what she does not see, 403 where she takes nothing."""
        inspection = inspection_at(self)
        rows = ReturnVersion.objects.visible_to(self.request.user).submitted()
        related = ("returned__delegation__body__locality", "returned__delegation__inspection__organiser",
                   "returned__delegation__request", "returned__delegation__parent")  # fmt: skip
        version = get_object_or_404(
            rows.filter(returned__delegation__inspection=inspection, returned__delegation__parent=None)
            .distinct()
            .select_related(*related),
            returned__code=self.kwargs["returned"],
            number=self.kwargs["number"],
        )
        piece = piece_of(version, self.kwargs["address"])
        if piece is None or piece.kind not in self.kinds:
            raise Http404
        may = self.request.user.has_perm
        if not (may("inspections.take_over", version.returned.delegation) and may("findings.raise", inspection)):
            raise PermissionDenied
        return inspection, version, piece

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, version, piece = kwargs.pop("prepared", None) or self.prepare()
        by = self.taken(version, piece)
        return super().get_context_data(
            inspection=inspection,
            version=version,
            piece=piece,
            label=label_of(form_of_version(version), piece.address),
            taken=by,
            taken_url=address_of(by, self.request.user) if by else "",
            body=version.returned.delegation.body,
            place=name_of(version.returned.delegation.body),
            kinds=FindingKind.choices,
            back=reverse("returns_item", args=[inspection.code, piece.address]),
            **self.more(piece),
            **kwargs,
        )

    def more(self, piece: Piece) -> dict[str, Any]:
        """What else the page says about what comes of it."""
        return {}

    def taken(self, version: ReturnVersion, piece: Piece) -> Finding | Figure | None:
        return taken_by(version, piece.address)

    def act(self, version: ReturnVersion, piece: Piece) -> str:
        """Take it over and say where to go then."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        prepared = self.prepare()
        try:
            return redirect(self.act(prepared[1], prepared[2]))
        except ValidationError as refusal:
            context = self.get_context_data(prepared=prepared, errors=sentences_of(refusal))
            return render(request, self.template_name, context, status=422)


class TakeFinding(TakePage):
    """A row of findings or a paragraph becomes a draft of the person who takes it."""

    kinds = (PieceKind.ROW, PieceKind.PARAGRAPH)

    def act(self, version: ReturnVersion, piece: Piece) -> str:
        by: Any = self.request.user
        if piece.kind is PieceKind.ROW:
            finding = take_finding(version=version, address=piece.address, by=by)
            messages.success(self.request, _("已采用为草稿：%(ref)s。英文待译。") % {"ref": finding.ref})
            return finding.get_absolute_url()
        kind = self.request.POST.get("kind", "")
        finding = take_paragraph(version=version, address=piece.address, kind=kind, by=by)
        messages.success(self.request, _("已采用为草稿：%(ref)s。请核对标题和具体情况。") % {"ref": finding.ref})
        return reverse("finding_edit", args=[finding.code])


class TakeFigure(TakePage):
    """A figure becomes one of the inspection, with the body that gave it."""

    template_name = "returns/taking/take_figure.html"
    kinds = (PieceKind.FIGURE,)

    def more(self, piece: Piece) -> dict[str, Any]:
        quantity = read_or_none(piece)
        return {"meant": understood(quantity) if quantity else ""}

    def taken(self, version: ReturnVersion, piece: Piece) -> Figure | None:
        return figure_taken_from(version, piece.address)

    def act(self, version: ReturnVersion, piece: Piece) -> str:
        figure = take_figure(version=version, address=piece.address, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已采用为数据%(ref)s。") % {"ref": figure.ref})
        code = version.returned.delegation.inspection.code
        return reverse("returns_item", args=[code, piece.address])


class TakeSum(Page):
    """What the figures of all bodies at one address come to becomes one figure of the inspection."""

    template_name = "returns/taking/take_sum.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> tuple[Inspection, Any, Any, list[ReturnVersion]]:
        inspection, user = inspection_at(self), self.request.user
        address = self.kwargs["address"]
        wanted = self.request.GET.get("request", "")
        requests = sorted(requests_of(user, inspection), key=lambda each: each.code != wanted)
        for request in requests:
            form = form_of(request)
            section = form.section(address.partition(".")[0])
            if section and figure_place(section, address.partition(".")[2])[0] is not None:
                break
        else:
            raise Http404
        standings = standings_of(user, request, section.key)
        may = user.has_perm
        takes = bool(standings) and may("inspections.take_over", standings[0].delegation)
        if not (takes and may("findings.raise", inspection)):
            raise PermissionDenied
        open_ones = [each.delegation for each in standings if each.is_open]
        return inspection, form, request, whole_versions(user, open_ones)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, form, request, versions = kwargs.pop("prepared", None) or self.prepare()
        address, added = kwargs.pop("address", self.kwargs["address"]), None
        errors = kwargs.pop("errors", [])
        try:
            added = add_up(form, versions, address)
        except ValidationError as refusal:
            errors = errors or sentences_of(refusal)
        return super().get_context_data(
            inspection=inspection,
            label=label_of(form, address),
            added=added,
            note=note_of(added) if added else "",
            notes=added.sum.notes if added else (),
            shown=written_sum(added.sum) if added else "",
            lines=lines_of(added) if added else [],
            may_take=added is not None and added.sum.quantity is not None and len(added.sources) > 1,
            errors=errors,
            asked=request,
            back=reverse("returns_item", args=[inspection.code, address]),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        prepared = self.prepare()
        inspection, _form, _request, versions = prepared
        address, by = self.kwargs["address"], self.request.user
        try:
            figure = take_sum(versions=versions, address=address, by=by)  # type: ignore[arg-type]
        except ValidationError as refusal:
            context = self.get_context_data(prepared=prepared, errors=sentences_of(refusal))
            return render(request, self.template_name, context, status=422)
        messages.success(request, _("合计已采用为数据%(ref)s。") % {"ref": figure.ref})
        return redirect("returns_item", code=inspection.code, address=address)


def whole_versions(user: Any, delegations: Sequence[Any]) -> list[ReturnVersion]:
    """The last submitted versions with everything in them, in standard order."""
    related = ("returned__delegation__body__locality", "returned__delegation__request",
               "returned__delegation__inspection__organiser")  # fmt: skip
    found = {row.returned.delegation_id: row for row in latest_of(user, delegations).select_related(*related)}
    return [found[each.pk] for each in delegations if each.pk in found]


def lines_of(added: Added) -> list[tuple[Any, str]]:
    """Each body with its figure as it wrote it."""
    return [(version.returned.delegation.body, piece.wording) for version, piece in added.sources]


def read_or_none(piece: Piece) -> Any:
    """The figure of a piece; None where none can be read."""
    try:
        return read(piece.wording, piece.question.unit if piece.question else "")
    except ValueError:
        return None


def address_of(row: Finding | Figure, user: Any) -> str:
    """Where a finding is shown, if it is shown to `user`; figures have no page of their own."""
    if isinstance(row, Finding) and Finding.objects.visible_to(user).filter(pk=row.pk).exists():
        return row.get_absolute_url()
    return ""


def sentences_of(refusal: ValidationError) -> list[str]:
    return list(refusal.messages)
