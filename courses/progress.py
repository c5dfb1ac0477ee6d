"""The one door through which progress is written."""

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.batches import batches
from courses.certificates import issue_missing
from courses.models import Completion, CourseCompletion, Enrollment, Observation
from courses.refreshing import renew

TOTALS = ["done_count", "completed_at"]
BATCH = 500


@transaction.atomic
def record_completion(enrollment, activity, *, score=None, revision=None, is_by_learner=True):
    """Note that a learner has done an activity, and bring the enrollment's totals in line.

    `score` is the mark of a quiz, 0 to 1; of several the best is kept. `revision` says which
    text of a lesson was read; the latest is kept. Doing it again is harmless. When it is not by
    something that the learner did just now, they were not active.
    Returns the Completion.
    """
    locked = Enrollment.objects.select_for_update(of=("self",))
    locked = locked.select_related("course", "learner__organization")
    enrollment = locked.get(pk=enrollment.pk)
    was_completed = enrollment.completed_at is not None
    now = timezone.now()
    completion, is_new = Completion.objects.get_or_create(
        enrollment=enrollment,
        activity=activity,
        defaults={
            "completed_at": now,
            "last_done_at": now,
            "score": score,
            "revision": revision,
        },
    )
    if not is_new:
        _keep_best(completion, score, revision)
    if is_by_learner:
        enrollment.last_active_on = timezone.localdate()
    enrollment.counted = enrollment.completions.filter(activity__retired_at__isnull=True).count()
    enrollment.seen = _count_seen(enrollment) if enrollment.course.observed_count else 0
    _assign_totals(enrollment)
    enrollment.save(update_fields=["last_active_on", *TOTALS])
    if not was_completed:
        _note_completed([enrollment])
    elif not is_new and (renewed := renew(enrollment)):
        issue_missing(enrollment.times_completed.filter(pk=renewed.pk))
    return completion


def _note_completed(enrollments):
    """Keep when enrollments were completed for the first time, and certify it."""
    completed = [
        CourseCompletion(
            enrollment=each, completed_at=each.completed_at, edition=each.course.edition
        )
        for each in enrollments
        if each.completed_at
    ]
    CourseCompletion.objects.bulk_create(completed, ignore_conflicts=True)
    for batch in batches([each.enrollment for each in completed], BATCH):
        just_now = {"completed_at": F("enrollment__completed_at")}
        issue_missing(CourseCompletion.objects.filter(enrollment__in=batch, **just_now))


def _wanted_observations():
    """What counts where a course asks that objectives are seen in practice."""
    return Observation.objects.in_force().filter(
        objective__is_observed=True, objective__retired_at=None
    )


def _count_seen(enrollment):
    seen = _wanted_observations().filter(enrollment=enrollment)
    return seen.aggregate(seen=Count("objective", distinct=True))["seen"]


def _keep_best(completion, score, revision):
    if score is not None:
        completion.score = max(score, completion.score or 0)
    completion.revision = revision or completion.revision
    completion.last_done_at = timezone.now()
    completion.save(update_fields=["score", "revision", "last_done_at"])


def correct_scores(activity, scores):
    """Put right the best marks of a quiz, by the enrollment's id; what is done stays done."""
    completions = Completion.objects.filter(activity=activity, enrollment__in=scores)
    changed = []
    for completion in completions.select_for_update(no_key=True).order_by("pk"):
        if completion.score != scores[completion.enrollment_id]:
            completion.score = scores[completion.enrollment_id]
            changed.append(completion)
    Completion.objects.bulk_update(changed, ["score"], batch_size=BATCH)


@transaction.atomic
def rebuild_totals(enrollments):
    """Bring done_count and completed_at in line with the completions that are there.

    Returns how many enrollments had to change, which is none when all went through
    record_completion.
    """
    # What is completed meanwhile waits: counted before it and written after, it would be lost.
    list(enrollments.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return _count_again(enrollments)


def _count_again(enrollments):
    """Bring the totals of locked enrollments in line; return how many had to change."""
    offered = Q(completions__activity__retired_at__isnull=True)
    seen = _wanted_observations().filter(enrollment=OuterRef("pk")).order_by()
    seen = seen.values("enrollment").annotate(seen=Count("objective", distinct=True))
    counted = enrollments.select_related("course").annotate(
        counted=Count("completions", filter=offered),
        seen=Coalesce(Subquery(seen.values("seen")), 0),
    )
    changed = [enrollment for enrollment in counted.iterator(1000) if _assign_totals(enrollment)]
    Enrollment.objects.bulk_update(changed, TOTALS, batch_size=BATCH)
    _note_completed(changed)
    return len(changed)


def _assign_totals(enrollment):
    """Put the counted totals on an enrollment; say whether that changed anything.

    A course once completed stays so when activities are added to it later.
    """
    before = (enrollment.done_count, enrollment.completed_at)
    enrollment.done_count = enrollment.counted
    if (
        enrollment.completed_at is None
        and 0 < enrollment.course.activity_count <= enrollment.counted
        and enrollment.course.observed_count <= enrollment.seen
    ):
        enrollment.completed_at = timezone.now()
    return before != (enrollment.done_count, enrollment.completed_at)
