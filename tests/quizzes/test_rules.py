"""A quiz's settings: as a file has them, and what goes together."""

from dataclasses import replace

import pytest

from courses.content import ContentError
from courses.content.nodes import parse_yaml
from quizzes import rules
from quizzes.models import Feedback, Layout
from quizzes.rules import QuizRules

ALL = QuizRules(
    intro="Nine cases.",
    pass_mark=0.9,
    is_shuffled=False,
    feedback="each",
    layout="one",
    attempts_allowed=3,
    wait_minutes=1440,
    time_limit_minutes=40,
    time_limit_reason="The license asks for it.",
)
TEXT = """\
intro: Nine cases.
pass_mark: 0.9
shuffle: false
feedback: each
layout: one
attempts_allowed: 3
wait_minutes: 1440
time_limit_minutes: 40
time_limit_reason: The license asks for it.
"""


def read(text):
    return rules.read_rules(parse_yaml(text, "module.yaml").mapping())


def test_file_is_read_and_written():
    assert read(TEXT) == ALL
    assert rules.mapping_of(ALL) == parse_yaml(TEXT, "").plain()
    assert list(rules.mapping_of(ALL)) == list(rules.KEYS)


def test_what_nobody_says_is_as_usual_and_not_written():
    assert read("items: []") == QuizRules()
    assert rules.mapping_of(QuizRules()) == {}


def test_choices_are_those_of_the_model():
    assert list(rules.FEEDBACK) == Feedback.values
    assert list(rules.LAYOUTS) == Layout.values


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("pass_mark: 2", "1: “pass_mark” should be a number from 0 to 1"),
        ("shuffle: 'no'", "1: “shuffle” should be true or false"),
        ("feedback: never", "1: “feedback” should be one of end, each"),
        ("layout: two", "1: “layout” should be one of choice, one, all"),
        ("attempts_allowed: 0", "1: “attempts_allowed” should be a whole number from 1 to 99"),
        ("wait_minutes: 0.5", "1: “wait_minutes” should be a whole number from 1 to 86400"),
        (
            "time_limit_minutes: 4",
            "1: “time_limit_minutes” should be a whole number from 5 to 1440",
        ),
        (
            "shuffle: true\ntime_limit_minutes: 40",
            "2: a time limit needs a reason, which learners are told",
        ),
        ("time_limit_reason: ' '", "1: “time_limit_reason” is empty"),
        (
            "shuffle: true\ntime_limit_reason: Because.",
            "2: there is a reason, but no time limit that it is for",
        ),
        (
            "feedback: each\nlayout: all",
            "2: feedback after each question shows one question at a time",
        ),
    ],
)
def test_fault_is_told_with_its_line(text, fault):
    with pytest.raises(ContentError) as told:
        read(text)
    assert str(told.value) == f"module.yaml:{fault}"


@pytest.mark.parametrize(("name", "value"), [*vars(QuizRules()).items()])
def test_every_setting_counts_in_the_digest(name, value):
    other = replace(ALL, **{name: value})

    assert rules.digest(other) != rules.digest(ALL)
    assert rules.differing(ALL, other) == {name: [getattr(ALL, name), value]}
