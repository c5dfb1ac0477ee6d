"""Keeping what a page of an attempt sends, with or without a script, and going on from there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from quizzes import attempts, questions
from quizzes.checking import FeedbackAtEnd, check_answer
from quizzes.forms import AnswerForm
from quizzes.models import Attempt, Response
from quizzes.overdue import submit_if_over
from quizzes.types import InvalidAnswer
from quizzes.types.answers import TooLong
from quizzes.unsaved import keeps_what_is_typed, typed_before
from quizzes.views import find_attempt, go_on, remember_layout, time_ended


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_save(request, pk):
    """Keep the answers on a page, then go where the pressed button leads.

    A GET comes from signing in again: what was sent after the session had ended is taken up.
    """
    posted = request.POST if request.method == "POST" else typed_before(request)
    if posted is None:
        return redirect("quizzes:attempt-detail", pk)
    form = AnswerForm(posted)
    if not form.is_valid():
        return HttpResponse("These answers could not be read.", status=400)
    try:
        saved = _keep_in_time(Response.with_practice.visible_to(request.user), pk, form)
    except attempts.NoSuchQuestion:
        raise Http404 from None
    except attempts.AttemptClosed:
        return _closed(request, pk)
    except attempts.TimeIsUp:
        return _too_late(request, pk)
    except attempts.AnswerChecked as refusal:
        return _checked(request, pk, refusal.number)
    except TooLong as error:
        return HttpResponse(f"Not saved: shorten your answer. {error}", status=400)
    except (InvalidAnswer, FeedbackAtEnd):
        return HttpResponse("This answer is not one of the question’s own.", status=400)
    if request.htmx:
        return render(request, "quizzes/saved.html", questions.saved(saved))
    if form.is_check and not saved[0].checked_at:
        messages.info(request, "Choose an answer before you check it, or come back to it later.")
    return _go(request, pk, form)


def _keep_in_time(own, pk, form):
    """Save what a page sent, once more if a server fault had taken the time that it came after."""
    responses = own.filter(attempt=pk)
    try:
        return _keep(responses, form)
    except attempts.TimeIsUp:
        if submit_if_over(Attempt.objects.get(pk=pk)):
            raise
        return _keep(responses, form)


def _keep(responses, form):
    """Save what a page sent, and check it if that was asked for; return the responses kept."""
    page = {
        "client": form.cleaned_data["client"],
        "sequence": form.cleaned_data["sequence"] or 0,
    }
    if form.is_check:
        return [check_answer(responses, form.number, form.changed_answers(), **page)]
    return attempts.save_answers(responses, form.changed_answers(), **page)


def _lead(request, name, *args):
    """Lead elsewhere, from a script's request too."""
    if request.htmx:
        address = reverse(f"quizzes:{name}", args=args)
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(f"quizzes:{name}", *args)


def _closed(request, pk):
    """Say that answers came after the attempt was submitted, and show the result."""
    messages.info(request, "This attempt was already submitted. Here is its result.")
    return _lead(request, "attempt-detail", pk)


def _too_late(request, pk):
    """Say that answers came after the time had ended, and show the result without them."""
    ended = time_ended(Attempt.objects.get(pk=pk))
    words = f"{ended} It was submitted with what was saved. What came after that was not saved."
    messages.warning(request, words)
    return _lead(request, "attempt-detail", pk)


def _checked(request, pk, number):
    """Say that an answer was checked before another one came, from a second tab perhaps."""
    messages.info(request, "You have checked this answer, so it stays as it was then.")
    return _lead(request, "question-detail", pk, number)


def _go(request, pk, form):
    where = str(form.number) if form.is_check else form.cleaned_data["go"]
    if where.isdecimal():
        return redirect("quizzes:question-detail", pk, int(where))
    if where == "stop":
        return redirect("reports:home")
    if where in ("all", "one"):
        return _show_as(request, pk, where)
    if where.startswith("concern-"):
        _, number, *back = where.split("-")
        address = reverse("quizzes:concern-create", args=[pk, number])
        return redirect(f"{address}?back=all" if back else address)
    return redirect("quizzes:attempt-review", pk)


def _show_as(request, pk, layout):
    """Show the questions in the other layout, and keep that the learner likes it."""
    attempt = find_attempt(request, pk)
    if attempt.is_free_in_layout:
        remember_layout(request.user, layout)
    return go_on(request, attempt)
