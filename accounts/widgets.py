"""Fields as the browser offers them best."""

from django import forms


class DateInput(forms.DateInput):
    """A date by the browser's own calendar; without one it is typed as 2026-03-09."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")
