"""What an answer form may hold."""

from django import forms

from quizzes.attempts import GivenAnswer
from quizzes.questions import rendered_as

MAX_QUESTIONS = 500


class AnswerForm(forms.Form):
    """The questions shown on one page of an attempt, in one form, with or without JavaScript.

    `shown` lists the questions on the page; `was-3` is question 3 as it was rendered, so that
    a page left open in another tab does not overwrite what was answered since.
    """

    shown = forms.RegexField(r"^\d{1,3}(,\d{1,3})*$", max_length=4 * MAX_QUESTIONS)
    go = forms.RegexField(r"^(review|stop|all|\d{1,3})$", required=False)
    client = forms.RegexField(r"^[A-Za-z0-9]{0,16}$", required=False)
    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def changed_answers(self):
        """Return what was posted for each question shown that the page changed."""
        numbers = {int(number) for number in self.cleaned_data["shown"].split(",")}
        posted = [self._posted(number) for number in sorted(numbers)]
        return [answer for answer in posted if self._is_changed(answer)]

    def _posted(self, number):
        values = self.data.getlist(f"answer-{number}")
        return GivenAnswer(number, values, is_flagged=f"flag-{number}" in self.data)

    def _is_changed(self, answer):
        now = rendered_as(answer.values, answer.is_flagged)
        return now != self.data.get(f"was-{answer.number}")
