"""Somebody of whom everything is stored that can be: a row of each kind, or more."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts import audit
from accounts.models import Role, User
from accounts.roles import RoleKind
from courses import certificates
from courses.models import Assignment, Extension
from courses.progress import record_completion
from quizzes.models import (
    Item,
    ObjectiveMark,
    OpenEditor,
    Regrade,
    RegradedAttempt,
    ReviewNote,
)
from records.models import ErasureRequest
from reports.models import (
    Export,
    ExportFile,
    Message,
    MessageChoice,
    Note,
    Opening,
    SavedReport,
)
from tests import factories
from tests.quizzes.exchange import make_import
from tests.quizzes.panel import make_member

NAME = "Zephyrine Quillfeather"
EMAIL = "zephyrine.q@example.org"
WORDS = "zq-words-of-hers"  # what she typed, wherever it is


def make_person():
    """Return (person, other): the other one is of the same organization and stays."""
    team = factories.make_team()
    person = factories.make_user(team=team, name=NAME, email=EMAIL)
    other = factories.make_supervisor(team=team)
    course = factories.make_course(assigned_to=team.organization)
    _account(person, other)
    enrollment = _learning(person, other, course)
    _work(person, other, course, enrollment)
    return User.objects.get(pk=person.pk), other


def _account(person, other):
    Role.objects.create(user=person, kind=RoleKind.SUPERVISOR, organization=person.organization)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    UserSession.objects.create(
        user=person, ip="10.1.2.3", session_key="k" * 20, user_agent="Browser"
    )
    person.groups.add(Group.objects.create(name="Group"))
    person.user_permissions.add(Permission.objects.first())
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=person, content_type=kind, object_id=other.pk, object_repr="Other", action_flag=2
    )
    LogEntry.objects.create(
        user=other, content_type=kind, object_id=person.pk, object_repr=NAME, action_flag=2
    )
    audit.record(person, "team.changed", other)
    audit.record(other, "person.changed", person, before={"name": NAME, "email": EMAIL})
    audit.record(other, "other.changed", other, invited=EMAIL)
    ErasureRequest.objects.create(person=person)
    ErasureRequest.objects.create(
        person=other, decided_by=person, decided_at=timezone.now(), answer="No."
    )


def _learning(person, other, course):
    enrollment = factories.make_enrollment(course, person)
    enrollment.bookmark = course.activities.first()
    enrollment.save()
    for activity in course.activities.all():
        record_completion(enrollment, activity, score=0.5)
    certificates.issue_by_hand(
        person, course, date(2025, 1, 1), reason=f"{NAME} had it on paper.", actor=other
    )
    attempt = factories.make_attempt(enrollment, submitted_at=timezone.now(), mark=0.5)
    version = attempt.quiz.items.first().versions.first()
    version.type = "short_text"
    version.save()
    response = attempt.responses.create(
        number=1, item_version=version, option_order=[0], answer=WORDS, client=WORDS[:16]
    )
    factories.make_practice(enrollment, answers=[(1.0, "sure")])
    factories.make_concern(response, text=f"{NAME} says: {WORDS}")
    module = course.modules.get()
    objective = module.objectives.create(code="o-1", position=1, text="Do.", bloom="apply")
    enrollment.observations.create(
        objective=objective,
        observer=other,
        setting="work",
        observed_on="2026-03-01",
        answer=WORDS,
    )
    ObjectiveMark.objects.create(
        enrollment=enrollment,
        quiz=attempt.quiz,
        objective=objective,
        first_marks=1,
        first_asked=1,
        last_marks=1,
        last_asked=1,
    )
    regrade = Regrade.objects.create(
        item=Item.objects.first(), way="full", reason="Two are right.", made_by=other
    )
    RegradedAttempt.objects.create(
        regrade=regrade, attempt=attempt, mark_before=0.1, mark_after=0.5
    )
    asked = Assignment.objects.create(
        course=course, organization=person.organization, person=person, reason=f"For {NAME}."
    )
    Extension.objects.create(assignment=asked, learner=person, due_on="2026-05-01")
    factories.make_allowance(
        attempt.quiz, person, extra_minutes=5, reason=f"{NAME} reads slowly.", given_by=other
    )
    Note.objects.create(learner=person, author=other, kind="offer", text=f"Dear {NAME}")
    Opening.objects.create(learner=person, viewer=other, on="2026-03-01")
    MessageChoice.objects.create(person=person, calendar_key="zq-key")
    Message.objects.create(person=person, kind="reminder", period="2026-W10")
    return enrollment


def _work(person, other, course, enrollment):
    export = Export.objects.create(
        owner=person, report="learners", kind="csv", state="done", row_count=1, file_name="a.csv"
    )
    ExportFile.objects.create(export=export, content=b"Name")
    of_other = Export.objects.create(
        owner=other, report="learners", kind="csv", state="done", row_count=1, file_name="a.csv"
    )
    ExportFile.objects.create(export=of_other, content=NAME.encode())
    SavedReport.objects.create(owner=person, name=WORDS)
    SavedReport.objects.create(owner=other, name="Theirs").receivers.add(person)
    quiz = course.activities.get(kind="quiz").quiz
    Assignment.objects.create(
        course=course,
        organization=other.organization,
        person=other,
        given_by=person,
        withdrawn_by=person,
        withdrawn_at=timezone.now(),
    )
    certificates.issue_by_hand(other, course, date(2025, 1, 1), reason="Paper.", actor=person)
    of_other = factories.make_enrollment(course, other)
    of_other.observations.create(
        objective=course.modules.get().objectives.get(),
        observer=person,
        setting="work",
        observed_on="2026-03-02",
    )
    factories.make_allowance(
        quiz,
        other,
        extra_minutes=5,
        given_by=person,
        withdrawn_by=person,
        withdrawn_at=timezone.now(),
    )
    Note.objects.create(learner=other, author=person, kind="offer", text="Time to talk?")
    Opening.objects.create(learner=other, viewer=person, on="2026-03-01")
    item = factories.make_item(course.modules.get(), position=9, author=person)
    version = item.versions.get()
    factories.make_picture(person)
    ReviewNote.objects.create(
        version=version, saved_at=timezone.now(), step="comment", text="Good.", author=person
    )
    factories.make_concern(
        learner=other, settled_by=person, settled_at=timezone.now(), answer="Mended."
    )
    Regrade.objects.create(item=item, way="full", reason="Two are right.", made_by=person)
    make_member(course, invited_by=person)
    make_import(course.modules.get(), person)
    OpenEditor.objects.create(author=person, typed=WORDS)
