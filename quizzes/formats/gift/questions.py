"""A question of a GIFT file as a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.fields import ItemFields, tidy
from quizzes.formats import metadata
from quizzes.formats.drafts import Draft, Fault
from quizzes.formats.gaps import GAP, cut_stem, fill, gap, or_default
from quizzes.formats.gathering import Gathered, UnkeptQuestion, quoted
from quizzes.formats.gift.blocks import Block, Pieces, cut, show, with_format
from quizzes.formats.moodle.choices import add_answer
from quizzes.formats.moodle.texts import AUTO, MARKDOWN, PLAIN, as_markdown, as_plain
from quizzes.formats.whole_feedback import WholeFeedback, share_out
from quizzes.formats.worths import choice_content

Content = dict[str, Any]

LONGEST = 200_000  # characters of one question
_FORMATS = {"": AUTO, "moodle": AUTO, "html": "html", "markdown": MARKDOWN, "plain": PLAIN}
_PERCENT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_TRUE_OR_FALSE = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?$", re.IGNORECASE | re.DOTALL)
_BLANK = "_____"


@dataclass(frozen=True)
class Answer:
    """An answer as it is typed; `percent` is what it earns, None where it does not say."""

    sign: str
    percent: float | None
    text: str
    feedback: str

    @property
    def worth(self) -> float:
        if self.percent is None:
            return 100.0 if self.sign == "=" else 0.0
        return self.percent


class Reader:
    """Reads the pieces of one question; texts that name no format have that of its own."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces, self.gathered = pieces, Gathered()

    def markdown(self, text: str) -> str:
        format_, rest = with_format(text)
        source = show(rest).strip()
        return as_markdown(source, _FORMATS[format_ or self.pieces.format], self.gathered)

    def plain(self, text: str, what: str) -> str:
        format_, rest = with_format(text)
        return as_plain(
            show(rest).strip(), _FORMATS[format_ or self.pieces.format], what, self.gathered
        )

    @property
    def stem(self) -> str:
        return self.markdown(self.pieces.stem)

    def read(self) -> tuple[str, Content, WholeFeedback]:
        """Return the type, the content, and feedback on the whole. Raises UnkeptQuestion."""
        if self.pieces.answers is None:
            raise UnkeptQuestion("It is a text without a question (description), which we lack.")
        answers, _, general = self.pieces.answers.partition("####")
        whole = WholeFeedback(any=self.markdown(general) if general.strip() else "")
        if not answers.strip():
            raise UnkeptQuestion("It asks for a long text to write (essay), which we lack.")
        if answers.lstrip().startswith("#"):
            raise UnkeptQuestion("It asks for a number (numerical), which we lack.")
        if said := _TRUE_OR_FALSE.match(answers):
            return *self._true_or_false(said), whole
        return *self._of(_answers(answers)), whole

    def _of(self, answers: Sequence[Answer]) -> tuple[str, Content]:
        has_rest = bool(show(self.pieces.rest).strip())
        if all(answer.sign == "=" for answer in answers):
            if all("->" in answer.text for answer in answers):
                return self._matching(answers)
            return self._typed_gap(answers) if has_rest else self._short_text(answers)
        is_single = any(answer.sign == "=" for answer in answers)
        if has_rest and is_single:
            return self._chosen_gap(answers)
        return self._choice(answers, is_single)

    def _choice(self, answers: Sequence[Answer], is_single: bool) -> tuple[str, Content]:
        rows = [
            (self.plain(each.text, f"option {number}"), each.worth, self.markdown(each.feedback))
            for number, each in enumerate(answers, start=1)
        ]
        stem = self.stem
        if rest := show(self.pieces.rest).strip():
            stem = self.markdown(f"{self.pieces.stem}{_BLANK} {rest}")
        return choice_content(stem, rows, is_single, self.gathered)

    def _true_or_false(self, said: re.Match) -> tuple[str, Content]:
        """The first feedback is for the wrong answer, the second for the right one."""
        is_true = said[1].upper().startswith("T")
        _, wrong, right, *_ = [*(said[2] or "").split("#"), "", "", ""]
        options = []
        for text, fits in (("True", is_true), ("False", not is_true)):
            row: Content = {"text": text, "correct": True} if fits else {"text": text}
            options.append(row | {"feedback": self.markdown(right if fits else wrong)})
        self.gathered.lose("A question of true or false becomes one with these two options.")
        return "single_best", {"stem": self._with_rest(), "options": options}

    def _with_rest(self) -> str:
        rest = self.pieces.rest.strip()
        return self.markdown(f"{self.pieces.stem} {_BLANK} {rest}") if rest else self.stem

    def _short_text(self, answers: Sequence[Answer]) -> tuple[str, Content]:
        rows: dict[str, Content] = {}
        otherwise = ""
        for each in answers:
            text = self.plain(each.text, "an answer")
            feedback = self.markdown(each.feedback)
            if text == "*" and each.worth <= 0:
                otherwise = otherwise or feedback
            else:
                add_answer(rows, text, each.worth, feedback, self.gathered)
        content = {"stem": self.stem, "answers": list(rows.values()), "otherwise": otherwise}
        return "short_text", content

    def _matching(self, answers: Sequence[Answer]) -> tuple[str, Content]:
        pairs, others = [], []
        for number, each in enumerate(answers, start=1):
            text, _, match = each.text.partition("->")
            text, match = self.plain(text, f"pair {number}"), self.plain(match, f"pair {number}")
            if each.feedback.strip():
                self.gathered.lose(f"Feedback on a pair is not kept: {quoted(show(each.feedback))}")
            if text:
                pairs.append({"text": text, "match": match, "feedback": ""})
            elif match:
                others.append({"text": match})
        content: Content = {"stem": self.stem, "pairs": pairs}
        return "matching", content | ({"others": others} if others else {})

    def _chosen_gap(self, answers: Sequence[Answer]) -> tuple[str, Content]:
        self._lose_parts(answers)
        best = max(each.worth for each in answers)
        words = [(self.plain(each.text, "a gap"), each.worth == best) for each in answers]
        right = [word for word, is_right in words if is_right]
        row = gap(right, [word for word, is_right in words if not is_right])
        return self._cloze(row, answers)

    def _typed_gap(self, answers: Sequence[Answer]) -> tuple[str, Content]:
        self._lose_parts(answers)
        words = [self.plain(each.text, "a gap") for each in answers if each.worth > 0]
        return self._cloze(gap(words, []), answers)

    def _cloze(self, row: Content, answers: Sequence[Answer]) -> tuple[str, Content]:
        said = [
            f"{self.plain(each.text, 'a gap')}: {feedback}"
            for each in answers
            if (feedback := self.markdown(each.feedback))
        ]
        whole = self.markdown(f"{self.pieces.stem}{GAP.format(1)}{self.pieces.rest}")
        stem, text = cut_stem(whole)
        row["feedback"] = "\n\n".join(said)
        stem = or_default(stem, self.gathered)
        return "cloze", {"stem": stem, "text": fill(text), "gaps": [row]}

    def _lose_parts(self, answers: Sequence[Answer]) -> None:
        parts = [each for each in answers if 0 < each.worth < 100]
        for each in parts:
            word = quoted(self.plain(each.text, "a gap"))
            self.gathered.lose(f"{word} earns {each.worth:g} percent there; in a gap all or none.")


