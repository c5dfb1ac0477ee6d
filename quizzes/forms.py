"""What an answer form may hold."""

import re

from django import forms

from quizzes.attempts import GivenAnswer
from quizzes.questions import rendered_as

MAX_QUESTIONS = 500
ANSWER = re.compile(r"answer-(\d{1,3})(?:-(\d{1,2}))?")


class AnswerForm(forms.Form):
    """The questions shown on one page of an attempt, in one form, with or without JavaScript.

    `shown` lists the questions on the page; `was-3` is question 3 as it was rendered, so that
    a page left open in another tab does not overwrite what was answered since.
    """

    shown = forms.RegexField(r"^\d{1,3}(,\d{1,3})*$", max_length=4 * MAX_QUESTIONS)
    go = forms.RegexField(
        r"^(review|stop|all|one|check|\d{1,3}|concern-\d{1,3}(-all)?)$", required=False
    )
    client = forms.RegexField(r"^[A-Za-z0-9]{0,16}$", required=False)
    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def clean(self):
        if self.cleaned_data.get("go") == "check" and not self.data["shown"].isdecimal():
            raise forms.ValidationError("One answer is checked at a time.")

    @property
    def is_check(self):
        return self.cleaned_data["go"] == "check"

    @property
    def number(self):
        """The question shown, where there is one alone."""
        return int(self.cleaned_data["shown"])

    def changed_answers(self):
        """Return what was posted for each question shown that the page changed."""
        numbers = {int(number) for number in self.cleaned_data["shown"].split(",")}
        sent = sent_values(self.data)
        posted = [self._posted(number, sent) for number in sorted(numbers)]
        return [answer for answer in posted if self._is_changed(answer)]

    def _posted(self, number, sent):
        is_flagged = f"flag-{number}" in self.data
        certainty = self.data.get(f"certainty-{number}", "")
        return GivenAnswer(number, sent.get(number, {}), is_flagged, certainty)

    def _is_changed(self, answer):
        now = rendered_as(answer.sent, answer.is_flagged, answer.certainty)
        return now != self.data.get(f"was-{answer.number}")


def sent_values(data):
    """Return the values of a QueryDict's inputs, by the number of the question, then by part.

    `answer-3` is question 3 as a whole, `answer-3-0` its first part.
    """
    sent = {}
    for name, values in data.lists():
        match = ANSWER.fullmatch(name)
        if match:
            sent.setdefault(int(match[1]), {})[match[2] or ""] = values
    return sent
