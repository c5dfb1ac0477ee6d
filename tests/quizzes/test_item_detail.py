"""A question's own page, its preview, and what can be done with it."""

from dataclasses import replace

import pytest

from quizzes import attempts, bank
from quizzes.attempts import GivenAnswer
from quizzes.models import Attempt, Item, ItemVersion, Quiz, Response, Slot
from quizzes.types import single_best
from tests import factories
from tests.quizzes.authoring import FIELDS, changed, make_question, url

pytestmark = pytest.mark.django_db

CLAIM = "All victims form a bond with the trafficker."  # rule L01, to be changed
OPTIONS = [
    {"text": "Ask what matters today", "feedback": "It leaves the choice."},
    {"text": "Plan the whole week", "correct": True, "feedback": "It can be too much at once."},
    {"text": "Wait until asked", "feedback": "It leaves the person alone."},
]
WITH_ANOTHER_KEY = replace(FIELDS, content={"stem": "What now?", "options": OPTIONS})
PAGES = ["item-detail", "item-preview", "item-history"]
ACTIONS = ["item-publish", "item-discard", "item-retire", "item-restore"]


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def item(module, author):
    return make_question(module, "m1-first-1", author)


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def newest(item):
    return item.versions.order_by("-number")[0]


def act(client, name, item, **data):
    return client.post(url(name, item.slug), {"base": newest(item).stamp} | data, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    "make",
    [
        factories.make_user,
        lambda: factories.make_supervisor(team=factories.make_team()),
        factories.make_administrator,
    ],
)
def test_question_exists_for_authors_alone(client, item, make):
    client.force_login(make())

    assert [client.get(url(name, item.slug)).status_code for name in PAGES] == [404] * 3
    assert [client.post(url(name, item.slug)).status_code for name in ACTIONS] == [404] * 4
    item.refresh_from_db()
    assert item.retired_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_page_shows_a_question_whole(client, module, author, count, django_assert_num_queries):
    codes = [f"C{number}" for number in range(1, count + 1)]
    for code in codes:
        factories.make_statement(code, text=f"Says {code}.")
    item = make_question(module, "m1-first-1", author, statements=tuple(codes))
    for sequence in range(5, 5 + count):
        quiz = Quiz.objects.create(activity=factories.make_lesson(module, sequence))
        Slot.objects.create(quiz=quiz, item=item, position=1)
    client.get(url("item-detail", item.slug))

    with django_assert_num_queries(17):
        page = client.get(url("item-detail", item.slug))

    html = page.content.decode()
    for option in single_best.CONTENT["options"]:
        assert html.count(option["text"]) == 2
        assert option["feedback"] in html
    assert [f"Says {code}." in html for code in codes] == [True] * count
    assert len(page.context["uses"].asked_in) == count
    assert html.count("What the guidance points to") == 1
    assert "Published as version 1" in html


def test_draft_says_what_is_missing_before_publishing(client, module, author):
    item = make_question(module, "m1-first-1", author, published=False, statements=())

    html = client.get(url("item-detail", item.slug)).content.decode()

    assert "The question rests on no statement." in html
    assert ">Publish<" not in html


def test_empty_draft_can_be_looked_at(client, module, author):
    item = make_question(
        module, "m1-empty-1", author, published=False, content={"stem": "", "options": []}
    )

    pages = [client.get(url(name, item.slug)) for name in PAGES]
    answered = client.post(url("item-preview", item.slug), {"answer-1": "0"})

    assert [page.status_code for page in pages] == [200] * 3
    assert "See the result for this answer" not in answered.content.decode()


def test_findings_are_shown_beside_a_question(client, item, author):
    bank.save_draft(item, changed(stem=CLAIM), actor=author)

    for name in ("item-detail", "item-preview"):
        html = client.get(url(name, item.slug)).content.decode()
        assert "<mark>All victims</mark> form a bond with the trafficker." in html
        assert "Question: change “All victims”, or write why it stays." in html


# -- Preview --------------------------------------------------------------------------------


def test_preview_shows_the_result_and_saves_nothing(client, item):
    html = client.post(url("item-preview", item.slug), {"answer-1": "1"}).content.decode()

    assert "Nothing was saved. For this answer: 0% of the mark." in html
    assert html.count("Your choice") == 1
    assert [option["feedback"] in html for option in single_best.CONTENT["options"]] == [True] * 3
    assert (Attempt.objects.count(), Response.objects.count()) == (0, 0)


@pytest.mark.parametrize(("values", "mark"), [(["0"], "100%"), (["1"], "0%"), ([], "0%")])
def test_preview_marks_as_a_quiz_does(client, item, values, mark):
    html = client.post(url("item-preview", item.slug), {"answer-1": values}).content.decode()

    assert f"For this answer: {mark} of the mark." in html


def test_preview_shows_the_draft(client, item, author):
    bank.save_draft(item, changed(stem="Where do you begin?"), actor=author)

    html = client.get(url("item-preview", item.slug)).content.decode()

    assert "Where do you begin?" in html
    assert "What do you do first?" not in html


def test_answer_that_is_no_option_is_asked_again(client, item):
    response = client.post(url("item-preview", item.slug), {"answer-1": "9"}, follow=True)

    assert told(response) == ["This answer is not one of the question’s own. Choose again."]


