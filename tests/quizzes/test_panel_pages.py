"""The panel's own pages: opened by a link, without an account."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quizzes import bank
from quizzes.models import PanelRating
from quizzes.panel_links import token_for
from quizzes.ratings import order_for, wording
from tests import factories
from tests.quizzes.panel import (
    asked,
    judgment_fields,
    make_judgment,
    make_member,
    make_members,
    rate_all,
)

pytestmark = pytest.mark.django_db

GIVEN = {"rating-0": "5", "rating-1": "1", "rating-2": "3"}


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def items(module, author):
    return [
        make_judgment(module, f"m1-judge-{number}", author, stem=f"Situation {number}?")
        for number in (1, 2, 3)
    ]


@pytest.fixture
def member(module):
    return make_member(module.course, name="Ada Obi")


def address(member, name, *args):
    return reverse(f"panel:{name}", args=[token_for(member), *args])


def question(member, item):
    return address(member, "question", item.slug)


def save(client, member, item, **changes):
    data = {"wording": wording(asked(item).content)} | GIVEN | changes
    return client.post(question(member, item), {k: v for k, v in data.items() if v})


def kept(member):
    return {row.item.slug: row.ratings for row in member.ratings.select_related("item")}


def test_start_says_what_is_asked(client, member, items, author):
    html = client.get(address(member, "start")).content.decode()

    assert "Hello <bdi>Ada Obi</bdi>." in html
    assert "There are 3 questions. They take about 6 min" in html
    assert f'href="{question(member, items[0])}">Begin</a>' in html


def test_start_goes_on_where_the_member_stopped(client, member, items):
    rate_all([member], items[0])

    html = client.get(address(member, "start")).content.decode()

    assert "1 of 3 questions is rated. The rest takes about 4 min" in html
    assert f'href="{question(member, items[1])}">Go on</a>' in html


def test_nothing_to_rate_is_said(client, member):
    pages = [client.get(address(member, name)).content for name in ("start", "end")]

    assert [b"There is nothing to rate at the moment." in page for page in pages] == [True] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_question_shows_words_and_nothing_that_would_pull(
    client, module, author, count, django_assert_num_queries
):
    members = make_members(module.course, 6)
    items = [
        make_judgment(module, f"m1-judge-{n}", author, stem=f"Situation {n}?", feedback="A reason.")
        for n in range(count)
    ]
    rate_all(members[:5], items[0])
    elsewhere = factories.make_course(questions=0).modules.get()
    make_judgment(elsewhere, "m1-judge-9", author)

    with django_assert_num_queries(3):
        page = client.get(question(members[5], items[0]))

    html = page.content.decode()
    assert f"Question 1 of {count}" in html
    assert "Situation 0?" in html
    for response in asked(items[0]).content["responses"]:
        assert html.count(response["text"]) == 1
    for pulling in ("A reason.", "checked", "panel of 5", "agrees", "Where does this come from?"):
        assert pulling not in html
    assert html.count('type="radio"') == 15


def test_content_note_stands_before_the_words(client, member, items, author):
    fields = judgment_fields(stem="Situation 1?")
    bank.publish_fields(items[0], replace(fields, note="A threat."), actor=author)

    html = client.get(question(member, items[0])).content.decode()

    assert html.index("A threat. You can skip this question.") < html.index("Situation 1?")


def test_responses_stand_in_an_order_of_the_members_own(client, module, items):
    content = asked(items[0]).content
    for member in make_members(module.course, 4):
        form = client.get(question(member, items[0])).context["form"]

        names = [f"rating-{place}" for place in order_for(member.pk, content)]
        assert [field.name for field in form.responses] == names


def test_saving_leads_to_the_next_question_and_to_the_end(client, member, items):
    answers = [save(client, member, item) for item in items]

    follows = [question(member, items[1]), question(member, items[2]), address(member, "end")]
    assert [answer.url for answer in answers] == follows
    assert list(kept(member)) == [item.slug for item in items]
    html = client.get(address(member, "end")).content.decode()
    assert "You have rated 3 of 3 questions." in html


def test_a_rating_is_of_all_responses(client, member, items):
    page = save(client, member, items[0], **{"rating-1": ""})

    html = page.content.decode()
    assert kept(member) == {}
    assert "Not saved yet: please rate every response" in html
    assert html.count("Not rated yet.") == 2  # in the summary, and at the response
    assert html.count(" checked") == 2


@pytest.mark.parametrize("value", ["0", "6", "x", "1.5"])
def test_a_rating_is_on_the_scale(client, member, items, value):
    page = save(client, member, items[0], **{"rating-1": value})

    assert page.context["form"].errors == {"rating-1": ["Choose one of the five."]}
    assert kept(member) == {}


def test_a_rating_can_be_changed(client, member, items):
    save(client, member, items[0])
    html = client.get(question(member, items[0])).content.decode()
    save(client, member, items[0], **{"rating-0": "4"})

    assert html.count(" checked") == 3
    assert "You rated this before." in html
    assert sorted(*kept(member).values()) == [1, 3, 4]


def test_words_that_changed_meanwhile_are_shown_and_not_rated_unseen(client, member, items, author):
    old = wording(asked(items[0]).content)
    bank.publish_fields(items[0], judgment_fields(stem="Other words?"), actor=author)

    page = save(client, member, items[0], wording=old)

    html = page.content.decode()
    assert (page.status_code, kept(member)) == (409, {})
    assert "The words of this question were changed while you had it open" in html
    assert ("Other words?" in html, " checked" in html) == (True, False)
    assert save(client, member, items[0]).status_code == 302


def test_a_question_that_is_gone_leads_on(client, member, items, author):
    elsewhere = factories.make_course(questions=0).modules.get()
    other = make_judgment(elsewhere, "m1-judge-9", author)
    bank.retire_item(items[0], actor=author)

    for gone in (items[0], other):
        assert save(client, member, gone).url == address(member, "end")
    assert kept(member) == {}


def test_ratings_can_be_taken_back(client, module, member, items):
    others = [make_member(module.course, number) for number in range(2, 6)]
    rate_all([member, *others], items[0])

    page = client.post(address(member, "take-back"), follow=True)

    assert "Your ratings are deleted." in page.content.decode()
    assert (kept(member), asked(items[0]).panel) == ({}, [])
    assert PanelRating.objects.count() == 4
    assert "Take all your ratings back" not in page.content.decode()


def test_a_link_that_ended_opens_no_page(client, module, member, items):
    links = [address(member, name) for name in ("start", "end")] + [question(member, items[0])]
    member.link_number = 2
    member.save()
    other = make_member(module.course, 2)
    other.withdrawn_at = other.invited_at
    other.save()
    links.append(address(other, "start"))

    answers = [client.get(link) for link in links] + [save(client, other, items[0])]

    assert [answer.status_code for answer in answers] == [410] * 5
    assert b"This link no longer works" in answers[0].content
    assert b"Ada Obi" not in answers[0].content
    assert PanelRating.objects.count() == 0


def test_link_stays_between_the_member_and_the_site(client, member, items):
    pages = [client.get(address(member, name)) for name in ("start", "end")]
    pages.append(client.get(question(member, items[0])))

    for page in pages:
        assert page["Referrer-Policy"] == "same-origin"
        assert page["Cache-Control"] == "private, no-store"
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        html = page.content.decode()
        assert [
            part for part in html.split('href="http')[1:] if 'rel="noreferrer' not in part
        ] == []
        assert "Leave this page now" in html
        assert "sessionid" not in page.cookies


def test_a_learner_who_is_signed_in_stays_as_they_were(client, member, items):
    learner = factories.make_user()
    client.force_login(learner)
    before = dict(client.session)

    save(client, member, items[0])

    assert dict(client.session) == before
    assert list(kept(member)) == [items[0].slug]
