from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("settings/language/", views.set_language_choice, name="set_language_choice"),
    path("settings/font-size/", views.set_font_size, name="set_font_size"),
]
