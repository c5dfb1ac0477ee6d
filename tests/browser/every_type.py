"""A quiz that asks one question of each type, by the types' own examples."""

from itertools import count

from tests.browser.conftest import NEW_LEARNER, PASSWORD, sign_in

START = "/quizzes/every-type/begin/check/"
# A course of its own, since other walks count the questions of the shipped one.
BUILD = """
from courses.enrollment import enroll
from courses.models import Activity, Course, Module
from quizzes import bank
from quizzes.fields import ItemFields
from quizzes.models import Quiz, Slot
from quizzes.types import TYPES

def build(course):
    module = Module.objects.create(
        course=course, slug="begin", number=1, title="Begin", summary="A quiz."
    )
    activity = Activity.objects.create(
        course=course, module=module, slug="check", kind="quiz",
        title="Check", minutes=9, sequence=1,
    )
    quiz = Quiz.objects.create(activity=activity)
    for position, (name, kind) in enumerate(TYPES.items(), start=1):
        fields = ItemFields(
            type=name, content=kind.CONTENT, bloom="apply", area="foundations", statements=("S1",)
        )
        item = bank.create_item(course, module, f"every-{position}", fields, actor=None)
        bank.publish_version(item.versions.get(), actor=None)
        Slot.objects.create(quiz=quiz, item=item, position=position)

course, is_new = Course.objects.get_or_create(
    slug="every-type", title="Every type", summary="One question of each type."
)
if is_new:
    build(course)
enroll(user, course, actor=None)
"""
_numbers = count(1)


def new_learner_of_every_type(site):
    """Return the address of a new learner of the course, made too if the site has none yet."""
    email = f"every{next(_numbers)}@example.org"
    learner = NEW_LEARNER.format(email=email, password=PASSWORD, name="Sample Learner")
    site.manage("shell", "-v", "0", "-c", f"{learner}\n{BUILD}")
    return email


def sign_in_to_every_type(page, site):
    """Sign in as a new learner of the course."""
    email = new_learner_of_every_type(site)
    sign_in(page, email)
    return email


def begin(page, layout="One at a time"):
    page.goto(START)
    page.get_by_label(layout).check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")  # with its script