def _answers(text: str) -> list[Answer]:
    first, *pieces = re.split("([=~])", text)
    if first.strip() or not pieces:
        raise UnkeptQuestion(
            f"{quoted(show(first))} is no answer: each begins with = or ~, and = for a right one."
        )
    return [_answer(*pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]


def _answer(sign: str, text: str) -> Answer:
    percent = _PERCENT.match(text)
    rest = text[percent.end() :] if percent else text
    answer, _, feedback = rest.partition("#")
    if not show(answer).strip():
        raise UnkeptQuestion("One of its answers is empty.")
    return Answer(sign, float(percent[1]) if percent else None, answer, feedback)


def read_block(block: Block, category: tuple[str, ...]) -> Draft | Fault:
    """Return the draft of a question, or why there is none."""
    where, title = f"line {block.line}", ""
    try:
        if sum(map(len, block.lines)) > LONGEST:
            raise UnkeptQuestion(f"A question is longer than {LONGEST:,} characters.")
        pieces = cut(block.text)
        title = " ".join(show(pieces.title).split())
        reader = Reader(pieces)
        kind, content, whole = reader.read()
    except UnkeptQuestion as unkept:
        return Fault(where, f"{quoted(title)}: {unkept}" if title else str(unkept))
    gathered = reader.gathered
    share_out(kind, content, whole, gathered)
    said, others = metadata.from_words(block.tags)
    fields = tidy(ItemFields(type=kind, content=content, tags=gathered.tags(others), **said))
    name = title or block.number
    if block.number and block.number != name:
        gathered.lose(f"The ID number {quoted(block.number)} is not kept.")
    return Draft(fields, where, name, category, tuple(gathered.losses), dict(gathered.pictures))
