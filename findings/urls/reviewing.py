"""The addresses under which returns are read, annotated, accepted and sent back."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from findings.views import reviewing, reviewing_remarks, reviewing_steps, reviewing_version

VERSION = "returns/<slug:code>/versions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("inspections/<slug:code>/returns/", reviewing.Returns.as_view(), name="returns"),
    path("inspections/<slug:code>/returns/table.csv", reviewing.ReturnsTable.as_view(), name="returns_table"),
    path("delegations/<slug:code>/returns/", reviewing.ReturnsBelow.as_view(), name="returns_below"),
    path(
        "delegations/<slug:code>/returns/table.csv", reviewing.ReturnsBelowTable.as_view(), name="returns_below_table"
    ),
    path(VERSION, reviewing_version.VersionDetail.as_view(), name="return_version"),
    path(f"{VERSION}changes/", reviewing_version.VersionChanges.as_view(), name="return_changes"),
    path(f"{VERSION}remarks/", reviewing_remarks.RemarkPage.as_view(), name="return_remark"),
    path(f"{VERSION}remarks/<int:pk>/", reviewing_remarks.RemarkChange.as_view(), name="return_remark_change"),
    re_path(
        rf"^returns/(?P<code>[-\w]+)/(?P<verb>{'|'.join(reviewing_steps.ACTS)})/$",
        reviewing_steps.ReturnStep.as_view(),
        name="return_step",
    ),
]
