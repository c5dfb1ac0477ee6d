"""What is stored of somebody who learns."""

from quizzes.types import TYPED
from records.holdings.holding import AUTHORS, OWN, SUPERVISORS, Holding, Kept

GONE = "Erased at the learner’s request."


def _without_text(concerns):
    concerns.exclude(answer="").update(answer=GONE)  # it may call them by their name
    concerns.update(text=GONE, learner=None, response=None, is_named=False)


def _without_words(responses):
    responses.filter(item_version__type__in=TYPED).update(answer=None)
    responses.update(client="", saved_at=None)


def _without_place(enrollments):
    enrollments.update(bookmark=None)


LEARNING = [
    Holding(
        "Courses you take",
        "courses.Enrollment",
        "learner",
        SUPERVISORS,
        [
            "course__title",
            "started_at",
            "last_active_on",
            "bookmark__title",
            "done_count",
            "completed_at",
        ],
        Kept.WITHOUT_NAME,
        _without_place,
    ),
    Holding(
        "Parts you have done",
        "courses.Completion",
        "enrollment__learner",
        SUPERVISORS,
        ["activity__title", "completed_at", "last_done_at", "score", "revision"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Times you completed a course",
        "courses.CourseCompletion",
        "enrollment__learner",
        SUPERVISORS,
        ["enrollment__course__title", "completed_at", "edition", "is_refresher"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Certificates",
        "courses.Certificate",
        "learner",
        "You, your supervisors, your administrators, and whoever has a code",
        [
            "code",
            "name",
            "course_title",
            "edition",
            "completed_on",
            "valid_until",
            "minutes",
            "contents",
            "organization_name",
            "credit_statement",
            "issued_at",
            "is_by_hand",
            "reason",
            "replaced_at",
            "revoked_at",
            "revoked_because",
        ],
    ),
    Holding(
        "Attempts at quizzes, practice too",
        "quizzes.Attempt",
        "enrollment__learner",
        "You; of those that count your supervisors see the day and the mark",
        [
            "quiz__activity__title",
            "is_practice",
            "asks_certainty",
            "started_at",
            "submitted_at",
            "mark",
            "pass_mark",
            "ends_at",
            "extra_minutes",
        ],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Your answers",
        "quizzes.Response",
        "attempt__enrollment__learner",
        OWN,
        [
            "attempt",
            "number",
            "item_version__item__slug",
            "option_order",
            "answer",
            "certainty",
            "is_flagged",
            "saved_at",
            "checked_at",
            "mark",
        ],
        Kept.WITHOUT_WORDS,
        _without_words,
    ),
    Holding(
        "How you did by objective",
        "quizzes.ObjectiveMark",
        "enrollment__learner",
        SUPERVISORS,
        ["objective__text", "first_marks", "first_asked", "last_marks", "last_asked"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Results that were marked again",
        "quizzes.RegradedAttempt",
        "attempt__enrollment__learner",
        OWN,
        ["attempt", "mark_before", "mark_after", "seen_at"],
        Kept.WITHOUT_NAME,
    ),
    Holding(
        "Problems that you reported",
        "quizzes.Concern",
        "learner",
        f"{AUTHORS}; your name only if you gave it",
        ["item_version__item__slug", "is_named", "kind", "text", "raised_at", "answer", "reason"],
        Kept.WITHOUT_WORDS,
        _without_text,
    ),
    Holding(
        "Skills that were signed off",
        "courses.Observation",
        "enrollment__learner",
        SUPERVISORS,
        [
            "objective__text",
            "observer__name",
            "setting",
            "observed_on",
            "signed_at",
            "seen_at",
            "answer",
            "answered_at",
            "withdrawn_at",
        ],
    ),
    Holding(
        "What you alone are asked to take",
        "courses.Assignment",
        "person",
        SUPERVISORS,
        ["course__title", "due_on", "due_after_days", "valid_months", "reason", "given_at"],
    ),
    Holding(
        "Dates that were moved for you",
        "courses.Extension",
        "learner",
        SUPERVISORS,
        ["assignment__course__title", "due_on"],
    ),
    Holding(
        "What you were allowed at quizzes",
        "quizzes.Allowance",
        "learner",
        SUPERVISORS,
        [
            "quiz__activity__title",
            "extra_attempts",
            "has_no_wait",
            "extra_percent",
            "extra_minutes",
            "reason",
            "given_by__name",
            "given_at",
            "withdrawn_at",
        ],
    ),
    Holding(
        "Notes to you",
        "reports.Note",
        "learner",
        SUPERVISORS,
        ["author__name", "kind", "text", "sent_at", "put_away_at"],
    ),
    Holding(
        "Who opened the page about you",
        "reports.Opening",
        "learner",
        OWN,
        ["viewer__name", "on"],
    ),
    Holding(
        "Which messages you want",
        "reports.MessageChoice",
        "person",
        OWN,
        ["has_reminders", "paused_until", "wants_digest", "calendar_key"],
    ),
    Holding("Messages sent to you", "reports.Message", "person", OWN, ["kind", "written_at"]),
]
