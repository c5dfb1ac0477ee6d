"""The addresses by which pictures come in."""

from django.urls import path

from quizzes import picture_views

urlpatterns = [
    path("pictures/", picture_views.picture_create, name="picture-create"),
    path("pictures/<slug:digest>/", picture_views.picture_detail, name="picture-detail"),
]
