"""What an administrator enters about certificates."""

from datetime import date

from django import forms
from django.utils import timezone

from accounts.widgets import DateInput
from courses.dates import MOST_MONTHS, local_date, months_after
from courses.models import CertificateState, Course

LONGEST_REASON = 500
EARLIEST = date(2000, 1, 1)  # a year before that is a slip of the keys


class ReasonField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(max_length=LONGEST_REASON, widget=widget, **kwargs)


class IssueForm(forms.Form):
    """A certificate by hand: of which course, completed when, and why here."""

    course = forms.ModelChoiceField(queryset=None, empty_label="Choose one")
    completed_on = forms.DateField(label="Completed on", widget=DateInput)
    valid_until = forms.DateField(
        required=False, label="Valid until", widget=DateInput, help_text="Empty: without an end."
    )
    reason = ReasonField(
        label="Why it is issued by hand",
        help_text="On record, and shown to the learner and their supervisors. For example: "
        "completed on paper.",
    )

    def __init__(self, *args, learner, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = local_date(timezone.now(), learner.time_zone)
        self.fields["course"].queryset = Course.objects.offered().order_by("title")

    def clean_completed_on(self):
        day = self.cleaned_data["completed_on"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come.")
        if day < EARLIEST:
            raise forms.ValidationError(f"Check the year: it should be {EARLIEST.year} or later.")
        return day

    def clean(self):
        known = self.cleaned_data
        until = known.get("valid_until")
        if until and (day := known.get("completed_on")):
            if until <= day:
                self.add_error("valid_until", "It should be later than the day of completion.")
            elif until > months_after(day, MOST_MONTHS):
                words = f"It should be within {MOST_MONTHS} months. Leave it empty for no end."
                self.add_error("valid_until", words)
        return known


class RevokeForm(forms.Form):
    reason = ReasonField(
        label="Why it is revoked",
        help_text="On record, and shown to the learner and their supervisors. Not public.",
    )


class CertificateFilterForm(forms.Form):
    """Which certificates to list: by name, address or code, and by what they are worth today."""

    q = forms.CharField(label="Name, address or code", required=False, max_length=120)
    state = forms.ChoiceField(
        required=False, choices=[("", "Any state"), *CertificateState.choices]
    )
