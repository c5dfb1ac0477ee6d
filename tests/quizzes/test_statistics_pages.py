"""The pages on how questions go: figures in words, hidden for few, and for authors alone."""

import pytest

from quizzes import statistics
from quizzes.analysis.tallies import cells
from quizzes.models import ItemVersion, Quiz
from quizzes.tallying import add, stored
from tests import factories
from tests.quizzes.authoring import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(factories.make_author())
    return client


def make_quiz(questions=4):
    course = factories.make_course(questions=questions)
    return Quiz.objects.get(activity__course=course)


def versions_of(quiz):
    return list(
        ItemVersion.objects.filter(item__slots__quiz=quiz)
        .select_related("item")
        .order_by("item__slots__position")
    )


def count(quiz, *people, times=1):
    """Count people, each by the options they chose; option 0 earns the mark."""
    versions = versions_of(quiz)
    for answers in people:
        found = cells(
            (version.pk, str(answer), float(answer == 0))
            for version, answer in zip(versions, answers, strict=True)
        )
        add(quiz.pk, dict.fromkeys(found, times))


# The fourth question is right for those who miss the others
CONTRARY = [(0, 0, 0, 1), (0, 0, 0, 1), (1, 1, 1, 0), (1, 2, 2, 0)]


def get(client, name, *args):
    page = client.get(url(name, *args))
    return page, page.content.decode()


def test_list_says_how_many_were_counted(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=3)
    make_quiz()

    page, html = get(client, "statistics-list")

    assert [row["count"] for row in page.context["rows"]] == [12, 0]
    assert html.count("too few yet") == 2
    assert url("statistics-detail", quiz.pk) in html


def test_list_without_quizzes_says_where_they_come_from(client):
    assert "There are no quizzes yet." in get(client, "statistics-list")[1]


def test_figures_are_hidden_for_few(client):
    quiz = make_quiz()
    count(quiz, (0, 0, 0, 0), times=29)

    html = get(client, "statistics-detail", quiz.pk)[1]

    assert "29 first attempts so far. Figures are shown from 30" in html
    assert "<svg" not in html
    assert "%" not in html.split("<main")[1]


def test_quiz_that_nobody_took_says_so(client):
    assert "No first attempt so far." in get(client, "statistics-detail", make_quiz().pk)[1]


def test_page_shows_what_to_look_at_first(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=10)
    fourth = versions_of(quiz)[3].item

    page, html = get(client, "statistics-detail", quiz.pk)

    first, *_ = page.context["statistics"].first
    assert first.asked.version.item == fourth
    assert "Check the key today" in html
    assert "none: it goes against the whole" in html
    assert "This is a course to be mastered" in html
    assert html.count("<circle") == 4


def test_page_says_why_alpha_is_left_out_where_questions_differ(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=10)
    versions = versions_of(quiz)
    add(quiz.pk, dict.fromkeys(cells((version.pk, "0", 1.0) for version in versions[:2]), 5))

    page, html = get(client, "statistics-detail", quiz.pk)

    assert page.context["statistics"].count == 45
    assert "Attempts had different questions" in html
    assert "Alpha</dt>" not in html


def test_chart_is_left_out_where_nothing_can_be_told(client):
    quiz = make_quiz()
    count(quiz, (0, 0, 0, 0), times=30)

    html = get(client, "statistics-detail", quiz.pk)[1]

    assert "There is nothing to draw" in html
    assert "nearly everyone knows it" in html
    assert "No question that learners are asked now needs a look" in html


@pytest.mark.parametrize("questions", [2, 4])
def test_pages_have_a_fixed_number_of_queries(client, questions, django_assert_num_queries):
    quizzes = [make_quiz(questions) for _ in range(questions - 1)]
    for quiz in quizzes:
        count(quiz, [0] * questions, [0] * (questions - 1) + [1], times=60)
    item = versions_of(quizzes[0])[0].item
    get(client, "statistics-list")

    with django_assert_num_queries(5):
        get(client, "statistics-list")
    with django_assert_num_queries(6):
        get(client, "statistics-detail", quizzes[0].pk)
    with django_assert_num_queries(4):
        statistics.item_statistics(item)
    with django_assert_num_queries(2):
        statistics.needing_attention()


def test_question_shows_who_chose_what(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=25)
    item = versions_of(quiz)[3].item

    page, html = get(client, "item-detail", item.slug)

    [found] = page.context["statistics"]
    assert [option.figures.count for option in found.options] == [50, 50, 0]
    assert [option.is_key for option in found.options] == [True, False, False]
    assert "Chosen less by those who did well: check the key." in html
    assert "Lower third" in html


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (7, "28 first attempts so far. Figures are shown from 30"),
        (24, "Which options were chosen is shown from 100 first attempts."),
        (0, "Nothing yet. Figures come from the first attempts of learners"),
    ],
)
def test_question_says_what_is_hidden(client, times, words):
    quiz = make_quiz()
    if times:
        count(quiz, *CONTRARY, times=times)

    html = get(client, "item-detail", versions_of(quiz)[0].item.slug)[1]

    assert words in html
    assert "Lower third" not in html


def test_older_version_has_figures_of_its_own(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=10)
    old = versions_of(quiz)[3]
    assert statistics.needing_attention() == {old.item_id}
    ItemVersion.objects.create(
        item=old.item,
        number=2,
        type=old.type,
        content=old.content,
        html=old.html,
        bloom=old.bloom,
        area=old.area,
        published_at=old.published_at,
        same_as=2,
    )

    html = get(client, "statistics-detail", quiz.pk)[1]

    assert "version 1" in html
    assert "not asked any more" in html
    assert "Check the key today" not in html
    assert statistics.needing_attention() == set()


def test_attention_is_asked_for_as_on_the_pages(client):
    quiz, other = make_quiz(), make_quiz()
    count(quiz, *CONTRARY, times=10)
    count(other, *CONTRARY, times=7)  # too few to say

    found = statistics.quiz_statistics(quiz)

    ids = {question.asked.version.item_id for question in found.first}
    assert statistics.needing_attention() == ids == {versions_of(quiz)[3].item_id}


def test_question_in_two_quizzes_is_shown_for_each(client):
    quiz, other = make_quiz(), make_quiz()
    count(quiz, *CONTRARY, times=10)
    add(other.pk, stored(quiz.tallies.all()))

    page = get(client, "item-detail", versions_of(quiz)[0].item.slug)[0]

    assert {each.quiz for each in page.context["statistics"]} == {quiz, other}


def test_figures_go_on_when_a_version_only_words_it_better(client):
    quiz = make_quiz()
    count(quiz, *CONTRARY, times=6)  # 24 people
    old = versions_of(quiz)[3]
    new = ItemVersion.objects.create(
        item=old.item,
        number=2,
        type=old.type,
        content={**old.content, "stem": "What do you do first here?"},
        html=old.html,
        bloom=old.bloom,
        area=old.area,
        published_at=old.published_at,
        same_as=1,
    )
    rows = quiz.tallies.filter(item_version=old)
    add(quiz.pk, {cell._replace(version=new.pk): count for cell, count in stored(rows).items()})

    [shown] = statistics.item_statistics(old.item)

    assert (shown.asked.version, shown.asked.count, shown.asked.is_current) == (new, 48, True)
    assert shown.asked.figures.facility == 0.5
    html = get(client, "item-detail", old.item.slug)[1]
    assert "Versions 1 to 2 together in" in html
    assert statistics.needing_attention() == {old.item_id}
