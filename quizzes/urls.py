"""The addresses of taking a quiz."""

from django.urls import path

from quizzes import (
    allowance_views,
    concern_views,
    practice_views,
    regrade_views,
    saving_views,
    views,
)

app_name = "quizzes"
urlpatterns = [
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt-detail"),
    path("attempts/<int:pk>/<int:number>/", views.question_detail, name="question-detail"),
    path(
        "attempts/<int:pk>/<int:number>/concern/",
        concern_views.concern_create,
        name="concern-create",
    ),
    path("attempts/<int:pk>/all/", views.attempt_page, name="attempt-page"),
    path("attempts/<int:pk>/answers/", saving_views.attempt_save, name="attempt-save"),
    path("attempts/<int:pk>/review/", views.attempt_review, name="attempt-review"),
    path("attempts/<int:pk>/submit/", views.attempt_submit, name="attempt-submit"),
    path("concerns/", concern_views.concern_list, name="concern-list"),
    path("regraded/", regrade_views.regraded_list, name="regraded-list"),
    path("learners/<int:pk>/allowances/", allowance_views.allowance_list, name="allowance-list"),
    path(
        "allowances/<int:pk>/withdraw/",
        allowance_views.allowance_withdraw,
        name="allowance-withdraw",
    ),
    path("<slug:course>/<slug:module>/<slug:activity>/", views.quiz_detail, name="quiz-detail"),
    path(
        "<slug:course>/<slug:module>/<slug:activity>/start/",
        views.attempt_create,
        name="attempt-create",
    ),
    path(
        "<slug:course>/<slug:module>/<slug:activity>/practice/",
        practice_views.practice_detail,
        name="practice-detail",
    ),
    path(
        "<slug:course>/<slug:module>/<slug:activity>/practice/start/",
        practice_views.practice_create,
        name="practice-create",
    ),
]
