"""The addresses of the home page, one's own progress, and what supervisors see."""

from django.urls import path

from reports import (
    assignment_views,
    export_views,
    message_views,
    note_views,
    observation_views,
    saved_views,
    views,
)

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("progress/", views.my_progress, name="my-progress"),
    path("progress/what-my-supervisor-sees/", views.my_report, name="my-report"),
    path("team/", views.team_detail, name="team-detail"),
    path("team/learners/", views.learner_list, name="learner-list"),
    path("team/reports/<slug:report>.csv", export_views.report_csv, name="report-csv"),
    path("team/reports/<slug:report>/file/", export_views.export_create, name="export-create"),
    path("team/files/", export_views.export_list, name="export-list"),
    path("team/files/<int:pk>/", export_views.export_file, name="export-file"),
    path("team/learners/<int:pk>/note/", note_views.note_create, name="note-create"),
    path("team/saved/", saved_views.saved_list, name="saved-list"),
    path("team/saved/new/", saved_views.saved_edit, name="saved-create"),
    path("team/saved/<int:pk>/", saved_views.saved_detail, name="saved-detail"),
    path("team/saved/<int:pk>/edit/", saved_views.saved_edit, name="saved-edit"),
    path("team/saved/<int:pk>/receive/", saved_views.saved_receive, name="saved-receive"),
    path("team/saved/<int:pk>/delete/", saved_views.saved_delete, name="saved-delete"),
    path("messages/", message_views.message_choice, name="message-choice"),
    path("messages/calendar/", message_views.calendar_change, name="calendar-change"),
    path("calendar/<slug:key>.ics", message_views.calendar, name="calendar"),
    path(
        "team/learners/<int:pk>/seen/", observation_views.observation_list, name="observation-list"
    ),
    path(
        "team/seen/<int:pk>/withdraw/",
        observation_views.observation_withdraw,
        name="observation-withdraw",
    ),
    path("progress/seen/", observation_views.my_observations, name="my-observations"),
    path(
        "progress/seen/<int:pk>/", observation_views.observation_answer, name="observation-answer"
    ),
    path("notes/<int:pk>/put-away/", note_views.note_put_away, name="note-put-away"),
    path("team/objectives/", views.objective_list, name="objective-list"),
    path("team/assignments/", assignment_views.assignment_list, name="assignment-list"),
    path("team/assignments/new/", assignment_views.assignment_create, name="assignment-create"),
    path(
        "team/assignments/<int:pk>/", assignment_views.assignment_detail, name="assignment-detail"
    ),
    path(
        "team/assignments/<int:pk>/date/", assignment_views.assignment_date, name="assignment-date"
    ),
    path(
        "team/assignments/<int:pk>/withdraw/",
        assignment_views.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path(
        "team/assignments/<int:pk>/extend/<int:learner>/",
        assignment_views.assignment_extend,
        name="assignment-extend",
    ),
    path("team/learners/<int:pk>/", views.learner_detail, name="learner-detail"),
]
