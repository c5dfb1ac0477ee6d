"""What a supervisor writes to a learner."""

from django import forms

from reports.models import Note
from reports.models.notes import LONGEST_NOTE


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label="This is", choices=Note.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        max_length=LONGEST_NOTE,
        label="Your note",
        help_text="They read it under My training, with your name. Name no client.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
