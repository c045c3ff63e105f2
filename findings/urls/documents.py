"""The addresses under which a paper is read into a return."""

from django.urls import path

from findings.views import documents

urlpatterns = [
    path("returns/<slug:code>/document/", documents.PaperAdd.as_view(), name="return_document"),
    path("returns/<slug:code>/document/<uuid:uuid>/", documents.PaperTake.as_view(), name="return_document_take"),
]
