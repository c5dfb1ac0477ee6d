"""Every report as a table, the same rows on the screen, in each kind of file, and in an email.

`REPORTS` maps a report's name to the function that makes its Table for a viewer and the query
string of the screen. Those raise Http404 and PermissionDenied as the screen does.
"""

from dataclasses import replace

from django.http import Http404
from django.utils import timezone
from django.utils.text import slugify

from accounts.templatetags.display import percent
from reports.dashboard import Dashboard
from reports.forms import LearnerFilterForm
from reports.people_tables import assignments, one_learner
from reports.scopes import find_scope
from reports.shaping import grouped, picked
from reports.table import Column, Table
from reports.team import TeamReport, headings_of
from reports.understanding import Understanding


def _in_course(viewer, query):
    """Return the scope that a query string means; 404 where no course is assigned yet."""
    scope = find_scope(viewer, query)
    if scope.course is None:
        raise Http404
    return scope


def _table(scope, name, key, columns, rows, count, filters=()):
    who = slugify(scope.name, allow_unicode=True) if scope.team else "everyone"
    return Table(
        name=name,
        about=f"{scope.name}, {scope.course.title}",
        slug=f"{key}_{who or 'team'}_{scope.course.slug}",
        filters=list(filters),
        as_of=timezone.localtime(),
        columns=columns,
        rows=rows,
        count=count,
    )


def learners(viewer, query):
    """Where each learner stands."""
    scope = _in_course(viewer, query)
    filters = LearnerFilterForm(query, scope=scope)
    report = TeamReport(scope.people, scope.course, scope.modules, **filters.narrowing)
    columns = learner_columns(scope)
    rows = (row.texts for row in report.rows())
    found = report.counts["found"]
    table = _table(scope, "Learners", "learners", columns, rows, found, filters.in_words)
    return _shaped(table, query)


def learner_columns(scope):
    headings = headings_of(scope.modules)
    return [
        Column("Name", "as the person writes it"),
        Column("State", "not started, under way or complete"),
        Column("Parts done", "lessons read and quizzes passed, of those on offer"),
        *(Column(str(each), each.meaning, each.short) for each in headings),
        Column("Last active", "the last day that a part was opened or done, a date of the learner"),
    ]


def _shaped(table, query):
    """A table with the columns that `column` names alone, or counted by what `group` names."""
    names = [column.name for column in table.columns]
    if query.get("group") in names:
        return _counted(table, names, query["group"])
    wanted = [name for name in query.getlist("column") if name in names]
    if not wanted:
        return table
    columns = [column for column in table.columns if column.name in wanted]
    return replace(table, columns=columns, rows=picked(table.rows, names, wanted))


def _counted(table, names, by):
    """How many rows have each value of a column."""
    [column] = [column for column in table.columns if column.name == by]
    found = grouped(table.rows, names, by)
    columns = [
        column,
        Column(table.name, "how many there are"),
        Column("Share", "of all that the filter finds, rounded down"),
    ]
    rows = [[value, str(count), percent(count / table.count)] for value, count in found]
    return replace(table, columns=columns, rows=rows, count=len(rows))


def teams(viewer, query):
    """How many learners of each team are in each state."""
    scope = _in_course(viewer, query)
    columns = [
        Column("Team", "a team that you supervise"),
        Column("Learners", "people who learn in it; one in two teams is counted in both"),
        Column("Not started", "have opened no part yet"),
        Column("Under way", "have opened a part, and not done all"),
        Column("Complete", "have done every part"),
        Column("Share", "complete, of the learners"),
    ]
    rows = Dashboard(scope).team_states
    texts = (
        [
            row.team.name,
            *map(str, (row.learners, row.not_started, row.under_way, row.complete)),
            row.completed_share,
        ]
        for row in rows
    )
    return _table(scope, "Teams", "teams", columns, texts, len(rows))


def objectives(viewer, query):
    """How people did as a group, by objective."""
    scope = _in_course(viewer, query)
    understanding = Understanding(scope)
    is_by_module = query.get("sort") == "module"
    found = understanding.told if is_by_module else understanding.hardest
    whole = "This team" if scope.team else "Everyone"
    share = "about which share of the marks the group earned when asked for the first time, to the "
    share += "nearest 10%; a dash where a group is too small to be told of"
    columns = [
        Column("Objective", "what a learner can do after the module"),
        Column("Module", "its number and title"),
        Column(whole, share),
        Column("People", "about how many were asked"),
        *(Column(team.name, share) for team in understanding.columns),
    ]
    texts = (
        [
            row.about.text,
            str(row.about.module),
            percent(row.figure and row.figure.share),
            row.figure.people if row.figure else "–",
            *(percent(cell and cell.share) for cell in row.cells),
        ]
        for row in found
    )
    return _table(scope, "What is hard", "objectives", columns, texts, len(found))


REPORTS = {
    "learners": learners,
    "teams": teams,
    "objectives": objectives,
    "learner": one_learner,
    "assignments": assignments,
}
