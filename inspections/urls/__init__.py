from django.urls import path, re_path

from inspections import views
from inspections.urls import delegations, draws, requests
from inspections.views import scheme
from inspections.views import scheme_rows as rows
from inspections.workflow.inspections import STEPS

urlpatterns = [
    path("inspections/", views.InspectionList.as_view(), name="inspections"),
    path("inspections/new/", views.InspectionNew.as_view(), name="inspection_new"),
    path("inspections/<slug:code>/decisions/", views.DecisionList.as_view(), name="decisions"),
    path("inspections/<slug:code>/decisions/new/", views.DecisionNew.as_view(), name="decision_new"),
    path("inspections/<slug:code>/letters/", views.LetterList.as_view(), name="letters"),
    path("inspections/<slug:code>/letters/new/", views.LetterNew.as_view(), name="letter_new"),
    path("inspections/<slug:code>/letters/<int:number>/file/", views.download_letter, name="letter_file"),
    re_path(
        rf"^inspections/(?P<code>[-\w]+)/(?P<verb>{'|'.join(STEPS)})/$",
        views.InspectionStep.as_view(),
        name="inspection_step",
    ),
    path("inspections/<slug:code>/", views.InspectionDetail.as_view(), name="inspection"),
    path("inspections/<slug:code>/scheme/", scheme.SchemeOutline.as_view(), name="scheme"),
    path("inspections/<slug:code>/scheme/itinerary/", scheme.SchemeItinerary.as_view(), name="scheme_itinerary"),
    path("inspections/<slug:code>/scheme/<slug:part>/", scheme.SchemePart.as_view(), name="scheme_part"),
    path("inspections/<slug:code>/scheme/<slug:part>/new/", rows.SchemeNew.as_view(), name="scheme_new"),
    path("inspections/<slug:code>/scheme/<slug:part>/<int:number>/", rows.SchemeRow.as_view(), name="scheme_row"),
    path(
        "inspections/<slug:code>/scheme/<slug:part>/<int:number>/remove/",
        rows.SchemeRemove.as_view(),
        name="scheme_remove",
    ),
    path(
        "inspections/<slug:code>/scheme/<slug:part>/<int:number>/move/",
        rows.SchemeMove.as_view(),
        name="scheme_move",
    ),
    path("inspections/<slug:code>/materials/<int:number>/file/", scheme.MaterialFile.as_view(), name="material_file"),
    *draws.urlpatterns,
    *requests.urlpatterns,
    *delegations.urlpatterns,
]
