"""The addresses of the question bank."""

from django.urls import include, path

from quizzes import (
    answering_views,
    bulk_views,
    coverage_views,
    editor_views,
    inviting_views,
    quiz_questions_views,
    regrade_views,
    review_views,
    settings_views,
    statistics_views,
)
from quizzes import authoring_views as views

app_name = "authoring"
urlpatterns = [
    path("", views.item_list, name="item-list"),
    path("new/", editor_views.item_create, name="item-create"),
    path("bulk/", bulk_views.bulk_change, name="bulk-change"),
    path("coverage/", coverage_views.coverage, name="coverage"),
    path("concerns/", answering_views.concern_list, name="concern-list"),
    path("concerns/<int:pk>/", answering_views.concern_detail, name="concern-detail"),
    path("findings/", editor_views.findings, name="findings"),
    path("typed/<int:pk>/drop/", editor_views.typed_drop, name="typed-drop"),
    path("quizzes/", settings_views.quiz_list, name="quiz-list"),
    path("quizzes/<int:pk>/", settings_views.quiz_settings, name="quiz-settings"),
    path("quizzes/<int:pk>/questions/", quiz_questions_views.quiz_questions, name="quiz-questions"),
    path("statistics/", statistics_views.statistics_list, name="statistics-list"),
    path("statistics/<int:pk>/", statistics_views.statistics_detail, name="statistics-detail"),
    path("panel/", inviting_views.panel_detail, name="panel-detail"),
    path("panel/invite/", inviting_views.panel_invite, name="panel-invite"),
    path("panel/<int:pk>/link/", inviting_views.panel_renew, name="panel-renew"),
    path("panel/<int:pk>/withdraw/", inviting_views.panel_withdraw, name="panel-withdraw"),
    path("", include("quizzes.exchange_urls")),
    path("questions/<slug:slug>/", views.item_detail, name="item-detail"),
    path("questions/<slug:slug>/edit/", editor_views.item_edit, name="item-edit"),
    path("questions/<slug:slug>/open/", editor_views.item_open, name="item-open"),
    path("questions/<slug:slug>/preview/", views.item_preview, name="item-preview"),
    path("questions/<slug:slug>/history/", views.item_history, name="item-history"),
    path("questions/<slug:slug>/regrade/", regrade_views.item_regrade, name="item-regrade"),
    path("questions/<slug:slug>/review/", review_views.item_review, name="item-review"),
    path("questions/<slug:slug>/publish/", views.item_publish, name="item-publish"),
    path("questions/<slug:slug>/discard/", views.item_discard, name="item-discard"),
    path("questions/<slug:slug>/retire/", views.item_retire, name="item-retire"),
    path("questions/<slug:slug>/restore/", views.item_restore, name="item-restore"),
]
