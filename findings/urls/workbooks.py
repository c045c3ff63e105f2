"""The addresses of workbooks."""

from django.urls import path
from django.urls.resolvers import URLPattern

from findings.views import workbook as views

urlpatterns: list[URLPattern] = [
    path("returns/<slug:code>/workbook.xlsx", views.ReturnWorkbook.as_view(), name="return_workbook"),
    path("returns/<slug:code>/workbook/", views.WorkbookUpload.as_view(), name="return_workbook_upload"),
]
