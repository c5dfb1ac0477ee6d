"""What a supervisor says when they ask people to take a course."""

from django import forms
from django.utils import timezone

from accounts.models import Organization
from accounts.widgets import DateInput
from courses.dates import MOST_MONTHS, local_date
from courses.models.assignments import LONGEST_REASON, MOST_DAYS


class TermsForm(forms.Form):
    """By when: on one date, so many days after joining, or without a date."""

    due_on = forms.DateField(required=False, label="Due on", widget=DateInput)
    due_after_days = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        label="Or so many days after joining",
        help_text="For whoever joins later, too. For those who are there already the days count "
        "from today.",
    )

    def clean(self):
        if self.cleaned_data.get("due_on") and self.cleaned_data.get("due_after_days") is not None:
            self.add_error("due_after_days", "Choose a date or a number of days, not both.")
        return self.cleaned_data


class AssignmentForm(TermsForm):
    """Who is asked to take what, by when and why."""

    course = forms.ModelChoiceField(queryset=None)
    target = forms.ChoiceField(label="Ask")
    modules = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        label="Only these modules",
        help_text="Choose none to ask for the whole course.",
        widget=forms.CheckboxSelectMultiple,
    )
    valid_months = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        label="Valid for so many months",
        help_text="Then a refresher is asked: to take the quizzes again. It opens 60 days before "
        "the end. Empty: for ever.",
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label="Why",
        help_text="Those who are asked read this. Name no client.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = [
        "course",
        "target",
        "modules",
        "due_on",
        "due_after_days",
        "valid_months",
        "reason",
    ]

    def __init__(self, data, *, courses, course, coverage, person=None, **kwargs):
        """`course` is the one whose modules can be chosen; `person` is asked alone, if given."""
        super().__init__(data, initial={"course": course}, **kwargs)
        self.person = person
        self.organizations = Organization.objects.in_bulk(coverage.organizations)
        self.teams = {str(team.pk): team for team in coverage.covered_teams}
        self.fields["course"].queryset = courses
        if len(courses) == 1:
            self.fields["course"].widget = forms.HiddenInput()
        offered = course.modules.filter(retired_at=None) if course else courses.none()
        self.fields["modules"].queryset = offered
        if person:
            del self.fields["target"]
            self.fields["due_after_days"].label = "Or so many days from today"
            self.fields["due_after_days"].help_text = ""
        else:
            everyone = [
                (f"organization-{pk}", f"everyone in {organization}")
                for pk, organization in self.organizations.items()
            ]
            names = [(f"team-{pk}", f"the team {team.name}") for pk, team in self.teams.items()]
            self.fields["target"].choices = [*everyone, *names]

    def clean(self):
        chosen = super().clean()
        if chosen.get("valid_months") and chosen.get("modules"):
            words = "Only the whole course can be valid for some time: choose no modules for that."
            self.add_error("valid_months", words)
        return chosen

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate():
            raise forms.ValidationError("This day has passed.")
        return due_on

    def target_fields(self, teams):
        """Return who was chosen, as `assign` takes it; `teams` are rows of the covered teams."""
        if self.person:
            return {"organization": self.person.organization, "person": self.person}
        kind, pk = self.cleaned_data["target"].split("-")
        if kind == "organization":
            return {"organization": self.organizations[int(pk)]}
        team = teams.get(pk=pk)
        return {"organization": team.organization, "team": team}


class ExtensionForm(forms.Form):
    """Until when one learner has time."""

    due_on = forms.DateField(label="They have until", widget=DateInput)

    def __init__(self, data, *, assignment, **kwargs):
        super().__init__(data, **kwargs)
        self.zone = assignment.organization.time_zone

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < local_date(timezone.now(), self.zone):
            raise forms.ValidationError("This day has passed.")
        return due_on
