"""Marking answers again when a key was wrong.

Answers stay, and so do the versions that they were given to. What changes is how they are marked:
by the key of another version, in full for everyone, or not at all.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from accounts import audit
from courses.progress import correct_scores, record_completion
from quizzes import objective_marks
from quizzes.models import Attempt, Item, RegradedAttempt, Response
from quizzes.regrade_effects import BATCH, Effects, answers_to, batches, counts
from quizzes.tallying import rebuild_quiz


@transaction.atomic
def carry_out(regrade, versions, *, actor):
    """Mark answers to versions again, for good, and let learners know whose results changed.

    Attempts that are not submitted are marked so when they are. The same again, as after a double
    click, changes nothing. Returns the Effects, None if it was done already.
    """
    item = Item.objects.select_for_update().get(pk=regrade.item_id)
    if _is_done(item, regrade, versions):
        return None
    regrade.made_by = actor
    regrade.save()
    regrade.versions.set(versions)
    found, changed = Effects(), []
    for batch in batches(answers_to(versions)):
        _lock_attempts(batch)
        # What is submitted meanwhile is read again, now that nobody else can submit it.
        batch = list(answers_to(versions).filter(pk__in=[each.pk for each in batch]))
        changed += _apply(regrade, batch, found)
    by_quiz = defaultdict(list)
    for attempt in changed:
        by_quiz[attempt.quiz].append(attempt)
    for quiz in by_quiz:
        rebuild_quiz(quiz)
    for quiz, attempts in by_quiz.items():
        for start in range(0, len(attempts), BATCH):
            _tell_course(quiz, attempts[start : start + BATCH])
    audit.record(
        actor,
        "item.regraded",
        item,
        way=regrade.way,
        versions=[version.number for version in versions],
        by_version=regrade.key_version.number if regrade.key_version else None,
        may_lower=regrade.may_lower,
        raised=found.raised.count,
        lowered=found.lowered.count,
        reason=regrade.reason,
    )
    return found


def _is_done(item, regrade, versions):
    """Whether the last decision on a question is this one, and held for all answers."""
    last = item.regrades.first()
    same = ("way", "key_version_id", "may_lower", "reason")
    if last is None or any(getattr(last, name) != getattr(regrade, name) for name in same):
        return False
    others = Response.with_practice.filter(item_version__in=versions)
    return not others.filter(Q(regrade__isnull=True) | ~Q(regrade=last)).exists()


def _lock_attempts(batch):
    """Let nobody submit these meanwhile; submitting locks the attempt first too."""
    attempts = Attempt.with_practice.filter(pk__in=[each.attempt_id for each in batch])
    list(attempts.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _apply(regrade, batch, found):
    """Keep what a regrade does to some responses; return the attempts whose marks it changes."""
    changed = []
    for outcome in found.look_at(regrade, batch):
        outcome.response.mark = outcome.question[1]
        if outcome.question[0] != outcome.question[1] and counts(outcome.response):
            outcome.response.attempt.mark = outcome.whole[1]
            changed.append(outcome)
    for response in batch:
        response.regrade = regrade
    Response.with_practice.bulk_update(batch, ["mark", "regrade"])
    attempts = [outcome.response.attempt for outcome in changed]
    Attempt.objects.bulk_update(attempts, ["mark"])
    RegradedAttempt.objects.bulk_create(
        RegradedAttempt(
            regrade=regrade,
            attempt=outcome.response.attempt,
            mark_before=outcome.whole[0],
            mark_after=outcome.whole[1],
        )
        for outcome in changed
        if outcome.whole[0] != outcome.whole[1]
    )
    return attempts


def _tell_course(quiz, attempts):
    """Record what is done by the new marks of a quiz, and put the best marks right."""
    enrollments = {attempt.enrollment_id for attempt in attempts}
    objective_marks.rebuild_for(quiz, enrollments)
    done = quiz.activity.completions.filter(enrollment__in=enrollments)
    done = set(done.values_list("enrollment", flat=True))
    for attempt in attempts:
        if attempt.has_passed and attempt.enrollment_id not in done:
            record_completion(
                attempt.enrollment, quiz.activity, score=attempt.mark, is_by_learner=False
            )
    best = quiz.attempts.filter(enrollment__in=enrollments).values_list("enrollment")
    correct_scores(quiz.activity, dict(best.annotate(Max("mark")).order_by()))


# -- Telling learners ----------------------------------------------------------------------


def mark_seen(regraded):
    """Note that their learner has read what changed."""
    unseen = [each.pk for each in regraded if each.seen_at is None]
    if unseen:
        RegradedAttempt.objects.filter(pk__in=unseen).update(seen_at=timezone.now())


def to_mark_again(item):
    """Return the versions of a question whose answers can be marked again, the newest first.

    They were answered, and learners are not asked them any more: `response_count` says how often.
    """
    asked_now = item.versions.published().order_by("-number").values("pk")[:1]
    found = item.versions.published()
    if item.retired_at is None:
        found = found.exclude(pk__in=asked_now)
    answered = Response.objects.filter(item_version=OuterRef("pk"))
    counted = found.filter(Exists(answered)).annotate(
        response_count=Count(
            "responses_with_practice", filter=Q(responses_with_practice__attempt__is_practice=False)
        )
    )
    return counted.order_by("-number")
