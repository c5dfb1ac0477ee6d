"""From the files of a folder to a course; every fault is raised with its path and line."""

from collections.abc import Collection, Mapping
from pathlib import Path

from courses.content.folder import Folder
from courses.content.modules import read_modules
from courses.content.nodes import ContentError, Node, Once
from courses.content.parts import (
    CERTAINTIES,
    USES,
    CourseContent,
    FigureContent,
    SourceContent,
    StatementContent,
    TermContent,
)
from courses.content.texts import read_codes, read_figure, read_note
from courses.copying import SHINGLE
from courses.dates import MOST_MONTHS
from courses.markdown import citations
from courses.terms import anchor_of


def read_course(path: Path) -> CourseContent:
    """Return what the files in a course's folder say.

    Raises ContentError on the first fault, down to what Markdown and figures may not hold.
    """
    folder = Folder(path)
    fields = folder.yaml("course.yaml").fields(
        "slug title summary pass_mark modules", "note valid_months"
    )
    if fields["slug"].slug() != path.name:
        raise fields["slug"].error(f"“slug” differs from the folder’s name, “{path.name}”")
    sources = _sources(folder)
    statements = _statements(folder, {source.slug: source.sections for source in sources})
    ledger = {statement.code: place for place, statement in enumerate(statements)}
    figures = _figures(folder)
    drawings = {figure.name: figure.svg for figure in figures}
    return CourseContent(
        slug=fields["slug"].slug(),
        title=fields["title"].text(200),
        summary=fields["summary"].text(),
        note=read_note(fields),
        pass_mark=fields["pass_mark"].fraction(),
        valid_months=_valid_months(fields),
        sources=sources,
        statements=statements,
        terms=_terms(folder, ledger),
        figures=figures,
        modules=read_modules(folder, fields["modules"], ledger, drawings),
    )


def _valid_months(fields):
    return fields["valid_months"].whole(1, MOST_MONTHS) if "valid_months" in fields else None


def _sources(folder: Folder) -> tuple[SourceContent, ...]:
    once = Once()
    nodes = folder.entries("sources.yaml", "sources", "source")
    sources = tuple(_source(folder, node, once) for node in nodes)
    for name in folder.names("shingles"):
        if name not in {f"{source.slug}.txt" for source in sources}:
            raise ContentError(f"shingles/{name}", 1, "no source has this id")
    return sources


def _source(folder: Folder, node: Node, once: Once) -> SourceContent:
    fields = node.fields("id title publisher url sections", "license_note")
    url = fields["url"].text(200)
    if not url.startswith(("https://", "http://")):
        raise fields["url"].error("“url” should begin with https://")
    slug = once(fields["id"].slug(), fields["id"])
    return SourceContent(
        slug=slug,
        title=fields["title"].text(200),
        publisher=fields["publisher"].text(200),
        url=url,
        license_note=fields["license_note"].text() if "license_note" in fields else "",
        sections=fields["sections"].texts("section", 120),
        shingles=_shingles(folder, slug),
    )


def _shingles(folder: Folder, source: str) -> tuple[str, ...]:
    """Return the digests of a source's runs of words, none where they were not made."""
    name = f"{source}.txt"
    if name not in folder.names("shingles"):
        return ()
    lines = folder.text(f"shingles/{name}").splitlines()
    for number, line in enumerate(lines, start=1):
        if not SHINGLE.fullmatch(line):
            reason = "this is not a digest; make the file again"
            raise ContentError(f"shingles/{name}", number, reason)
    return tuple(sorted(set(lines)))


def _statements(
    folder: Folder, sections: Mapping[str, Collection[str]]
) -> tuple[StatementContent, ...]:
    once = Once()
    nodes = folder.entries("statements.yaml", "statements", "statement")
    return tuple(_statement(node, sections, once) for node in nodes)


def _statement(node: Node, sections: Mapping[str, Collection[str]], once: Once) -> StatementContent:
    fields = node.fields(
        "id source section paragraph kind strength certainty use audience statement"
    )
    code = fields["id"].text(8)
    if citations(f"[{code}]") != [code]:
        raise fields["id"].error("“id” should be S or C and a number to 99, as in S42")
    source = fields["source"].choice(sections)
    return StatementContent(
        code=once(code, fields["id"]),
        source=source,
        section=fields["section"].choice(sections[source]),
        paragraph=fields["paragraph"].text(30),
        kind=fields["kind"].text(60),
        strength=fields["strength"].text(80),
        certainty=fields["certainty"].choice(CERTAINTIES),
        use=fields["use"].choice(USES),
        audience=fields["audience"].texts("reader"),
        text=fields["statement"].text(),
    )


def _terms(folder: Folder, ledger: Mapping[str, int]) -> tuple[TermContent, ...]:
    once, anchors = Once(), set[str]()
    nodes = folder.entries("glossary.yaml", "terms", "term")
    return tuple(_term(node, ledger, once, anchors) for node in nodes)


def _term(node: Node, ledger: Mapping[str, int], once: Once, anchors: set[str]) -> TermContent:
    fields = node.fields("term definition", "link also statements")
    forms = fields["also"].entries("form") if "also" in fields else []
    for form in (fields["term"], *forms):
        once(form.text(100).casefold(), form)
    _check_anchor(fields["term"], anchors)
    return TermContent(
        term=fields["term"].text(),
        definition=fields["definition"].text(),
        is_linked=fields["link"].flag() if "link" in fields else True,
        also=tuple(form.text() for form in forms),
        statements=read_codes(fields.get("statements"), ledger),
    )


def _check_anchor(term: Node, anchors: set[str]) -> None:
    anchor = anchor_of(term.text())
    if not anchor:
        raise term.error(f"“{term.text()}” has no letter or digit for its address")
    if anchor in anchors:
        raise term.error(f"“{term.text()}” has the same address as another term, “{anchor}”")
    anchors.add(anchor)


def _figures(folder: Folder) -> tuple[FigureContent, ...]:
    return tuple(FigureContent(name, read_figure(folder, name)) for name in folder.names("figures"))
