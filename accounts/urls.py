"""Signing in and out, which are allauth's pages, and what a person sets for themself.

Of allauth's pages only those are mounted that make sense where administrators enter people
and their addresses: nobody signs up, confirms or changes an address, signs in by a code, or
has no password. `account_signup` says so to those who look for it; allauth needs the name for
the mail to an address without an account.
"""

from allauth.account import views as allauth_views
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path

from accounts import views

own = (
    [
        path("settings/", views.preferences, name="preferences"),
        path("about/", views.about, name="about"),
        path("quick-exit/", views.quick_exit, name="quick-exit"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(own)),
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/forgotten/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
