"""The administrator's pages: people, teams, roles."""

from django.urls import path

from accounts import people_views as views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="person-list"),
    path("add/", views.person_create, name="person-create"),
    path("<int:pk>/", views.person_edit, name="person-edit"),
    path("<int:pk>/password/", views.person_password, name="person-password"),
    path("<int:pk>/roles/add/", views.role_create, name="role-create"),
    path("roles/<int:pk>/take-away/", views.role_delete, name="role-delete"),
    path("teams/", views.team_list, name="team-list"),
    path("teams/add/", views.team_create, name="team-create"),
    path("teams/<int:pk>/", views.team_edit, name="team-edit"),
    path("teams/<int:pk>/delete/", views.team_delete, name="team-delete"),
    path("organization/", views.organization_edit, name="organization-edit"),
]
