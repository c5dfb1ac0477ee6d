"""How answers to a question are to be marked again."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from quizzes.marking import carrier_between
from quizzes.models import Regrade
from quizzes.models.regrades import LONGEST_REASON
from quizzes.regrading import to_mark_again
from quizzes.types.carrying import CannotCarry

WAYS = [
    (Regrade.Way.KEY, "By the key of the version chosen below"),
    (Regrade.Way.FULL, "Give everyone the full mark"),
    (Regrade.Way.LEAVE_OUT, "Leave the question out: results are of the other questions"),
]


class RegradeForm(forms.Form):
    """Which answers, how, and what learners are told of it."""

    versions = forms.TypedMultipleChoiceField(
        label="Answers to", widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label="How to mark them", choices=WAYS, widget=forms.RadioSelect)
    key_version = forms.TypedChoiceField(label="Whose key", required=False, empty_value=None)
    may_lower = forms.BooleanField(
        label="Lower marks too",
        required=False,
        help_text="Otherwise whoever would lose marks keeps them.",
    )
    reason = forms.CharField(
        label="What learners are told",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Those whose result changes read it under My training, and at the question.",
    )

    def __init__(self, data=None, *, item):
        self.item = item
        self.answered = list(_to_compare(to_mark_again(item)))
        published = list(_to_compare(item.versions.published().order_by("-number")))
        marked = [str(version.pk) for version in self.answered]
        super().__init__(data, initial={"way": Regrade.Way.KEY, "versions": marked})
        _offer(self.fields["versions"], self.answered, _with_count)
        _offer(self.fields["key_version"], published, _with_day)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") != Regrade.Way.KEY:
            cleaned["key_version"] = None
        elif not cleaned.get("key_version"):
            self.add_error("key_version", "Say whose key.")
        elif cleaned.get("versions"):
            self._check_key(cleaned["versions"], cleaned["key_version"])
        return cleaned

    def _check_key(self, versions, key_version):
        for version in versions:
            try:
                carrier_between(version, key_version)
            except CannotCarry as error:
                message = f"Answers to version {version.number} cannot be marked by it. {error}"
                self.add_error("key_version", ValidationError(message))

    def clean_reason(self):
        return " ".join(self.cleaned_data["reason"].split())

    @property
    def regrade(self):
        """The decision that the form says, not saved."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "versions"}
        return Regrade(item=self.item, **said)


def _to_compare(versions):
    return versions.select_related("objective").prefetch_related("statements")


def _offer(field, versions, label):
    """Let a field choose among versions."""
    field.choices = [(str(version.pk), label(version)) for version in versions]
    field.coerce = {str(version.pk): version for version in versions}.__getitem__


def _with_count(version):
    count = version.response_count
    return f"Version {version.number}: {count} answer{'' if count == 1 else 's'}"


def _with_day(version):
    day = date_format(timezone.localtime(version.published_at), "F j, Y")
    return f"Version {version.number}, published {day}"
