"""What the people of demo.yaml have done in the course, at the times it says.

All of it goes through the functions that the pages call. Those let no caller say when something
was done, so the times are changed afterwards, here and nowhere else.
"""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import AuditEntry
from courses.enrollment import enroll, remember_place
from courses.models import Activity, Certificate, Completion, CourseCompletion, Enrollment
from courses.progress import record_completion
from quizzes.attempts import GivenAnswer, save_answers, start_attempt, submit_attempt
from quizzes.models import Attempt, Response

A_QUESTION = timedelta(seconds=70)


def follow(learner, course, sittings):
    """Take a learner through their sittings in a course."""
    with made_at(_beginning(learner, sittings[0]), learner):
        enrollment = enroll(learner, course, actor=learner)
    for sitting in sittings:
        _sit(enrollment, sitting)


@contextmanager
def made_at(moment, learner):
    """Give a moment of the past to everything that is recorded of a learner meanwhile."""
    since = timezone.now()
    yield
    mine = Enrollment.objects.filter(learner=learner)
    for records, times in [
        (mine, ["started_at", "completed_at"]),
        (Completion.objects.filter(enrollment__in=mine), ["completed_at", "last_done_at"]),
        (CourseCompletion.objects.filter(enrollment__in=mine), ["completed_at"]),
        (Attempt.objects.filter(enrollment__in=mine), ["started_at", "submitted_at"]),
        (Response.objects.filter(attempt__enrollment__in=mine), ["saved_at"]),
        (AuditEntry.objects.filter(actor=learner), ["at"]),
    ]:
        for name in times:
            records.filter(**{f"{name}__gte": since}).update(**{name: moment})
    mine.update(last_active_on=moment.date())
    issued = Certificate.objects.filter(learner=learner, issued_at__gte=since)
    issued.update(issued_at=moment, completed_on=moment.date())


def _beginning(learner, sitting):
    zone = ZoneInfo(learner.time_zone)
    day = timezone.localdate(timezone=zone) - timedelta(days=sitting["ago"])
    return datetime.combine(day, time.fromisoformat(sitting["at"]), zone)


def _sit(enrollment, sitting):
    moment = _beginning(enrollment.learner, sitting)
    left = (
        Activity.objects.offered()
        .filter(course=enrollment.course, module__number=sitting["module"])
        .with_is_done(enrollment)
        .filter(is_done=False)
    )
    for lesson in left.filter(kind=Activity.Kind.LESSON)[: sitting.get("lessons", 0)]:
        moment += timedelta(minutes=lesson.minutes)
        _read(enrollment, lesson, moment)
    if "misses" in sitting:
        _take_quiz(enrollment, left.get(kind=Activity.Kind.QUIZ), moment, sitting["misses"])
    if "answered" in sitting:
        _leave_quiz(enrollment, left.get(kind=Activity.Kind.QUIZ), moment, sitting["answered"])


def _read(enrollment, lesson, moment):
    with made_at(moment, enrollment.learner):
        remember_place(enrollment, lesson)
        record_completion(enrollment, lesson, revision=lesson.page.revision)


def _take_quiz(enrollment, activity, moment, misses):
    """Submit an attempt; which questions are missed differs from learner to learner."""
    attempt = _start(enrollment, activity, moment)
    responses = list(attempt.responses.select_related("item_version"))
    first = len(enrollment.learner.name)
    missed = {(first + index) % len(responses) for index in range(misses)}
    given = [
        _answer(response, is_key=index not in missed) for index, response in enumerate(responses)
    ]
    with made_at(moment + len(given) * A_QUESTION, enrollment.learner):
        save_answers(attempt.responses, given)
        submit_attempt(attempt, actor=enrollment.learner)


def _leave_quiz(enrollment, activity, moment, answered):
    attempt = _start(enrollment, activity, moment)
    responses = attempt.responses.select_related("item_version")[:answered]
    with made_at(moment + answered * A_QUESTION, enrollment.learner):
        save_answers(attempt.responses, [_answer(response) for response in responses])


def _start(enrollment, activity, moment):
    with made_at(moment, enrollment.learner):
        remember_place(enrollment, activity)
        return start_attempt(activity.quiz, enrollment, actor=enrollment.learner)


def _answer(response, *, is_key=True):
    """Answer with the key, or with something else where the type has an easy way to miss."""
    kind, content = response.item_version.kind, response.item_version.asked
    key = kind.sent(kind.key(content))
    return GivenAnswer(response.number, key if is_key else _missed(key, content))


def _missed(key, content):
    """Return a key without a part of it, or the first option that is not one."""
    if len(key) > 1:
        return dict(list(key.items())[1:])
    options = range(len(content.get("options", ())))
    others = [str(index) for index in options if str(index) not in key.get("", ())]
    return {"": others[:1]}
