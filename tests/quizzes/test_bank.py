"""The question bank: drafts, versions, publishing and retiring."""

from dataclasses import replace

import pytest

from accounts.models import AuditEntry
from courses.models import Objective
from quizzes import attempts, bank
from quizzes.fields import ItemFields
from quizzes.models import Item, ItemVersion
from quizzes.types import single_best
from tests import factories

pytestmark = pytest.mark.django_db

FIELDS = ItemFields(
    type="single_best",
    content=single_best.CONTENT,
    bloom="apply",
    area="service-delivery",
    statements=("S1",),
)
REWORDED = replace(FIELDS, content={**single_best.CONTENT, "stem": "Where do you begin?"})


@pytest.fixture
def item(module, author):
    return bank.create_item(module.course, module, "m1-first-1", FIELDS, actor=author)


@pytest.fixture
def published(item, author):
    return bank.publish_version(item.versions.get(), actor=author)


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "target_name"))


def test_new_item_begins_as_a_draft(module, author):
    factories.make_item(module, position=4)

    item = bank.create_item(module.course, module, "m1-first-1", FIELDS, actor=author)

    version = item.versions.get()
    assert (item.position, item.file_digest, item.retired_at) == (5, "", None)
    assert (version.number, version.is_draft, version.author) == (1, True, author)
    assert bank.fields_of(version) == FIELDS
    assert version.html["stem"] == "<p>What do you do first?</p>\n"
    assert actions() == [
        ("item.created", "m1-first-1"),
        ("version.saved", "m1-first-1 version 1"),
    ]


def test_id_of_another_item_is_refused(module, item, author):
    with pytest.raises(bank.SlugTaken):
        bank.create_item(module.course, module, "m1-first-1", FIELDS, actor=author)

    assert Item.objects.count() == 1


def test_saving_a_draft_again_keeps_its_number(item):
    other = factories.make_author()

    draft = bank.save_draft(item, replace(REWORDED, statements=("S2",)), actor=other)

    assert item.versions.count() == 1
    assert (draft.number, draft.author, draft.content["stem"]) == (1, other, "Where do you begin?")
    assert [statement.code for statement in draft.statements.all()] == ["S2"]


def test_draft_of_a_published_item_is_the_next_version(item, published, author):
    draft = bank.save_draft(item, REWORDED, actor=author)

    assert (draft.number, draft.is_draft) == (2, True)
    assert bank.fields_of(ItemVersion.objects.get(number=1)) == FIELDS


def test_draft_may_be_unfinished(module, author):
    empty = ItemFields(type="single_best", content={}, bloom="", area="")

    item = bank.create_item(module.course, module, "m1-first-1", empty, actor=author)

    draft = item.versions.get()
    assert draft.content == {"stem": "", "options": []}
    with pytest.raises(bank.CannotPublish) as caught:
        bank.publish_version(draft, actor=author)
    assert caught.value.problems == [
        "The question has no text.",
        "A question has 2 to 8 options.",
        "Mark exactly one option as the supported answer.",
        "The question rests on no statement.",
        "It is not said what the question asks of the learner.",
        "The question belongs to no area.",
    ]
    assert item.versions.get().is_draft


def test_draft_keeps_its_objective(item, module, author):
    objective = Objective.objects.create(
        module=module, code="m1-o1", position=1, text="Begin.", bloom="apply"
    )

    draft = bank.save_draft(item, replace(FIELDS, objective="m1-o1"), actor=author)
    without = bank.save_draft(item, FIELDS, actor=author)

    assert (draft.objective, without.objective) == (objective, None)


def test_published_version_is_dated_and_on_record(item, author):
    version = bank.publish_version(item.versions.get(), actor=author)

    assert version.published_at is not None
    assert actions()[-1] == ("version.published", "m1-first-1 version 1")


def test_published_version_is_not_published_again(published, author):
    with pytest.raises(bank.NotADraft):
        bank.publish_version(published, actor=author)

    assert AuditEntry.objects.filter(action="version.published").count() == 1


def test_draft_that_was_published_meanwhile_is_not_discarded(published, author):
    with pytest.raises(bank.NotADraft):
        bank.discard_draft(published, actor=author)

    assert ItemVersion.objects.count() == 1


