"""What a supervisor looks at: whose progress, in which course, and which of the learners."""

from django import forms

from reports.queries import State
from reports.team import SORTS


class ScopeForm(forms.Form):
    """A team of those that the viewer's roles cover, and a course that its people take."""

    team = forms.TypedChoiceField(required=False, empty_value=None)
    course = forms.TypedChoiceField(required=False)

    def __init__(self, data, *, teams, courses):
        """`courses` are (course, modules) pairs; where none is chosen the first is meant."""
        super().__init__(data)
        teams = {str(team.pk): team for team in teams}
        everyone = ("", "Everyone you supervise")
        self._offer("team", teams, [everyone, *((pk, team.name) for pk, team in teams.items())])
        by_slug = {pair[0].slug: pair for pair in courses}
        self._offer("course", by_slug, [(slug, pair[0].title) for slug, pair in by_slug.items()])
        self.fields["course"].empty_value = next(iter(by_slug.values()), None)

    def _offer(self, name, options, choices):
        field = self.fields[name]
        field.choices = choices
        field.coerce = options.get
        if len(options) < 2:
            field.widget = forms.HiddenInput()


class LearnerFilterForm(forms.Form):
    """Narrows and sorts a team's table. What it cannot understand narrows nothing."""

    name = forms.CharField(required=False, max_length=120, label="Name contains")
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *State.choices])
    module = forms.TypedChoiceField(required=False, label="Module not done yet")
    sort = forms.ChoiceField(
        required=False,
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
    )

    def __init__(self, data, *, modules):
        super().__init__(data)
        named = [(module.slug, str(module)) for module, _ in modules]
        self.fields["module"].choices = [("", "Does not matter"), *named]
        self.fields["module"].coerce = {module.slug: each for module, each in modules}.get

    @property
    def narrowing(self):
        """What was asked for, as TeamReport takes it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
