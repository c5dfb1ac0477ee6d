"""Taking a quiz: start page, questions, saving, review, result."""

from copy import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from accounts.prepared import prepared
from courses.enrollment import remember_place, unfinished
from courses.outline import outline
from courses.views import find_activity, find_enrollment
from quizzes import attempts, faults, practice, questions
from quizzes.allowances import allowance_of, own_limit, people_to_ask
from quizzes.asking import question_counts
from quizzes.beginning import standing_of
from quizzes.checking import show_checked
from quizzes.models import Attempt, Layout, Quiz, Response
from quizzes.overdue import submit_if_over


def find_quiz(enrollment, module, slug):
    activity = find_activity(enrollment, module, slug)
    quiz = get_object_or_404(Quiz, activity=activity)
    quiz.activity = copy(activity)  # it learns of its quiz; the outline's own is for all requests
    return quiz


def find_attempt(request, pk):
    """Return one of the reader's own attempts, with what its pages name."""
    return get_object_or_404(_named_attempts().visible_to(request.user), pk=pk)


@prepared
def _named_attempts():
    return Attempt.with_practice.select_related("quiz__activity__module", "quiz__activity__course")


def left(request, attempt):
    """Return where to go instead of a page of an attempt that is not open; None if it is.

    One whose time has ended is submitted here.
    """
    if attempt.is_open:
        if attempt.failing_since:
            faults.give_back(attempt)
        if not submit_if_over(attempt):
            return None
        messages.info(request, f"{time_ended(attempt)} It was submitted with what was saved.")
    return redirect("quizzes:attempt-detail", attempt.pk)


def time_ended(attempt):
    clock = date_format(timezone.localtime(attempt.ends_at), "g:i A T")
    return f"The time for this attempt ended at {clock}."


@require_safe
def quiz_detail(request, course, module, activity):
    """The start page: what to expect, what is saved, who sees it, and earlier attempts."""
    enrollment = find_enrollment(request, course)
    quiz = find_quiz(enrollment, module, activity)
    remember_place(enrollment, quiz.activity)
    previous, following = outline(enrollment.course).around(quiz.activity)
    own = list(quiz.attempts.filter(enrollment=enrollment))
    open_attempt = next((attempt for attempt in own if attempt.is_open), None)
    if open_attempt and left(request, open_attempt):
        return redirect(quiz.activity)
    submitted = [attempt for attempt in own if not attempt.is_open]
    allowance = allowance_of(quiz, request.user)
    standing = standing_of(quiz, submitted, allowance)
    context = {
        "quiz": quiz,
        "course": enrollment.course,
        "allowance": allowance,
        "own_limit": allowance and own_limit(quiz, allowance),
        "standing": standing,
        "best": max((attempt.mark for attempt in submitted), default=None),
        **question_counts(quiz),
        "to_read_first": unfinished(enrollment, quiz.recommended),
        "open_attempt": open_attempt,
        "layout_is_free": (open_attempt.layout if open_attempt else quiz.shown_layout)
        == Layout.CHOICE,
        "submitted": submitted,
        "previous": previous,
        "following": following,
    }
    if not open_attempt and (quiz.time_limit_minutes or not standing.may_begin):
        context["people_to_ask"] = people_to_ask(request.user)
    return render(request, "quizzes/quiz_detail.html", context)


@require_POST
def attempt_create(request, course, module, activity):
    """Begin, or go on with the attempt that is open; a double click begins one."""
    enrollment = find_enrollment(request, course)
    quiz = find_quiz(enrollment, module, activity)
    remember_layout(request.user, request.POST.get("layout"))
    try:
        attempt = attempts.start_attempt(quiz, enrollment, actor=request.user)
    except attempts.NothingToAsk:
        messages.info(request, "This quiz has no published questions yet.")
        return redirect(quiz.activity)
    except (attempts.NoAttemptsLeft, attempts.TooSoon):
        return redirect(quiz.activity)  # which says why, and what can be done
    return go_on(request, attempt)


