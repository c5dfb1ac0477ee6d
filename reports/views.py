"""What a signed-in person sees of their own way, and a supervisor of their people's."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Permission
from courses.enrollment import enroll_assigned
from courses.models import Assignment, Observation, Source
from quizzes import practice
from quizzes.models import Concern, RegradedAttempt
from reports import notes, queries
from reports.counting import counted
from reports.dashboard import Dashboard
from reports.disclosure import SMALLEST
from reports.forms import LearnerFilterForm
from reports.looks import next_dates
from reports.models import Note
from reports.scopes import find_scope
from reports.team import TeamReport
from reports.understanding import Understanding


@require_safe
@login_not_required
def home(request):
    """My training; and for who is not signed in, what this is."""
    if not request.user.is_authenticated:
        return render(request, "reports/welcome.html", {"sources": Source.objects.order_by("pk")})
    enroll_assigned(request.user)
    context = {"cards": queries.training_cards(request.user)}
    context["news"] = Concern.objects.of(request.user).unseen().count()
    context["notes"] = Note.objects.of(request.user).unread().select_related("author")
    context["observed"] = Observation.objects.of(request.user).in_force().unseen().count()
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
def learner_detail(request, pk):
    """How far a learner has come, for their supervisors. That it was opened is kept for them."""
    seen = User.objects.under(request.user, Permission.VIEW_PROGRESS).active()
    learner = get_object_or_404(seen.select_related("organization"), pk=pk)
    context = about_learner(learner) | {"own_query": f"learner={learner.pk}"}
    if learner != request.user:
        notes.note_opening(learner, request.user)
        theirs = Assignment.objects.in_force().changed_by(request.user)
        context["changeable"] = set(theirs.values_list("pk", flat=True))
    return render(request, "reports/learner_detail.html", context)


@require_safe
def my_report(request):
    """The very page that the reader's supervisors see, with who can open it and who has."""
    viewers = User.objects.over(request.user, Permission.VIEW_PROGRESS).active()
    context = about_learner(request.user) | {
        "viewers": viewers.exclude(pk=request.user.pk),
        "openings": notes.openings_of(request.user),
    }
    return render(request, "reports/learner_detail.html", context)


def about_learner(learner):
    return {
        "learner": learner,
        "reports": queries.course_reports(learner, with_objectives=True),
        "notes": Note.objects.of(learner).select_related("author"),
        "certificates": learner.certificates.filter(replaced_at=None),
    }


@require_safe
def team_detail(request):
    """The dashboard: where the people of a team stand, for those who supervise them."""
    scope = find_scope(request.user, request.GET, with_teams=True)
    context = {"scope": scope, "as_of": timezone.localtime()}
    if scope.course:
        dashboard = Dashboard(scope)
        context |= {"dashboard": dashboard, "due_next": next_dates(scope.assignments)}
        context["teams"] = dashboard.teams(request.GET.get("page"))
    return render(request, "reports/team_detail.html", context)


@require_safe
def objective_list(request):
    """What the people of a team find hard, told of groups that are large enough alone."""
    scope = find_scope(request.user, request.GET, with_teams=True)
    context = {"scope": scope, "as_of": timezone.localtime(), "smallest": SMALLEST}
    if scope.course:
        understanding = Understanding(scope)
        is_by_module = request.GET.get("sort") == "module"
        rows = understanding.told if is_by_module else understanding.hardest
        context |= {"understanding": understanding, "is_by_module": is_by_module, "rows": rows}
        context["untold"] = understanding.untold
    partial = "#panel" if request.htmx and scope.course else ""
    return render(request, f"reports/objective_list.html{partial}", context)


@require_safe
def learner_list(request):
    """The learners of a team one by one, searched, filtered and sorted."""
    context = find_team_report(request)
    if context["report"]:
        context["page"] = context["report"].page(request.GET.get("page"))
    partial = "#rows" if request.htmx and context["report"] else ""
    return render(request, f"reports/learner_list.html{partial}", context)


def find_team_report(request):
    """Return what a list of learners is about; its report is None where there is no course yet."""
    scope = find_scope(request.user, request.GET)
    context = {"scope": scope, "as_of": timezone.localtime(), "report": None}
    if scope.course:
        filters = LearnerFilterForm(request.GET, scope=scope)
        report = TeamReport(scope.people, scope.course, scope.modules, **filters.narrowing)
        if not report.narrowing:
            report.counts = counted(scope, "learners", report.count)
        context |= {"filters": filters, "report": report}
    return context
