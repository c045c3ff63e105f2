from django.urls import path

from reports import views

urlpatterns = [
    path("", views.Desk.as_view(), name="desk"),
    path("reports/", views.ReportList.as_view(), name="reports"),
    path("reports/<slug:code>/", views.ReportDetail.as_view(), name="report"),
    path("reports/<slug:code>/render/", views.render_report, name="report_render"),
    path("reports/<slug:code>/renderings/", views.RenderingPanel.as_view(), name="report_renderings"),
    path("reports/<slug:code>/editions/<int:number>/<slug:layout>/", views.download, name="rendering_download"),
]