def remember_layout(learner, layout):
    """Keep how the learner likes to see the questions, if they said so and it is new."""
    wants_one_page = {"one": False, "all": True}.get(layout, learner.prefers_one_page)
    if wants_one_page != learner.prefers_one_page:
        learner.prefers_one_page = wants_one_page
        learner.save(update_fields=["prefers_one_page"])


def go_on(request, attempt):
    """Lead to where an open attempt stopped, in its layout or the one the learner prefers."""
    if attempt.is_on_one_page(request.user):
        return redirect("quizzes:attempt-page", attempt.pk)
    first = 1 if attempt.has_just_begun else questions.first_unanswered(attempt)
    return redirect("quizzes:question-detail", attempt.pk, first)


@require_safe
def attempt_detail(request, pk):
    """The result of a submitted attempt; an open one goes on where it stopped."""
    attempt = find_attempt(request, pk)
    if attempt.is_open:
        return left(request, attempt) or go_on(request, attempt)
    course = attempt.quiz.activity.course
    _, following = outline(course).around(attempt.quiz.activity)
    context = questions.result(attempt) | {"course": course, "following": following}
    if attempt.is_practice:
        context |= practice.outcome(context["questions"])
        return render(request, "quizzes/practice_result.html", context)
    return render(request, "quizzes/attempt_detail.html", context)


@require_safe
def question_detail(request, pk, number):
    """One question of an open attempt."""
    own = _questions().visible_to(request.user)
    response = get_object_or_404(own, attempt=pk, number=number)
    attempt = response.attempt
    if elsewhere := left(request, attempt):
        return elsewhere
    if attempt.layout == Layout.ALL:
        return redirect(reverse("quizzes:attempt-page", args=[pk]) + f"#question-{number}")
    places = questions.places(attempt)
    context = {"attempt": attempt, "places": places, "number": number, "shown": number}
    context |= {"is_last": number == len(places), "previous": number - 1, "following": number + 1}
    context |= {"title": response.quiz_title, "module_title": response.module_title}
    context["is_checked"] = bool(response.checked_at)
    if response.checked_at:
        context["question"] = show_checked(response)
        return render(request, "quizzes/question_checked.html", context)
    context["questions"] = [questions.show(response)]
    return render(request, "quizzes/question_detail.html", context)


@prepared
def _questions():
    return Response.with_practice.with_attempt()


@require_safe
def attempt_page(request, pk):
    """All questions of an open attempt on one page."""
    attempt = find_attempt(request, pk)
    if elsewhere := left(request, attempt):
        return elsewhere
    if attempt.layout == Layout.ONE:
        return redirect("quizzes:question-detail", pk, questions.first_unanswered(attempt))
    shown = questions.shown(attempt)
    numbers = ",".join(str(question.response.number) for question in shown)
    context = {"attempt": attempt, "questions": shown, "shown": numbers}
    context["back"] = "all"
    return render(request, "quizzes/attempt_page.html", context)


@require_safe
def attempt_review(request, pk):
    """What is answered, flagged and left open, before submitting."""
    attempt = find_attempt(request, pk)
    if elsewhere := left(request, attempt):
        return elsewhere
    places = questions.places(attempt)
    context = {
        "attempt": attempt,
        "places": places,
        "is_on_one_page": attempt.is_on_one_page(request.user),
        "open_count": sum(not place.is_answered for place in places),
        "flagged_count": sum(place.is_flagged for place in places),
        "unchecked_count": sum(place.is_answered and not place.is_checked for place in places),
    }
    return render(request, "quizzes/attempt_review.html", context)


@require_POST
def attempt_submit(request, pk):
    """Submit once; a second click finds the result."""
    own = Attempt.with_practice.visible_to(request.user)
    attempt = get_object_or_404(own.select_related("enrollment", "quiz__activity"), pk=pk)
    attempt.enrollment.learner = request.user
    if attempt.is_open and left(request, attempt):
        return redirect("quizzes:attempt-detail", pk)
    try:
        attempts.submit_attempt(attempt, actor=request.user)
    except attempts.AttemptClosed:
        messages.info(request, "This attempt was already submitted. Here is its result.")
    return redirect("quizzes:attempt-detail", pk)
