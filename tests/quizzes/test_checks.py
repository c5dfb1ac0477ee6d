"""What the checks of item writing find, each in its own examples, and in any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.checks import CHECKS, NOT_CHECKED, BankCheck, check_bank, check_item
from quizzes.checks.chances import chi_square_p, fisher_p, upper_gamma
from quizzes.checks.examples import LEDGER, SOURCE_RUNS, bank, item, several
from quizzes.fields import ItemFields
from quizzes.problems import problems

ALL = [pytest.param(check, id=check.id) for check in CHECKS.values()]
HITS = [pytest.param(c, e, id=f"{c.id}-{n}") for c in CHECKS.values() for n, e in enumerate(c.hits)]
MISSES = [
    pytest.param(c, e, id=f"{c.id}-{n}") for c in CHECKS.values() for n, e in enumerate(c.misses)
]


def found(check, example):
    if isinstance(check, BankCheck):
        findings = check_bank(example, ledger=LEDGER)
    else:
        findings = check_item(example, ledger=LEDGER, sources=SOURCE_RUNS)
    return [finding for finding in findings if finding.check == check.id]


def test_checks_are_all_there():
    numbers = {f"Q{number:02}" for number in range(1, 32)}

    assert set(CHECKS) | set(NOT_CHECKED) == numbers
    assert set(NOT_CHECKED) - set(CHECKS) == {"Q25"}
    assert list(CHECKS) == sorted(CHECKS)


@pytest.mark.parametrize(("check", "example"), HITS)
def test_check_finds_its_hits(check, example):
    assert found(check, example)


@pytest.mark.parametrize(("check", "example"), MISSES)
def test_check_leaves_its_misses(check, example):
    assert found(check, example) == []


@pytest.mark.parametrize("check", ALL)
def test_check_has_what_an_author_is_shown(check):
    assert check.severity in {"error", "warn", "info"}
    assert check.title
    assert not check.title.endswith(".")
    assert check.why.endswith(".")
    assert check.hits
    assert check.misses
    for finding in [finding for example in check.hits for finding in found(check, example)]:
        assert finding.message.endswith(".")
        assert finding.severity in {"error", "warn", "info"}


def test_sound_question_has_no_findings():
    assert check_item(item(), ledger=LEDGER, sources=SOURCE_RUNS) == []


def test_finding_names_the_editors_field():
    fields = item("*Ask her", "All of the above", "Wait", stem="What is wrong!", feedback="")

    places = {(finding.check, finding.place) for finding in check_item(fields)}

    assert {
        ("Q01", "options-0-feedback"),
        ("Q09", "options-1-text"),
        ("Q12", "stem"),
        ("Q24", "stem"),
    } <= places


@pytest.mark.parametrize(
    ("reason", "is_open"), [("Said by a caller.", False), (" ", True), ("", True)]
)
def test_author_may_let_a_finding_be_with_a_reason(reason, is_open):
    fields = item("*Ask", "Wait", "All of the above", lint_ok={"Q09": reason})

    [finding] = found(CHECKS["Q09"], fields)

    assert finding.is_open is is_open
    assert finding.reason == reason.strip()


def test_reason_counts_for_the_question_to_change():
    twins = bank(item(), item(lint_ok={"Q31": "Another drawing."}))

    [finding] = found(CHECKS["Q31"], twins)

    assert finding.items == ("q1", "q2")
    assert finding.numbers == {"share": 1.0}
    assert not finding.is_open


def test_options_that_their_type_refuses_as_the_same_are_told_once():
    fields = item("*Ask her", "ask  her", "Wait")

    said = [problem for problem in problems(fields) if "same" in problem]

    assert said == ["Options 1 and 2 say the same."]


def test_strong_words_on_both_sides_are_a_warning():
    fields = item("*Always ask", "Never wait", "Tell her")

    assert [finding.severity for finding in found(CHECKS["Q06"], fields)] == ["warn", "warn"]


def test_strong_words_on_one_side_are_an_error():
    [finding] = found(CHECKS["Q06"], item("*Ask her", "Never wait", "Tell her"))

    assert finding.severity == "error"
    assert finding.place == "options-1-text"
    assert (
        finding.message
        == "Look for milder words than “Never”. Only wrong options have such a word."
    )


def test_lead_in_of_several_answers_is_read_beside_its_instruction():
    stem = "She waits. Choose all that fit: which of these is not a condition?"

    [finding] = found(CHECKS["Q10"], several("*One", "*Two", "Three", stem=stem))

    assert finding.matched == ("not",)


def test_bank_is_judged_by_its_numbers():
    keys = [("*Ask her now", "Wait", "Call")] * 12 + [("Wait until noon", "*Ask her", "Call")] * 3

    [longest, places] = found(CHECKS["Q05"], bank(*(item(*options) for options in keys)))

    assert longest.numbers == {"longest": 12, "questions": 15, "share": 0.8}
    assert longest.items == tuple(f"q{number}" for number in range(1, 13))
    assert places.numbers == {
        "option 1": 12,
        "option 2": 3,
        "option 3": 0,
        "p": pytest.approx(0.0005, abs=0.0001),  # 15.6 with 2 degrees of freedom
        "farthest": pytest.approx(0.8 - 1 / 3),
    }
    assert places.items == ()


def test_hedges_are_weighed_as_if_keys_and_distractors_were_equally_many():
    hedged = item("*It may help her", "It may hold her", "It waits for her")
    plain = item("*It may help her", "It holds her up", "It waits for her")

    [finding] = found(CHECKS["Q08"], bank(*[hedged] * 5, *[plain] * 5))

    assert finding.numbers == {
        "hedged keys": 10,
        "keys": 10,
        "hedged others": 5,
        "others": 20,
        "share": pytest.approx(1 / 1.25),
        "p": pytest.approx(0.0001, abs=0.0001),
    }


def test_kept_negative_in_bold_capitals_is_a_warning():
    [finding] = found(CHECKS["Q10"], item(stem="Which of these does **NOT** fit?"))

    assert (finding.severity, finding.matched) == ("warn", ("NOT",))


def test_type_without_options_has_no_findings_in_them():
    fields = ItemFields(
        type="ordering",
        content={"stem": "In which order do you go?", "steps": ["Ask", "Plan"]},
        bloom="apply",
        area="foundations",
        statements=("S1",),
    )

    assert check_item(fields, ledger=LEDGER, sources=SOURCE_RUNS) == []
    assert check_bank({"q": fields}, ledger=LEDGER) == []


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ([10, 10, 10], 1.0),
        ([16, 8, 6], 0.0608),  # 5.6 with 2 degrees of freedom
        ([15, 5], 0.0253),  # 5.0 with 1
        ([20, 10, 5, 5], 0.0018),  # 15.0 with 3
        ([3, 2], None),
        ([9], None),
        ([], None),
    ],
)
def test_chance_of_uneven_counts(counts, p):
    assert chi_square_p(counts) == (None if p is None else pytest.approx(p, abs=0.0001))


@pytest.mark.parametrize(
    ("freedom", "critical"), [(1, 3.841), (2, 5.991), (3, 7.815), (4, 9.488), (7, 14.067)]
)
def test_critical_values_of_the_tables(freedom, critical):
    assert upper_gamma(freedom / 2, critical / 2) == pytest.approx(0.05, abs=0.0001)


@pytest.mark.parametrize(
    ("numbers", "p"),
    [
        ((4, 4, 4, 8), 1 / 70),
        ((4, 4, 3, 8), 17 / 70),  # the lady who tasted tea before milk
        ((4, 4, 0, 8), 1.0),
        ((0, 4, 0, 8), 1.0),
    ],
)
def test_chance_of_a_draw(numbers, p):
    assert fisher_p(*numbers) == pytest.approx(p)


TEXTS = st.text() | st.sampled_from(
    ["1 to " + "9" * 5000, "Choose all that fit.", "?", "an:", "**NOT**", "____", "A, 30", "may"]
)
OPTIONS = st.fixed_dictionaries(
    {}, optional={"text": TEXTS, "feedback": TEXTS, "correct": st.booleans()}
)
FIELDS = st.builds(
    ItemFields,
    type=st.sampled_from(["single_best", "multiple_response", "ordering"]),
    content=st.fixed_dictionaries(
        {}, optional={"stem": TEXTS, "options": st.lists(OPTIONS, max_size=8)}
    ),
    bloom=st.sampled_from(["remember", "apply", ""]),
    area=st.sampled_from(["foundations", ""]),
    is_case=st.booleans(),
    note=TEXTS,
    lint_ok=st.dictionaries(st.sampled_from([*CHECKS, "L01"]), TEXTS),
    statements=st.lists(st.sampled_from(["S1", "S2", "S9"])).map(tuple),
)


@given(FIELDS)
def test_any_question_can_be_checked(fields):
    findings = check_item(fields, ledger=LEDGER, sources=SOURCE_RUNS)

    places = {"", "stem", "note"} | {
        f"options-{index}-{name}"
        for index in range(len(fields.content.get("options", [])))
        for name in ("text", "feedback")
    }
    assert {finding.place for finding in findings} <= places


@given(st.lists(FIELDS, max_size=4), st.integers(1, 20))
def test_any_bank_can_be_checked(some, times):
    items = bank(*some * times)

    for finding in check_bank(items, ledger=LEDGER):
        assert set(finding.items) <= set(items)
        assert finding.numbers


@pytest.mark.parametrize(
    "piece",
    [
        "Nadia waits. ",
        "Nadia ",
        "child ",
        "which people have ",
        "signs show ",
        "a not ",
        "all of these ",
        "1 to ",
        "1,",
        "!",
        "_",
        '"',
        " ",
        "\n",
    ],
)
def test_long_text_takes_a_short_time(piece):
    text = piece * (5_000 // len(piece))  # what the editor lets a question have
    fields = item(f"*{text}", text, text, stem=text, feedback=text)

    started = time.perf_counter()
    check_item(fields, ledger=LEDGER, sources=SOURCE_RUNS)

    assert time.perf_counter() - started < 5
