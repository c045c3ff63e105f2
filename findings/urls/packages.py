"""The addresses of file packages."""

from django.urls import path

from findings.views import packages
from findings.views.paper_answers import PaperImport

urlpatterns = [
    path("packages/", packages.PackageImport.as_view(), name="package_import"),
    path("packages/keys/", packages.PackageKeys.as_view(), name="package_keys"),
    path("packages/workbook/", PaperImport.as_view(), name="package_workbook"),
    path("delegations/<slug:code>/package.zip", packages.PackageRequest.as_view(), name="package_request"),
    path("returns/<slug:code>/package.zip", packages.PackageAnswer.as_view(), name="package_answer"),
]
