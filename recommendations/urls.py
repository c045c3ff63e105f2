from django.urls import path

from recommendations import views

urlpatterns = [
    path("recommendations/", views.RecommendationList.as_view(), name="recommendations"),
    path("recommendations/<slug:code>/", views.RecommendationDetail.as_view(), name="recommendation"),
]
