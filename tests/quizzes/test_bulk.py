"""Changing many questions at once: tags, modules, retiring."""

import pytest
from zeal import zeal_ignore

from accounts.models import AuditEntry
from courses.models import Module
from quizzes import attempts, bank
from quizzes.models import Item, ItemVersion
from tests import factories
from tests.quizzes.authoring import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return factories.make_course(questions=3)


@pytest.fixture
def other(course):
    return Module.objects.create(
        course=course, slug="module-2", number=2, title="Module 2", summary="M."
    )


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def slugs():
    return list(Item.objects.order_by("position").values_list("slug", flat=True))


def newest(slug):
    return ItemVersion.objects.newest().get(item__slug=slug)


def look(client, **asked):
    return client.get(url("bulk-change"), asked).content.decode()


def do(client, **asked):
    with zeal_ignore():  # each question is locked and written by itself, with its audit entry
        return client.post(url("bulk-change"), asked)


@pytest.mark.parametrize("count", [1, 3])
def test_page_says_what_will_happen(client, course, count, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = look(client, item=slugs()[:count], action="tag", tags="intake")

    assert page.count("Gets “intake”.") == count
    assert AuditEntry.objects.count() == 0


def test_tags_are_added_by_a_version_of_the_same_words(client, course, author):
    first, second, third = slugs()
    before = newest(first)

    answer = do(client, item=[first, second], action="tag", tags="intake first-week")

    assert answer.url == url("item-list")
    after = newest(first)
    assert (after.number, after.tags) == (2, " intake first-week ")
    assert (after.content, after.html, after.saved_at, after.author) == (
        before.content,
        before.html,
        before.saved_at,
        before.author,
    )
    assert list(after.statements.all()) == list(before.statements.all())
    assert newest(third).tags == ""
    entry = AuditEntry.objects.filter(action="item.tagged").first()
    assert (entry.actor, entry.data["after"]) == (author, ["intake", "first-week"])


def test_second_click_changes_nothing_more(client, course):
    for _ in range(2):
        do(client, item=slugs(), action="tag", tags="intake")

    assert ItemVersion.objects.count() == 6
    assert AuditEntry.objects.filter(action="item.tagged").count() == 3


def test_tags_go_on_an_open_draft_and_on_what_is_asked(client, course, author):
    slug = slugs()[0]
    item = Item.objects.get(slug=slug)
    draft = bank.save_draft(item, bank.fields_of(newest(slug)), actor=author)

    do(client, item=[slug], action="tag", tags="intake")

    assert newest(slug).pk == draft.pk
    assert newest(slug).tags == " intake "
    assert item.versions.published().first().tags == " intake "
    do(client, item=[slug], action="untag", tags="intake")
    assert newest(slug).tags == ""


def test_attempts_keep_their_version(client, course):
    enrollment = factories.make_enrollment(course)
    quiz = course.activities.get(kind="quiz").quiz
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    held = list(attempt.responses.values_list("item_version", flat=True))

    do(client, item=slugs(), action="tag", tags="intake")

    assert list(attempt.responses.values_list("item_version", flat=True)) == held


def test_questions_are_moved_to_the_end(client, course, other):
    first, second, _ = slugs()

    do(client, item=[first, second], action="move", module=other.pk)

    moved = other.items.order_by("position").values_list("slug", "position")
    assert list(moved) == [(first, 1), (second, 2)]
    assert AuditEntry.objects.filter(action="item.moved").count() == 2


def test_what_cannot_be_moved_says_why_and_the_rest_is(client, course, other):
    first, second, third = slugs()
    Item.objects.filter(slug=first).update(file_digest="x")
    elsewhere = factories.make_course(questions=1)

    page = look(client, item=slugs(), action="move", module=other.pk)
    do(client, item=slugs(), action="move", module=other.pk)

    assert "Stands in the course’s files" in page
    assert "Belongs to another course." in page
    assert "2 of 4 questions will change." in page
    assert set(other.items.values_list("slug", flat=True)) == {second, third}
    assert elsewhere.items.count() == 1


def test_questions_are_retired_and_brought_back(client, course):
    do(client, item=slugs()[:2], action="retire")
    assert Item.objects.filter(retired_at__isnull=False).count() == 2

    do(client, item=slugs(), action="restore")

    assert Item.objects.filter(retired_at__isnull=False).count() == 0
    assert AuditEntry.objects.filter(action="item.restored").count() == 2


def test_all_that_the_filters_find_are_changed(client, course):
    factories.make_item(course.modules.get(), position=9, area="replication")

    do(client, all="1", filters="area=replication", action="retire")

    assert Item.objects.filter(retired_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"action": "tag"}, "Say which tags."),
        ({"action": "tag", "tags": "Bad_Tag"}, "is no tag"),
        ({"action": "move"}, "Say which module."),
        ({"action": "move", "module": "999"}, "Select a valid choice"),
        ({"action": "burn"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_done_is_refused(client, course, asked, told):
    page = do(client, item=slugs(), **asked).content.decode()

    assert told in page
    assert AuditEntry.objects.count() == 0


def test_too_many_tags_change_nothing(client, course):
    ItemVersion.objects.filter(item__slug=slugs()[2]).update(tags=f" {'x' * 495} ")

    page = do(client, item=slugs(), action="tag", tags="intake").content.decode()

    assert "would have too many tags" in page
    assert ItemVersion.objects.count() == 3


def test_nothing_chosen_says_where_to_choose(client, course):
    assert "No question was chosen." in look(client)
    assert "No question was chosen." in look(client, item=["no-such"], action="retire")


def test_more_than_the_limit_are_refused(client, course, monkeypatch):
    monkeypatch.setattr("quizzes.bulk.MOST", 2)

    assert client.get(url("bulk-change"), {"item": slugs()}).url == url("item-list")


def test_list_leads_to_it(client, course):
    page = client.get(url("item-list"), {"area": "service-delivery"}).content.decode()

    assert page.count('name="item"') == 3
    assert "Change all 3 that are found" in page
    assert 'name="filters" value="area=service-delivery"' in page
