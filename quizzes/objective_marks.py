"""Keeping how learners did by objective: as attempts are submitted, and all of it anew."""

from itertools import groupby

from django.db import transaction

from courses.models import Enrollment
from quizzes.models import ObjectiveMark, Quiz, Response

FIELDS = ["first_marks", "first_asked", "last_marks", "last_asked"]
BATCH = 500  # enrollments at once


def sums(responses):
    """Map objectives to (sum of marks, questions), from pairs of an objective and a mark.

    What has no objective, or is left out of its quiz, counts nowhere.
    """
    found = {}
    for objective, mark in responses:
        if objective is not None and mark is not None:
            marks, asked = found.get(objective, (0, 0))
            found[objective] = (marks + mark, asked + 1)
    # A sum of thirds may end a hair above the number of questions.
    return {each: (min(marks, asked), asked) for each, (marks, asked) in found.items()}


def keep(attempt, responses):
    """Keep how an attempt went that was just submitted. Within the transaction that submits it."""
    went = sums((each.item_version.objective_id, each.mark) for each in responses)
    ObjectiveMark.objects.bulk_create(
        [
            _row(attempt.enrollment_id, attempt.quiz_id, objective, [*result, *result])
            for objective, result in sorted(went.items())
        ],
        update_conflicts=True,
        unique_fields=["enrollment", "quiz", "objective"],
        update_fields=["last_marks", "last_asked"],
    )


def _row(enrollment, quiz, objective, values):
    kept = dict(zip(FIELDS, values, strict=True))
    return ObjectiveMark(enrollment_id=enrollment, quiz_id=quiz, objective_id=objective, **kept)


# -- All of it anew ------------------------------------------------------------------------


def rebuild():
    """Count all attempts anew; return how many rows were not as kept."""
    changed = 0
    for quiz in Quiz.objects.order_by("pk"):
        taking = Enrollment.objects.filter(course__activities__quiz=quiz).order_by("pk")
        pks = list(taking.values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            changed += rebuild_for(quiz, pks[start : start + BATCH])
    return changed


@transaction.atomic
def rebuild_for(quiz, enrollments):
    """Count the attempts of some enrollments, by their ids, anew; return how many rows differed."""
    # Who submits meanwhile waits, and adds to what is kept then.
    locked = Enrollment.objects.filter(pk__in=enrollments).select_for_update(no_key=True)
    list(locked.order_by("pk").values_list("pk"))
    fresh = _count(quiz, enrollments)
    kept = ObjectiveMark.objects.filter(quiz=quiz, enrollment__in=enrollments)
    as_kept = {
        (enrollment, objective): tuple(values)
        for enrollment, objective, *values in kept.values_list("enrollment", "objective", *FIELDS)
    }
    wrong = [key for key, values in as_kept.items() if fresh.get(key) != values]
    for enrollment, objective in wrong:
        kept.filter(enrollment=enrollment, objective=objective).delete()
    missing = [key for key, values in fresh.items() if as_kept.get(key) != values]
    ObjectiveMark.objects.bulk_create(
        [
            _row(enrollment, quiz.pk, objective, fresh[enrollment, objective])
            for enrollment, objective in missing
        ],
        batch_size=BATCH,
    )
    return len({*wrong, *missing})


def _count(quiz, enrollments):
    """Map (enrollment, objective) to the values of FIELDS, from the attempts themselves."""
    rows = Response.objects.filter(
        attempt__quiz=quiz,
        attempt__enrollment__in=enrollments,
        attempt__submitted_at__isnull=False,
    ).order_by("attempt__enrollment", "attempt__submitted_at", "attempt")
    found = {}
    fields = ["attempt__enrollment", "attempt", "item_version__objective", "mark"]
    for (enrollment, _), own in groupby(rows.values_list(*fields), key=lambda row: row[:2]):
        for objective, result in sums((objective, mark) for *_, objective, mark in own).items():
            key = (enrollment, objective)
            first = found.get(key, result)[:2]
            found[key] = (*first, *result)
    return found
