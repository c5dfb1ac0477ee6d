"""The database that is measured: the real course, and agencies of 10 to 100,000 learners."""

import random
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organization, Role, Team, User
from accounts.roles import RoleKind
from config.preparing import prepare_database, prepare_static_files
from courses.models import Activity, Assignment, Completion, Course, Enrollment
from courses.progress import rebuild_totals
from quizzes import objective_marks
from quizzes.asking import pool
from quizzes.models import Attempt, Draw, ItemVersion, Response

SIZES = (10, 1_000, 10_000, 100_000)
ANSWERED = 10_000  # of larger agencies marks are there and answers are not: no page reads them
TEAM_SIZE = 25
BATCH = 1_000


def build() -> None:
    """Make the database anew, the same every time, and the static files."""
    for file in settings.VAR_DIR.glob("steady-ground.sqlite3*"):
        file.unlink()
    prepare_database()
    prepare_static_files()
    call_command("load_content")
    with transaction.atomic():
        for size in SIZES:
            _add_organization(size)
        _add_learning(random.Random(1))
        objective_marks.rebuild()
    if rebuild_totals(Enrollment.objects.all()):
        raise ValueError("The records made here differ from those the application makes.")


def _add_organization(size):
    organization = Organization.objects.create(name=f"Agency of {size}", slug=f"agency-{size}")
    today = timezone.localdate()
    for due_on in (today - timedelta(days=9), today + timedelta(days=20)):
        assign(Course.objects.get(), organization=organization, due_on=due_on)
    names = [f"Team {number:03}" for number in range(1, max(1, size // TEAM_SIZE) + 1)]
    teams = [Team(organization=organization, name=name) for name in names]
    Team.objects.bulk_create(teams)
    learners = [_person(organization, f"learner-{number:05}") for number in range(size)]
    User.objects.bulk_create(learners)
    Membership.objects.bulk_create(
        Membership(user=learner, team=teams[number // TEAM_SIZE])
        for number, learner in enumerate(learners)
    )
    for team in teams[:10]:
        assign(Course.objects.get(), organization=organization, team=team, due_after_days=60)
    _add_supervisor(organization, "supervisor-of-a-team", team=teams[0])
    _add_supervisor(organization, "supervisor-of-all")


def assign(course, **fields):
    Assignment.objects.create(course=course, **fields)


def _person(organization, name):
    email = f"{name}@{organization.slug}.example"
    return User(organization=organization, name=name.title(), email=email, password="!")


def _add_supervisor(organization, name, team=None):
    supervisor = _person(organization, name)
    supervisor.save()
    scope = {"team": team} if team else {"organization": organization}
    Role.objects.create(user=supervisor, kind=RoleKind.SUPERVISOR, **scope)


# -- What they have learned ----------------------------------------------------------------


def _add_learning(chance):
    steps = list(Activity.objects.offered().select_related("quiz", "page"))
    versions = _versions_by_quiz()
    learners = User.objects.filter(memberships__isnull=False).order_by("pk")
    learners = list(learners.select_related("organization"))
    for start in range(0, len(learners), BATCH):
        enrollments = _enroll(learners[start : start + BATCH], steps, chance)
        attempts = _complete(enrollments, steps, chance)
        if learners[start].organization.people.count() < ANSWERED * 2:
            _answer(attempts, versions, chance)


def _versions_by_quiz():
    versions = {}
    for version in ItemVersion.objects.filter(item__slots__isnull=False):
        for slot in version.item.slots.all():
            versions.setdefault(slot.quiz_id, []).append(version)
    for draw in Draw.objects.select_related("quiz__activity__course"):
        drawn = pool(draw.quiz.activity.course).filter(area=draw.area)[: draw.count]
        versions.setdefault(draw.quiz_id, []).extend(drawn)
    return versions


def _enroll(learners, steps, chance):
    """One in five has not begun, one in seven is through, the others are anywhere between."""
    now = timezone.now()
    enrollments = []
    for learner in learners:
        if chance.random() < 0.2:
            continue
        done = len(steps) if chance.random() < 0.15 else chance.randrange(len(steps))
        enrollments.append(
            Enrollment(
                learner=learner,
                course=steps[0].course,
                bookmark=steps[min(done, len(steps) - 1)],
                done_count=done,
                completed_at=now if done == len(steps) else None,
                last_active_on=(now - timedelta(days=chance.randrange(60))).date(),
            )
        )
    return Enrollment.objects.bulk_create(enrollments)


def _complete(enrollments, steps, chance):
    """Mark as done what was done; return the attempts, of which a third were second ones."""
    now = timezone.now()
    completions, attempts = [], []
    for enrollment in enrollments:
        for step in steps[: enrollment.done_count]:
            is_quiz = step.kind == Activity.Kind.QUIZ
            score = chance.choice([0.8, 0.9, 1.0]) if is_quiz else None
            revision = None if is_quiz else step.page.revision
            completions.append(
                Completion(
                    enrollment=enrollment,
                    activity=step,
                    completed_at=now,
                    score=score,
                    revision=revision,
                )
            )
            if is_quiz:
                marks = [0.5, score] if chance.random() < 0.33 else [score]
                attempts += [
                    Attempt(quiz=step.quiz, enrollment=enrollment, submitted_at=now, mark=mark)
                    for mark in marks
                ]
    Completion.objects.bulk_create(completions)
    return Attempt.objects.bulk_create(attempts)


def _answer(attempts, versions, chance):
    now = timezone.now()
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            number=number,
            item_version=version,
            option_order=list(range(version.kind.to_shuffle(version.asked))),
            answer=version.kind.key(version.asked),
            saved_at=now,
            mark=float(chance.random() < attempt.mark),
        )
        for attempt in attempts
        for number, version in enumerate(versions[attempt.quiz_id], start=1)
    )


# -- Signing in ----------------------------------------------------------------------------


def sign_in(user: User) -> str:
    """Return the key of a new session, as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
