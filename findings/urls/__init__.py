from django.urls import path, re_path

from findings import api, views
from findings.urls import documents, filling, packages, reviewing, submitting, taking, workbooks
from findings.views import asking
from findings.workflow.findings import LEAD_STEPS, STEPS

LIST = "inspections/<slug:code>/responsibilities/"

urlpatterns = [
    path(LIST, views.Responsibilities.as_view(), name="responsibilities"),
    path(f"{LIST}add/", views.LineAdd.as_view(), name="responsibility_add"),
    path(f"{LIST}completeness/", views.Completeness.as_view(), name="responsibility_completeness"),
    path(f"{LIST}visits/<int:number>/", views.VisitSheet.as_view(), name="responsibility_visit"),
    path(f"{LIST}answers/<int:number>/file/", views.AnswerFile.as_view(), name="responsibility_file"),
    path(f"{LIST}<int:number>/", views.LinePage.as_view(), name="responsibility"),
    path(f"{LIST}<int:number>/change/", views.LineChange.as_view(), name="responsibility_change"),
    path(f"{LIST}<int:number>/void/", views.LineVoid.as_view(), name="responsibility_void"),
    path(
        "inspections/<slug:code>/survey-answers/<int:number>/share/", views.SurveyShare.as_view(), name="survey_share"
    ),
    path(
        "requests/<slug:code>/sections/<slug:section>/duties/", asking.DutiesFromList.as_view(), name="request_duties"
    ),
    path("inspections/<slug:code>/findings/new/", views.FindingNew.as_view(), name="finding_new"),
    path("inspections/<slug:code>/copy/", views.InspectionCopy.as_view(), name="inspection_copy"),
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/reading/", views.FigureReading.as_view(), name="figure_reading"),
    path("findings/<slug:code>/", views.FindingDetail.as_view(), name="finding"),
    re_path(
        rf"^findings/(?P<code>[-\w]+)/(?P<verb>{'|'.join(STEPS)})/$", views.FindingStep.as_view(), name="finding_step"
    ),
    path("findings/<slug:code>/edit/", views.FindingEdit.as_view(), name="finding_edit"),
    path("findings/<slug:code>/evidence/<int:number>/", views.EvidenceFile.as_view(), name="evidence_file"),
    path(
        "findings/<slug:code>/evidence/<int:number>/preview/", views.EvidencePreview.as_view(), name="evidence_preview"
    ),
    path("inspections/<slug:code>/leads/new/", views.LeadNew.as_view(), name="lead_new"),
    path("leads/", views.LeadList.as_view(), name="leads"),
    path("leads/<slug:code>/", views.LeadDetail.as_view(), name="lead"),
    path("leads/<slug:code>/edit/", views.LeadEdit.as_view(), name="lead_edit"),
    re_path(rf"^leads/(?P<code>[-\w]+)/(?P<verb>{'|'.join(LEAD_STEPS)})/$", views.LeadStep.as_view(), name="lead_step"),
    path("sw.js", views.FieldWorker.as_view(), name="field_worker"),
    path("field/", views.FieldShell.as_view(), name="field"),
    path("field/manifest.webmanifest", views.FieldManifest.as_view(), name="field_manifest"),
    path("api/v1/field/", views.FieldInspections.as_view(), name="field_inspections"),
    path("field/import/", views.FieldImport.as_view(), name="field_import"),
    path("api/v1/whoami", api.WhoAmI.as_view(), name="api_whoami"),
    path("api/v1/field/<slug:code>", api.FieldPackage.as_view(), name="api_field_package"),
    path("api/v1/sync", api.Sync.as_view(), name="api_sync"),
    path("api/v1/attachments/<uuid:uuid>", api.Attachment.as_view(), name="api_attachment"),
    path("field/<slug:code>/", views.FieldEntry.as_view(), name="field_entry"),  # after every other page below field/
    *documents.urlpatterns,
    *filling.urlpatterns,
    *submitting.urlpatterns,
    *workbooks.urlpatterns,
    *packages.urlpatterns,
    *reviewing.urlpatterns,
    *taking.urlpatterns,
]
