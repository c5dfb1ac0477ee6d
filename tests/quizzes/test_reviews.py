"""Drafts reviewed by another author before learners see them."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from quizzes import bank, reviews
from quizzes.models import ItemVersion, ReviewNote, ReviewStep, Status
from tests import factories
from tests.quizzes.authoring import changed, make_question, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return factories.make_author()


@pytest.fixture
def reader():
    return factories.make_author()


@pytest.fixture
def draft(writer):
    factories.make_statement("S1")
    factories.make_statement("S2")
    module = factories.make_course(lessons=1, questions=0).modules.get()
    return make_question(module, "bed-1", writer, published=False).versions.get()


@pytest.fixture
def as_reader(client, reader):
    client.force_login(reader)
    return client


def status(draft):
    return ItemVersion.objects.with_status().get(pk=draft.pk).status


def said():
    return list(ReviewNote.objects.values_list("step", flat=True))


def post(client, draft, step, text="", base=None):
    data = {"base": base or draft.stamp, "step": step, "text": text}
    return client.post(url("item-review", draft.item.slug), data, follow=True).content.decode()


def test_draft_goes_through_review(draft, writer, reader):
    assert status(draft) == Status.DRAFT
    reviews.ask(draft, actor=writer)
    assert status(draft) == Status.IN_REVIEW
    reviews.comment(draft, "Is this so?", actor=reader)
    assert status(draft) == Status.IN_REVIEW
    reviews.send_back(draft, "Say who asks.", actor=reader)
    assert status(draft) == Status.SENT_BACK

    again = bank.save_draft(draft.item, changed(stem="Ines asks. What now?"), actor=writer)
    assert status(again) == Status.DRAFT
    reviews.ask(again, actor=writer)
    reviews.approve(again, actor=reader)

    assert status(again) == Status.APPROVED
    actions = AuditEntry.objects.filter(action__startswith="review.").order_by("pk")
    assert list(actions.values_list("action", "actor")) == [
        ("review.asked", writer.pk),
        ("review.comment", reader.pk),
        ("review.sent_back", reader.pk),
        ("review.asked", writer.pk),
        ("review.approved", reader.pk),
    ]


@pytest.mark.parametrize("step", [reviews.ask, reviews.approve])
def test_doing_it_again_changes_nothing(draft, writer, reader, step):
    reviews.ask(draft, actor=writer)
    for _ in range(2):
        step(draft, actor=reader)

    assert len(said()) == (1 if step is reviews.ask else 2)


def test_nobody_decides_on_their_own_words(draft, writer, reader):
    reviews.ask(draft, actor=writer)
    with pytest.raises(reviews.OwnWords):
        reviews.approve(draft, actor=writer)

    later = bank.save_draft(draft.item, changed(stem="Where now?"), actor=reader)
    reviews.ask(later, actor=reader)
    with pytest.raises(reviews.OwnWords):
        reviews.approve(later, actor=writer)  # whose words are in it still
    assert ReviewStep.APPROVED not in said()


def test_what_is_approved_is_a_wording(draft, writer, reader):
    reviews.ask(draft, actor=writer)
    bank.save_draft(draft.item, changed(stem="Where now?"), actor=writer)

    with pytest.raises(reviews.ChangedMeanwhile):
        reviews.approve(draft, actor=reader)


def test_only_what_is_asked_for_is_decided(draft, writer, reader):
    with pytest.raises(reviews.NotAsked):
        reviews.approve(draft, actor=reader)

    reviews.ask(draft, actor=writer)
    reviews.send_back(draft, "Why?", actor=reader)
    with pytest.raises(reviews.NotAsked):
        reviews.approve(draft, actor=reader)

    reviews.ask(draft, actor=writer)
    reviews.approve(draft, actor=reader)
    with pytest.raises(reviews.NotAsked):
        reviews.send_back(draft, "No.", actor=reader)


def test_published_version_is_in_no_review(draft, writer, reader):
    reviews.ask(draft, actor=writer)
    bank.publish_version(draft, actor=writer)

    with pytest.raises(reviews.ChangedMeanwhile):
        reviews.approve(draft, actor=reader)
    assert status(draft) == Status.PUBLISHED


@pytest.mark.parametrize("is_approved", [True, False])
@pytest.mark.parametrize("is_required", [True, False])
def test_setting_decides_whether_approval_is_needed(
    draft, writer, reader, settings, is_required, is_approved
):
    settings.REVIEW_REQUIRED = is_required
    if is_approved:
        reviews.ask(draft, actor=writer)
        reviews.approve(draft, actor=reader)

    if is_required and not is_approved:
        with pytest.raises(bank.CannotPublish, match="Another author has to approve it first"):
            bank.publish_version(draft, actor=writer)
    else:
        assert bank.publish_version(draft, actor=writer).published_at


def test_a_reason_is_kept_by_the_database(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewNote.objects.create(version=draft, saved_at=draft.saved_at, step="sent_back")


# -- On the question's page -------------------------------------------------------------------


def test_reader_approves_on_the_page(as_reader, draft, writer):
    reviews.ask(draft, actor=writer)

    page = as_reader.get(url("item-detail", draft.item.slug)).content.decode()
    assert "read it, then approve it or send it back" in page
    page = post(as_reader, draft, "approved")

    assert "Approved as it is worded now." in page
    assert said() == ["asked", "approved"]


def test_writer_is_offered_no_decision(client, draft, writer):
    client.force_login(writer)
    page = post(client, draft, "asked")

    assert "another author decides" in page
    assert 'value="approved"' not in page
    assert "You wrote part of this draft" in post(client, draft, "approved")


@pytest.mark.parametrize(
    ("step", "text", "told"),
    [
        ("sent_back", " ", "Say what you think"),
        ("comment", "", "Say what you think"),
        ("comment", "a\x00b", "Null characters are not allowed"),
        ("comment", "a\x01b", "a character that cannot be shown"),
        ("comment", "x" * 3001, "at most 3000 characters"),
        ("published", "", "Select a valid choice"),
        ("approved", "", "not in review now"),
    ],
)
def test_page_says_what_cannot_be_done(as_reader, draft, step, text, told):
    assert told in post(as_reader, draft, step, text)
    assert said() == []


def test_decision_on_another_wording_is_not_taken(as_reader, draft, writer):
    seen = draft.stamp
    bank.save_draft(draft.item, changed(stem="Where now?"), actor=writer)

    assert "The question has changed since." in post(as_reader, draft, "comment", "Yes.", seen)
    assert said() == []


def test_comments_stay_with_the_question_after_publishing(as_reader, draft, writer):
    post(as_reader, draft, "comment", "<b>Who</b> asks?\r\nSay so.")
    post(as_reader, draft, "comment", "<b>Who</b> asks?\r\nSay so.")
    bank.publish_version(draft, actor=writer)

    page = as_reader.get(url("item-detail", draft.item.slug)).content.decode()
    assert page.count("&lt;b&gt;Who&lt;/b&gt; asks?") == 1
    assert "commented, version 1" in page


def test_list_says_how_many_wait_without_my_own(as_reader, draft, writer, reader):
    assert "Waiting for a review" not in as_reader.get(url("item-list")).content.decode()
    reviews.ask(draft, actor=writer)
    assert "Waiting for a review, 1 by others" in as_reader.get(url("item-list")).content.decode()
    page = as_reader.get(url("item-list"), {"status": "review"})
    assert [version.item.slug for version in page.context["page"]] == ["bed-1"]

    as_reader.force_login(writer)
    assert "Waiting for a review" not in as_reader.get(url("item-list")).content.decode()
