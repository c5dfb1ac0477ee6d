"""What a supervisor looks at: whose progress, in which course, and which of the learners."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from reports.queries import State
from reports.team import SORTS


class QuickSelect(forms.Select):
    """A select for hundreds of choices: Django's own renders a template for each of them."""

    def __init__(self):
        super().__init__(attrs={"class": "form-select"})

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {value or "": " selected"}
        options = ((choice, chosen.get(choice, ""), label) for choice, label in self.choices)
        attrs = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html(
            "<select{}>{}</select>",
            flatatt(attrs),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class ScopeForm(forms.Form):
    """A team of those that the viewer's roles cover, and a course that its people take."""

    team = forms.TypedChoiceField(required=False, empty_value=None, widget=QuickSelect)
    course = forms.TypedChoiceField(required=False, widget=QuickSelect)

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

    name = forms.CharField(
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
