"""A question of Moodle XML as a draft."""

from collections.abc import Callable

from quizzes.fields import ItemFields, tidy
from quizzes.formats import metadata
from quizzes.formats.drafts import Draft, Fault
from quizzes.formats.gathering import UnkeptQuestion, decoded_base64, quoted
from quizzes.formats.moodle import choices, gaps
from quizzes.formats.moodle.choices import Content, is_true
from quizzes.formats.moodle.texts import Texts
from quizzes.formats.packages import shown
from quizzes.formats.whole_feedback import WholeFeedback, share_out
from quizzes.formats.xml import Element

_WITH_STEM: dict[str, Callable[[Element, Texts, str], tuple[str, Content]]] = {
    "matching": choices.matching,
    "multichoice": choices.multichoice,
    "ordering": choices.ordering,
    "shortanswer": choices.shortanswer,
    "truefalse": choices.truefalse,
}
_WITH_GAPS: dict[str, Callable[[Element, Texts], tuple[str, Content]]] = {
    "cloze": gaps.cloze,
    "ddwtos": gaps.words_in_gaps,
    "gapselect": gaps.words_in_gaps,
}
_UNKNOWN = {
    "calculated": "a number calculated from values of chance",
    "calculatedmulti": "options calculated from values of chance",
    "calculatedsimple": "a number calculated from values of chance",
    "coderunner": "a program to write",
    "ddimageortext": "words or pictures to drag into a picture",
    "ddmarker": "marks to drag into a picture",
    "description": "a text without a question",
    "essay": "a long text to write",
    "kprime": "true or false for each of four",
    "mtf": "true or false for each of several",
    "numerical": "a number, perhaps within a range",
    "random": "a question drawn by chance",
    "randomsamatch": "a matching made of short answers by chance",
    "recordrtc": "a recording to make",
    "stack": "mathematics to type",
}
# What Moodle puts there by itself
_DEFAULTS = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
_USUAL_PENALTIES = {0.0, 0.1, 0.2, 0.25, 0.3333333, 0.5, 1.0}


def read_question(question: Element, category: tuple[str, ...]) -> Draft | Fault:
    """Return the draft of a question, or why there is none."""
    name = " ".join(question.words_of("name", "text").split())
    try:
        texts = Texts(question)
        kind, content = _read(question, texts)
    except UnkeptQuestion as unkept:
        return Fault(question.where, f"{quoted(name)}: {unkept}" if name else str(unkept))
    gathered = texts.gathered
    share_out(kind, content, _whole_feedback(question, texts), gathered)
    _lose_settings(question, name, texts)
    said, others = metadata.from_words(_tags(question))
    fields = tidy(ItemFields(type=kind, content=content, tags=gathered.tags(others), **said))
    return Draft(
        fields, question.where, name, category, tuple(gathered.losses), dict(gathered.pictures)
    )


def _read(question: Element, texts: Texts) -> tuple[str, Content]:
    kind = question.get("type").strip()
    if kind in _WITH_GAPS:
        return _WITH_GAPS[kind](question, texts)
    if kind in _WITH_STEM:
        stem = texts.markdown(question.first("questiontext")) + _old_picture(question, texts)
        return _WITH_STEM[kind](question, texts, stem)
    if kind in _UNKNOWN:
        raise UnkeptQuestion(
            f"It asks for {_UNKNOWN[kind]} ({kind}), and we have no such question."
        )
    raise UnkeptQuestion(f"The type “{shown(kind)}” is not known here.")


def _old_picture(question: Element, texts: Texts) -> str:
    """Return the picture that files before Moodle 2 have beside the text, as Markdown."""
    path, data = question.words_of("image"), decoded_base64(question.words_of("image_base64"))
    name = texts.gathered.picture(path, data) if path and data else ""
    return f"\n\n![](picture:{name})" if name else ""


def _whole_feedback(question: Element, texts: Texts) -> WholeFeedback:
    def said(tag: str) -> str:
        text = texts.markdown(question.first(tag))
        return "" if text in _DEFAULTS else text

    return WholeFeedback(
        right=said("correctfeedback"),
        partly=said("partiallycorrectfeedback"),
        wrong=said("incorrectfeedback"),
        any=said("generalfeedback"),
    )


def _tags(question: Element) -> list[str]:
    return [
        tag.words_of("text") or tag.words()
        for tags in question.all("tags", "coursetags")
        for tag in tags.all("tag")
    ]


def _lose_settings(question: Element, name: str, texts: Texts) -> None:
    lose = texts.gathered.lose
    grade, penalty = _number(question, "defaultgrade", 1.0), _number(question, "penalty", 0.0)
    if grade != 1:
        lose(f"It counts {grade:g} marks there; here each question of a quiz counts the same.")
    if all(abs(penalty - usual) > 0.001 for usual in _USUAL_PENALTIES):
        lose(f"A second try costs {penalty:.0%} there; that is not kept.")
    if is_true(question.words_of("hidden")):
        lose("It is hidden there; here it becomes a draft as the others do.")
    if question.get("type") in ("multichoice", "matching") and not is_true(
        question.words_of("shuffleanswers") or "true"
    ):
        lose("Answers stand in a fixed order there; here each attempt has its own.")
    hints = [texts.markdown(hint) for hint in question.all("hint")]
    for hint in filter(None, hints):
        lose(f"A hint is not kept: {quoted(hint)}")
    number = question.words_of("idnumber")
    if number and number != name:
        lose(f"The ID number “{shown(number)}” is not kept.")


def _number(question: Element, tag: str, usual: float) -> float:
    try:
        return float(question.words_of(tag) or usual)
    except ValueError:
        return usual
