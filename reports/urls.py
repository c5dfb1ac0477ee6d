"""The addresses of the home page, one's own progress, and what supervisors see."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("progress/", views.my_progress, name="my-progress"),
    path("progress/what-my-supervisor-sees/", views.learner_detail, name="my-report"),
    path("team/", views.team_detail, name="team-detail"),
    path("team/export.csv", views.team_export, name="team-export"),
    path("team/learners/<int:pk>/", views.learner_detail, name="learner-detail"),
]
