"""Where pictures in questions are served."""

from django.urls import path

from quizzes import picture_views as views

app_name = "pictures"
urlpatterns = [path("<slug:digest>.<slug:kind>", views.picture, name="picture")]
