"""Bring the database in line with a course's files, and say what that changed."""

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from accounts import audit
from courses import progress
from courses.citing import sources_html
from courses.markdown import citations, render
from courses.models import (
    Activity,
    Course,
    Figure,
    GlossaryTerm,
    Handout,
    Module,
    Objective,
    Page,
    Source,
    SourceShingles,
    Statement,
)
from courses.syncing import Report, sync
from courses.terms import anchor_of


@transaction.atomic
def publish_course(content, *, actor=None):
    """Make the database say what a course's files say; return a Report.

    What left the files is retired and never deleted where learners' records may point at it.
    Publishing the same files again changes nothing.
    """
    report = Report()
    course = _course(content, report)
    statements = _ledger(course, content, report)
    modules = _modules(course, content, report)
    _objectives(course, content, modules, report)
    _figures(course, content, report)
    _terms(course, content, statements, report)
    activities = _activities(course, content, modules, report)
    _pages(content, activities, statements, report)
    _handouts(content, modules, statements, report)
    if report.has_changes:
        Course.objects.filter(pk=course.pk).update(edition=F("edition") + 1)
        progress.rebuild_totals(course.enrollments.all())
        audit.record(actor, "course.published", course, **report.counts)
    return report


def own_statements(course):
    """Return the ledger a course rests on.

    Sources belong to no course by themselves: those that only another course cites are left to
    it, and all the others are this course's.
    """
    mine = Source.objects.filter(statements__pages__activity__course=course)
    cited = Source.objects.filter(statements__pages__isnull=False)
    return Statement.objects.filter(Q(source__in=mine) | ~Q(source__in=cited))


def _course(content, report):
    values = {
        "slug": content.slug,
        "title": content.title,
        "summary": content.summary,
        "note": content.note,
        "pass_mark": content.pass_mark,
        "valid_months": content.valid_months,
        "activity_count": len(_steps(content)),
        "observed_count": sum(
            objective.is_observed for module in content.modules for objective in module.objectives
        ),
    }
    locked = Course.objects.select_for_update().filter(slug=content.slug)
    rows = {course.slug: course for course in locked}
    return sync(Course, rows, {content.slug: values}, report)[content.slug]


def _steps(content):
    """Return the activities of a course in order: its modules' lessons, each time then the quiz."""
    return [
        (module, step)
        for module in content.modules
        for step in (*module.lessons, module.quiz)
        if step is not None
    ]


def _ledger(course, content, report):
    """Bring sources and statements in line; return the statements by their ids."""
    wanted = {source.slug: _source(source) for source in content.sources}
    rows = {source.slug: source for source in Source.objects.filter(slug__in=wanted)}
    sources = sync(Source, rows, wanted, report)
    _shingles(course, content, sources, report)
    wanted = {
        statement.code: _statement(statement, position, sources[statement.source])
        for position, statement in enumerate(content.statements, start=1)
    }
    there = Statement.objects.filter(Q(code__in=wanted) | Q(pk__in=own_statements(course)))
    rows = {statement.code: statement for statement in there}
    statements = sync(Statement, rows, wanted, report, retires=True)
    for statement in content.statements:
        statements[statement.code].source = sources[statement.source]
    return statements


def _source(content):
    values = {**vars(content), "sections": list(content.sections)}
    del values["shingles"]
    return values


def _shingles(course, content, sources, report):
    """Bring the digests of the sources in line, which all courses on a source share.

    Those that this course has no file for are left where another course cites the source, since
    the file may be among that one's; otherwise they go.
    """
    wanted = {
        source.slug: {"source_id": sources[source.slug].pk, "shingles": list(source.shingles)}
        for source in content.sources
        if source.shingles
    }
    other_pages = Page.objects.exclude(activity__course=course)
    elsewhere = Source.objects.filter(statements__pages__in=other_pages)
    there = SourceShingles.objects.filter(source__slug__in=sources).select_related("source")
    there = there.filter(Q(source__slug__in=wanted) | ~Q(source__in=elsewhere))
    sync(SourceShingles, {row.source.slug: row for row in there}, wanted, report)


def _statement(content, position, source):
    values = {**vars(content), "audience": list(content.audience)}
    del values["source"]
    return {**values, "position": position, "source_id": source.pk}


def _modules(course, content, report):
    wanted = {
        module.slug: {
            "course_id": course.pk,
            "slug": module.slug,
            "number": module.number,
            "title": module.title,
            "summary": module.summary,
            "note": module.note,
        }
        for module in content.modules
    }
    rows = {module.slug: module for module in course.modules.all()}
    return sync(Module, rows, wanted, report, retires=True)


