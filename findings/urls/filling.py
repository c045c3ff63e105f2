"""The addresses under which a return is filled in."""

from django.urls import path

from findings.api import filling as api
from findings.views import filling, filling_sections

urlpatterns = [
    path("returns/<slug:code>/", filling.TaskList.as_view(), name="return"),
    path("returns/<slug:code>/begin/", filling.ReturnBegin.as_view(), name="return_begin"),
    path("returns/<slug:code>/check/", filling.ReturnCheck.as_view(), name="return_check"),
    path("returns/<slug:code>/sections/<slug:key>/", filling_sections.SectionPage.as_view(), name="return_section"),
    path("api/v1/returns/<slug:code>/sections/<slug:key>", api.SectionDraft.as_view(), name="api_return_section"),
    path("api/v1/returns/<slug:code>/faults", api.SectionFaults.as_view(), name="api_return_faults"),
]
