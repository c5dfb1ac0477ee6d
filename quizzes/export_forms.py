"""What an author says of a file of questions to be given."""

from django import forms

from quizzes.formats import FORMATS
from quizzes.import_forms import format_choices


class ExportForm(forms.Form):
    """In which format, and which versions; what cannot be read is as if not asked."""

    VERSIONS = [
        ("newest", "The newest, drafts among them"),
        ("published", "The last published, as learners are asked"),
    ]

    format = forms.ChoiceField(required=False)
    version = forms.ChoiceField(label="Versions", choices=VERSIONS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        written = [name for name, form in FORMATS.items() if hasattr(form, "write")]
        self.fields["format"].choices = [("", "Choose a format"), *format_choices(written)]

    @property
    def asked(self):
        """Return the name of the format, empty when none is chosen, and that of the versions."""
        self.is_valid()
        version = self.cleaned_data.get("version") or "newest"
        return self.cleaned_data.get("format", ""), version
