"""Quizzes as the content files say them, to and from the files' own form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.content import ModuleContent, Node, Once
from quizzes import rules
from quizzes.asked import MOST_DRAWN, Asked, shortage
from quizzes.drawing import CRITERIA, Wanted
from quizzes.fields import AREAS, LONGEST_TAG, ItemFields
from quizzes.rules import KEYS, QuizRules, read_rules

Codes = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class QuizContent:
    """A quiz asks `items` in their order, then what it draws from the questions of no quiz."""

    items: tuple[str, ...]
    rules: QuizRules
    draws: tuple[Wanted, ...] = ()
    recommended: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked:
        return Asked(self.items, self.draws)


def read_quiz(
    module: ModuleContent, items: Collection[str], modules: Collection[str], codes: Codes
) -> QuizContent | None:
    """Return a module's quiz, None if it has none. Raises ContentError.

    `codes` are the objectives and statements that a draw may name, by "objective" and "statement".
    """
    if module.quiz is None:
        return None
    values = module.quiz.rest.fields("", f"{' '.join(KEYS)} recommended items draw")
    quiz = QuizContent(
        items=_known(values.get("items"), "item", items),
        rules=read_rules(values),
        draws=_draws(values["draw"], codes) if "draw" in values else (),
        recommended=_known(values.get("recommended"), "module", modules),
    )
    if not quiz.items and not quiz.draws:
        raise module.quiz.rest.error("the quiz has no questions: it needs “items” or “draw”")
    return quiz


def _known(node: Node | None, name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return a list's names, each there and given once; none without a list."""
    once = Once()
    entries = node.entries(name) if node else []
    for entry in entries:
        if once(entry.text(), entry) not in known:
            raise entry.error(f"there is no {name} “{entry.value}”")
    return tuple(entry.text() for entry in entries)


def _draws(node: Node, codes: Codes) -> tuple[Wanted, ...]:
    draws: list[Wanted] = []
    for entry in node.entries("draw"):
        draw = _draw(entry, codes)
        if any(draw.criteria == other.criteria for other in draws):
            raise entry.error("another draw asks for the same; add its count to that one")
        draws.append(draw)
    return tuple(draws)


def _draw(node: Node, codes: Codes) -> Wanted:
    values = node.fields("count", f"{' '.join(CRITERIA)} cases")
    count = values["count"].whole(1, MOST_DRAWN)
    draw = Wanted(
        count=count,
        cases=values["cases"].whole(0, count) if "cases" in values else 0,
        area=values["area"].choice(AREAS) if "area" in values else "",
        objective=_code(values, "objective", codes),
        statement=_code(values, "statement", codes),
        tag=values["tag"].slug(LONGEST_TAG) if "tag" in values else "",
    )
    if not draw.criteria:
        raise node.error(f"say which questions are drawn: {', '.join(CRITERIA)}")
    return draw


def _code(values: Mapping[str, Node], name: str, codes: Codes) -> str:
    if name not in values:
        return ""
    code = values[name].text()
    if code not in codes[name]:
        raise values[name].error(f"there is no {name} “{code}”")
    return code


def check_draws(
    module: ModuleContent, quiz: QuizContent | None, pool: Sequence[ItemFields]
) -> None:
    """Raise ContentError where a pool is smaller than what is drawn from it."""
    for place, draw in enumerate(quiz.draws if quiz else ()):
        if found := shortage(draw, pool):
            raise module.quiz.rest.mapping()["draw"].entries("draw")[place].error(found)


def quiz_mapping(quiz: QuizContent) -> dict[str, Any]:
    """Return a quiz as its file has it, in the canonical order and without what is empty."""
    mapping = {
        **rules.mapping_of(quiz.rules),
        "recommended": quiz.recommended,
        **quiz.asked.mapping,
    }
    return {key: value for key, value in mapping.items() if value not in ("", None, (), [])}
