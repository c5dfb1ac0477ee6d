"""The tables that are about one learner, and about what people are asked to take."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from accounts.covering import require_coverage
from accounts.models import User
from accounts.roles import Permission
from accounts.templatetags.display import percent
from courses.models import Assignment
from reports.queries import course_reports
from reports.table import Column, Table


def one_learner(viewer, query):
    """Each part of a learner's courses, as the page about them has it."""
    require_coverage(viewer, Permission.VIEW_PROGRESS)
    if not query.get("learner", "").isdecimal():
        raise Http404
    seen = User.objects.under(viewer, Permission.VIEW_PROGRESS).active()
    learner = get_object_or_404(seen.select_related("organization"), pk=query["learner"])
    columns = [
        Column("Course", "its title"),
        Column("Module", "its number and title"),
        Column("Part", "a lesson or a quiz"),
        Column("Done on", "the day that it was read or passed, in the reader's time zone"),
        Column("Best mark", "the highest of the submitted attempts, rounded down"),
        Column("Attempts", "how many were submitted"),
    ]
    rows = [
        [
            report.course.title,
            str(part.module),
            step.activity.title,
            timezone.localtime(step.done_at).date().isoformat() if step.done_at else "open",
            percent(step.best_mark),
            str(len(step.submitted)) if step.activity.kind == "quiz" else "",
        ]
        for report in course_reports(learner)
        for part in report.modules
        for step in part.steps
    ]
    name = slugify(learner.name, allow_unicode=True) or "learner"
    return _table("Learner", learner.name, f"learner_{name}", columns, rows)


def assignments(viewer, query):
    """What people are asked to take, and were asked before."""
    require_coverage(viewer, Permission.ASSIGN_COURSES)
    columns = [
        Column("Who is asked", "an organization, a team or a person"),
        Column("Course", "its title"),
        Column("Modules", "those that are meant; the whole course if none are named"),
        Column("Due on", "a date of the organization"),
        Column("Days after joining", "where it is due so many days after somebody joined"),
        Column("Valid for months", "after completing it; then a refresher is asked"),
        Column("Reason", "as those who are asked read it"),
        Column("Given on", "the day, in the reader's time zone"),
        Column("Given by", "the person who asked"),
        Column("Withdrawn on", "the day from which nobody was asked any more"),
    ]
    seen = Assignment.objects.visible_to(viewer).prefetch_related("modules")
    related = seen.select_related("course", "organization", "team", "person", "given_by")
    rows = [
        [
            str(each.target),
            each.course.title,
            "; ".join(map(str, each.modules.all())),
            each.due_on.isoformat() if each.due_on else "",
            "" if each.due_after_days is None else str(each.due_after_days),
            str(each.valid_months or ""),
            each.reason,
            timezone.localtime(each.given_at).date().isoformat(),
            str(each.given_by or ""),
            timezone.localtime(each.withdrawn_at).date().isoformat() if each.withdrawn_at else "",
        ]
        for each in related
    ]
    return _table("Assignments", "those you can see", "assignments", columns, rows)


def _table(name, about, slug, columns, rows):
    return Table(
        name=name,
        about=about,
        slug=slug,
        filters=[],
        as_of=timezone.localtime(),
        columns=columns,
        rows=rows,
        count=len(rows),
    )
