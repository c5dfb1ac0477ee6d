"""Changing the settings of a quiz in the application."""

from django.db import transaction

from accounts import audit
from quizzes.models import Quiz
from quizzes.rules import NAMES, differing, digest, rules_of


class SettingsChangedMeanwhile(Exception):
    """Somebody else saved these settings since they were shown; `rules` are what they chose."""

    def __init__(self, rules):
        super().__init__("The settings were changed meanwhile.")
        self.rules = rules


@transaction.atomic
def change_settings(quiz, rules, *, base, actor):
    """Give a quiz other settings; say whether anything changed.

    They hold for attempts that begin from now on. `base` is the digest of the settings that the
    author saw. Raises SettingsChangedMeanwhile when they are no longer those.
    """
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    before = rules_of(quiz)
    changes = differing(before, rules)
    if not changes:
        return False
    if base != digest(before):
        raise SettingsChangedMeanwhile(before)
    for name in changes:
        setattr(quiz, name, getattr(rules, name))
    quiz.save(update_fields=[name for name in NAMES if name in changes])
    audit.record(actor, "quiz.settings_changed", quiz, **changes)
    return True
