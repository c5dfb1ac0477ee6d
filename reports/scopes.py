"""Which people and which course a supervisor's page is about."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from accounts.covering import Coverage, CoveredTeam, require_coverage
from accounts.roles import Permission
from courses.models import Course
from courses.outline import outline
from courses.refreshing import terms_of_course
from reports import queries
from reports.forms import ScopeForm
from reports.looks import Looking, assignments_in


@dataclass(frozen=True)
class Scope:
    """A team, or everyone whom the viewer supervises, in a course; there may be none yet."""

    form: ScopeForm
    coverage: Coverage
    team: CoveredTeam | None
    course: Course | None
    viewer_pk: int

    @property
    def name(self):
        return self.team.name if self.team else "Everyone you supervise"

    @property
    def query(self):
        """The scope as the beginning of a query string, for links between its pages."""
        chosen = {"team": self.team and self.team.pk, "course": self.course and self.course.slug}
        chosen = {name: value for name, value in chosen.items() if value}
        return f"?{urlencode(chosen)}&" if chosen else "?"

    @property
    def people(self):
        """Those who learn here; nobody supervises themself."""
        return self.coverage.people(self.team).active().exclude(pk=self.viewer_pk)

    @cached_property
    def modules(self):
        return outline(self.course).modules

    @cached_property
    def assignments(self):
        return assignments_in(self.course, self.coverage.places)

    @cached_property
    def looking(self):
        own = terms_of_course(self.course, self.coverage.places)
        return Looking(self.assignments, self.modules, own)


def find_scope(viewer, query, *, with_teams=False):
    """Return what a supervisor's page is about, as the query string of its address says.

    `with_teams`: the page will want all the teams, which one query reads with the roles.
    404 for a team or a course that the viewer's roles do not cover, 403 without such a role.
    """
    coverage = require_coverage(viewer, Permission.VIEW_PROGRESS, with_teams=with_teams)
    courses = queries.courses_of(coverage.places)
    form = ScopeForm(query, coverage=coverage, courses=courses)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    return Scope(form, coverage, chosen["team"], chosen["course"], viewer.pk)
