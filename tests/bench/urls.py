"""The site's addresses, and beside them the views that everything is measured against."""

import os

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Organization
from config.urls import urlpatterns as site
from courses.models import Activity, Course
from quizzes.models import Response

PARAGRAPH = (
    "<p>One hundred and twenty characters of plain text, to make a page as long as one.</p>\n"
)
PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ course }}</title><h1>{{ user.name }}, {{ organization }}</h1>"
    + "<p>{{ activity }}</p>"
    + PARAGRAPH * (10_000 // len(PARAGRAPH))
)


@require_GET
def bare_page(request):
    """What any page of a signed-in person costs: session, user, three rows, 10 KB of HTML."""
    context = {
        "course": Course.objects.get(),
        "organization": Organization.objects.get(pk=request.user.organization_id),
        "activity": Activity.objects.get(course__slug="trauma-bonding", sequence=1),
    }
    return HttpResponse(PAGE.render(context, request))


@require_POST
def bare_write(request, pk):
    """What any change costs: session, user, the CSRF check, one row written."""
    Response.objects.filter(pk=pk).update(answer=0, saved_at=timezone.now())
    return HttpResponse("Saved")


@require_GET
@login_not_required
def worker(request):
    """Which process answers on this connection."""
    return HttpResponse(str(os.getpid()))


urlpatterns = [
    path("bench/page/", bare_page, name="bare-page"),
    path("bench/write/<int:pk>/", bare_write, name="bare-write"),
    path("bench/worker/", worker, name="worker"),
    *site,
]
