"""A course checked as a whole, on the small course; see test_shipped_course for the other."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.content import read_course
from quizzes.content import read_questions
from quizzes.coverage import Gap
from quizzes.curriculum import check_curriculum
from tests.small_course import change, write_course

LESSON = "01-begin/1-2-the-second-hour.md"
ITEMS = "01-begin/items.yaml"


@pytest.fixture
def root(tmp_path):
    return write_course(tmp_path)


def checked(root):
    course = read_course(root)
    return check_curriculum(course, read_questions(course))


def found(root, check):
    return [(each.place, each.reason) for each in checked(root).findings if each.check == check]


def test_coverage_counts_lessons_and_questions(root):
    covered = {each.code: each for each in checked(root).covered}

    assert covered["S2"].lessons == ("1.1",)
    assert (covered["S2"].items, covered["S2"].cases) == (("m1-first-1",), 1)
    assert covered["S2"].gaps == (Gap.FEW_QUESTIONS,)
    assert (covered["S3"].items, covered["S3"].cases) == (("m1-second-1",), 0)
    assert covered["S3"].gaps == ()


def test_what_is_not_covered_is_an_error(root):
    change(root, LESSON, "[S3]", "[S1]")

    assert ("statements.yaml, S3", "") in found(root, "C01")
    assert "C01" in {each.check for each in checked(root).of("error")}


def test_lesson_is_found_by_its_file(root):
    change(root, LESSON, "Nothing is known of it.", "All victims go back.")

    assert found(root, "L01") == [(LESSON, "")]


def test_reason_in_the_front_matter_settles_a_finding(root):
    change(root, LESSON, "Nothing is known of it.", "All victims go back.")
    change(root, LESSON, "L54: It is a name.", "L01: It is quoted.")

    assert found(root, "L01") == [(LESSON, "It is quoted.")]
    assert "L01" not in {each.check for each in checked(root).of("error")}


def test_question_is_found_by_its_file_and_id(root):
    change(root, ITEMS, "What do you do first?", "Say what you do first.")

    assert found(root, "Q12") == [(f"{ITEMS}, m1-first-1, Question", "")]


def test_reason_beside_a_question_settles_a_finding_of_language(root):
    change(root, ITEMS, "It leaves her alone with it.", "All victims go back.")
    change(
        root, ITEMS, "  note: Names a bed.", "  note: Names a bed.\n  lint_ok: {L01: It is said.}"
    )

    assert found(root, "L01") == [(f"{ITEMS}, m1-first-1, Option 3, feedback", "It is said.")]


def test_small_pool_is_pointed_out(root):
    change(
        root,
        "01-begin/module.yaml",
        "[m1-first-1, m1-second-1]",
        "[m1-first-1]\n  draw: [{area: foundations, count: 1}]",
    )

    assert found(root, "B01") == [("01-begin/module.yaml, draw of foundations", "")]


def fail(*options):
    """Run the command, which finds something to change; return what it writes."""
    out = StringIO()
    with pytest.raises(CommandError, match=r"^\d+ to change$"):
        call_command("check_curriculum", *options, stdout=out)
    return out.getvalue()


def test_command_fails_on_errors_and_tells_them(root, settings):
    settings.COURSES_DIR = root.parent

    told = fail()

    assert "small: 2 modules, 3 lessons" in told
    assert "  statements.yaml, S2: C01 S2: fewer than two questions." in told


def test_json_has_all_that_is_found(root, settings):
    settings.COURSES_DIR = root.parent

    small = json.loads(fail("--json"))["small"]

    assert small["counts"]["questions"] == 2
    assert len(small["findings"]) == len(checked(root).findings)
    assert small["coverage"][1] == {
        "code": "S2",
        "use": "apply",
        "certainty": "firm",
        "lessons": ["1.1"],
        "items": ["m1-first-1"],
        "cases": 1,
        "gaps": ["fewer-than-two-questions"],
    }


@pytest.mark.django_db
def test_database_is_checked_as_the_files_are(root, settings):
    settings.COURSES_DIR = root.parent
    call_command("load_content", stdout=StringIO())

    assert fail("--database") == fail()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--course", "large"], "There is no course “large” in {}."),
        (["--course", "large", "--database"], "There is no course “large”."),
        ([], "small/01-begin/1-2-the-second-hour.md:7: there is no statement “S9”"),
    ],
)
def test_course_that_cannot_be_read_is_told_in_words(root, settings, options, said):
    settings.COURSES_DIR = root.parent
    change(root, LESSON, "[S3]", "[S9]")

    with pytest.raises(CommandError) as caught:
        call_command("check_curriculum", *options, stdout=StringIO())

    assert str(caught.value) == said.format(root.parent)
