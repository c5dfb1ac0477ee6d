"""What an author says of somebody to invite to the panel."""

from django import forms
from django.core.exceptions import ValidationError

from courses.content.nodes import UNPRINTABLE


class InvitationForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="As the email addresses them.")
    email = forms.EmailField(label="Email address", max_length=254)
    brings = forms.CharField(
        label="What they bring",
        max_length=200,
        help_text="In a few words, for the authors: “crisis clinician, 12 years”.",
    )

    def clean_name(self):
        return _printable(self.cleaned_data["name"])

    def clean_brings(self):
        return _printable(self.cleaned_data["brings"])


def _printable(text):
    if UNPRINTABLE.search(text):
        raise ValidationError("There is a character that cannot be shown. Type it anew.")
    return " ".join(text.split())
