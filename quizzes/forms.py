"""What an answer form may hold."""

from dataclasses import dataclass

from django import forms

from quizzes.questions import rendered_as

MAX_QUESTIONS = 500


@dataclass(frozen=True)
class PostedAnswer:
    number: int
    values: list[str]
    is_flagged: bool
    is_changed: bool


class AnswerForm(forms.Form):
    """The questions shown on one page of an attempt, in one form, with or without JavaScript.

    `shown` lists the questions on the page; `was-3` is question 3 as it was rendered, so that
    a page left open in another tab does not overwrite what was answered since.
    """

    shown = forms.RegexField(r"^\d{1,3}(,\d{1,3})*$", max_length=4 * MAX_QUESTIONS)
    go = forms.RegexField(r"^(review|stop|all|\d{1,3})$", required=False)
    client = forms.RegexField(r"^[A-Za-z0-9]{0,16}$", required=False)
    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def answers(self):
        """Return what was posted for each question shown."""
        return [self._answer(int(number)) for number in self.cleaned_data["shown"].split(",")]

    def _answer(self, number):
        values = self.data.getlist(f"answer-{number}")
        is_flagged = f"flag-{number}" in self.data
        return PostedAnswer(
            number=number,
            values=values,
            is_flagged=is_flagged,
            is_changed=rendered_as(values, is_flagged) != self.data.get(f"was-{number}"),
        )
