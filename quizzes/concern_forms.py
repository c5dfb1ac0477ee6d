"""What a learner may say of a problem with a question, and what an author may answer."""

import re

from django import forms
from django.core.exceptions import ValidationError

from quizzes.authoring_forms import TextField
from quizzes.models import Concern
from quizzes.models.concerns import LONGEST

# An email address, or so many digits that they may be a phone number or a day
_CONTACT = re.compile(r"\S@\S+\.\w|(?:\d[ ().-]{0,2}){7}")


class ConcernForm(forms.Form):
    """A problem with a question. `back` is the page that it was reported from."""

    kind = forms.ChoiceField(
        label="What kind of problem is it?",
        choices=Concern.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the kinds. “Something else” fits any."},
    )
    text = TextField(
        longest=LONGEST,
        rows=6,
        label="What is the problem?",
        help_text=f"Up to {LONGEST:,} characters. Write about the question only: no names and "
        "no details of clients, colleagues or other real people.",
    )
    without_name = forms.BooleanField(
        label="Send without my name",
        required=False,
        help_text="No page and no log of changes then tells who you are; what you write still "
        "can. The site keeps the link to you so that you can read the answer. Only the site "
        "staff who keep its database could look it up.",
    )
    back = forms.RegexField(r"^(all)?$", required=False, widget=forms.HiddenInput)

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text:
            raise ValidationError("Say in a few words what the problem is.")
        if _CONTACT.search(text):
            raise ValidationError(
                "There seems to be an email address, a phone number or a date in it. Please take "
                "it out, so that nobody can be told by it."
            )
        return text

    @property
    def said(self):
        """What raise_concern() takes."""
        asked = self.cleaned_data
        named = not asked["without_name"]
        return {"kind": asked["kind"], "text": asked["text"], "is_named": named}
