"""What the tests of the panel share."""

from quizzes import bank
from quizzes.models import PanelMember
from quizzes.rating import rate
from quizzes.types import judgment
from tests.quizzes.authoring import changed

TEXTS = [response["text"] for response in judgment.CONTENT["responses"]]


def judgment_fields(*, stem="What now?", texts=TEXTS, feedback="Why."):
    rows = zip(texts, (5, 1, 3), strict=True)
    responses = [{"text": text, "rating": given, "feedback": feedback} for text, given in rows]
    return changed(type="judgment", content={"stem": stem, "responses": responses})


def make_judgment(module, slug, author, **changes):
    """A question to rate, published."""
    fields = judgment_fields(**changes)
    item = bank.create_item(module.course, module, slug, fields, actor=author)
    bank.publish_version(item.versions.get(), actor=author)
    return item


def make_member(course, number=1, **fields):
    fields = {"name": f"Rater {number}", "email": f"rater{number}@example.org"} | fields
    return PanelMember.objects.create(course=course, **{"brings": "Twelve years"} | fields)


def make_members(course, count):
    return [make_member(course, number) for number in range(1, count + 1)]


def asked(item):
    """Return the version that learners are asked."""
    return item.versions.last_published().get()


def rate_all(members, item, given=(5, 1, 3)):
    for member in members:
        rate(member, asked(item), given)
