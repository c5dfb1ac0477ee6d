"""Rows for tests, each with what it needs and nothing more."""

from io import BytesIO
from itertools import count

from django.utils import timezone
from PIL import Image

from accounts.models import Membership, Organization, Role, Team, User
from accounts.roles import RoleKind
from courses.models import (
    Activity,
    Assignment,
    Bloom,
    Course,
    Enrollment,
    Handout,
    Module,
    Page,
    Source,
    Statement,
)
from quizzes.models import Allowance, Area, Attempt, Item, ItemVersion, Quiz, Slot
from quizzes.picture_files import clean
from quizzes.pictures import keep_picture
from quizzes.types import single_best

_numbers = count(1)
PASSWORD = "a-long-test-password"


def make_organization(**fields):
    number = next(_numbers)
    return Organization.objects.create(
        **{"name": f"Organization {number}", "slug": f"organization-{number}"} | fields
    )


def make_team(organization=None, **fields):
    organization = organization or make_organization()
    name = fields.pop("name", f"Team {next(_numbers)}")
    return Team.objects.create(organization=organization, name=name, **fields)


def make_user(organization=None, *, team=None, **fields):
    number = next(_numbers)
    organization = organization or (team.organization if team else make_organization())
    fields = {"email": f"person{number}@example.org", "name": f"Person {number}"} | fields
    user = User.objects.create_user(password=PASSWORD, organization=organization, **fields)
    if team:
        Membership.objects.create(team=team, user=user)
    return user


def make_supervisor(*, team=None, organization=None):
    """A supervisor of a team, or of a whole organization."""
    user = make_user(organization or team.organization)
    scope = {"team": team} if team else {"organization": organization}
    Role.objects.create(user=user, kind=RoleKind.SUPERVISOR, **scope)
    return user


def make_author(organization=None):
    user = make_user(organization)
    Role.objects.create(user=user, kind=RoleKind.AUTHOR)
    return user


def make_administrator(organization=None):
    user = make_user(organization)
    Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR, organization=user.organization)
    return user


def make_course(*, lessons=2, questions=2, assigned_to=None, edition=1):
    """A course of one module with lessons and, when there are questions, a quiz."""
    number = next(_numbers)
    course = Course.objects.create(
        slug=f"course-{number}", title=f"Course {number}", summary="A.", edition=edition
    )
    module = Module.objects.create(
        course=course, slug="module-1", number=1, title="Module 1", summary="M."
    )
    for sequence in range(1, lessons + 1):
        make_lesson(module, sequence)
    if questions:
        make_quiz(module, lessons + 1, questions)
    course.activity_count = course.activities.count()
    course.save(update_fields=["activity_count"])
    if assigned_to:
        Assignment.objects.create(course=course, organization=assigned_to)
    return course


def make_lesson(module, sequence, **fields):
    fields = {"title": f"Lesson {sequence}", "minutes": 5} | fields
    lesson = Activity.objects.create(
        course=module.course,
        module=module,
        slug=f"lesson-{sequence}",
        kind=Activity.Kind.LESSON,
        sequence=sequence,
        **fields,
    )
    Page.objects.create(
        activity=lesson, number=f"{module.number}.{sequence}", body="Text.", html="<p>Text.</p>"
    )
    return lesson


def make_handout(module, **fields):
    fields = {"body": "Text.", "html": "<p>Take this.</p>"} | fields
    return Handout.objects.create(module=module, **fields)


def make_quiz(module, sequence, questions=2, slug="check"):
    activity = Activity.objects.create(
        course=module.course,
        module=module,
        slug=slug,
        kind=Activity.Kind.QUIZ,
        title="Check",
        minutes=5,
        sequence=sequence,
    )
    quiz = Quiz.objects.create(activity=activity)
    for position in range(1, questions + 1):
        item = make_item(module, position=position)
        Slot.objects.create(quiz=quiz, item=item, position=position)
    return quiz


