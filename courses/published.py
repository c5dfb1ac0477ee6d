"""A course from the database as the content files have it."""

from django.db.models import Q

from courses.content import (
    CourseContent,
    FigureContent,
    LessonContent,
    ModuleContent,
    ObjectiveContent,
    QuizStep,
    SourceContent,
    StatementContent,
    TermContent,
    node_of,
)
from courses.models import Activity, Source
from courses.publishing import own_statements


def published_course(course):
    """Return what a course's files would say; the quizzes app adds what its quizzes ask."""
    statements = own_statements(course).filter(retired_at__isnull=True)
    return CourseContent(
        slug=course.slug,
        title=course.title,
        summary=course.summary,
        note=course.note,
        pass_mark=course.pass_mark,
        valid_months=course.valid_months,
        sources=_sources(statements),
        statements=tuple(_statement(s) for s in statements.select_related("source")),
        terms=_terms(course),
        figures=tuple(FigureContent(f.name, f.svg) for f in course.figures.order_by("name")),
        modules=_modules(course),
    )


def _sources(statements):
    """Return the sources of statements, and those that have none at all yet."""
    found = Source.objects.filter(Q(statements__in=statements) | Q(statements__isnull=True))
    found = found.select_related("copies").distinct().order_by("pk")
    return tuple(
        SourceContent(
            slug=source.slug,
            title=source.title,
            publisher=source.publisher,
            url=source.url,
            license_note=source.license_note,
            sections=tuple(source.sections),
            shingles=tuple(source.copies.shingles) if hasattr(source, "copies") else (),
        )
        for source in found
    )


def _statement(statement):
    return StatementContent(
        code=statement.code,
        source=statement.source.slug,
        section=statement.section,
        paragraph=statement.paragraph,
        kind=statement.kind,
        strength=statement.strength,
        certainty=statement.certainty,
        use=statement.use,
        audience=tuple(statement.audience),
        text=statement.text,
    )


def _terms(course):
    return tuple(
        TermContent(
            term=term.term,
            definition=term.definition,
            is_linked=term.is_linked,
            also=tuple(term.also),
            statements=tuple(statement.code for statement in term.statements.all()),
        )
        for term in course.glossary.prefetch_related("statements")
    )


def _modules(course):
    modules = course.modules.filter(retired_at__isnull=True).select_related("handout")
    modules = modules.prefetch_related("objectives")
    steps = {module.pk: [] for module in modules}
    for activity in course.activities.offered().select_related("page"):
        steps[activity.module_id].append(activity)
    return tuple(_module(module, steps[module.pk]) for module in modules)


def _module(module, steps):
    quizzes = [step for step in steps if step.kind == Activity.Kind.QUIZ]
    return ModuleContent(
        number=module.number,
        slug=module.slug,
        title=module.title,
        summary=module.summary,
        note=module.note,
        objectives=tuple(
            ObjectiveContent(objective.code, objective.text, objective.bloom, objective.is_observed)
            for objective in module.objectives.all()
            if objective.retired_at is None
        ),
        lessons=tuple(_lesson(step) for step in steps if step.kind == Activity.Kind.LESSON),
        quiz=_quiz(quizzes[0]) if quizzes else None,
        items=(),
        handout=module.handout.body if hasattr(module, "handout") else "",
    )


def _quiz(activity):
    return QuizStep(activity.slug, activity.title, activity.minutes, rest=node_of({}))


def _lesson(activity):
    return LessonContent(
        number=int(activity.page.number.split(".")[1]),
        slug=activity.slug,
        title=activity.title,
        minutes=activity.minutes,
        note=activity.note,
        summary=activity.page.summary,
        body=activity.page.body,
        lint_ok=activity.page.lint_ok,
    )
