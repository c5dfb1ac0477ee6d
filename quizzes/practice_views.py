"""Practicing a quiz: what it is, and beginning it. Its questions are shown as any attempt's."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courses.views import find_enrollment
from quizzes import practice
from quizzes.asking import question_counts
from quizzes.attempts import NothingToAsk
from quizzes.views import find_quiz, go_on, remember_layout


@require_safe
def practice_detail(request, course, module, activity):
    """What to expect of practice, and the learner's earlier practice of this quiz.

    The place is not remembered: a supervisor would see the day.
    """
    enrollment = find_enrollment(request, course)
    quiz = find_quiz(enrollment, module, activity)
    runs = list(practice.runs(quiz, enrollment))
    context = {
        "quiz": quiz,
        "course": enrollment.course,
        **question_counts(quiz),
        "open_run": next((run for run in runs if run.is_open), None),
        "submitted": [run for run in runs if not run.is_open],
        "asks_certainty": bool(runs) and runs[0].asks_certainty,  # as they chose last
    }
    return render(request, "quizzes/practice_detail.html", context)


@require_POST
def practice_create(request, course, module, activity):
    """Begin to practice, or go on with it; a double click begins once."""
    enrollment = find_enrollment(request, course)
    quiz = find_quiz(enrollment, module, activity)
    remember_layout(request.user, request.POST.get("layout"))
    try:
        asks = "certainty" in request.POST
        run = practice.start_practice(quiz, enrollment, asks_certainty=asks)
    except NothingToAsk:
        messages.info(request, "This quiz has no published questions yet.")
        return redirect(quiz.activity)
    return go_on(request, run)
