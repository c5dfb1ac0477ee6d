"""What a supervisor looks at: whose progress, in which course, and which of the learners."""

from functools import lru_cache
from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import mark_safe

from courses.asked import is_asked
from reports.looks import Look
from reports.queries import State
from reports.team import SORTS, module_sort

MOST_OFFERED = 100  # teams in one field: more than that nobody reads through


class QuickSelect(forms.Select):
    """A select for hundreds of choices: Django's own renders a template for each of them."""

    def __init__(self):
        super().__init__(attrs={"class": "form-select"})

    def render(self, name, value, attrs=None, renderer=None):
        options = _options(tuple(self.choices), value)
        attrs = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return mark_safe(f"<select{flatatt(attrs)}>{options}</select>")


@lru_cache(maxsize=8)  # an agency of thousands has thousands of teams, the same on each page
def _options(choices, value):
    return "".join(
        f'<option value="{escape(choice)}"{" selected" if choice == value else ""}>'
        f"{escape(label)}</option>"
        for choice, label in choices
    )


class ScopeForm(forms.Form):
    """A team of those that the viewer's roles cover, and a course that its people take.

    Of very many teams some are offered at a time: the first, or those whose names contain what is
    to be found. A name that one team alone contains chooses it.
    """

    find = forms.CharField(
        required=False,
        label="Find a team",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    team = forms.CharField(required=False, widget=QuickSelect)
    course = forms.CharField(required=False, widget=QuickSelect)

    def __init__(self, data, *, coverage, courses):
        """Where no course is chosen the first is meant."""
        super().__init__(data)
        self.coverage = coverage
        self.courses = {course.slug: course for course in courses}
        first = offered = coverage.first_teams(MOST_OFFERED + 1)
        if len(first) > MOST_OFFERED:
            offered = self._find_among(first)
        else:
            del self.fields["find"]
        names = [(str(team.pk), team.name) for team in offered]
        self._offer("team", [("", "Everyone you supervise"), *names], among=first)
        titles = [(slug, course.title) for slug, course in self.courses.items()]
        self._offer("course", titles, among=self.courses)

    def _offer(self, name, choices, among):
        """Put choices before the viewer, unless there are too few to choose among."""
        field = self.fields[name]
        field.widget.choices = choices
        if len(among) < 2:
            field.widget = forms.HiddenInput()

    def _find_among(self, first):
        """Let a team be found by its name, and return those to offer: by default the first."""
        wanted, chosen = self.data.get("find", "").strip(), self.data.get("team", "")
        if wanted:
            found = _containing(wanted.casefold(), self.coverage.covered_teams)
            count = len(found)
        else:
            found, count = first, self.coverage.count_teams()
        if wanted and not chosen and count == 1:
            self.data = {"team": str(found[0].pk), "course": self.data.get("course", "")}
            return found
        self.fields["find"].help_text = _told_of(wanted, count)
        own = self.coverage.find_team(chosen)
        return list(dict.fromkeys(filter(None, [own, *found[:MOST_OFFERED]])))

    def clean_team(self):
        return self._chosen("team", self.coverage.find_team)

    def clean_course(self):
        first = next(iter(self.courses.values()), None)
        return self._chosen("course", self.courses.get) or first

    def _chosen(self, name, find):
        wanted = self.cleaned_data[name]
        found = find(wanted) if wanted else None
        if wanted and found is None:
            raise forms.ValidationError("This is not one of yours.")
        return found


def _containing(wanted, teams):
    return [team for team in teams if wanted in team.name.casefold()]


def _told_of(wanted, count):
    if not count:
        return f"No team has “{wanted}” in its name."
    teams = f"{count:,} team{'' if count == 1 else 's'}"
    if wanted:
        teams += f" with “{wanted}” in {'its name' if count == 1 else 'their names'}"
    return (
        f"Of {teams} the first {MOST_OFFERED} are offered." if count > MOST_OFFERED else f"{teams}."
    )


class LearnerFilterForm(forms.Form):
    """Narrows and sorts a team's table. What it cannot understand narrows nothing."""

    q = forms.CharField(
        required=False,
        max_length=120,
        label="Name contains",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    state = forms.TypedChoiceField(
        required=False,
        choices=[("", "Any state"), *State.choices],
        coerce=State,
        widget=QuickSelect,
    )
    module = forms.TypedChoiceField(required=False, label="Module not done yet", widget=QuickSelect)
    look = forms.TypedChoiceField(
        required=False,
        label="Only those who are",
        choices=[("", "Does not matter"), *Look.choices],
        coerce=Look,
        widget=QuickSelect,
    )
    assignment = forms.TypedChoiceField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data, *, scope):
        super().__init__(data)
        self.scope = scope
        # Read where they are asked for, and not for each page.
        given = {str(each.pk): each for each in scope.assignments} if data.get("assignment") else {}
        self.fields["assignment"].choices = [(pk, pk) for pk in given]
        self.fields["assignment"].coerce = given.get
        named = [(module.slug, str(module)) for module, _ in scope.modules]
        sorts = [*SORTS, *(module_sort(module) for module, _ in scope.modules)]
        both_ways = [f"{sign}{name}" for name in sorts for sign in ("", "-")]
        self.fields["sort"].choices = [(each, each) for each in both_ways]
        self.fields["module"].choices = [("", "Does not matter"), *named]
        self.fields["module"].coerce = {module.slug: each for module, each in scope.modules}.get

    @property
    def narrowing(self):
        """What was asked for, as TeamReport takes it."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        assignment = wanted.pop("assignment", None)
        if assignment:
            wanted["asked"] = is_asked([assignment])
        if "look" in wanted:
            wanted["look"] = self.scope.looking.only(assignment).condition(wanted["look"])
        return wanted

    @property
    def in_words(self):
        """What was asked for, line by line, for whoever reads a file later."""
        self.is_valid()
        chosen = self.cleaned_data
        words = {
            "q": "name contains “{}”",
            "state": "{0.label}",
            "look": "only those who are {0.label}",
            "assignment": "only those whom one assignment asks: {}",
        }
        lines = [words[name].format(chosen[name]) for name in words if chosen.get(name)]
        if chosen.get("module"):
            lines.append(f"has not done {chosen['module'][0].module}")
        return lines

    @property
    def only_asked(self):
        """The assignment whose people alone are shown, None for everybody."""
        return self.cleaned_data.get("assignment") or None
