from django.urls import path

from reports import views

urlpatterns = [
    path("", views.Desk.as_view(), name="desk"),
    path("reports/", views.ReportList.as_view(), name="reports"),
    path("reports/<slug:code>/", views.ReportDetail.as_view(), name="report"),
    path("reports/<slug:code>/render/", views.render_report, name="report_render"),
    path("reports/<slug:code>/renderings/", views.RenderingPanel.as_view(), name="report_renderings"),
    path("reports/<slug:code>/editions/<int:number>/<slug:layout>/", views.download, name="rendering_download"),
    path("reports/<slug:code>/checks/", views.ReportChecks.as_view(), name="report_checks"),
    path("reports/<slug:code>/checks/again/", views.check_again, name="report_check_again"),
    path("reports/<slug:code>/checks/progress/", views.ChecksProgress.as_view(), name="report_checks_progress"),
    path("reports/<slug:code>/checks/<slug:wording>/waive/", views.waive_result, name="check_waive"),
    path("reports/<slug:code>/checks/<slug:wording>/take-back/", views.take_back_waiver, name="check_take_back"),
    path("reports/<slug:code>/texts/<slug:key>/", views.TextPage.as_view(), name="report_text"),
    path("reports/<slug:code>/texts/<slug:key>/check/", views.TextCheck.as_view(), name="report_text_check"),
    path("glossary/", views.GlossaryList.as_view(), name="glossary"),
    path("glossary/add/", views.TermAdd.as_view(), name="term_add"),
    path("glossary/<slug:code>/", views.TermPage.as_view(), name="term"),
    path("glossary/<slug:code>/change/", views.TermChange.as_view(), name="term_change"),
    path("glossary/<slug:code>/retire/", views.TermRetire.as_view(), name="term_retire"),
]
