"""The rule for what a statement lacks, and the line that says how far statements are covered."""

from dataclasses import dataclass

import pytest

from quizzes.coverage import Gap, find_gaps, summary, to_say

TAUGHT, TESTED, FEW, CASE = Gap


@dataclass
class Question:
    is_case: bool


@pytest.mark.parametrize(
    ("use", "lessons", "cases", "gaps"),
    [
        ("apply", ["1.1"], [True, True], []),
        ("apply", ["1.1"], [False, True], []),
        ("apply", ["1.1", "1.2"], [False, False, True], []),
        ("apply", ["1.1"], [True], [FEW]),
        ("apply", ["1.1"], [False, False], [CASE]),
        ("apply", ["1.1"], [False], [FEW, CASE]),
        ("apply", ["1.1"], [], [TESTED, FEW, CASE]),
        ("apply", [], [True, True], [TAUGHT]),
        ("apply", [], [], [TAUGHT, TESTED, FEW, CASE]),
        ("know", ["1.1"], [False], []),
        ("know", ["1.1"], [], [TESTED]),
        ("know", [], [False], [TAUGHT]),
        ("know", [], [], [TAUGHT, TESTED]),
    ],
)
def test_gaps(use, lessons, cases, gaps):
    questions = [Question(is_case) for is_case in cases]

    assert find_gaps(use, lessons, questions) == gaps


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        ([], []),
        ([FEW, CASE], [FEW, CASE]),
        ([TESTED, FEW, CASE], [TESTED]),
        ([TAUGHT, TESTED, FEW, CASE], [TAUGHT, TESTED]),
    ],
)
def test_no_question_at_all_is_said_once(gaps, said):
    assert to_say(gaps) == said


@pytest.mark.parametrize(
    ("gaps_of_statements", "line"),
    [
        ([], "0 statements: 0 taught, 0 tested"),
        ([[]], "1 statement: 1 taught, 1 tested"),
        ([[TAUGHT], [TESTED], []], "3 statements: 2 taught, 2 tested"),
        (
            [[FEW], [], []],
            "3 statements: 3 taught, 3 tested; 1 to act on has fewer than two questions",
        ),
        (
            [[TESTED, FEW, CASE], [FEW], [CASE]],
            "3 statements: 3 taught, 2 tested; 2 to act on have fewer than two questions; "
            "2 to act on have no case question",
        ),
    ],
)
def test_summary(gaps_of_statements, line):
    assert summary(gaps_of_statements) == line
