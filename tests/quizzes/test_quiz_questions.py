"""What a quiz asks, changed by its authors."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import AuditEntry
from quizzes import attempts, bank
from quizzes.asked import digest
from quizzes.drawing import Wanted
from quizzes.models import Draw, Item, Quiz
from quizzes.quiz_questions import asked_by, change_questions
from tests import factories
from tests.quizzes.authoring import url
from tests.small_course import change, write_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    """A quiz with questions of its own, in a course that has three more."""
    quiz = factories.make_course(questions=3).activities.get(kind="quiz").quiz
    module = quiz.activity.module
    for number in (7, 8, 9):
        factories.make_item(module, position=number, area="replication", tags=" intake ")
    return quiz


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def spare():
    return list(Item.objects.filter(slots=None).order_by("pk").values_list("slug", flat=True))


def own(quiz):
    return list(asked_by(Quiz.objects.get(pk=quiz.pk)).items)


def posted(quiz, draws=(), **changes):
    """Return what a browser sends when the page was opened and changed."""
    asked = asked_by(Quiz.objects.get(pk=quiz.pk))
    rows = [{**each.criteria, "count": each.count} for each in asked.draws]
    page = {"base": digest(asked), "add": "", "draw-INITIAL_FORMS": len(rows)}
    page |= {f"place-{slug}": place for place, slug in enumerate(asked.items, start=1)}
    rows += draws
    page["draw-TOTAL_FORMS"] = len(rows)
    for number, row in enumerate(rows):
        page |= {f"draw-{number}-{name}": value for name, value in row.items()}
    return page | changes


def save(client, quiz, **changes):
    return client.post(url("quiz-questions", quiz.pk), posted(quiz, **changes))


@pytest.mark.parametrize("more", [0, 2])
def test_page_lists_what_is_asked(client, quiz, more, django_assert_num_queries):
    slugs = spare()[:more]
    save(client, quiz, add=" ".join(slugs))

    with django_assert_num_queries(10):
        page = client.get(url("quiz-questions", quiz.pk)).content.decode()

    assert page.count('aria-hidden="true">Take out') == 3 + more


def test_questions_are_added_moved_and_taken_out(client, quiz, author):
    first, second, third = own(quiz)
    fourth = spare()[0]

    answer = save(client, quiz, add=f" {fourth},\n", **{f"place-{third}": 1, f"out-{second}": "on"})

    assert answer.url == url("quiz-questions", quiz.pk)
    assert own(quiz) == [third, first, fourth]
    entry = AuditEntry.objects.get(action="quiz.questions_changed")
    assert entry.actor == author
    assert entry.data["before"]["items"] == [first, second, third]
    enrollment = factories.make_enrollment(quiz.activity.course)
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    asked = attempt.responses.order_by("number").values_list("item_version__item__slug", flat=True)
    assert list(asked) == own(quiz)


def test_draws_are_added_changed_and_taken_out(client, quiz):
    save(client, quiz, draws=[{"count": 2, "area": "replication", "cases": 0}])
    assert asked_by(Quiz.objects.get(pk=quiz.pk)).draws == (Wanted(2, area="replication"),)

    save(client, quiz, draws=[{"count": 1, "tag": "intake"}], **{"draw-0-count": 1})
    assert asked_by(Quiz.objects.get(pk=quiz.pk)).draws == (
        Wanted(1, area="replication"),
        Wanted(1, tag="intake"),
    )

    save(client, quiz, **{"draw-0-DELETE": "on"})
    assert [draw.tag for draw in Draw.objects.all()] == ["intake"]


def test_saving_without_a_change_writes_nothing(client, quiz):
    answer = save(client, quiz)

    assert answer.status_code == 302
    assert AuditEntry.objects.count() == 0


def test_double_click_saves_once(client, quiz):
    page = posted(quiz, add=spare()[0])

    for _ in range(2):
        assert client.post(url("quiz-questions", quiz.pk), page).status_code == 302

    assert len(own(quiz)) == 4
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"add": "no-such"}, "There is no published question “no-such”"),
        ({"draws": [{"count": 4, "area": "replication"}]}, "its pool has 3"),
        ({"draws": [{"count": 1}]}, "Say which questions"),
        ({"draws": [{"count": 1, "cases": 2, "tag": "intake"}]}, "more cases than questions"),
        ({"draws": [{"count": 1, "statement": "S999"}]}, "There is no statement “S999”"),
        ({"draws": [{"count": 1, "tag": "a b"}]}, "A draw asks for one tag."),
        ({"draws": [{"count": 1, "tag": "intake"}] * 2}, "Two draws ask for the same."),
        ({"draws": [{"count": "", "tag": "intake"}]}, "This field is required."),
    ],
)
def test_what_cannot_be_asked_is_refused(client, quiz, changes, told):
    answer = save(client, quiz, **changes)

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert len(own(quiz)) == 3
    assert Draw.objects.count() == 0


def test_quiz_without_questions_is_refused(client, quiz):
    answer = save(client, quiz, **{f"out-{slug}": "on" for slug in own(quiz)})

    assert "A quiz asks at least one question" in answer.content.decode()
    assert len(own(quiz)) == 3


def test_question_that_another_quiz_needs_to_draw_is_refused(client, quiz):
    other = factories.make_quiz(quiz.activity.module, 5, questions=0, slug="other")
    Draw.objects.create(quiz=other, position=1, area="replication", count=3)

    answer = save(client, quiz, add=spare()[0])

    assert "its pool has 2" in answer.content.decode()
    assert len(own(quiz)) == 3


def test_question_already_there_and_a_retired_one_are_refused(client, quiz):
    retired = Item.objects.get(slug=spare()[0])
    bank.retire_item(retired, actor=None)

    assert "in this quiz already" in save(client, quiz, add=own(quiz)[0]).content.decode()
    assert "no published question" in save(client, quiz, add=retired.slug).content.decode()


def test_change_of_somebody_else_is_not_undone(client, quiz):
    page = posted(quiz, add=spare()[0])
    asked = asked_by(quiz)
    theirs = type(asked)(asked.items[:2])
    change_questions(quiz, theirs, base=digest(asked), actor=factories.make_author())

    answer = client.post(url("quiz-questions", quiz.pk), page)

    assert "Somebody else has changed what this quiz asks" in answer.content.decode()
    assert own(quiz) == list(theirs.items)


def test_foreign_question_among_the_places_is_passed_over(client, quiz):
    foreign = factories.make_item(factories.make_course().modules.get(), position=50)

    save(client, quiz, **{f"place-{foreign.slug}": 1})

    assert len(own(quiz)) == 3


# -- Together with the content files ----------------------------------------------------------

MODULE = "01-begin/module.yaml"
KEPT = "  kept as authors made them: questions of the quiz in begin"
CONFLICT = (
    "  not loaded: questions of the quiz in begin changed both in the application and in its file; "
    "decide with --take-file or --keep-database"
)


@pytest.fixture
def root(tmp_path, settings):
    settings.COURSES_DIR = tmp_path
    root = write_course(tmp_path)
    load()
    return root


def load(*options):
    out = StringIO()
    call_command("load_content", *options, stdout=out)
    return out.getvalue().splitlines()[1:]


def take_out_second():
    quiz = Quiz.objects.get()
    asked = asked_by(quiz)
    change_questions(quiz, type(asked)(asked.items[:1]), base=digest(asked), actor=None)


def test_load_keeps_what_an_author_chose(root):
    take_out_second()

    assert load() == [KEPT]
    assert load() == [KEPT]
    assert len(own(Quiz.objects.get())) == 1


def test_export_writes_what_an_author_chose(root, tmp_path_factory):
    take_out_second()
    out = tmp_path_factory.mktemp("out")

    call_command("export_content", out, stdout=StringIO())

    assert "m1-second-1" not in next(out.rglob("module.yaml")).read_text()


@pytest.mark.parametrize(
    ("option", "told", "asked"),
    [
        ((), [CONFLICT], ["m1-first-1"]),
        (("--keep-database",), [KEPT], ["m1-first-1"]),
        (("--take-file",), [], ["m1-second-1", "m1-first-1"]),
    ],
)
def test_change_on_both_sides_is_decided_by_who_loads(root, option, told, asked):
    take_out_second()
    change(root, MODULE, "[m1-first-1, m1-second-1]", "[m1-second-1, m1-first-1]")

    assert load(*option) == told
    assert own(Quiz.objects.get()) == asked
