from django.urls import path, re_path

from findings import views
from findings.workflow import STEPS

urlpatterns = [
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/<slug:code>/", views.FindingDetail.as_view(), name="finding"),
    re_path(
        rf"^findings/(?P<code>[-\w]+)/(?P<verb>{'|'.join(STEPS)})/$", views.FindingStep.as_view(), name="finding_step"
    ),
]
