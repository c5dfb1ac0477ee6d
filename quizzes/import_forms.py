"""What an author says of a file of questions to import."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from quizzes.content_forms import TextField
from quizzes.formats import FORMATS
from quizzes.importing import LARGEST, LONGEST_TEXT

MEGABYTES = LARGEST // 1024**2


def format_choices(names):
    return [(name, FORMATS[name].LABEL) for name in names]


class ImportForm(forms.Form):
    """A file, or pasted text; `bytes` and `file_name` are then what there is to read."""

    file = forms.FileField(
        required=False, allow_empty_file=True, help_text=f"Up to {MEGABYTES} MB."
    )
    text = TextField(
        longest=LONGEST_TEXT,
        rows=8,
        label="Or paste questions here",
        help_text=f"Up to {LONGEST_TEXT:,} characters; for more, upload a file.",
    )
    format = forms.ChoiceField(
        required=False, help_text="Choose one where the file is taken for another."
    )
    module = forms.ModelChoiceField(
        None,
        label="Where the drafts go",
        empty_label="Choose a module",
        error_messages={"required": "Choose the module that the drafts go to."},
    )
    has_category_tags = forms.BooleanField(
        label="Make the category of each question a tag of it", required=False, initial=True
    )

    def __init__(self, *args, modules, has_too_large_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_too_large_file = has_too_large_file
        self.fields["format"].choices = [("", "Find it out"), *format_choices(FORMATS)]
        self.fields["module"].queryset = modules
        self.fields["module"].choices = _by_course(self.fields["module"])

    @property
    def has_modules(self):
        return len(self.fields["module"].widget.choices) > 1

    def clean_file(self):
        file = self.cleaned_data["file"]
        if self.has_too_large_file or (file and file.size > LARGEST):
            raise ValidationError(
                f"The file has more than {MEGABYTES} MB. Take pictures out of it, or bring the "
                "questions in several files."
            )
        if file and not file.size:
            raise ValidationError("The file is empty.")
        return file

    def clean(self):
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "").strip()
        if self.errors.keys() & {"file", "text"}:
            return self.cleaned_data
        if file and text:
            self.add_error("text", "There is a file as well. Take one of the two away.")
        elif not file and not text:
            self.add_error("file", "Choose a file, or paste questions below.")
        return self.cleaned_data

    @property
    def file_name(self):
        file = self.cleaned_data["file"]
        return file.name if file else ""

    @cached_property
    def bytes(self):
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["text"].encode()


def _by_course(field):
    """Return the choices of modules grouped by course."""
    groups = {}
    for module in field.queryset:
        groups.setdefault(str(module.course), []).append((module.pk, str(module)))
    return [("", field.empty_label), *groups.items()]


class ConfirmForm(forms.Form):
    """The clear choice to import what has no faults and leave the rest."""

    without_faults = forms.BooleanField(required=False)
