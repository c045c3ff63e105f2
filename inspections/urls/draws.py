"""The addresses of rosters and draws."""

from django.urls import path, re_path

from inspections.views import draw, drawn, roster
from inspections.workflow.draws import DRAW_STEPS

urlpatterns = [
    path("inspections/<slug:code>/rosters/new/", roster.RosterNew.as_view(), name="roster_new"),
    path("inspections/<slug:code>/draws/", draw.DrawList.as_view(), name="draws"),
    path("inspections/<slug:code>/draws/new/", draw.DrawNew.as_view(), name="draw_new"),
    path("rosters/<slug:code>/", roster.RosterPage.as_view(), name="roster"),
    path("rosters/<slug:code>/file/", roster.RosterFile.as_view(), name="roster_file"),
    path("rosters/<slug:code>/table/", roster.RosterTable.as_view(), name="roster_table"),
    path("draws/<slug:code>/", draw.DrawDetail.as_view(), name="draw"),
    path("draws/<slug:code>/change/", draw.DrawChange.as_view(), name="draw_change"),
    path("draws/<slug:code>/slip/", draw.DrawSlip.as_view(), name="draw_slip"),
    path("draws/<slug:code>/result/", drawn.DrawResult.as_view(), name="draw_result"),
    path("draws/<slug:code>/certificate.json", drawn.DrawCertificate.as_view(), name="draw_certificate"),
    path("draws/<slug:code>/certificate.pdf", drawn.DrawCertificatePdf.as_view(), name="draw_certificate_pdf"),
    path("draws/<slug:code>/table.csv", drawn.DrawTable.as_view(), name="draw_table"),
    path("draws/<slug:code>/units/", drawn.DrawUnits.as_view(), name="draw_units"),
    path("draws/<slug:code>/tickets/<int:pk>/replace/", drawn.TicketReplace.as_view(), name="ticket_replace"),
    re_path(rf"^draws/(?P<code>[-\w]+)/(?P<verb>{'|'.join(DRAW_STEPS)})/$", draw.DrawStep.as_view(), name="draw_step"),
]