def _objectives(course, content, modules, report):
    wanted = {
        objective.code: {
            "module_id": modules[module.slug].pk,
            "code": objective.code,
            "position": position,
            "text": objective.text,
            "bloom": objective.bloom,
            "is_observed": objective.is_observed,
        }
        for module in content.modules
        for position, objective in enumerate(module.objectives, start=1)
    }
    there = Objective.objects.filter(module__course=course)
    sync(Objective, {row.code: row for row in there}, wanted, report, retires=True)


def _figures(course, content, report):
    wanted = {
        name: {"course_id": course.pk, "name": name, "svg": svg}
        for name, svg in content.drawings.items()
    }
    sync(Figure, {figure.name: figure for figure in course.figures.all()}, wanted, report)


def _terms(course, content, statements, report):
    wanted = {
        term.term: {
            "course_id": course.pk,
            "position": position,
            "term": term.term,
            "definition": term.definition,
            "is_linked": term.is_linked,
            "also": list(term.also),
        }
        for position, term in enumerate(content.terms, start=1)
    }
    cited = {term.term: [statements[code].pk for code in term.statements] for term in content.terms}
    rows = {term.term: term for term in course.glossary.all()}
    sync(GlossaryTerm, rows, wanted, report, cited=cited)


def _key(module, step):
    return f"{module.slug}/{step.slug}"


def _activities(course, content, modules, report):
    """Bring the activities in line; return them by module and slug."""
    wanted = {
        _key(module, step): {
            "course_id": course.pk,
            "module_id": modules[module.slug].pk,
            "slug": step.slug,
            "kind": Activity.Kind.QUIZ if step is module.quiz else Activity.Kind.LESSON,
            "title": step.title,
            "minutes": step.minutes,
            "note": "" if step is module.quiz else step.note,
            "sequence": sequence,
        }
        for sequence, (module, step) in enumerate(_steps(content), start=1)
    }
    there = course.activities.select_related("module")
    rows = {_key(activity.module, activity): activity for activity in there}
    return sync(Activity, rows, wanted, report, retires=True)


def _pages(content, activities, statements, report):
    """Bring the lessons' texts in line. A new revision is one whose text is another."""
    lessons = {
        _key(module, lesson): (module, lesson)
        for module in content.modules
        for lesson in module.lessons
    }
    keys = {activities[key].pk: key for key in lessons}
    rows = {keys[page.activity_id]: page for page in Page.objects.filter(activity__in=keys)}
    terms = _term_addresses(content)
    wanted, cited = {}, {}
    for key, (module, lesson) in lessons.items():
        rests_on = [statements[code] for code in content.in_order(lesson.statements)]
        values = _page(module, lesson, rests_on, figures=content.drawings, terms=terms)
        revision = _revision(rows.get(key), lesson)
        wanted[key] = {"activity_id": activities[key].pk, "revision": revision, **values}
        cited[key] = [statement.pk for statement in rests_on]
    sync(Page, rows, wanted, report, cited=cited)


def _term_addresses(content):
    """Return where each form of the glossary's terms leads: to its entry."""
    glossary = reverse("courses:glossary", args=[content.slug])
    return {
        form: f"{glossary}#{anchor_of(term.term)}" for term in content.terms for form in term.forms
    }


def _revision(page, lesson):
    return page.revision + (page.body != lesson.body) if page else 1


def _page(module, lesson, statements, **extras):
    return {
        "number": f"{module.number}.{lesson.number}",
        "body": lesson.body,
        "summary": lesson.summary,
        "lint_ok": dict(lesson.lint_ok),
        "html": render(lesson.body, **extras),
        "summary_html": render(lesson.summary, **extras),
        "sources_html": sources_html(statements),
    }


def _handouts(content, modules, statements, report):
    """Bring in line what learners can print, one page for a module."""
    printed = {module.slug: module.handout for module in content.modules if module.handout}
    there = Handout.objects.filter(module__course__slug=content.slug).select_related("module")
    rows = {handout.module.slug: handout for handout in there}
    wanted, cited = {}, {}
    for slug, body in printed.items():
        rests_on = [statements[code] for code in content.in_order(citations(body))]
        wanted[slug] = {
            "module_id": modules[slug].pk,
            "body": body,
            "html": render(body, figures=content.drawings),
            "sources_html": sources_html(rests_on),
        }
        cited[slug] = [statement.pk for statement in rests_on]
    sync(Handout, rows, wanted, report, cited=cited)
