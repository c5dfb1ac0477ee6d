"""What authors choose about a quiz, in plain words."""

from dataclasses import replace

from django import forms

from accounts.templatetags.display import percent
from courses.content.nodes import UNPRINTABLE
from quizzes import rules
from quizzes.models import Feedback, Layout
from quizzes.rules import QuizRules

FEEDBACK_CHOICES = [
    (Feedback.END, "At the end, with the result"),
    (
        Feedback.EACH,
        "After each question: the learner checks an answer and reads what the guidance says. "
        "The answer can no longer be changed then",
    ),
]


class SettingsForm(forms.Form):
    """The settings of one quiz. `base` tells which ones the author saw."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    intro = forms.CharField(
        label="What the start page begins with",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It should still be true after you change something below.",
    )
    feedback = forms.ChoiceField(
        label="When feedback shows", choices=FEEDBACK_CHOICES, widget=forms.RadioSelect
    )
    layout = forms.ChoiceField(
        label="How questions are shown",
        choices=Layout.choices,
        widget=forms.RadioSelect,
        help_text="With feedback after each question it is always one at a time.",
    )
    is_shuffled = forms.BooleanField(
        label="Put each question’s options in a new order in every attempt", required=False
    )
    pass_percent = forms.FloatField(
        label="Pass mark, in percent",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    attempts_allowed = forms.IntegerField(
        label="How often somebody may take it",
        required=False,
        min_value=1,
        max_value=rules.MOST_ATTEMPTS,
        help_text="Empty: as often as they like. The best result counts either way.",
    )
    wait_minutes = forms.IntegerField(
        label="Minutes to wait between two attempts",
        required=False,
        min_value=1,
        max_value=rules.LONGEST_WAIT,
        help_text="Empty: none. 60 is an hour, 1440 is a day.",
    )
    time_limit_minutes = forms.IntegerField(
        label="Time limit, in minutes",
        required=False,
        min_value=rules.SHORTEST_LIMIT,
        max_value=rules.LONGEST_LIMIT,
        help_text="Empty: none, which is right for nearly every quiz. A time limit is harder on "
        "some people than on others.",
    )
    time_limit_reason = forms.CharField(
        label="Why there is a time limit",
        required=False,
        max_length=rules.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed with a time limit. Learners read it before they begin.",
    )

    def __init__(self, *args, quiz, **kwargs):
        self.quiz, self.saved = quiz, rules.rules_of(quiz)
        initial = {**vars(self.saved), "base": rules.digest(self.saved)}
        if self.saved.pass_mark is not None:
            initial["pass_percent"] = round(self.saved.pass_mark * 100, 4)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["pass_percent"].help_text = (
            f"Empty: the course’s, {percent(quiz.activity.course.pass_mark)}. "
            "0: there is none, and the quiz is done when it is submitted."
        )

    def clean_intro(self):
        return printable(self.cleaned_data["intro"].replace("\r\n", "\n").strip())

    def clean_time_limit_reason(self):
        return printable(" ".join(self.cleaned_data["time_limit_reason"].split()))

    def clean(self):
        if not self.errors:
            for name, sentence in rules.conflicts(self.chosen).items():
                self.add_error(name, sentence)

    @property
    def chosen(self):
        """The settings as QuizRules; a pass mark that nobody touched stays as exact as it is."""
        given = {name: self.cleaned_data[name] for name in rules.NAMES if name in self.cleaned_data}
        if "pass_percent" not in self.changed_data:
            return replace(QuizRules(**given), pass_mark=self.saved.pass_mark)
        per_cent = self.cleaned_data["pass_percent"]
        mark = None if per_cent is None else round(per_cent / 100, 6)
        return replace(QuizRules(**given), pass_mark=mark)

    def show_meanwhile(self, theirs):
        """Tell what somebody else saved; saving again is then a decision against it."""
        labels = {name: self.fields[name].label for name in self.fields if name in rules.NAMES}
        labels["pass_mark"] = self.fields["pass_percent"].label
        names = [labels[name] for name in rules.differing(theirs, self.chosen)]
        self.add_error(
            None,
            "Somebody else has changed these settings since you opened them. Theirs differ from "
            f"yours in: {', '.join(names)}. Save again to keep yours, or open the page anew to "
            "see theirs.",
        )
        self.data = self.data.copy()
        self.data["base"] = rules.digest(theirs)


def printable(text):
    """Return a text that content files can hold too."""
    if UNPRINTABLE.search(text):
        raise forms.ValidationError("This holds a character that cannot be shown.")
    return text
