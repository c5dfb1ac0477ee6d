"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "Steady Ground administration"
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("records.urls")),
    path("account/", include("accounts.urls")),
    path("people/", include("accounts.people_urls")),
    path("courses/", include("courses.urls")),
    path("quizzes/", include("quizzes.urls")),
    path("authoring/", include("quizzes.authoring_urls")),
    path("panel/", include("quizzes.panel_urls")),
    path("pictures/", include("quizzes.picture_urls")),
    path("sources/", include("quizzes.source_urls")),
    path("admin/", admin.site.urls),
]
