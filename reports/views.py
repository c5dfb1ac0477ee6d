"""What a signed-in person sees of their own way, and a supervisor of their people's."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import require_coverage
from accounts.roles import Permission
from courses.enrollment import enroll_assigned
from courses.models import Source
from courses.outline import outline
from quizzes import practice
from quizzes.models import Concern, RegradedAttempt
from reports import exports, queries
from reports.forms import LearnerFilterForm, ScopeForm
from reports.team import TeamReport


@require_safe
@login_not_required
def home(request):
    """My training; and for who is not signed in, what this is."""
    if not request.user.is_authenticated:
        return render(request, "reports/welcome.html", {"sources": Source.objects.order_by("pk")})
    enroll_assigned(request.user)
    context = {"cards": queries.training_cards(request.user)}
    context["news"] = Concern.objects.of(request.user).unseen().count()
    context["regraded"] = RegradedAttempt.objects.of(request.user).unseen().count()
    return render(request, "reports/home.html", context)


@require_safe
def my_progress(request):
    """The reader's own results, with a way back to each attempt."""
    context = {
        "reports": queries.course_reports(request.user),
        "practiced": practice.practiced_quizzes(request.user),
        "levels": practice.levels_of(request.user),
    }
    return render(request, "reports/my_progress.html", context)


@require_safe
def learner_detail(request, pk=None):
    """How far a learner has come, for their supervisors; without `pk`, the same about oneself."""
    seen = User.objects.under(request.user, Permission.VIEW_PROGRESS).active()
    learner = request.user if pk is None else get_object_or_404(seen, pk=pk)
    reports = queries.course_reports(learner, "module__objectives")
    context = {"learner": learner, "reports": reports}
    if pk is None:
        viewers = User.objects.over(learner, Permission.VIEW_PROGRESS).active()
        context["viewers"] = viewers.exclude(pk=learner.pk)
    return render(request, "reports/learner_detail.html", context)


@require_safe
def team_detail(request):
    """Where the people of a team stand in a course, for those who supervise them."""
    context = find_team_report(request)
    if context["report"]:
        context["page"] = context["report"].page(request.GET.get("page"))
    partial = "#rows" if request.htmx and context["report"] else ""
    return render(request, f"reports/team_detail.html{partial}", context)


@require_safe
def team_export(request):
    """The team's table as it is on the screen, all pages of it, as CSV."""
    context = find_team_report(request)
    report, team = context["report"], context["team"]
    if report is None:
        raise Http404
    name = exports.file_name(team and team.name, report.course.slug, context["as_of"])
    return StreamingHttpResponse(
        exports.csv_chunks(report.header, (row.texts for row in report.rows())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def find_team_report(request):
    """Return what a team's pages are about; the report is None where there is no course yet.

    404 for a team or a course that the viewer's roles do not cover, 403 without such a role.
    """
    coverage = require_coverage(request.user, Permission.VIEW_PROGRESS)
    courses = queries.courses_of(coverage.places)
    scope = ScopeForm(request.GET, teams=coverage.covered_teams, courses=courses)
    if not scope.is_valid():
        raise Http404
    team, course = scope.cleaned_data["team"], scope.cleaned_data["course"]
    context = {"scope": scope, "team": team, "as_of": timezone.localtime(), "report": None}
    if course:
        modules = outline(course).modules
        filters = LearnerFilterForm(request.GET, modules=modules)
        people = coverage.people(team).active().exclude(pk=request.user.pk)
        report = TeamReport(people, course, modules, **filters.narrowing)
        context |= {"filters": filters, "report": report}
    return context