def test_attempt_keeps_the_version_it_began_with(item, published, author):
    quiz = factories.make_quiz(item.module, 2, questions=0)
    quiz.slots.create(item=item, position=1)
    enrollment = factories.make_enrollment(item.course)
    begun = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)

    draft = bank.save_draft(item, REWORDED, actor=author)
    second = bank.publish_version(draft, actor=author)

    other = factories.make_enrollment(item.course)
    later = attempts.start_attempt(quiz, other, actor=other.learner)
    assert begun.responses.get().item_version == published
    assert later.responses.get().item_version == second


def test_discarded_draft_leaves_what_is_published(item, published, author):
    draft = bank.save_draft(item, REWORDED, actor=author)

    bank.discard_draft(draft, actor=author)

    assert list(item.versions.all()) == [published]
    assert actions()[-1] == ("version.discarded", "m1-first-1 version 2")


def test_item_goes_with_its_only_draft(item, author):
    bank.discard_draft(item.versions.get(), actor=author)

    assert Item.objects.count() == 0


def test_version_from_a_file_goes_before_an_open_draft(item, published, author):
    bank.save_draft(item, REWORDED, actor=author)
    third = replace(FIELDS, note="Names loss.")

    version = bank.publish_fields(item, third, actor=None)

    assert (version.number, version.is_draft, version.author) == (2, False, None)
    versions = item.versions.order_by("number").values_list("number", "note", "content__stem")
    assert list(versions) == [
        (1, "", "What do you do first?"),
        (2, "Names loss.", "What do you do first?"),
        (3, "", "Where do you begin?"),
    ]
    assert [version.number for version in item.versions.drafts()] == [3]


def test_unfinished_version_from_a_file_is_refused(item, published):
    with pytest.raises(bank.CannotPublish):
        bank.publish_fields(item, replace(FIELDS, statements=()), actor=None)

    assert item.versions.count() == 1


def test_retired_item_comes_back(item, author):
    bank.retire_item(item, actor=author)
    bank.retire_item(item, actor=author)
    retired_at = Item.objects.get().retired_at
    bank.restore_item(item, actor=author)

    assert retired_at is not None
    assert Item.objects.get().retired_at is None
    assert actions()[-2:] == [("item.retired", "m1-first-1"), ("item.restored", "m1-first-1")]


# -- Words or meaning ----------------------------------------------------------------------


def publish(item, fields, **how):
    draft = bank.save_draft(item, fields, actor=None)
    return bank.publish_version(draft, actor=None, **how)


def test_first_version_asks_as_itself(published):
    assert published.same_as == 1
    assert not published.corrects_words


def test_change_of_meaning_begins_anew(published):
    assert publish(published.item, REWORDED).same_as == 2


def test_better_words_ask_the_same_through_several_versions(published):
    better = replace(FIELDS, content={**single_best.CONTENT, "stem": "What do you do first then?"})
    best = replace(FIELDS, content={**single_best.CONTENT, "stem": "What would you do first then?"})

    second = publish(published.item, better, asks_the_same=True)
    third = publish(published.item, best, asks_the_same=True)

    assert (second.same_as, third.same_as) == (1, 1)
    assert third.corrects_words


def test_another_key_cannot_be_called_better_words(published):
    options = [dict(option) for option in single_best.CONTENT["options"]]
    del options[0]["correct"]
    options[1]["correct"] = True
    other = replace(FIELDS, content={**single_best.CONTENT, "options": options})

    with pytest.raises(bank.CannotPublish, match="Option 1, supported: it changed"):
        publish(published.item, other, asks_the_same=True)
    assert published.item.versions.drafts().exists()


def test_what_no_learner_reads_changes_no_meaning(published, author):
    assert publish(published.item, replace(FIELDS, bloom="analyze")).same_as == 1
    bank.change_tags(published.item, add=["first"], actor=author)
    assert published.item.versions.get(number=3).same_as == 1


def test_version_of_a_file_asks_the_same_when_it_reads_the_same(published):
    retagged = bank.publish_fields(published.item, replace(FIELDS, tags=("one",)), actor=None)
    reworded = bank.publish_fields(published.item, REWORDED, actor=None)

    assert (retagged.same_as, reworded.same_as) == (1, 3)
