"""The site map: one include per app."""

from django.urls import include, path

from config.health import healthz, readyz

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("inspections.urls")),
    path("", include("findings.urls")),
    path("", include("recommendations.urls")),
    path("", include("reports.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
