"""What a supervisor allows a learner at a quiz."""

from django import forms

from quizzes.models import Quiz
from quizzes.rules import LONGEST_REASON, MOST_ATTEMPTS
from quizzes.settings_forms import printable
from quizzes.time_limits import MOST_EXTRA_MINUTES, MOST_EXTRA_PERCENT


class QuizField(forms.ModelChoiceField):
    def label_from_instance(self, quiz):
        return f"{quiz.activity.title}, in {quiz.activity.module}"


class AllowanceForm(forms.Form):
    """An allowance for one of the quizzes that have limits."""

    NUMBERS = ("extra_attempts", "extra_percent", "extra_minutes")

    quiz = QuizField(Quiz.objects.none(), empty_label="Choose a quiz")
    extra_attempts = forms.IntegerField(
        label="More attempts", required=False, min_value=0, max_value=MOST_ATTEMPTS
    )
    has_no_wait = forms.BooleanField(label="No wait between attempts", required=False)
    extra_percent = forms.IntegerField(
        label="More time, in percent of the time limit",
        required=False,
        min_value=0,
        max_value=MOST_EXTRA_PERCENT,
        help_text="50 makes 60 minutes of 40.",
    )
    extra_minutes = forms.IntegerField(
        label="Or more time in minutes",
        required=False,
        min_value=0,
        max_value=MOST_EXTRA_MINUTES,
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The learner reads it, and so does everyone who supervises them. Nothing about "
        "health needs to stand here: “asked for it” is enough.",
    )

    def __init__(self, *args, quizzes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = quizzes

    def clean_reason(self):
        return printable(" ".join(self.cleaned_data["reason"].split()))

    def clean(self):
        if self.errors:
            return
        if not any(self.extras.values()):
            raise forms.ValidationError("Choose what to allow: attempts, no wait, or time.")
        if self.extras["extra_percent"] and self.extras["extra_minutes"]:
            self.add_error("extra_minutes", "Give more time in percent or in minutes, not both.")

    @property
    def extras(self):
        """What is allowed, by the names of the model."""
        numbers = {name: self.cleaned_data[name] or 0 for name in self.NUMBERS}
        return numbers | {"has_no_wait": self.cleaned_data["has_no_wait"]}
