"""A module's folder: what it is for, its lessons, and where its questions stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from courses.content.folder import Folder, line_at
from courses.content.nodes import SLUG, ContentError, Node, Once, parse_yaml
from courses.content.parts import BLOOM, LessonContent, ModuleContent, ObjectiveContent, QuizStep
from courses.content.texts import check_markdown, read_note, read_reasons
from courses.markdown import citations

FENCE = "---\n"  # before and after a lesson's front matter
HANDOUT = "handout"  # an address of its own in each module: no activity is called like this
MOST_MINUTES = 240
_NO_LESSONS = {"module.yaml", "items.yaml", "handout.md", "pictures"}  # of questions
_MODULE = re.compile(rf"(\d\d)-({SLUG.pattern})")
_LESSON = re.compile(rf"(\d+)-([1-9]\d*)-({SLUG.pattern})\.md")


@dataclass(frozen=True)
class _Context:
    """What the files of a module may refer to, and what no other module may have again."""

    folder: Folder
    ledger: Mapping[str, int]
    drawings: Mapping[str, str]
    objectives: Once = field(default_factory=Once)
    modules: Once = field(default_factory=Once)


def read_modules(
    folder: Folder, node: Node, ledger: Mapping[str, int], drawings: Mapping[str, str]
) -> tuple[ModuleContent, ...]:
    """Return the modules that course.yaml lists; a folder that it does not list is not read."""
    context = _Context(folder, ledger, drawings)
    modules: list[ModuleContent] = []
    for entry in node.entries("module"):
        module = _module(context, entry)
        if modules and module.number <= modules[-1].number:
            raise entry.error("modules should be in the order of their numbers")
        modules.append(module)
    return tuple(modules)


def _module(context: _Context, entry: Node) -> ModuleContent:
    name = entry.text(53)
    match = _MODULE.fullmatch(name)
    if not match:
        raise entry.error("a module’s folder is called like this: 06-a-few-words")
    node = context.folder.yaml(f"{name}/module.yaml")
    fields = node.fields("title summary objectives", "note quiz")
    slugs = Once()
    module = ModuleContent(
        number=int(match[1]),
        slug=context.modules(match[2], entry),
        title=fields["title"].text(200),
        summary=fields["summary"].text(),
        note=read_note(fields),
        objectives=tuple(
            _objective(objective, context.objectives)
            for objective in fields["objectives"].entries("objective")
        ),
        lessons=_lessons(context, name, int(match[1]), slugs),
        quiz=_quiz(fields["quiz"], slugs) if "quiz" in fields else None,
        items=_items(context.folder, name),
        handout=_handout(context, name),
    )
    if HANDOUT in slugs.seen:
        reason = f"no lesson or quiz may be called “{HANDOUT}”: that address is the handout’s"
        raise node.error(reason)
    return module


def _objective(node: Node, once: Once) -> ObjectiveContent:
    fields = node.fields("id text bloom", "observed")
    return ObjectiveContent(
        code=once(fields["id"].slug(), fields["id"]),
        text=fields["text"].text(),
        bloom=fields["bloom"].choice(BLOOM),
        is_observed="observed" in fields and fields["observed"].flag(),
    )


def _quiz(node: Node, slugs: Once) -> QuizStep:
    fields = node.having("slug title minutes")
    return QuizStep(
        slug=slugs(fields["slug"].slug(), fields["slug"]),
        title=fields["title"].text(200),
        minutes=fields["minutes"].whole(1, MOST_MINUTES),
        rest=node.without("slug", "title", "minutes"),
    )


def _items(folder: Folder, module: str) -> tuple[Node, ...]:
    if "items.yaml" not in folder.names(module):
        return ()
    return tuple(folder.entries(f"{module}/items.yaml", "items", "item"))


def _handout(context: _Context, module: str) -> str:
    if "handout.md" not in context.folder.names(module):
        return ""
    path = f"{module}/handout.md"
    text = context.folder.text(path)
    if not text.strip():
        raise ContentError(path, 1, "the handout has no text")
    check_markdown(text, path, 1, context.drawings)
    _check_citations(context, text, path)
    return text


def _lessons(context: _Context, module: str, number: int, slugs: Once) -> tuple[LessonContent, ...]:
    names = set(context.folder.names(module)) - _NO_LESSONS
    places = Once()
    lessons = []
    for name in sorted(names):
        path = f"{module}/{name}"
        match = _LESSON.fullmatch(name)
        if not match or match[1] != str(number):
            reason = f"a lesson’s file is called like this here: {number}-1-a-few-words.md"
            raise ContentError(path, 1, reason)
        place = Node(match[0], path=path)
        places(f"{number}-{match[2]}", place)
        lessons.append(_lesson(context, path, int(match[2]), slugs(match[3], place)))
    return tuple(sorted(lessons, key=lambda lesson: lesson.number))


def _lesson(context: _Context, path: str, number: int, slug: str) -> LessonContent:
    text = context.folder.text(path)
    front, body, body_line = _split(text, path)
    check_markdown(body, path, body_line, context.drawings, exercises=True)
    _check_citations(context, text, path, begins=len(text) - len(body))
    fields = front.fields("title minutes", "note summary lint_ok")
    if ("note" in fields) != ("summary" in fields):
        raise front.error("“note” and “summary” come together: who is warned has a choice")
    return LessonContent(
        number=number,
        slug=slug,
        title=fields["title"].text(200),
        minutes=fields["minutes"].whole(1, MOST_MINUTES),
        note=read_note(fields),
        summary=_summary(fields["summary"], body, context) if "summary" in fields else "",
        body=body,
        lint_ok=read_reasons(fields),
    )


def _check_citations(context: _Context, text: str, path: str, begins: int = 0) -> None:
    for code in citations(text[begins:]):
        if code not in context.ledger:
            line = line_at(text, text.index(f"[{code}]", begins))
            raise ContentError(path, line, f"there is no statement “{code}”")


def _split(text: str, path: str) -> tuple[Node, str, int]:
    """Return a lesson's front matter, its body, and the line the body begins on."""
    end = text.find("\n" + FENCE, len(FENCE) - 1)
    if not text.startswith(FENCE) or end < 0:
        raise ContentError(path, 1, "a lesson begins with its front matter between lines of ---")
    start = end + 1 + len(FENCE)
    front = parse_yaml(text[len(FENCE) : end + 1], path, first_line=2, name="the front matter")
    if not text[start:].strip():
        raise ContentError(path, line_at(text, start), "the lesson has no text")
    return front, text[start:], line_at(text, start)


def _summary(node: Node, body: str, context: _Context) -> str:
    """Return the text that stands for the lesson: it must rest on the same statements."""
    check_markdown(node.text(), node.path, node.text_line, context.drawings)
    differing = set(citations(node.text())) ^ set(citations(body))
    if differing:
        raise node.error(f"“summary” and text differ in what they cite: {', '.join(differing)}")
    return node.text()
