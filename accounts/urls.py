"""Signing in and out, which are allauth's own pages, and what a person sets for themself."""

from django.urls import include, path

from accounts import views

own = (
    [
        path("settings/", views.preferences, name="preferences"),
        path("about/", views.about, name="about"),
        path("quick-exit/", views.quick_exit, name="quick-exit"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(own)),
    path("", include("allauth.account.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
