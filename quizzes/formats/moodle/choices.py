"""Questions of Moodle with answers to choose, to type or to put in order."""

import re
from typing import Any

from quizzes.formats.gathering import Gathered, UnkeptQuestion, quoted
from quizzes.formats.moodle.texts import AUTO, PLAIN, Texts
from quizzes.formats.worths import choice_content
from quizzes.formats.xml import Element
from quizzes.types.typed import normal

Content = dict[str, Any]
Row = dict[str, Any]

_WILDCARD = re.compile(r"(?<!\\)\*")


def percent(answer: Element) -> float:
    """Return what an answer earns, in percent; 0 where it does not say."""
    try:
        value = float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0
    return value if -1000 < value < 1000 else 0.0


def is_true(text: str) -> bool:
    """Say whether a setting is on, in the ways in which Moodle has written it."""
    return text.strip().lower() not in ("", "0", "false")


def multichoice(question: Element, texts: Texts, stem: str) -> tuple[str, Content]:
    options = [
        (
            texts.plain(answer, f"option {number}"),
            percent(answer),
            texts.markdown(answer.first("feedback"), "html"),
        )
        for number, answer in enumerate(question.all("answer"), start=1)
    ]
    is_single = is_true(question.words_of("single") or "true")
    return choice_content(stem, options, is_single, texts.gathered)


def truefalse(question: Element, texts: Texts, stem: str) -> tuple[str, Content]:
    options = [
        (
            answer.words_of("text").capitalize(),
            percent(answer),
            texts.markdown(answer.first("feedback"), "html"),
        )
        for answer in question.all("answer")
    ]
    texts.gathered.lose("A question of true or false becomes one with these two options.")
    return choice_content(stem, options, True, texts.gathered)


def shortanswer(question: Element, texts: Texts, stem: str) -> tuple[str, Content]:
    gathered = texts.gathered
    if is_true(question.words_of("usecase")):
        gathered.lose("Small and capital letters differ there; here they count as the same.")
    answers: dict[str, Row] = {}
    otherwise = ""
    for answer in question.all("answer"):
        text = texts.plain(answer, "an answer", PLAIN if _is_typed(answer) else "")
        feedback = texts.markdown(answer.first("feedback"), "html")
        if text == "*" and percent(answer) <= 0:
            otherwise = otherwise or feedback
        else:
            add_answer(answers, text, percent(answer), feedback, gathered)
    content = {"stem": stem, "answers": list(answers.values()), "otherwise": otherwise}
    return "short_text", content


def _is_typed(answer: Element) -> bool:
    """Say whether an answer is what learners type: Moodle says so, or says nothing of use."""
    return answer.get("format").strip() in ("", AUTO, PLAIN)


def add_answer(
    answers: dict[str, Row], text: str, worth: float, feedback: str, gathered: Gathered
) -> None:
    """Put an accepted answer with the others, by what counts as the same, or note why not."""
    mark = round(worth)
    plain = without_wildcards(text, gathered)
    if mark < 1:
        gathered.lose(f"The wrong answer {quoted(plain)} has no feedback of its own here.")
    elif plain and normal(plain) in answers:
        if answers[normal(plain)].get("mark", 100) != mark:
            gathered.lose(f"{quoted(plain)} counts as the same as an answer before it.")
    elif plain:
        part = {"mark": mark} if mark < 100 else {}
        answers[normal(plain)] = {"text": plain, **part, "feedback": feedback}


def without_wildcards(text: str, gathered: Gathered) -> str:
    """Return an accepted answer without the signs that stand for any words around it."""
    if _WILDCARD.search(text):
        gathered.lose(
            f"{quoted(text)} accepts any words in place of *; here the words alone are accepted."
        )
    return " ".join(_WILDCARD.sub(" ", text).replace("\\*", "*").split())


def matching(question: Element, texts: Texts, stem: str) -> tuple[str, Content]:
    pairs, others = [], []
    for number, one in enumerate(question.all("subquestion"), start=1):
        answer = one.first("answer")
        match = texts.plain(answer, f"the match of pair {number}", PLAIN) if answer else ""
        text = texts.plain(one, f"pair {number}")
        if text:
            pairs.append({"text": text, "match": match, "feedback": ""})
        elif match:
            others.append({"text": match})
    content = {"stem": stem, "pairs": pairs}
    return "matching", content | ({"others": others} if others else {})


def ordering(question: Element, texts: Texts, stem: str) -> tuple[str, Content]:
    if question.words_of("selecttype").upper() not in ("", "ALL", "0"):
        texts.gathered.lose("Only some of the cards are shown there; here all are.")
    cards = [
        {"text": texts.plain(answer, f"card {number}"), "feedback": ""}
        for number, answer in enumerate(question.all("answer"), start=1)
    ]
    if not cards:
        raise UnkeptQuestion("It has no cards to put in order.")
    return "ordering", {"stem": stem, "cards": cards}
