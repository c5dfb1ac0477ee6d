"""Attempts that went in a certain way."""

from dataclasses import replace

from quizzes import attempts, bank
from quizzes.models import Response


def begin(quiz, enrollment, *answers):
    """Begin an attempt in which the questions, in order, have these answers; None is no answer."""
    attempt = attempts.start_attempt(quiz, enrollment, actor=enrollment.learner)
    return answered(attempt, answers)


def answered(attempt, answers):
    for number, answer in enumerate(answers, start=1):
        Response.with_practice.filter(attempt=attempt, number=number).update(answer=answer)
    return attempt


def take(quiz, enrollment, *answers):
    return attempts.submit_attempt(begin(quiz, enrollment, *answers), actor=enrollment.learner)


def publish_key(item, key, *, actor=None, **content):
    """Publish a version of a single best answer question whose key is another option."""
    asked = item.versions.published().order_by("-number").first()
    options = [
        {**option, "correct": place == key} for place, option in enumerate(asked.content["options"])
    ]
    fields = bank.fields_of(asked)
    content = {**fields.content, "options": options, **content}
    draft = bank.save_draft(item, replace(fields, content=content), actor=actor)
    return bank.publish_version(draft, actor=actor)
