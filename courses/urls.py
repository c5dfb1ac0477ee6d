"""The addresses of this app."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("<slug:course>/", views.course_detail, name="course-detail"),
    path("<slug:course>/glossary/", views.glossary, name="glossary"),
    path("<slug:course>/<slug:module>/handout/", views.handout_detail, name="handout-detail"),
    path("<slug:course>/<slug:module>/<slug:activity>/", views.lesson_detail, name="lesson-detail"),
    path(
        "<slug:course>/<slug:module>/<slug:activity>/read/", views.lesson_read, name="lesson-read"
    ),
]