# -- Publishing -----------------------------------------------------------------------------


def test_author_publishes_the_draft_they_have_seen(client, item, author):
    bank.save_draft(item, changed(stem="Where do you begin?"), actor=author)

    response = act(client, "item-publish", item, meaning="changed")

    assert told(response) == ["Published as version 2."]
    assert not newest(item).is_draft


REWORDED = changed(stem="What would you do first?")


@pytest.mark.parametrize(("meaning", "same_as"), [("same", 1), ("changed", 2)])
def test_author_says_whether_a_change_asks_the_same(client, item, author, meaning, same_as):
    bank.save_draft(item, REWORDED, actor=author)
    html = client.get(url("item-detail", item.slug)).content.decode()
    assert "Does it still ask the same?" in html
    assert "What this draft changes of version 1" in html

    act(client, "item-publish", item, meaning=meaning)

    assert newest(item).same_as == same_as
    history = client.get(url("item-history", item.slug)).content.decode()
    assert ("asks the same as 1" in history) == (meaning == "same")


@pytest.mark.parametrize("meaning", ["", "perhaps"])
def test_change_of_words_is_not_published_before_that_is_said(client, item, author, meaning):
    bank.save_draft(item, REWORDED, actor=author)

    response = act(client, "item-publish", item, meaning=meaning)

    assert told(response) == ["Not published: say whether the draft still asks the same."]
    assert newest(item).is_draft


def test_other_key_is_another_question_whatever_is_said(client, item, author):
    bank.save_draft(item, WITH_ANOTHER_KEY, actor=author)
    html = client.get(url("item-detail", item.slug)).content.decode()
    assert "It asks something else than version 1" in html
    assert "Does it still ask the same?" not in html

    response = act(client, "item-publish", item, meaning="same")

    assert told(response)[0].startswith("Not published: Question: it reads quite differently.")
    assert newest(item).is_draft


def test_change_that_no_learner_reads_is_published_without_a_question(client, item, author):
    bank.save_draft(item, changed(bloom="analyze"), actor=author)

    act(client, "item-publish", item)

    assert newest(item).same_as == 1


def test_draft_that_changed_since_is_not_published_unseen(client, item, author):
    seen = bank.save_draft(item, changed(stem="Seen?"), actor=author).stamp
    bank.save_draft(item, changed(stem="Unseen?"), actor=factories.make_author())

    for name in ("item-publish", "item-discard"):
        response = act(client, name, item, base=seen)
        assert told(response) == ["The question has changed since. Look at it, then decide again."]
    assert newest(item).is_draft


def test_unfinished_draft_is_not_published(client, item, author):
    bank.save_draft(item, changed(stem=CLAIM, statements=()), actor=author)

    response = act(client, "item-publish", item)

    assert newest(item).is_draft
    assert told(response) == [
        "Not published: The question rests on no statement. "
        "Question: change “All victims”, or write why it stays."
    ]


def test_second_click_on_publish_changes_nothing(client, item):
    response = act(client, "item-publish", item)

    assert told(response) == ["This version is published already."]
    assert item.versions.count() == 1


def test_new_version_leaves_attempts_that_began_alone(client, module, item, author):
    quiz = Quiz.objects.create(activity=factories.make_lesson(module, 5))
    Slot.objects.create(quiz=quiz, item=item, position=1)
    began = factories.make_enrollment(module.course)
    attempt = attempts.start_attempt(quiz, began, actor=began.learner)
    attempts.save_answers(attempt.responses, [GivenAnswer(1, {"": ["0"]}, is_flagged=False)])
    bank.save_draft(item, WITH_ANOTHER_KEY, actor=author)

    act(client, "item-publish", item, meaning="changed")

    later = factories.make_enrollment(module.course)
    second = attempts.start_attempt(quiz, later, actor=later.learner)
    asked = [one.responses.get().item_version for one in (attempt, second)]
    assert [version.number for version in asked] == [1, 2]
    assert [bank.fields_of(version) for version in asked] == [FIELDS, WITH_ANOTHER_KEY]
    attempts.submit_attempt(attempt, actor=began.learner)
    assert attempt.mark == 1.0


# -- Discarding, retiring -------------------------------------------------------------------


def test_discarded_draft_leaves_what_is_published(client, item, author):
    bank.save_draft(item, changed(stem="Where do you begin?"), actor=author)

    response = act(client, "item-discard", item)

    assert told(response) == ["The draft of m1-first-1 is discarded."]
    assert bank.fields_of(item.versions.get()) == FIELDS


def test_question_never_published_goes_with_its_draft(client, module, author):
    item = make_question(module, "m1-new-1", author, published=False)

    response = act(client, "item-discard", item)

    assert response.request["PATH_INFO"] == url("item-list")
    assert not Item.objects.exists()


def test_nothing_to_discard_is_said(client, item):
    assert told(act(client, "item-discard", item)) == ["There is no draft to discard."]
    assert ItemVersion.objects.count() == 1


def test_question_is_retired_and_used_again(client, item):
    response = act(client, "item-retire", item)
    assert "Retired." in response.content.decode()

    response = act(client, "item-restore", item)
    assert told(response) == ["In use again."]
    item.refresh_from_db()
    assert item.retired_at is None