def make_item(module, *, position=1, published=True, **fields):
    """A question with one version, published or a draft. The key is option 0."""
    item = Item.objects.create(
        slug=f"item-{next(_numbers)}", course=module.course, module=module, position=position
    )
    content = single_best.CONTENT
    version = {
        "type": "single_best",
        "content": content,
        "html": {
            "stem": f"<p>{content['stem']}</p>",
            "options": [{"feedback": f"<p>{o['feedback']}</p>"} for o in content["options"]],
        },
        "bloom": Bloom.APPLY,
        "area": Area.SERVICE_DELIVERY,
        "published_at": timezone.now() if published else None,
        "same_as": 1 if published else None,
    }
    ItemVersion.objects.create(item=item, number=1, **version | fields)
    return item


def make_statement(code=None, **fields):
    number = next(_numbers)
    source, _ = Source.objects.get_or_create(
        slug="state", defaults={"title": "Guidance", "publisher": "State", "url": "https://x.gov/"}
    )
    fields = {"section": "Introduction", "paragraph": "¶1", "certainty": "may"} | fields
    fields = {"use": "apply", "text": "Something may be so.", "position": number} | fields
    return Statement.objects.create(code=code or f"S{number}", source=source, **fields)


def make_enrollment(course, learner=None, **fields):
    return Enrollment.objects.create(course=course, learner=learner or make_user(), **fields)


def make_attempt(enrollment, *, mark=None, submitted_at=None):
    """An attempt at the course's first quiz: submitted with a mark, or open without one."""
    if mark is not None:
        submitted_at = submitted_at or timezone.now()
    quiz = Quiz.objects.filter(activity__course=enrollment.course).first()
    return Attempt.objects.create(
        quiz=quiz, enrollment=enrollment, mark=mark, submitted_at=submitted_at
    )


def make_practice(enrollment, *, answers=(), **fields):
    """Practice of the course's first quiz, submitted unless said otherwise.

    `answers` are (mark, certainty) of its responses, each to the question of its place.
    """
    quiz = Quiz.objects.filter(activity__course=enrollment.course).first()
    fields = {"submitted_at": timezone.now(), "asks_certainty": True} | fields
    practice = Attempt.with_practice.create(
        quiz=quiz, enrollment=enrollment, is_practice=True, **fields
    )
    versions = ItemVersion.objects.filter(item__slots__quiz=quiz).order_by("item__slots__position")
    for number, (mark, certainty) in enumerate(answers, start=1):
        practice.responses.create(
            number=number,
            item_version=versions[number - 1],
            option_order=[0, 1, 2],
            answer=0 if mark else 1,
            mark=mark,
            certainty=certainty,
        )
    return practice


def make_response(enrollment=None):
    """A question of a learner's open attempt, not answered yet."""
    enrollment = enrollment or make_enrollment(make_course(lessons=0, questions=1))
    attempt = make_attempt(enrollment)
    version = ItemVersion.objects.filter(item__quizzes=attempt.quiz).first()
    return attempt.responses.create(number=1, item_version=version, option_order=[0, 1, 2])


def make_concern(response=None, **fields):
    response = response or make_response()
    fields = {"learner": response.attempt.enrollment.learner, "is_named": True} | fields
    fields = {"kind": "unclear", "text": "Who is meant by “they”?"} | fields
    return response.concerns.create(item_version=response.item_version, **fields)


def make_picture(author):
    """A picture of one color."""
    written = BytesIO()
    Image.new("RGB", (30, 20), (20, 90, 160)).save(written, "PNG")
    return keep_picture(clean(written.getvalue()), actor=author)


def make_allowance(quiz, learner, **fields):
    """One more attempt, unless the fields say something else."""
    fields = {"reason": "Asked for it."} | (fields or {"extra_attempts": 1})
    return Allowance.objects.create(quiz=quiz, learner=learner, **fields)
