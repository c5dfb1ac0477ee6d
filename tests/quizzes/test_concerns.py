"""Concerns about questions: raising, settling and seeing them, and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from quizzes import concerns
from quizzes.models import Concern
from tests import factories

pytestmark = pytest.mark.django_db

SAID = {"kind": "unclear", "text": "Who is meant by “they”?", "is_named": True}


@pytest.fixture
def response():
    return factories.make_response()


@pytest.fixture
def learner(response):
    return response.attempt.enrollment.learner


def raise_one(response, **said):
    learner = response.attempt.enrollment.learner
    return concerns.raise_concern(response, **SAID | said, actor=learner)


def entries(action):
    return AuditEntry.objects.filter(action=action)


# -- Raising --------------------------------------------------------------------------------


def test_concern_holds_what_was_said_about_which_version(response, learner):
    concern = raise_one(response)

    assert Concern.objects.get() == concern
    assert (concern.item_version, concern.response) == (response.item_version, response)
    assert (concern.learner, concern.kind, concern.text) == (learner, "unclear", SAID["text"])
    assert (concern.is_open, concern.state_in_words) == (True, "Open")


def test_log_tells_of_a_concern_without_its_words(response, learner):
    concern = raise_one(response)

    entry = entries("concern.raised").get()
    assert (entry.actor, entry.data) == (learner, {"kind": "unclear"})
    slug = response.item_version.item.slug
    assert entry.target_name == f"Concern {concern.pk} about {slug}"


def test_log_does_not_tell_who_raised_one_without_their_name(response):
    raise_one(response, is_named=False)

    assert entries("concern.raised").get().actor is None


def test_the_same_again_is_the_one_that_is_there(response):
    first, second = raise_one(response), raise_one(response)

    assert first == second
    assert entries("concern.raised").count() == 1


@pytest.mark.parametrize(
    "other", [{"text": "Another."}, {"kind": "other"}, {"is_named": False}], ids=str
)
def test_what_differs_is_another_concern(response, other):
    raise_one(response)
    raise_one(response, **other)

    assert Concern.objects.count() == 2


def test_the_same_is_raised_again_when_it_is_settled(response, author):
    first = raise_one(response)
    concerns.settle(first, answer="We changed it.", base="", actor=author)

    assert raise_one(response) != first


def test_a_day_takes_so_many_open_ones_and_no_more(response, author):
    first, *_ = [raise_one(response, text=f"Number {n}.") for n in range(concerns.MOST_A_DAY)]
    raise_one(factories.make_response())  # another learner's

    with pytest.raises(concerns.TooMany):
        raise_one(response, text="One more.")
    concerns.settle(first, answer="Thank you.", base="", actor=author)
    raise_one(response, text="One more.")


def test_another_day_takes_more(response):
    for n in range(concerns.MOST_A_DAY):
        raise_one(response, text=f"Number {n}.")
    Concern.objects.update(raised_at=timezone.now() - timedelta(days=1, minutes=1))

    assert raise_one(response, text="One more.").is_open


# -- Settling -------------------------------------------------------------------------------


def test_answer_settles_a_concern(response, author):
    concern = concerns.settle(raise_one(response), answer="Yes.", base="", actor=author)

    assert Concern.objects.answered().get() == concern
    assert (concern.settled_by, concern.state_in_words) == (author, "Answered")
    assert (entries("concern.answered").get().actor, concern.is_unseen) == (author, True)
    assert entries("concern.answered").get().data == {}


def test_reason_settles_a_concern_without_an_answer(response, author):
    concern = concerns.settle(raise_one(response), reason="elsewhere", base="", actor=author)

    assert Concern.objects.closed().get() == concern
    assert concern.state_in_words == "Closed without an answer"
    assert entries("concern.closed").count() == 1


def test_second_author_does_not_overwrite_the_first(response, author):
    concern = raise_one(response)
    concerns.settle(concern, answer="The first.", base="", actor=author)

    with pytest.raises(concerns.SettledMeanwhile) as refusal:
        concerns.settle(concern, answer="The second.", base="", actor=factories.make_author())

    assert refusal.value.concern.answer == Concern.objects.get().answer == "The first."


def test_answer_can_be_changed_and_is_new_again(response, author):
    concern = concerns.settle(raise_one(response), answer="Yse.", base="", actor=author)
    concerns.mark_seen([concern])

    changed = concerns.settle(concern, answer="Yes.", base=concern.stamp, actor=author)

    assert (changed.answer, changed.is_unseen) == ("Yes.", True)
    assert entries("concern.answered").count() == 2


def test_second_click_changes_nothing(response, author):
    concern = raise_one(response)
    first = concerns.settle(concern, answer="Yes.", base="", actor=author)

    assert concerns.settle(concern, answer="Yes.", base="", actor=author).stamp == first.stamp
    assert entries("concern.answered").count() == 1


# -- Seeing ---------------------------------------------------------------------------------


def test_seen_answers_are_no_longer_new(response, learner, author):
    settled = concerns.settle(raise_one(response), answer="Yes.", base="", actor=author)
    raise_one(response, text="Still open.")

    concerns.mark_seen(Concern.objects.of(learner))

    assert not Concern.objects.unseen().exists()
    assert list(Concern.objects.filter(seen_at__isnull=False)) == [settled]


def test_answer_that_was_changed_while_it_was_read_stays_new(response, author):
    read = concerns.settle(raise_one(response), answer="Yes.", base="", actor=author)
    concerns.settle(read, answer="No.", base=read.stamp, actor=author)

    concerns.mark_seen([read])

    assert Concern.objects.unseen().count() == 1


def test_authors_alone_see_concerns_and_no_withheld_name(response, learner, author):
    raise_one(response)
    raise_one(response, is_named=False)

    seen = Concern.objects.visible_to(author).order_by("pk")

    assert [each.raised_by for each in seen] == [learner.name, "a learner, without their name"]
    assert [each.learner_name for each in seen] == [learner.name, ""]
    assert all({"learner_id", "response_id"} <= each.get_deferred_fields() for each in seen)
    supervisor = factories.make_supervisor(organization=learner.organization)
    for other in (learner, supervisor, factories.make_administrator(learner.organization)):
        assert not Concern.objects.visible_to(other).exists()


def test_concern_outlives_its_learner_without_a_name(response, learner, author):
    raise_one(response)

    learner.delete()

    concern = Concern.objects.visible_to(author).get()
    assert (concern.learner, concern.response) == (None, None)
    assert concern.raised_by == "a learner who is no longer here"


def test_answer_outlives_its_author(response, author):
    concerns.settle(raise_one(response), answer="Yes.", base="", actor=author)

    author.delete()

    assert (Concern.objects.get().answer, Concern.objects.get().settled_by) == ("Yes.", None)


def test_open_ones_come_first_the_longest_waiting_before_others(response, author):
    for text in ("old", "settled", "new", "settled last"):
        concern = raise_one(response, text=text)
        if text.startswith("settled"):
            concerns.settle(concern, answer="Yes.", base="", actor=author)

    in_order = [concern.text for concern in Concern.objects.waiting_first()]

    assert in_order == ["old", "new", "settled last", "settled"]


# -- What the database refuses --------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"answer": "x" * 2001, "settled_at": timezone.now()},
        {"answer": "Answered when?"},
        {"settled_at": timezone.now()},
        {"seen_at": timezone.now()},
        {"answer": "Both.", "reason": "elsewhere", "settled_at": timezone.now()},
    ],
    ids=lambda values: " ".join(values),
)
def test_database_refuses(response, values):
    raise_one(response)

    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.update(**values)


def test_database_takes_the_longest(response):
    raise_one(response, text="😀" * 2000)

    assert len(Concern.objects.get().text) == 2000
