"""Reading a course's files: what is in them, what is refused and where, and writing them back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.content import ContentError, course_files, read_course
from courses.content.nodes import UNPRINTABLE, node_of, parse_yaml
from courses.content.parts import BLOOM, CERTAINTIES, USES
from courses.content.writing import to_yaml
from courses.models import Bloom, Statement
from quizzes.content import read_questions, with_questions
from tests.small_course import FILES, change, write_course

SHIPPED = Path(__file__).parents[2] / "fixtures" / "courses" / "trauma-bonding"
LESSON = "01-begin/1-1-the-first-hour.md"
HANDOUT = "01-begin/handout.md"

TEXTS = st.lists(
    st.sampled_from(["", " ", "\n", "\n\n", "a: b", "'", '"', "- x", "# y", "|", "é “q”", "---"])
    | st.text(max_size=8).filter(lambda text: not UNPRINTABLE.search(text)),
    max_size=6,
).map("".join)


def rewritten(root):
    content = read_course(root)
    return course_files(with_questions(content, read_questions(content)))


def test_course_is_read_whole(tmp_path):
    course = read_course(write_course(tmp_path))

    assert (course.slug, course.pass_mark, course.note) == ("small", 0.8, "")
    assert [statement.code for statement in course.statements] == ["S1", "S2", "S3"]
    assert course.sources[0].shingles == ("2b4f5e1a9c3d", "7a0c11d2e3f4")
    assert [figure.name for figure in course.figures] == ["m1-two-ways.svg"]
    assert [(module.number, module.slug) for module in course.modules] == [
        (1, "begin"),
        (2, "go-on"),
    ]
    begin, go_on = course.modules
    assert [(lesson.number, lesson.slug, lesson.minutes) for lesson in begin.lessons] == [
        (1, "the-first-hour", 9),
        (2, "the-second-hour", 5),
    ]
    assert begin.lessons[0].summary == "Something may be so. [S1]\n\nSomething else is so. [S2]\n"
    assert begin.lessons[0].body.startswith("Two sentences open the lesson.")
    assert begin.lessons[0].statements == ["S2", "S1"]
    assert (begin.quiz.slug, begin.quiz.minutes, len(begin.items)) == ("check", 5, 2)
    assert begin.handout == "## Keep in mind\n\n- Something else is so. [S2]\n"
    assert begin.lessons[1].lint_ok == {"L54": "It is a name."}
    assert (go_on.quiz, go_on.items, go_on.handout) == (None, (), "")


def test_statements_of_a_term_are_in_the_order_of_the_ledger(tmp_path):
    root = write_course(tmp_path, **{"glossary.yaml": ("[S1, S2]", "[S2, S1]")})

    assert read_course(root).terms[0].statements == ("S1", "S2")


def test_lessons_are_in_the_order_of_their_numbers(tmp_path):
    root = write_course(tmp_path)
    (root / "01-begin/1-2-the-second-hour.md").rename(root / "01-begin/1-10-the-second-hour.md")

    assert [lesson.number for lesson in read_course(root).modules[0].lessons] == [1, 10]


def test_windows_line_ends_and_byte_order_marks_are_read(tmp_path):
    root = write_course(tmp_path)
    plain = read_course(root)
    for path, text in FILES.items():
        (root / path).write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())

    assert read_course(root) == plain


def test_a_folder_that_is_not_listed_is_not_read(tmp_path):
    root = write_course(tmp_path, **{"course.yaml": (", 02-go-on]", "]")})
    change(root, "02-go-on/module.yaml", "title: Go on", "unfinished")

    assert [module.slug for module in read_course(root).modules] == ["begin"]


@pytest.mark.parametrize(
    ("path", "old", "new", "fault"),
    [
        (
            "course.yaml",
            "title: A small",
            "titel: A small",
            "2: “titel” is not known here; "
            "known are slug, title, summary, pass_mark, modules, note, valid_months",
        ),
        ("course.yaml", "title: A small course\n", "", "1: the file has no “title”"),
        (
            "course.yaml",
            "slug: small",
            "slug: big",
            "1: “slug” differs from the folder’s name, “small”",
        ),
        (
            "course.yaml",
            "slug: small",
            "slug: Small",
            "1: “slug” should be small letters, digits and single hyphens",
        ),
        ("course.yaml", "0.8", "80", "4: “pass_mark” should be a number above 0 and at most 1"),
        ("course.yaml", "0.8", ".nan", "4: “pass_mark” should be a number above 0 and at most 1"),
        (
            "course.yaml",
            "pass_mark:",
            "valid_months: 61\npass_mark:",
            "4: “valid_months” should be a whole number from 1 to 60",
        ),
        ("course.yaml", "A small course", "12", "2: “title” should be text; put it in quotes"),
        (
            "course.yaml",
            "A small course",
            "2026-01-02",
            "2: “title” should be text; put it in quotes",
        ),
        ("course.yaml", "A small course", "''", "2: “title” is empty"),
        ("course.yaml", "A small course", "x" * 201, "2: “title” is longer than 200 characters"),
        (
            "course.yaml",
            "A small course",
            '"a\\0"',
            "2: “title” holds a character that cannot be shown",
        ),
        (
            "course.yaml",
            "A small",
            "A: small",
            "2: this is not YAML: mapping values are not allowed here",
        ),
        (
            "course.yaml",
            "[01-begin, ",
            "[begin, ",
            "5: a module’s folder is called like this: 06-a-few-words",
        ),
        (
            "course.yaml",
            "01-begin, 02-go-on",
            "02-go-on, 01-begin",
            "5: modules should be in the order of their numbers",
        ),
        ("course.yaml", "01-begin, ", "01-begin, 01-begin, ", "5: “begin” is there twice"),
        (
            "course.yaml",
            "pass_mark:",
            "note: " + "a " * 41 + "\npass_mark:",
            "4: “note” has 41 words, more than 40",
        ),
        ("course.yaml", "pass_mark: 0.8", "slug: small", "4: “slug” is given twice"),
        (
            "course.yaml",
            "Two modules, for tests.",
            "*a",
            "3: this is not YAML: found undefined alias 'a'",
        ),
        ("sources.yaml", "url: https:", "url: javascript:", "5: “url” should begin with https://"),
        ("statements.yaml", "id: S2", "id: S1", "12: “S1” is there twice"),
        (
            "statements.yaml",
            "id: S2",
            "id: V2",
            "12: “id” should be S or C and a number to 99, as in S42",
        ),
        (
            "statements.yaml",
            "certainty: may",
            "certainty: sure",
            "8: “certainty” should be one of firm, may, unknown, theory",
        ),
        ("statements.yaml", "source: state", "source: stat", "3: “source” should be one of state"),
        (
            "statements.yaml",
            "Looking Ahead",
            "Ahead",
            "24: “section” should be one of Introduction, Looking Ahead",
        ),
        ("statements.yaml", "audience: [all]", "audience: all", "10: “audience” should be a list"),
        ("glossary.yaml", "[S1, S2]", "[S1, S9]", "4: there is no statement “S9”"),
        ("glossary.yaml", "[S1, S2]", "[S1, S1]", "4: “S1” is there twice"),
        ("glossary.yaml", "term: Case", "term: agency", "5: “agency” is there twice"),
        (
            "glossary.yaml",
            "term: Case",
            "term: Agency!",
            "5: “Agency!” has the same address as another term, “term-agency”",
        ),
        (
            "glossary.yaml",
            "term: Case",
            "term: '…'",
            "5: “…” has no letter or digit for its address",
        ),
        ("glossary.yaml", "link: false", "link: no one", "7: “link” should be true or false"),
        ("glossary.yaml", "- case moment", "- Agency", "9: “agency” is there twice"),
        ("glossary.yaml", "- case moment", "- ''", "9: form 1 is empty"),
        (
            "figures/m1-two-ways.svg",
            "<text",
            "<script",
            "1: it cannot be read as XML (mismatched tag: line 3, column 67)",
        ),
        ("figures/m1-two-ways.svg", ' role="img"', "", '1: it needs role="img"'),
        (
            "01-begin/module.yaml",
            "bloom: apply",
            "bloom: know",
            "7: “bloom” should be one of remember, understand, apply, analyze, evaluate, create",
        ),
        (
            "01-begin/module.yaml",
            "minutes: 5",
            "minutes: 0",
            "11: “minutes” should be a whole number from 1 to 240",
        ),
        (
            "01-begin/module.yaml",
            "minutes: 5",
            "minutes: yes",
            "11: “minutes” should be a whole number from 1 to 240",
        ),
        (
            "01-begin/module.yaml",
            "slug: check",
            "slug: the-first-hour",
            "9: “the-first-hour” is there twice",
        ),
        ("02-go-on/module.yaml", "m2-o1", "m1-o1", "4: “m1-o1” is there twice"),
        (
            LESSON,
            "---\ntitle",
            "title",
            "1: a lesson begins with its front matter between lines of ---",
        ),
        (
            LESSON,
            "minutes: 9",
            "minute: 9",
            "3: “minute” is not known here; known are title, minutes, note, summary, lint_ok",
        ),
        (LESSON, "minutes: 9\n", "", "2: the front matter has no “minutes”"),
        (
            LESSON,
            "title: The",
            "title: The: ",
            "2: this is not YAML: mapping values are not allowed here",
        ),
        (
            LESSON,
            "note: Names loss. Nothing is shown.\n",
            "",
            "2: “note” and “summary” come together: who is warned has a choice",
        ),
        (LESSON, "Names loss", "many words " * 20, "4: “note” has 44 words, more than 40"),
        (LESSON, "so. [S2]\n---", "so.\n---", "5: “summary” and text differ in what they cite: S2"),
        (LESSON, "Something may be so. [S1]", "# So [S1]", "6: a heading starts with ## or ###"),
        (LESSON, "This is one. [S2]", "This is one. [S7]", "10: there is no statement “S7”"),
        ("shingles/state.txt", "7a0c", "7A0C", "2: this is not a digest; make the file again"),
        (HANDOUT, "so. [S2]", "so. [S7]", "3: there is no statement “S7”"),
        (HANDOUT, "## Keep", "# Keep", "1: a heading starts with ## or ###"),
        (
            "01-begin/module.yaml",
            "slug: check",
            "slug: handout",
            "1: no lesson or quiz may be called “handout”: that address is the handout’s",
        ),
        (LESSON, "## What", "# What", "12: a heading starts with ## or ###"),
        (
            LESSON,
            "figure m1-two-ways.svg",
            "figure m1-three.svg",
            "16: there is no figure m1-three.svg",
        ),
        (
            LESSON,
            "Two ways, in words.\n:::",
            "Two ways",
            "16: the block is not closed; a block around another needs four colons",
        ),
        (
            LESSON,
            "Two sentences",
            "Two\x0bsentences",
            "10: there is a character that cannot be shown",
        ),
    ],
)
def test_fault_is_raised_with_its_path_and_line(tmp_path, path, old, new, fault):
    root = write_course(tmp_path, **{path: (old, new)})

    with pytest.raises(ContentError) as caught:
        read_course(root)

    assert str(caught.value) == f"{path}:{fault}"


def test_alias_is_refused(tmp_path):
    root = write_course(tmp_path, **{"course.yaml": ("A small course", "&a x")})
    change(root, "course.yaml", "Two modules, for tests.", "*a")

    with pytest.raises(ContentError) as caught:
        read_course(root)

    assert str(caught.value) == "course.yaml:3: “summary” is an alias; write it out"


OPTIONAL = {"01-begin/items.yaml", "shingles/state.txt", HANDOUT}


@pytest.mark.parametrize(
    "path", sorted(path for path in FILES.keys() - OPTIONAL if "-the-" not in path)
)
def test_missing_file_is_named(tmp_path, path):
    root = write_course(tmp_path, **{path: None})

    with pytest.raises(ContentError) as caught:
        read_course(root)

    missing = LESSON + ":16: there is no figure m1-two-ways.svg"
    expected = missing if path.startswith("figures") else f"{path}:1: the file is missing"
    assert str(caught.value) == expected


def test_module_may_ask_nothing_and_have_no_handout(tmp_path):
    root = write_course(tmp_path, **dict.fromkeys(OPTIONAL))

    module = read_course(root).modules[0]

    assert (module.items, module.handout) == ((), "")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "01-begin/2-3-the-third-hour.md",
            "a lesson’s file is called like this here: 1-1-a-few-words.md",
        ),
        ("01-begin/itmes.yaml", "a lesson’s file is called like this here: 1-1-a-few-words.md"),
        (
            "01-begin/1-01-another.md",
            "a lesson’s file is called like this here: 1-1-a-few-words.md",
        ),
        ("01-begin/1-1-this-too.md", "“1-1” is there twice"),
        ("01-begin/1-3-the-first-hour.md", "“the-first-hour” is there twice"),
        ("shingles/States.txt", "no source has this id"),
        ("shingles/state", "no source has this id"),
        ("figures/Two Ways.svg", "a figure’s file is called like this: a-few-words.svg"),
    ],
)
def test_file_with_a_wrong_name_is_refused(tmp_path, name, reason):
    root = write_course(tmp_path)
    (root / name).write_text("---\ntitle: A\nminutes: 1\n---\nText.\n")

    with pytest.raises(ContentError) as caught:
        read_course(root)

    assert str(caught.value) == f"{name}:1: {reason}"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"slug: small\ntitle: caf\xe9\n", "course.yaml:2: this is not UTF-8"),
        (b"#" * (1024 * 1024 + 1), "course.yaml:1: the file is larger than 1,048,576 bytes"),
        (b"", "course.yaml:1: the file should be lines of “key: value”"),
        (b"a: 'b", "course.yaml:1: this is not YAML: found unexpected end of stream"),
    ],
)
def test_file_that_cannot_be_read_is_refused(tmp_path, data, fault):
    root = write_course(tmp_path)
    (root / "course.yaml").write_bytes(data)

    with pytest.raises(ContentError) as caught:
        read_course(root)

    assert str(caught.value) == fault


def test_canonical_files_are_written_to_the_same_bytes(tmp_path):
    assert rewritten(write_course(tmp_path)) == FILES


def test_shipped_course_is_in_the_canonical_form():
    files = {
        path.relative_to(SHIPPED).as_posix(): path.read_text(encoding="utf-8")
        for path in SHIPPED.rglob("*.*")
    }

    assert rewritten(SHIPPED) == files


def test_other_forms_are_written_in_the_canonical_form(tmp_path):
    root = write_course(tmp_path, **{"glossary.yaml": ("[S1, S2]", "\n  - 'S2'\n  - S1")})
    change(root, "course.yaml", "A small course", "'A small\n  course'")

    assert rewritten(root) == FILES


@settings(deadline=None)
@given(
    st.recursive(
        TEXTS | st.integers() | st.booleans(),
        lambda values: st.lists(values, max_size=4) | st.dictionaries(TEXTS, values, max_size=4),
        max_leaves=8,
    )
)
def test_yaml_that_is_written_is_read_as_it_was(value):
    text = to_yaml({"value": value})

    assert parse_yaml(text, "a.yaml").plain() == {"value": value}
    assert parse_yaml(text, "a.yaml") == node_of({"value": value})


def test_words_of_the_files_are_those_of_the_models():
    assert list(BLOOM) == Bloom.values
    assert list(CERTAINTIES) == Statement.Certainty.values
    assert list(USES) == Statement.Use.values
