"""What a draw brought: the page, its files, replacements, and the units that are inspected. Every look is recorded."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.attachments import DOWNLOAD_HEADERS
from core.pages import Page
from core.templatetags.words import best
from inspections.actions.drawn import adopt_units, look_at_result, replace_unit
from inspections.certificates import certificate_html
from inspections.drawing.certificate import to_bytes
from inspections.enums import DrawState, TicketState
from inspections.models import Draw, Ticket
from inspections.printing import print_html
from inspections.queries.draws import exclusions_of, place_among, result_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class OfResult(Page):
    """A page of a draw that was made, for those who may see its result. Set `form`, under which a look is recorded."""

    form = "page"
    http_method_names = ["get", "head"]

    def prepare(self) -> Draw:
        """The draw; 404 for whom it does not exist and where nothing was drawn, 403 for whom it is closed."""
        related = ("inspection__organiser", "roster", "inspectors", "committed_by", "drawn_by")
        draw = get_object_or_404(
            Draw.objects.visible_to(self.request.user).select_related(*related), code=self.kwargs["code"]
        )
        if not self.request.user.has_perm("inspections.see_result", draw):
            raise PermissionDenied
        if draw.state != DrawState.DRAWN:
            raise Http404
        return draw

    def looked_at(self) -> Draw:
        """The draw, with this look in its history."""
        draw = self.prepare()
        look_at_result(draw=draw, form=self.form, by=self.request.user)
        return draw


class DrawResult(OfResult):
    """By stratum: the drawn units in ticket order with who goes there, and who would come next."""

    template_name = "inspections/draw_result.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draw, user = self.looked_at(), self.request.user
        over = draw.embargo_is_over()
        return super().get_context_data(
            row=draw,
            strata=result_of(draw),
            under_embargo=not over,
            exclusions=exclusions_of(draw),
            place=place_among(draw, list(draw.inspection.draws.all())),
            may_replace=user.has_perm("inspections.replace_unit", draw),
            may_adopt=over and user.has_perm("inspections.edit_fieldwork", draw.inspection),
            **kwargs,
        )


class DrawCertificate(OfResult):
    """The certificate as the verifier reads it."""

    form = "json"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = self.looked_at()
        return as_file(to_bytes(draw.certificate or {}), f"{draw.code}.json", "application/json")


class DrawCertificatePdf(OfResult):
    """The certificate on paper, in both languages. Made for each look: no file of it lies anywhere."""

    form = "pdf"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = self.looked_at()
        return as_file(print_html(certificate_html(draw)), f"{draw.code}.pdf", "application/pdf")


class DrawTable(OfResult):
    """The tickets as a table for a spreadsheet."""

    form = "csv"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = self.looked_at()
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow([_("分层"), _("序号"), _("状态"), _("编号"), _("名称"), _("地区"), _("类别"), _("检查人员")])
        for stratum in result_of(draw):
            for line in stratum.lines:
                ticket, row = line.ticket, line.ticket.row
                cells = [best(stratum.name), str(ticket.rank), ticket.get_state_display(), row.ident, row.name]
                cells += [row.place, row.kind, "；".join(line.inspectors)]
                writer.writerow([harmless(cell) for cell in cells])
        return as_file(("\ufeff" + file.getvalue()).encode(), f"{draw.code}.csv", "text/csv; charset=utf-8")


class TicketReplace(OfResult):
    """The next ticket takes the place of a unit that cannot be checked, with the reason."""

    form = "replacement"
    template_name = "inspections/draw_replace.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Draw:
        draw = super().prepare()
        if not self.request.user.has_perm("inspections.replace_unit", draw):
            raise PermissionDenied
        return draw

    def ticket_of(self, draw: Draw) -> Ticket:
        return get_object_or_404(draw.tickets.select_related("row"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draw = self.prepare()
        ticket = self.ticket_of(draw)
        look_at_result(draw=draw, form=self.form, by=self.request.user)
        gone = ticket.state == TicketState.REPLACED
        return super().get_context_data(row=draw, ticket=ticket, gone=gone, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = self.prepare()
        ticket = self.ticket_of(draw)
        reason = request.POST.get("reason", "").replace("\0", "")[:300]
        try:
            substitute = replace_unit(ticket=ticket, reason=reason, by=request.user)
        except ValidationError as refusal:
            context = self.get_context_data(errors=refusal.messages, reason=reason, **kwargs)
            return render(request, self.template_name, context, status=422)
        messages.success(request, _("已由序号%(rank)s递补。") % {"rank": substitute.rank})
        return redirect(f"{reverse('draw_result', args=[draw.code])}#t{substitute.pk}")


class DrawUnits(OfResult):
    """转为受检单位: drawn units become units of the inspection, each on the visit during which it is checked."""

    template_name = "inspections/draw_units.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Draw:
        draw = super().prepare()
        if not self.request.user.has_perm("inspections.edit_fieldwork", draw.inspection):
            raise PermissionDenied
        return draw

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draw = self.prepare()
        visits = list(draw.inspection.visits.filter(void_reason="").select_related("locality"))
        chosen = {visit.locality_id: visit.pk for visit in visits}
        over, sent = draw.embargo_is_over(), self.request.POST
        tickets = self.open_tickets(draw) if over else []  # nothing of the result is shown before: no look to record
        lines = [(ticket, sent.get(f"visit-{ticket.pk}") or chosen.get(ticket.row.place)) for ticket in tickets]
        return super().get_context_data(row=draw, lines=lines, visits=visits, under_embargo=not over, **kwargs)

    def open_tickets(self, draw: Draw) -> Any:
        return draw.tickets.exclude(state=TicketState.REPLACED).filter(unit=None).select_related("row")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = self.prepare()
        visits = {str(visit.pk): visit for visit in draw.inspection.visits.filter(void_reason="")}
        ticked = set(request.POST.getlist("ticket"))
        wanted = {
            ticket.pk: visits.get(request.POST.get(f"visit-{ticket.pk}", ""))
            for ticket in self.open_tickets(draw)
            if str(ticket.pk) in ticked
        }
        try:
            if not wanted:
                raise ValidationError(_("请至少选择一个单位。"))
            units = adopt_units(draw=draw, visits=wanted, by=request.user)
        except ValidationError as refusal:
            context = self.get_context_data(errors=refusal.messages, **kwargs)
            return render(request, self.template_name, context, status=422)
        messages.success(request, _("已转为受检单位：%(number)s个") % {"number": len(units)})
        return redirect("draw_result", code=draw.code)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A download that no browser runs or keeps; the name says which draw, never what it brought."""
    headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
