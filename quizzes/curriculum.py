"""A whole course checked: what is covered, how its texts read, how its questions are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from courses.content import CourseContent, LessonContent, ModuleContent
from courses.markdown import citations
from courses.text_checks import TextFinding, check_parts, check_text
from quizzes.checks import check_bank, check_item
from quizzes.content import ItemContent, Questions, pool_of
from quizzes.coverage import Gap, find_gaps, summary, to_say
from quizzes.fields import ItemFields
from quizzes.findings import label_of
from quizzes.language_findings import all_checked_texts

POOL_TIMES_DRAW = 3  # as large as three attempts draw, so that a second one asks other questions

Asking = Mapping[str, Questions]


@dataclass(frozen=True)
class Finding:
    """What is found, and where: `place` is a file, with what in it; a finding with a reason is
    settled."""

    place: str
    check: str
    severity: str
    message: str
    matched: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Covered:
    """A statement, the lessons that teach it by number, the questions that test it by id."""

    code: str
    use: str
    certainty: str
    lessons: tuple[str, ...]
    items: tuple[str, ...]
    cases: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Checked:
    findings: list[Finding]
    covered: list[Covered]
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, severity: str) -> list[Finding]:
        """Return the open findings of a severity."""
        return [each for each in self.findings if each.is_open and each.severity == severity]

    @property
    def coverage_in_words(self) -> str:
        return summary([each.gaps for each in self.covered])


def check_curriculum(course: CourseContent, questions: Asking) -> Checked:
    """Return all that a program can find in a course and its questions.

    Findings come module by module, then those of the whole bank, then what is not covered.
    """
    covered = list(_coverage(course, questions))
    findings = [
        *(finding for module in course.modules for finding in _module(course, module, questions)),
        *_glossary(course),
        *_bank(course, questions),
        *_draws(course, questions),
        *_gaps(covered),
    ]
    return Checked(findings, covered, _counts(course, questions))


def _items(questions: Asking) -> dict[str, ItemFields]:
    return {item.slug: item.fields for asked in questions.values() for item in asked.items}


def _module(course: CourseContent, module: ModuleContent, questions: Asking) -> Iterator[Finding]:
    for lesson in module.lessons:
        yield from _lesson(course, module, lesson)
    place = f"{module.folder}/handout.md"
    yield from _found(place, check_text(module.handout, sources=course.shingles))
    for text in (module.summary, module.note):
        yield from _found(f"{module.folder}/module.yaml", check_text(text))
    for item in questions[module.slug].items:
        yield from _item(course, f"{module.folder}/items.yaml, {item.slug}", item)


def _lesson(
    course: CourseContent, module: ModuleContent, lesson: LessonContent
) -> Iterator[Finding]:
    place = f"{module.folder}/{module.number}-{lesson.number}-{lesson.slug}.md"
    for text in (lesson.body, lesson.summary):
        found = check_text(text, sources=course.shingles, reasons=lesson.lint_ok)
        yield from _found(place, found)
    yield from _found(place, check_parts(lesson.body, lesson.lint_ok))


def _found(place: str, findings: list[TextFinding]) -> Iterator[Finding]:
    for finding in findings:
        yield Finding(place, **vars(finding))


def _glossary(course: CourseContent) -> Iterator[Finding]:
    for term in course.terms:
        found = check_text(term.definition, "glossary", sources=course.shingles)
        yield from _found(f"glossary.yaml, {term.term}", found)


def _item(course: CourseContent, place: str, item: ItemContent) -> Iterator[Finding]:
    fields = item.fields
    for finding in check_item(fields, ledger=course.claims, sources=course.shingles):
        yield Finding(
            f"{place}, {label_of(finding.place)}",
            finding.check,
            finding.severity,
            finding.message,
            "; ".join(finding.matched),
            finding.reason,
        )
    for text in all_checked_texts(fields):
        for found in (remark.finding for remark in text.remarks):
            reason = fields.lint_ok.get(found.rule, "").strip()
            yield Finding(
                f"{place}, {text.label}",
                found.rule,
                found.severity,
                f"{found.why}.",
                found.matched,
                reason,
            )


def _bank(course: CourseContent, questions: Asking) -> Iterator[Finding]:
    for found in check_bank(_items(questions), ledger=course.claims):
        place = f"questions {', '.join(found.items)}" if found.items else "all questions"
        yield Finding(place, found.check, found.severity, found.message, reason=found.reason)


def _draws(course: CourseContent, questions: Asking) -> Iterator[Finding]:
    """Say where a pool is too small for a second attempt to ask other questions."""
    pool = pool_of(questions)
    for module in course.modules:
        quiz = questions[module.slug].quiz
        for draw in quiz.draws if quiz else ():
            place = f"{module.folder}/module.yaml, draw of {', '.join(draw.criteria.values())}"
            fitting = [fields for fields in pool if draw.fits(fields)]
            cases = sum(fields.is_case for fields in fitting)
            yield from _small_pool(place, "questions", len(fitting), draw.count)
            yield from _small_pool(place, "cases", cases, draw.cases)


def _small_pool(place: str, what: str, there: int, drawn: int) -> Iterator[Finding]:
    if there < POOL_TIMES_DRAW * drawn:
        message = (
            f"The pool has {there} {what}, fewer than {POOL_TIMES_DRAW} times the {drawn} that "
            "are drawn."
        )
        yield Finding(place, "B01", "warn", message)


def _coverage(course: CourseContent, questions: Asking) -> Iterator[Covered]:
    taught: dict[str, list[str]] = {}
    for module in course.modules:
        for lesson in module.lessons:
            for code in citations(lesson.body):
                taught.setdefault(code, []).append(f"{module.number}.{lesson.number}")
    tested: dict[str, dict[str, ItemFields]] = {}
    for slug, fields in _items(questions).items():
        for code in fields.statements:
            tested.setdefault(code, {})[slug] = fields
    for statement in course.statements:
        lessons = taught.get(statement.code, [])
        items = tested.get(statement.code, {})
        yield Covered(
            code=statement.code,
            use=statement.use,
            certainty=statement.certainty,
            lessons=tuple(lessons),
            items=tuple(items),
            cases=sum(fields.is_case for fields in items.values()),
            gaps=tuple(find_gaps(statement.use, lessons, list(items.values()))),
        )


def _gaps(covered: list[Covered]) -> Iterator[Finding]:
    for each in covered:
        for gap in to_say(each.gaps):
            yield Finding(
                f"statements.yaml, {each.code}", "C01", "error", f"{each.code}: {gap.label}."
            )


def _counts(course: CourseContent, questions: Asking) -> dict[str, int]:
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    items = _items(questions)
    return {
        "modules": len(course.modules),
        "lessons": len(lessons),
        "words of lessons": sum(lesson.word_count for lesson in lessons),
        "handouts": sum(bool(module.handout) for module in course.modules),
        "glossary terms": len(course.terms),
        "questions": len(items),
        "case questions": sum(fields.is_case for fields in items.values()),
    }
