"""A panel's ratings become the key of the words that they are of, and of no others."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from quizzes import attempts, bank
from quizzes.attempts import GivenAnswer
from quizzes.content import ItemContent, digest
from quizzes.editor import SavedMeanwhile, save_onto
from quizzes.models import Item, ItemVersion, PanelRating, Quiz, Slot
from quizzes.panels import distribution, rated, standing
from quizzes.rating import rate, take_back
from quizzes.types import judgment, single_best
from tests import factories
from tests.quizzes.panel import (
    TEXTS,
    asked,
    judgment_fields,
    make_judgment,
    make_member,
    make_members,
    rate_all,
)
from tests.small_course import change, write_course
from tests.threads import at_once

pytestmark = pytest.mark.django_db

ITEMS = "01-begin/items.yaml"
OF_FIVE = [[0, 0, 0, 0, 5], [5, 0, 0, 0, 0], [0, 0, 5, 0, 0]]


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def item(module, author):
    return make_judgment(module, "m1-judge-1", author)


@pytest.fixture
def members(module):
    return make_members(module.course, 6)


def numbers(item):
    return list(item.versions.order_by("number").values_list("number", flat=True))


def test_four_ratings_leave_the_key_to_the_authors(item, members):
    rate_all(members[:4], item)

    assert (numbers(item), asked(item).panel, asked(item).panel_size) == ([1], [], 0)
    assert asked(item).asked == asked(item).content
    assert judgment.keys(asked(item).asked) == [5, 1, 3]


def test_fifth_rating_and_each_later_one_become_the_key(item, members):
    rate_all(members[:5], item)
    with_five = asked(item)
    rate(members[5], with_five, [1, 1, 3])

    assert (with_five.number, with_five.panel, with_five.panel_size) == (2, OF_FIVE, 5)
    assert (asked(item).number, asked(item).panel_size) == (3, 6)
    assert judgment.keys(asked(item).asked) == [pytest.approx(26 / 6), 1, 3]
    assert bank.fields_of(asked(item)) == bank.fields_of(item.versions.get(number=1))
    entries = AuditEntry.objects.filter(action="panel.published").order_by("pk")
    assert [(entry.actor, entry.data) for entry in entries] == [
        (None, {"panel_size": 5}),
        (None, {"panel_size": 6}),
    ]


def test_a_changed_rating_takes_the_place_of_the_earlier_one(item, members):
    rate_all(members[:5], item)

    rate(members[0], asked(item), [4, 1, 3])
    rate(members[0], asked(item), [4, 1, 3])

    assert PanelRating.objects.count() == 5
    assert (numbers(item), asked(item).panel[0]) == ([1, 2, 3], [0, 0, 0, 1, 4])


def test_withdrawn_members_count(item, members):
    rate_all(members[:5], item)
    members[0].withdrawn_at = members[0].invited_at
    members[0].save()

    rate(members[5], asked(item), [5, 1, 3])

    assert asked(item).panel_size == 6


def test_ratings_can_be_taken_back(item, members, module, author):
    second = make_judgment(module, "m1-judge-2", author, stem="And then?")
    rate_all(members[:5], item)
    rate_all(members[:6], second)

    take_back(members[0])

    assert (asked(item).panel, asked(second).panel_size) == ([], 5)
    assert judgment.keys(asked(item).asked) == [5, 1, 3]
    assert not members[0].ratings.exists()
    assert PanelRating.objects.count() == 9
    assert AuditEntry.objects.filter(action="panel.taken_back").count() == 1


def test_ratings_are_of_one_wording(item, members, author):
    rate_all(members[:5], item)

    other = judgment_fields(texts=["Wait", *TEXTS[1:]])
    bank.publish_version(bank.save_draft(item, other, actor=author), actor=author)
    with_other_words = asked(item)
    rate_all(members[:4], item)
    still_without = asked(item)
    feedback = judgment_fields(feedback="Another reason.")
    bank.publish_version(bank.save_draft(item, feedback, actor=author), actor=author)

    assert (with_other_words.panel, still_without.panel) == ([], [])
    assert asked(item).panel == OF_FIVE


def test_ratings_stay_with_responses_that_move(item, members, author):
    rate_all(members[:5], item)

    fields = judgment_fields()
    content = {**fields.content, "responses": fields.content["responses"][::-1]}
    bank.publish_fields(item, replace(fields, content=content), actor=author)

    assert asked(item).panel == OF_FIVE[::-1]


def test_ratings_that_come_while_a_draft_is_open_are_published_with_both(item, members, author):
    draft = bank.save_draft(item, judgment_fields(feedback="Another reason."), actor=author)

    rate_all(members[:5], item)

    version, draft_now = asked(item), ItemVersion.objects.get(pk=draft.pk)
    assert (version.number, draft_now.number) == (2, 3)
    assert (version.panel, draft_now.panel) == (OF_FIVE, OF_FIVE)
    assert bank.publish_version(draft_now, actor=author).panel == OF_FIVE
    assert draft_now.stamp == draft.stamp


def test_an_author_who_is_editing_is_not_told_of_a_change_that_nobody_wrote(item, members, author):
    base = asked(item).stamp
    rate_all(members[:5], item)

    draft = save_onto(base, item, judgment_fields(feedback="Another reason."), actor=author)

    assert (draft.is_draft, draft.panel) == (True, OF_FIVE)
    with pytest.raises(SavedMeanwhile):
        save_onto(base, item, judgment_fields(feedback="A third reason."), actor=author)


def test_an_attempt_keeps_the_key_that_it_began_with(item, members, module):
    quiz = Quiz.objects.create(activity=factories.make_lesson(module, 5))
    Slot.objects.create(quiz=quiz, item=item, position=1)
    enrollment = factories.make_enrollment(module.course)
    before = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    attempts.save_answers(before.responses, [answer_with(0, 0, 2)])

    rate_all(members[:5], item, given=(1, 1, 3))
    attempts.submit_attempt(before, actor=enrollment.learner)
    after = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    attempts.save_answers(after.responses, [answer_with(0, 0, 2)])
    attempts.submit_attempt(after, actor=enrollment.learner)

    assert (before.mark, after.mark) == (pytest.approx(2 / 3), 1)


def answer_with(*places):
    return GivenAnswer(1, {str(part): [str(place)] for part, place in enumerate(places)})


def test_nobody_writes_a_panel(item, members, author, module):
    fields = judgment_fields()
    forged = replace(fields, content={**fields.content, "panel": OF_FIVE})

    version = bank.publish_fields(item, forged, actor=author)

    assert ("panel" in version.content, version.panel) == (False, [])
    rate_all(members[:5], item)
    with_panel = ItemContent(item.slug, bank.fields_of(asked(item)))
    assert digest(with_panel) == digest(ItemContent(item.slug, fields))


def test_other_questions_have_no_panel(module, members, django_assert_num_queries):
    other = factories.make_item(module)

    with django_assert_num_queries(0):
        assert distribution(other, single_best.CONTENT) == []
    assert standing(other.versions.get()) is None


def test_ratings_that_do_not_fit_are_not_kept(item, members):
    with pytest.raises(ValueError, match="one rating"):
        rate(members[0], asked(item), [5, 1])

    assert PanelRating.objects.count() == 0


def test_what_is_rated_is_counted_by_question_and_by_member(item, members, module, author):
    second = make_judgment(module, "m1-judge-2", author, stem="And then?")
    retired = make_judgment(module, "m1-judge-3", author, stem="At last?")
    elsewhere = factories.make_course(questions=0).modules.get()
    make_judgment(elsewhere, "m1-judge-4", author)
    rate_all(members[:5], item)
    rate_all(members[:1], second)
    rate_all(members[:1], retired)
    bank.retire_item(retired, actor=author)

    questions, by_member = rated(module.course)

    found = [
        (question.version.item.slug, question.count, question.is_key) for question in questions
    ]
    assert found == [("m1-judge-1", 5, True), ("m1-judge-2", 1, False)]
    assert [by_member[member.pk] for member in members] == [2, 1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"brings": ""}, {"link_number": 0}, {"email": "rater1@example.org"}],
)
def test_database_holds_members_to_what_they_are(members, module, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(module.course, 9, **changes)


JUDGMENT = """\
- id: m1-judge-1
  type: judgment
  case: true
  stem: |
    What now?
  responses:
  - text: Wait
    rating: 2
    feedback: It leaves her alone.
  - text: Ask her
    rating: 5
    feedback: It stays with her.
  statements: [S1]
  objective: m1-o1
  bloom: apply
  area: service-delivery
