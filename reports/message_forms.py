"""What a person chooses about messages."""

from django import forms
from django.utils import timezone

from accounts.widgets import DateInput
from reports.models import MessageChoice


class MessageChoiceForm(forms.ModelForm):
    class Meta:
        model = MessageChoice
        fields = ["has_reminders", "paused_until", "wants_digest"]
        labels = {
            "has_reminders": "Write to me about my training, at most once a week",
            "paused_until": "Write nothing before",
            "wants_digest": "Write to me once a week about my team, if anything changed",
        }
        help_texts = {"paused_until": "A pause, as for leave. Empty for none."}
        widgets = {"paused_until": DateInput}

    def __init__(self, *args, is_supervisor, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_supervisor:
            del self.fields["wants_digest"]

    def clean_paused_until(self):
        until = self.cleaned_data["paused_until"]
        if until and until <= timezone.localdate() and "paused_until" in self.changed_data:
            raise forms.ValidationError("Choose a day after today, or leave it empty.")
        return until
