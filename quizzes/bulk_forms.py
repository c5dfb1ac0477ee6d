"""What is to be done to many questions."""

from django import forms
from django.core.exceptions import ValidationError

from courses.content.nodes import SLUG
from courses.models import Module
from quizzes.authoring_forms import split_tags
from quizzes.bulk import Change
from quizzes.fields import LONGEST_TAG

ACTIONS = [
    ("tag", "Add tags"),
    ("untag", "Take tags off"),
    ("move", "Move to another module"),
    ("retire", "Retire: ask it no more"),
    ("restore", "Bring back into use"),
]


class BulkForm(forms.Form):
    """An action on questions, with the tags or the module that it needs."""

    action = forms.ChoiceField(
        label="What to do", choices=ACTIONS, widget=forms.RadioSelect, initial="tag"
    )
    tags = forms.CharField(
        required=False,
        max_length=200,
        help_text="For adding and taking off: small letters and hyphens, with a space between two.",
    )
    module = forms.ModelChoiceField(
        Module.objects.filter(retired_at__isnull=True).select_related("course"),
        required=False,
        empty_label="Choose one",
        help_text="For moving: the question goes to the end of it.",
    )

    def clean_tags(self):
        tags = split_tags(self.cleaned_data["tags"].lower())
        for tag in tags:
            if not SLUG.fullmatch(tag) or len(tag) > LONGEST_TAG:
                raise ValidationError(
                    f"“{tag}” is no tag: use small letters, digits and hyphens, at most "
                    f"{LONGEST_TAG}."
                )
        return tags

    def clean(self):
        action = self.cleaned_data.get("action")
        if action in ("tag", "untag") and self.cleaned_data.get("tags") == ():
            self.add_error("tags", "Say which tags.")
        if action == "move" and not self.errors and not self.cleaned_data.get("module"):
            self.add_error("module", "Say which module.")

    @property
    def change(self):
        return Change(
            self.cleaned_data["action"], self.cleaned_data["tags"], self.cleaned_data["module"]
        )
