"""How a learner comes to a course, and where they go on in it."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.prepared import prepared
from courses.models import Activity, Assignment, Course, Enrollment


@transaction.atomic
def enroll(learner, course, *, actor):
    """Return the learner's enrollment, made now if there is none."""
    enrollment, is_new = Enrollment.objects.get_or_create(learner=learner, course=course)
    if is_new:
        audit.record(actor, "enrollment.started", enrollment)
    return enrollment


def open_course(learner, slug):
    """Return the learner's enrollment in a course, made when they open it for the first time.

    Raises Course.DoesNotExist if there is no such course that the learner may see.
    """
    enrollment = _begun().filter(learner=learner, course__slug=slug).first()
    if enrollment is None:
        course = Course.objects.visible_to(learner).get(slug=slug)
        return enroll(learner, course, actor=learner)
    enrollment.learner = learner  # at hand for the log, which names them
    return enrollment


@prepared
def _begun():
    return Enrollment.objects.filter(course__retired_at__isnull=True).select_related("course")


def enroll_assigned(learner):
    """Enroll a learner in the courses assigned to them since they last looked."""
    assigned = Assignment.objects.for_learner(learner).values("course")
    for course in (
        Course.objects.offered().filter(pk__in=assigned).exclude(enrollments__learner=learner)
    ):
        enroll(learner, course, actor=learner)


def remember_place(enrollment, activity):
    """Keep what the learner opened last, and on which day of theirs, if either has changed."""
    today = timezone.localdate()
    if (enrollment.bookmark_id, enrollment.last_active_on) == (activity.pk, today):
        return
    enrollment.bookmark, enrollment.last_active_on = activity, today
    own = Enrollment.objects.filter(pk=enrollment.pk)
    own.update(bookmark=activity, last_active_on=today)


def next_activity(enrollment):
    """Return where to go on: the place left open, else the next thing not done, else None."""
    offered = Activity.objects.offered().filter(course=enrollment.course)
    open_ones = offered.with_is_done(enrollment).filter(is_done=False)
    open_ones = open_ones.select_related("course", "module")
    if enrollment.bookmark_id is None:
        return open_ones.first()
    ahead = open_ones.filter(sequence__gte=enrollment.bookmark.sequence)
    return ahead.first() or open_ones.first()


def unfinished(enrollment, modules):
    """Return those of some modules, by slug, that are not done: (module, where to go on in it)."""
    if not modules:
        return []
    offered = Activity.objects.offered().filter(course=enrollment.course, module__slug__in=modules)
    open_ones = offered.with_is_done(enrollment).filter(is_done=False)
    first = {}
    for activity in open_ones.select_related("course", "module"):
        first.setdefault(activity.module, activity)
    return list(first.items())
