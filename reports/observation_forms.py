"""Signing off what was seen, without a word in which a client could be found; and answering."""

from django import forms
from django.utils import timezone

from accounts.widgets import DateInput
from courses.dates import local_date
from courses.models import Objective, Observation
from courses.models.observations import LONGEST_ANSWER


class ObjectiveChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, objective):
        return f"{objective.text} (module {objective.module.number})"


class ObservationForm(forms.Form):
    objectives = ObjectiveChoice(
        queryset=None,
        label="What they did",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you saw."},
    )
    setting = forms.ChoiceField(
        label="Where you saw it", choices=Observation.Setting.choices, widget=forms.RadioSelect
    )
    observed_on = forms.DateField(label="On which day", widget=DateInput)

    def __init__(self, data, *, course, learner, **kwargs):
        self.today = local_date(timezone.now(), learner.time_zone)
        super().__init__(data, initial={"observed_on": self.today}, **kwargs)
        offered = Objective.objects.filter(
            module__course=course, module__retired_at=None, retired_at=None
        )
        self.fields["objectives"].queryset = offered.select_related("module__course")

    def clean_observed_on(self):
        day = self.cleaned_data["observed_on"]
        if day > self.today:
            raise forms.ValidationError("This day has not come yet.")
        return day


class AnswerForm(forms.Form):
    answer = forms.CharField(
        required=False,
        max_length=LONGEST_ANSWER,
        label="What you say to it",
        help_text="Your supervisors see it. Name no client. Empty for no answer.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
