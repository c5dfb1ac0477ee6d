"""The parts of a course, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from courses.content.nodes import Node
from courses.markdown import citations, plain_text

BLOOM = ("remember", "understand", "apply", "analyze", "evaluate", "create")
CERTAINTIES = ("firm", "may", "unknown", "theory")
USES = ("apply", "know")


@dataclass(frozen=True)
class SourceContent:
    slug: str
    title: str
    publisher: str
    url: str
    license_note: str
    sections: tuple[str, ...]
    shingles: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatementContent:
    code: str
    source: str
    section: str
    paragraph: str
    kind: str
    strength: str
    certainty: str
    use: str
    audience: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class TermContent:
    term: str
    definition: str
    is_linked: bool
    also: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The words that lessons link to the term."""
        return (self.term, *self.also) if self.is_linked else self.also


@dataclass(frozen=True)
class FigureContent:
    name: str
    svg: str


@dataclass(frozen=True)
class ObjectiveContent:
    code: str
    text: str
    bloom: str
    is_observed: bool = False


@dataclass(frozen=True)
class LessonContent:
    number: int
    slug: str
    title: str
    minutes: int
    note: str
    summary: str
    body: str
    lint_ok: Mapping[str, str] = field(default_factory=dict)

    @property
    def statements(self) -> list[str]:
        """The ids that the body cites: what a lesson teaches is written nowhere else."""
        return citations(self.body)

    @property
    def word_count(self) -> int:
        return len(plain_text(self.body).split())


@dataclass(frozen=True)
class QuizStep:
    """A quiz's place in the course; `rest` is what the quizzes app reads of it."""

    slug: str
    title: str
    minutes: int
    rest: Node


@dataclass(frozen=True)
class ModuleContent:
    number: int
    slug: str
    title: str
    summary: str
    note: str
    objectives: tuple[ObjectiveContent, ...]
    lessons: tuple[LessonContent, ...]
    quiz: QuizStep | None
    items: tuple[Node, ...]
    handout: str = ""

    @property
    def folder(self) -> str:
        return f"{self.number:02}-{self.slug}"


@dataclass(frozen=True)
class CourseContent:
    slug: str
    title: str
    summary: str
    note: str
    pass_mark: float
    valid_months: int | None
    sources: tuple[SourceContent, ...]
    statements: tuple[StatementContent, ...]
    terms: tuple[TermContent, ...]
    figures: tuple[FigureContent, ...]
    modules: tuple[ModuleContent, ...]

    @cached_property
    def ledger(self) -> dict[str, int]:
        """The statements' ids with their places, by which every list of ids is ordered."""
        return {statement.code: place for place, statement in enumerate(self.statements)}

    @cached_property
    def claims(self) -> dict[str, StatementContent]:
        """The statements by their ids."""
        return {statement.code: statement for statement in self.statements}

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The digests of all sources' runs of words; see courses/copying.py."""
        return frozenset(shingle for source in self.sources for shingle in source.shingles)

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Return ids of statements in the order of the ledger."""
        return sorted(codes, key=self.ledger.__getitem__)

    @property
    def drawings(self) -> dict[str, str]:
        return {figure.name: figure.svg for figure in self.figures}
