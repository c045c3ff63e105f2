from django.urls import path

from inspections import views

urlpatterns = [
    path("inspections/", views.InspectionList.as_view(), name="inspections"),
    path("inspections/<slug:code>/", views.InspectionDetail.as_view(), name="inspection"),
]
