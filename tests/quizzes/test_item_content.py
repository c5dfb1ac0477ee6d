"""Questions in the content files: what is read, what is refused and where."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.content import ContentError, course_files, read_course
from courses.content.nodes import UNPRINTABLE, node_of, parse_yaml
from courses.content.writing import to_yaml
from quizzes.content import (
    ItemContent,
    QuizContent,
    digest,
    mapping_of,
    read_questions,
    with_questions,
)
from quizzes.drawing import Wanted
from quizzes.fields import AREAS, ItemFields, rendered, tidy
from quizzes.models import Area
from quizzes.problems import problems
from quizzes.rules import QuizRules
from quizzes.types import TYPES, single_best
from tests.small_course import change, write_course

ITEMS = "01-begin/items.yaml"
MODULE = "01-begin/module.yaml"
FIELDS = ItemFields(
    type="single_best",
    content=single_best.CONTENT,
    bloom="apply",
    area="service-delivery",
    statements=("S1", "S2"),
)


def questions_of(root):
    return read_questions(read_course(root))


def test_questions_are_read_whole(tmp_path):
    questions = questions_of(write_course(tmp_path))

    first, second = questions["begin"].items
    assert first == ItemContent(
        "m1-first-1",
        ItemFields(
            type="single_best",
            content={
                "stem": "Ana asks for a bed and a phone. What do you do first?",
                "options": [
                    {
                        "text": "Ask which comes first",
                        "correct": True,
                        "feedback": "It leaves the order to her [S2].",
                    },
                    {
                        "text": "Give her the phone",
                        "feedback": "Kind, and it decides for her: the order is hers [S2].",
                    },
                    {"text": "Wait until tomorrow", "feedback": "It leaves her alone with it."},
                ],
            },
            bloom="apply",
            area="service-delivery",
            is_case=True,
            objective="m1-o1",
            note="Names a bed.",
            statements=("S1", "S2"),
        ),
    )
    assert (second.slug, second.fields.is_case) == ("m1-second-1", False)
    assert second.fields.lint_ok == {"L54": "It is a name."}
    assert questions["begin"].quiz == QuizContent(
        items=("m1-first-1", "m1-second-1"), rules=QuizRules(intro="Two questions.")
    )
    assert (questions["go-on"].items, questions["go-on"].quiz) == ((), None)


def test_quiz_may_have_a_pass_mark_of_its_own(tmp_path):
    root = write_course(tmp_path, **{MODULE: ("  intro:", "  pass_mark: 1\n  intro:")})

    assert questions_of(root)["begin"].quiz.rules.pass_mark == 1.0


@pytest.mark.parametrize(
    ("path", "old", "new", "fault"),
    [
        (ITEMS, "id: m1-second-1", "id: m1-first-1", "20: “m1-first-1” is there twice"),
        (
            ITEMS,
            "id: m1-first-1",
            "id: M1",
            "2: “id” should be small letters, digits and single hyphens",
        ),
        (
            ITEMS,
            "type: single_best",
            "type: best",
            f"3: “type” should be one of {', '.join(TYPES)}",
        ),
        (
            ITEMS,
            "  case: true\n",
            "  cases: true\n",
            "4: “cases” is not known here; known are "
            "id, type, stem, options, statements, bloom, area, case, objective, tags, note, "
            "lint_ok",
        ),
        (ITEMS, "case: true", "case: maybe", "4: “case” should be true or false"),
        (ITEMS, "  bloom: apply\n", "", "2: item 1 has no “bloom”"),
        (
            ITEMS,
            "bloom: apply",
            "bloom: guess",
            "17: “bloom” should be one of remember, understand, apply, analyze, evaluate, create",
        ),
        (
            ITEMS,
            "area: service-delivery",
            "area: shelter",
            "18: “area” should be one of "
            "foundations, service-delivery, return-planning, replication",
        ),
        (
            ITEMS,
            "objective: m1-o1",
            "objective: m1-o9",
            "16: “objective” should be one of m1-o1, m2-o1",
        ),
        (ITEMS, "[S1, S2]", "[S1, S2, S9]", "15: there is no statement “S9”"),
        (ITEMS, "[S1, S2]", "[]", "2: the question rests on no statement"),
        (
            ITEMS,
            "[S1, S2]",
            "[S1]",
            "8: option 1, feedback cites S2, which is not among the question’s statements",
        ),
        (ITEMS, "    feedback: It leaves her alone with it.\n", "", "13: option 3 has no feedback"),
        (
            ITEMS,
            "feedback: It leaves her alone with it.",
            "feedback: ''",
            "14: “feedback” is empty",
        ),
        (ITEMS, "  - text: Wait until tomorrow\n    feed", "  - feed", "13: option 3 has no text"),
        (
            ITEMS,
            "text: Wait until tomorrow",
            "text: Give her the phone",
            "13: options 2 and 3 say the same",
        ),
        (ITEMS, "    correct: true\n", "", "2: mark exactly one option as the supported answer"),
        (ITEMS, "    correct: true\n", "    correct: 1\n", "9: “correct” should be true or false"),
        (ITEMS, "Ana asks", "# Ana asks", "6: a heading starts with ## or ###"),
        (
            ITEMS,
            "It leaves her alone with it.",
            "'![a](b)'",
            "14: a picture is kept here, and shown by its line: ![what it shows](picture:…)",
        ),
        (
            ITEMS,
            "note: Names a bed.",
            "note: " + "a " * 41,
            "19: “note” has 41 words, more than 40",
        ),
        (ITEMS, "L54: It is a name.", "L54: 7", "36: “L54” should be text; put it in quotes"),
        (ITEMS, "items:\n", "items: {}\nitem:\n", "2: “item” is not known here; known are items"),
        (MODULE, "m1-first-1, ", "m1-third-1, ", "13: there is no item “m1-third-1”"),
        (MODULE, "m1-first-1, ", "m1-second-1, ", "13: “m1-second-1” is there twice"),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[]",
            "8: the quiz has no questions: it needs “items” or “draw”",
        ),
        (
            MODULE,
            "  intro: Two questions.",
            "  into: Two",
            "12: “into” is not known here; known are intro, pass_mark, shuffle, feedback, layout, "
            "attempts_allowed, wait_minutes, time_limit_minutes, time_limit_reason, recommended, "
            "items, draw",
        ),
        (
            MODULE,
            "  intro:",
            "  pass_mark: 8\n  intro:",
            "12: “pass_mark” should be a number from 0 to 1",
        ),
        (
            MODULE,
            "  items:",
            "  recommended: [go-off]\n  items:",
            "13: there is no module “go-off”",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{area: foundations, count: 2}]",
            "14: the draw asks for 2 questions of foundations; its pool has 1",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{area: foundations, count: 1, cases: 2}]",
            "14: “cases” should be a whole number from 0 to 1",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{statement: S999, count: 1}]",
            "14: there is no statement “S999”",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{count: 1}]",
            "14: say which questions are drawn: area, objective, statement, tag",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{tag: x, count: 1}, {count: 2, tag: x}]",
            "14: another draw asks for the same; add its count to that one",
        ),
        (
            MODULE,
            "[m1-first-1, m1-second-1]",
            "[m1-first-1]\n  draw: [{area: weather, count: 1}]",
            "14: “area” should be one of foundations, service-delivery, return-planning, "
            "replication",
        ),
    ],
)
def test_fault_is_raised_with_its_path_and_line(tmp_path, path, old, new, fault):
    root = write_course(tmp_path, **{path: (old, new)})

    with pytest.raises(ContentError) as caught:
        questions_of(root)

    assert str(caught.value) == f"{path}:{fault}"


def test_what_a_quiz_draws_is_read_and_written(tmp_path):
    drawn = (
        "  pass_mark: 0.0\n  recommended: [go-on]\n  items: [m1-first-1]\n"
        "  draw:\n  - area: foundations\n    count: 1\n"
    )
    root = write_course(tmp_path, **{MODULE: ("  items: [m1-first-1, m1-second-1]\n", drawn)})

    questions = questions_of(root)

    quiz = questions["begin"].quiz
    assert (quiz.rules.pass_mark, quiz.recommended, quiz.items) == (0, ("go-on",), ("m1-first-1",))
    assert quiz.draws == (Wanted(area="foundations", count=1, cases=0),)
    assert drawn in course_files(with_questions(read_course(root), questions))[MODULE]


def test_questions_are_written_in_the_canonical_form(tmp_path):
    root = write_course(tmp_path)
    files = course_files(with_questions(read_course(root), questions_of(root)))
    change(
        root, ITEMS, "  area: service-delivery\n  note: Names a bed.\n", "  note: Names a bed.\n"
    )
    change(root, ITEMS, "- id: m1-first-1\n", "- id: m1-first-1\n  area: service-delivery\n")
    change(root, ITEMS, "[S1, S2]", "[S2, S1]")

    assert course_files(with_questions(read_course(root), questions_of(root))) == files


def test_digest_tells_wordings_apart():
    item = ItemContent("m1-first-1", FIELDS)
    reordered = ItemContent("m1-first-1", replace(FIELDS, statements=("S2", "S1")))
    other = ItemContent("m1-first-1", replace(FIELDS, note="Names loss."))

    assert digest(item) == digest(reordered)
    assert digest(item) != digest(other)
    assert len(digest(item)) == 64


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["", " ", "\n", "\r\n", "a: b", "'", '"', "- x", "é “q”"])
        | st.text(max_size=8).filter(lambda text: not UNPRINTABLE.search(text)),
        max_size=6,
    ).map("".join)
)
def test_any_text_is_read_as_it_was_written(text):
    content = {"stem": text, "options": [{"text": text, "correct": True, "feedback": text}]}
    fields = tidy(replace(FIELDS, content=content, note=text))
    mapping = mapping_of(ItemContent("m1-first-1", fields))

    assert parse_yaml(to_yaml(mapping), "items.yaml") == node_of(mapping)
    assert tidy(fields) == fields


def test_texts_from_a_browser_are_those_of_a_file():
    typed = {
        "stem": "What first?\r\n\r\nSay why. \r\n",
        "options": [{"text": " Ask", "correct": False, "feedback": "Kind.\r\n"}],
    }

    fields = tidy(replace(FIELDS, content=typed))

    assert fields.content == {
        "stem": "What first?\n\nSay why.",
        "options": [{"text": "Ask", "feedback": "Kind."}],
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"statements": ()}, ["The question rests on no statement."]),
        ({"bloom": ""}, ["It is not said what the question asks of the learner."]),
        ({"area": ""}, ["The question belongs to no area."]),
        (
            {"content": {**single_best.CONTENT, "stem": "# What?"}},
            ["The question cannot be shown: line 1, a heading starts with ## or ###."],
        ),
        (
            {"content": {**single_best.CONTENT, "stem": "::: write A\nb\n:::"}},
            ["The question cannot be shown: line 1, ::: write is for lessons only."],
        ),
        (
            {"content": {**single_best.CONTENT, "stem": "What does [S9] ask?"}},
            ["The question cites S9, which is not among the question’s statements."],
        ),
        (
            {"content": {**single_best.CONTENT, "stem": "What do [S999] and [X9](/a) ask?"}},
            ["The question cites S999, which is not among the question’s statements."],
        ),
    ],
)
def test_problems_say_what_keeps_a_question_back(changes, found):
    assert problems(replace(FIELDS, **changes)) == found


def test_html_leads_to_the_sources_under_the_question():
    options = [{"text": "Ask", "correct": True, "feedback": "Order is theirs [S2]."}]
    content = {"stem": "What *first*?", "options": options}

    html = rendered("m1-first-1", replace(FIELDS, content=content))

    link = (
        '<a class="cite" href="#m1-first-1-S2"><span class="visually-hidden">Source </span>S2</a>'
    )
    assert html == {
        "stem": "<p>What <em>first</em>?</p>\n",
        "options": [{"feedback": f"<p>Order is theirs {link}.</p>\n"}],
    }


def test_draft_that_cannot_be_rendered_is_shown_as_typed():
    content = {"stem": "# <b>", "options": []}

    html = rendered("m1-first-1", replace(FIELDS, content=content))

    assert html == {"stem": "<p># &lt;b&gt;</p>", "options": []}


def test_areas_of_the_files_are_those_of_the_model():
    assert list(AREAS) == Area.values