"""


def test_loading_and_exporting_leave_the_panel_alone(tmp_path, settings):
    def load():
        out = StringIO()
        call_command("load_content", stdout=out)
        return out.getvalue().splitlines()

    settings.COURSES_DIR = tmp_path
    second = "- id: m1-second-1"
    root = write_course(tmp_path, **{ITEMS: (second, JUDGMENT + second)})
    load()
    item = Item.objects.get(slug="m1-judge-1")
    rate_all(make_members(item.course, 5), item, given=(1, 4))
    with_panel = asked(item)

    change(root, "course.yaml", "for tests", "for our tests")
    assert load() == ["small: 0 added, 1 changed, 0 retired, 26 unchanged"]
    assert asked(item) == with_panel
    change(root, ITEMS, "It leaves her alone.", "It leaves her alone with it.")
    assert load() == ["small: 0 added, 1 changed, 0 retired, 26 unchanged"]
    call_command("export_content", str(tmp_path / "out"), stdout=StringIO())

    assert (asked(item).number, asked(item).panel_size) == (3, 5)
    exported = (tmp_path / "out" / "small" / ITEMS).read_text()
    assert exported == (root / ITEMS).read_text()


# -- Two at once ----------------------------------------------------------------------------


@pytest.mark.parametrize("again", range(3))
@pytest.mark.django_db(transaction=True)
def test_two_fifth_ratings_at_once_are_both_counted(item, members, again):
    rate_all(members[:4], item)
    version = asked(item)

    def give(member):
        return lambda: rate(member, version, [5, 1, 3])

    at_once(give(members[4]), give(members[5]))

    assert (numbers(item), asked(item).panel_size) == ([1, 2, 3], 6)


@pytest.mark.parametrize("again", range(3))
@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_rating(item, members, again):
    version = asked(item)

    at_once(*[lambda: rate(members[0], version, [5, 1, 3])] * 2)

    assert PanelRating.objects.count() == 1


@pytest.mark.parametrize("again", range(3))
@pytest.mark.django_db(transaction=True)
def test_a_fifth_rating_while_an_author_publishes_is_in_what_learners_are_asked(
    item, members, author, again
):
    rate_all(members[:4], item)
    version = asked(item)
    draft = bank.save_draft(item, judgment_fields(feedback="Another reason."), actor=author)

    at_once(
        lambda: rate(members[4], version, [5, 1, 3]),
        lambda: bank.publish_version(draft, actor=author),
    )

    assert asked(Item.objects.get()).panel == OF_FIVE
    assert asked(Item.objects.get()).content["responses"][0]["feedback"] == "Another reason."
