"""Refreshers: a completed course is valid for some months, and its quizzes are taken again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Organization
from courses.dates import local_date, months_after, start_of
from courses.models import Activity, Assignment, Completion, CourseCompletion

OPEN_FOR = timedelta(days=60)  # before the end; it stays open after that


@dataclass(frozen=True)
class Validity:
    """Until when a learner's completion of a course is valid, and the refresher once it is open.

    `parts` are (quiz's activity, whether it was taken again), empty while it is not open.
    """

    until: date
    is_over: bool
    parts: list[tuple[Activity, bool]]

    @property
    def is_open(self):
        return bool(self.parts)

    @property
    def opens_on(self):
        return self.until - OPEN_FOR


def strictest(course, assignments):
    """Return for how many months a course is valid; None: ever.

    The shortest of what the course says for everybody, and of what assignments say, counts.
    """
    months = [course.valid_months, *(each.valid_months for each in assignments)]
    return min(filter(None, months), default=None)


def terms_of_course(course, places):
    """Return what a course itself says on validity, as an assignment to each of some places."""
    if not course.valid_months:
        return []
    return [
        Assignment(course=course, organization=place, valid_months=course.valid_months)
        for place in Organization.objects.filter(pk__in=places)
    ]


def validity_of(enrollment, months):
    """Return the Validity of a completed course; None where it has no end, or is not completed."""
    if enrollment.completed_at is None:
        return None
    last = max(enrollment.times_completed.all(), key=lambda each: each.completed_at, default=None)
    if months is None or last is None:
        return None
    learner = enrollment.learner
    today = local_date(timezone.now(), learner.time_zone)
    until = months_after(local_date(last.completed_at, learner.time_zone), months)
    opens_on = until - OPEN_FOR
    parts = _parts(enrollment, start_of(opens_on, learner.time_zone)) if today >= opens_on else []
    return Validity(until, today > until, parts)


def _parts(enrollment, since):
    """The quizzes on offer, in order, and whether each was passed again since a moment."""
    quizzes = Activity.objects.offered().filter(
        course=enrollment.course_id, kind=Activity.Kind.QUIZ
    )
    again = Completion.objects.filter(enrollment=enrollment, last_done_at__gte=since)
    again = set(again.values_list("activity", flat=True))
    related = quizzes.select_related("course", "module")
    return [(quiz, quiz.pk in again) for quiz in related]


@transaction.atomic
def renew(enrollment):
    """Complete a course again when all quizzes of its open refresher are done.

    Returns the CourseCompletion, None if they are not. What was kept before stays.
    """
    asked = Assignment.objects.for_learner(enrollment.learner).filter(course=enrollment.course)
    validity = validity_of(enrollment, strictest(enrollment.course, asked))
    if not validity or not validity.is_open or not all(done for _, done in validity.parts):
        return None
    renewed = CourseCompletion.objects.create(
        enrollment=enrollment, edition=enrollment.course.edition, is_refresher=True
    )
    audit.record(enrollment.learner, "course.refreshed", enrollment)
    return renewed
