"""The address of what the courses rest on."""

from django.urls import path

from quizzes import source_views

app_name = "sources"
urlpatterns = [path("", source_views.statement_list, name="statement-list")]
