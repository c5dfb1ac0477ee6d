"""Loading a quiz's settings: taken from the file, and never over what an author chose."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from quizzes.models import Quiz
from quizzes.quiz_settings import change_settings
from quizzes.rules import QuizRules, digest, rules_of
from tests import factories
from tests.small_course import change, write_course

pytestmark = pytest.mark.django_db

MODULE = "01-begin/module.yaml"
INTRO = "Two questions."
KEPT = "  kept as authors made them: settings of the quiz in begin"
CONFLICT = (
    "  not loaded: settings of the quiz in begin changed both in the application and in its file; "
    "decide with --take-file or --keep-database"
)


@pytest.fixture
def root(tmp_path, settings):
    settings.COURSES_DIR = tmp_path
    root = write_course(tmp_path, **{MODULE: ("  intro:", "  feedback: each\n  intro:")})
    load()
    return root


def load(*options):
    out = StringIO()
    call_command("load_content", *options, stdout=out)
    return out.getvalue().splitlines()[1:]


def edit(**chosen):
    quiz = Quiz.objects.get()
    base = digest(rules_of(quiz))
    change_settings(
        quiz, QuizRules(intro=INTRO, **chosen), base=base, actor=factories.make_author()
    )


def change_file(root):
    change(root, MODULE, "feedback: each", "attempts_allowed: 2")


def test_settings_are_loaded(root):
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, feedback="each")


def test_changed_file_is_taken(root):
    change_file(root)

    assert load() == []
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, attempts_allowed=2)


def test_what_an_author_chose_is_kept_and_named(root):
    edit(wait_minutes=60)

    assert load() == [KEPT]
    assert load("--if-changed") == [KEPT]
    assert load("--take-file") == [KEPT]
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, wait_minutes=60)


def test_both_changed_is_a_conflict_until_somebody_decides(root):
    edit(wait_minutes=60)
    change_file(root)

    assert load() == [CONFLICT]
    assert load() == [CONFLICT]
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, wait_minutes=60)


def test_conflict_can_be_decided_for_the_file(root):
    edit(wait_minutes=60)
    change_file(root)

    assert load("--take-file") == []
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, attempts_allowed=2)


def test_conflict_can_be_decided_for_the_application(root):
    edit(wait_minutes=60)
    change_file(root)

    assert load("--keep-database") == [KEPT]
    assert load() == [KEPT]
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, wait_minutes=60)


def test_both_changed_to_the_same_is_no_conflict(root):
    edit(attempts_allowed=2)
    change_file(root)

    assert load() == []


def test_settings_loaded_before_digests_were_kept_follow_their_file(root):
    Quiz.objects.update(settings_digest="")
    change_file(root)

    assert load() == []
    assert rules_of(Quiz.objects.get()) == QuizRules(intro=INTRO, attempts_allowed=2)


def test_what_an_author_chose_is_exported(root, tmp_path):
    edit(time_limit_minutes=40, time_limit_reason="The license: asks for it.", is_shuffled=False)

    call_command("export_content", str(tmp_path / "out"), stdout=StringIO())

    assert (
        (tmp_path / "out" / "small" / MODULE)
        .read_text()
        .endswith(
            "  intro: Two questions.\n"
            "  shuffle: false\n"
            "  time_limit_minutes: 40\n"
            "  time_limit_reason: 'The license: asks for it.'\n"
            "  items: [m1-first-1, m1-second-1]\n"
        )
    )


@pytest.mark.parametrize(
    "values",
    [
        {"time_limit_minutes": 40},
        {"time_limit_reason": "Because."},
        {"time_limit_minutes": 0, "time_limit_reason": "Because."},
        {"attempts_allowed": 0},
        {"wait_minutes": 0},
        {"feedback": "each", "layout": "all"},
        {"pass_mark": 1.1},
    ],
)
def test_database_refuses_settings_that_make_no_sense(values):
    factories.make_course()

    with pytest.raises(IntegrityError), transaction.atomic():
        Quiz.objects.update(**values)
