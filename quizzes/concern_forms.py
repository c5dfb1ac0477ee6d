"""What a learner may say of a problem with a question, and what an author may answer."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from courses.models import Module
from quizzes.authoring_forms import TextField
from quizzes.filter_forms import FilterForm
from quizzes.models import Concern
from quizzes.models.concerns import LONGEST

# An email address, or so many digits that they may be a phone number or a day
_CONTACT = re.compile(r"\S@\S+\.\w|(?:\d[ ().-]{0,2}){7}")


class ConcernForm(forms.Form):
    """A problem with a question. `back` is "all" when the page of all questions led here."""

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
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text:
            raise ValidationError("Say in a few words what the problem is.")
        if _CONTACT.search(text):
            raise ValidationError(
                "There seems to be an email address, a phone number or a date in it. Please take "
                "it out, so that it cannot tell who somebody is."
            )
        return text

    @property
    def said(self):
        """What raise_concern() takes."""
        asked = self.cleaned_data
        named = not asked["without_name"]
        return {"kind": asked["kind"], "text": asked["text"], "is_named": named}


class SettleForm(forms.Form):
    """How an author settles a concern: by an answer, or without one for a reason.

    The button pressed decides which. `base` is the concern's stamp as the author saw it.
    """

    base = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    answer = TextField(
        longest=LONGEST,
        rows=6,
        label="Answer to the learner",
        help_text=f"Up to {LONGEST:,} characters. The learner reads it as the answer of the "
        "authors, without your name.",
    )
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Concern.Reason.choices],
        required=False,
        label="Reason, which the learner reads",
    )

    def clean(self):
        asked = self.cleaned_data
        if self.data.get("settle") != "close":
            asked["reason"] = ""
            if asked.get("answer") == "":
                self.add_error("answer", "Write an answer, or close it without one.")
        elif asked.get("answer"):
            self.add_error("answer", "There is an answer. Send it, or empty this field to close.")
        elif not asked.get("reason"):
            self.add_error("reason", "Choose why it is closed without an answer.")
        return asked


class ConcernFilterForm(FilterForm):
    """What to find among the concerns."""

    STATES = {
        "open": "Open",
        "answered": "Answered",
        "closed": "Closed without an answer",
    }
    LOOKUPS = {
        "kind": "kind",
        "module": "item_version__item__module",
        "question": "item_version__item__slug",
    }
    DETAILS = ("state", *LOOKUPS)
    NARROWING = ("q", *DETAILS)

    q = forms.CharField(
        label="Words in a concern or its answer",
        max_length=200,
        required=False,
        widget=forms.SearchInput,
    )
    state = forms.ChoiceField(
        label="Status", choices=[("", "Any, open ones first"), *STATES.items()], required=False
    )
    kind = forms.ChoiceField(choices=[("", "Any"), *Concern.Kind.choices], required=False)
    module = forms.ModelChoiceField(Module.objects.all(), required=False, empty_label="Any")
    question = forms.CharField(label="Question, by its id", max_length=80, required=False)

    def apply(self, concerns):
        self.is_valid()
        asked = self.cleaned_data
        for word in asked.get("q", "").split():
            concerns = concerns.filter(Q(text__icontains=word) | Q(answer__icontains=word))
        if asked.get("state"):
            concerns = getattr(concerns, asked["state"])()
        narrowing = {self.LOOKUPS[name]: asked[name] for name in self.LOOKUPS if asked.get(name)}
        return concerns.filter(**narrowing).waiting_first()
