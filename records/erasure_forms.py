"""What an administrator answers to somebody who asks to be erased."""

from django import forms

from accounts.names import tidy_name
from records.certificate_forms import ReasonField


class AnswerForm(forms.Form):
    """Erase, after typing the name as a second look; or decline, with a reason."""

    is_granted = forms.TypedChoiceField(
        label="Your answer",
        choices=[(True, "Erase this person"), (False, "Decline")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        required=False,
        label="To erase, type the person’s name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answer = ReasonField(
        required=False,
        label="To decline, say why",
        help_text="The person reads it. For example: the law obliges us to keep training records "
        "until a certain date.",
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self):
        given = self.cleaned_data
        typed, name = map(tidy_name, (given.get("name", ""), self.person.name))
        if given.get("is_granted") is True and typed != name:
            self.add_error("name", "This is not the name as it is written above.")
        if given.get("is_granted") is False and not given.get("answer"):
            self.add_error("answer", "Say why, for the person to read.")
        return given
