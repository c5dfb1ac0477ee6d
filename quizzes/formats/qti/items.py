"""One item of QTI as a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.fields import ItemFields, tidy
from quizzes.formats import metadata
from quizzes.formats.drafts import Draft, Fault
from quizzes.formats.gathering import UnkeptQuestion, quoted
from quizzes.formats.qti.bodies import Body
from quizzes.formats.qti.declarations import Declaration, declarations
from quizzes.formats.qti.gaps import gap_match, read_gaps
from quizzes.formats.qti.interactions import Question, read_block
from quizzes.formats.qti.names import BLOCKS, INLINE, UNKNOWN
from quizzes.formats.qti.processing import ALWAYS, RIGHT, WRONG, Processing, processing
from quizzes.formats.whole_feedback import WholeFeedback, share_out
from quizzes.formats.xml import Element


def read_item(
    item: Element,
    files: Mapping[str, bytes],
    path: str,
    *,
    where: str,
    words: Sequence[str] = (),
    category: tuple[str, ...] = (),
) -> Draft | Fault:
    """Return the draft of an item with the old names, or why there is none.

    `files` holds the package's files and `path` says where among them the item is; `words` are
    its tags.
    """
    name = " ".join((item.get("title") or item.get("identifier")).split())
    try:
        body = Body(item, files, path)
        question = _question(body)
    except UnkeptQuestion as unkept:
        return Fault(where, f"{quoted(name)}: {unkept}" if name else str(unkept))
    said, tags = metadata.from_words(words)
    fields = ItemFields(
        type=question.kind,
        content=question.content,
        note=body.note,
        tags=body.gathered.tags(tags),
        **said,
    )
    gathered = body.gathered
    return Draft(tidy(fields), where, name, category, tuple(gathered.losses), gathered.pictures)


def _question(body: Body) -> Question:
    declared, marking = declarations(body.item), processing(body.item)
    if not marking.is_understood:
        body.gathered.lose("It has rules of marking of its own, which are not kept.")
    if body.item.get("adaptive") == "true":
        body.gathered.lose("It changes with each try there; here it is asked once.")
    question = _asked(body, declared, marking)
    _give_feedback(question, body, marking)
    return question


def _asked(body: Body, declared: Mapping[str, Declaration], marking: Processing) -> Question:
    interactions = body.interactions
    for one in interactions:
        if one.tag not in BLOCKS | INLINE:
            known = UNKNOWN.get(one.tag)
            raise UnkeptQuestion(
                f"It asks for {known} ({one.tag}), and there is no such question here."
                if known
                else f"It asks with {one.tag}, which is not known here."
            )
    if not interactions:
        raise UnkeptQuestion("It holds nothing to answer.")
    if all(one.tag in INLINE for one in interactions):
        return read_gaps(body, declared, marking)
    if len(interactions) > 1:
        raise UnkeptQuestion(
            f"It asks {len(interactions)} questions in one; here each stands alone."
        )
    variable = declared.get(interactions[0].get("responseIdentifier"), Declaration())
    if interactions[0].tag == "gapMatchInteraction":
        return gap_match(interactions[0], body, variable)
    return read_block(interactions[0], body, variable, marking)


def _give_feedback(question: Question, body: Body, marking: Processing) -> None:
    """Give each feedback to the row it belongs to, and that on the whole question to what fits."""
    whole: dict[str, list[str]] = {RIGHT: [], WRONG: [], ALWAYS: []}
    for one in body.feedback:
        text = body.markdown(one.element.content)
        answers = marking.shown_for.get(one.identifier, [])
        row = _row(question, [one.identifier, one.choice, *answers])
        kinds = [answer[0] for answer in answers if isinstance(answer, tuple)]
        if row is not None:
            row["feedback"] = "\n\n".join(filter(None, (row["feedback"], text)))
        elif kinds:
            whole[kinds[0]].append(text)
        else:
            body.gathered.lose(f"Feedback with rules of its own is not kept: {quoted(text)}")
    right, wrong, always = ("\n\n".join(whole[kind]) for kind in (RIGHT, WRONG, ALWAYS))
    share_out(
        question.kind,
        question.content,
        WholeFeedback(right=right, wrong=wrong, any=always),
        body.gathered,
    )


def _row(question: Question, names: Sequence[Any]) -> dict[str, Any] | None:
    return next(
        (question.rows[name] for name in names if isinstance(name, str) and name in question.rows),
        None,
    )
