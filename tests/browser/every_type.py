"""A quiz that asks one question of each type, by the types' own examples."""

from collections import defaultdict
from itertools import count, islice

from tests.browser.conftest import NEW_LEARNERS, PASSWORD, sign_in

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
            type=name, content=kind.CONTENT, bloom="apply", area="foundations", statements=("S1",),
            lint_ok={"Q12": "It says what to do."},
        )
        item = bank.create_item(course, module, f"every-{position}", fields, actor=None)
        bank.publish_version(item.versions.get(), actor=None)
        Slot.objects.create(quiz=quiz, item=item, position=position)

course, is_new = Course.objects.get_or_create(
    slug="every-type", title="Types of questions", summary="One question of each type."
)
if is_new:
    build(course)
for user in User.objects.filter(email__in={emails}):
    enroll(user, course, actor=None)
"""
AT_ONCE = 8
_emails = (f"every{number}@example.org" for number in count(1))
_waiting = defaultdict(list)  # by the site's address


def new_learner_of_every_type(site):
    """Return the address of a new learner of the course, made too if the site has none yet."""
    if not _waiting[site.url]:
        emails = list(islice(_emails, AT_ONCE))
        learners = NEW_LEARNERS.format(emails=emails, password=PASSWORD, name="Sample Learner")
        enrolling = BUILD.replace("{emails}", str(emails))
        site.manage("shell", "-v", "0", "-c", f"{learners}\n{enrolling}")
        _waiting[site.url] = emails
    return _waiting[site.url].pop()


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
