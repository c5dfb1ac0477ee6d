"""The addresses of the panel's pages: public, each opened by a member's own link."""

from django.urls import path

from quizzes import panel_views as views

app_name = "panel"
urlpatterns = [
    path("<str:token>/", views.panel_start, name="start"),
    path("<str:token>/questions/<slug:slug>/", views.panel_question, name="question"),
    path("<str:token>/end/", views.panel_end, name="end"),
    path("<str:token>/take-back/", views.panel_take_back, name="take-back"),
]
