"""The administrator's pages: people, teams, roles."""

from django.urls import path

app_name = "people"
urlpatterns = []
