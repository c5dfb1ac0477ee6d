"""For supervisors: what their people are asked to take, and asking them."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.covering import require_coverage
from accounts.decorators import form_view
from accounts.models import Team, User
from accounts.roles import Permission
from courses import assigning
from courses.asked import is_asked
from courses.models import Assignment, Course
from courses.outline import outline
from quizzes.unsaved import keeps_what_is_typed, typed_before
from reports.assignment_forms import AssignmentForm, ExtensionForm, TermsForm
from reports.looks import Look, Looking, with_progress

TERMS = ("due_on", "due_after_days", "valid_months", "reason")


@require_safe
def assignment_list(request):
    """What the viewer's people are asked to take now, and were asked before."""
    require_coverage(request.user, Permission.ASSIGN_COURSES)
    seen = Assignment.objects.visible_to(request.user)
    named = seen.select_related("course", "organization", "team", "person", "given_by")
    assignments = list(named.prefetch_related("modules"))
    context = {
        "assignments": [each for each in assignments if each.is_in_force],
        "withdrawn": [each for each in assignments if not each.is_in_force],
    }
    return render(request, "reports/assignment_list.html", context)


@form_view
@keeps_what_is_typed
def assignment_create(request):
    """Ask an organization, a team, or (by `person` in the address) one learner."""
    coverage = require_coverage(request.user, Permission.ASSIGN_COURSES)
    data = request.POST or typed_before(request)
    courses = Course.objects.offered().filter(activity_count__gt=0).order_by("title", "pk")
    slug = request.GET.get("course")
    course = courses.filter(slug=slug).first() if slug else courses.first()
    person = None
    if request.GET.get("person", "").isdecimal():
        person = get_object_or_404(people_to_ask(request.user), pk=request.GET["person"])
    form = AssignmentForm(data, courses=courses, course=course, coverage=coverage, person=person)
    if request.method == "POST" and form.is_valid():
        return give(request, form)
    context = {"form": form, "person": person}
    return render(request, "reports/assignment_create.html", context)


def people_to_ask(viewer):
    """Return those whom the viewer may ask in person. Nobody asks themself."""
    people = User.objects.others_under(viewer, Permission.ASSIGN_COURSES)
    return people.select_related("organization")


def give(request, form):
    chosen = form.cleaned_data
    terms = {name: chosen[name] for name in TERMS}
    teams = Team.objects.select_related("organization")
    target = form.target_fields(teams)
    try:
        assignment = assigning.assign(
            chosen["course"], modules=chosen["modules"], actor=request.user, **target, **terms
        )
    except assigning.AssignmentThere:
        messages.info(request, "They are asked for this already. You can move its date.")
        return redirect("reports:assignment-list")
    messages.success(request, "They are asked. Each of them reads it under My training.")
    return redirect("reports:assignment-detail", assignment.pk)


@require_safe
def assignment_detail(request, pk):
    """What was asked of whom, how far they are with it, and what was changed about it."""
    seen = Assignment.objects.visible_to(request.user)
    related = ("course", "organization", "team", "person", "given_by", "withdrawn_by")
    assignment = get_object_or_404(seen.select_related(*related), pk=pk)
    context = {
        "assignment": assignment,
        "may_change": may_change(request.user, assignment),
        "counts": count_asked(request.user, assignment),
        "looks": Look,
        "extensions": extensions_seen(request.user, assignment),
        "history": audit.history_of(assignment),
    }
    return render(request, "reports/assignment_detail.html", context)


def may_change(viewer, assignment):
    return Assignment.objects.changed_by(viewer).filter(pk=assignment.pk).exists()


def people_seen(viewer):
    return User.objects.others_under(viewer, Permission.VIEW_PROGRESS)


def count_asked(viewer, assignment):
    """How many of the viewer's people are asked, have not done it, and are past its date."""
    looking = Looking([assignment], outline(assignment.course).modules)
    return with_progress(people_seen(viewer), assignment.course).aggregate(
        asked=Count("pk", filter=is_asked([assignment])),
        owing=Count("pk", filter=looking.condition(Look.OWING)),
        overdue=Count("pk", filter=looking.condition(Look.OVERDUE)),
    )


def extensions_seen(viewer, assignment):
    extensions = assignment.extensions.filter(learner__in=people_seen(viewer).values("pk"))
    return extensions.select_related("learner").order_by("learner__name", "learner")


@form_view
@keeps_what_is_typed
def assignment_date(request, pk):
    """Move the date for everybody who is asked."""
    assignment = find_changeable(request, pk)
    initial = {"due_on": assignment.due_on, "due_after_days": assignment.due_after_days}
    form = TermsForm(request.POST or typed_before(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        change = assigning.move_date
        return changed(request, assignment, "Moved.", change, assignment, **form.cleaned_data)
    context = {"form": form, "assignment": assignment}
    return render(request, "reports/assignment_date.html", context)


@form_view
@keeps_what_is_typed
def assignment_extend(request, pk, learner):
    """Give one learner more time."""
    assignment = find_changeable(request, pk)
    learner = get_object_or_404(people_asked(request.user, assignment), pk=learner)
    form = ExtensionForm(request.POST or typed_before(request), assignment=assignment)
    if request.method == "POST" and form.is_valid():
        words, due_on = f"{learner} has more time, and reads so.", form.cleaned_data["due_on"]
        return changed(request, assignment, words, assigning.extend, assignment, learner, due_on)
    context = {"form": form, "assignment": assignment, "learner": learner}
    return render(request, "reports/assignment_extend.html", context)


def people_asked(viewer, assignment):
    return people_to_ask(viewer).filter(is_asked([assignment]))


@require_POST
def assignment_withdraw(request, pk):
    assignment = find_changeable(request, pk)
    words = "Withdrawn. Whoever has begun can go on."
    return changed(request, assignment, words, assigning.withdraw_assignment, assignment)


def find_changeable(request, pk):
    """Return an assignment that the viewer may change; 404 if they may not."""
    theirs = Assignment.objects.changed_by(request.user).values("pk")
    named = Assignment.objects.select_related("course", "organization", "team", "person")
    return get_object_or_404(named, pk__in=theirs.filter(pk=pk))


def changed(request, assignment, words, change, *args, **kwargs):
    """Make a change and lead back to its assignment, with words for how it went."""
    try:
        change(*args, actor=request.user, **kwargs)
    except assigning.AssignmentWithdrawn:
        messages.info(request, "This was withdrawn meanwhile, so nothing was changed.")
    else:
        messages.success(request, words)
    return redirect("reports:assignment-detail", assignment.pk)
