"""For authors: the quizzes, and the settings that they are taken under."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from quizzes.asking import question_counts
from quizzes.authoring_views import for_authors, form_view
from quizzes.models import Quiz
from quizzes.quiz_settings import SettingsChangedMeanwhile, change_settings
from quizzes.settings_forms import SettingsForm
from quizzes.unsaved import keeps_what_is_typed, typed_before


def offered_quizzes():
    quizzes = Quiz.objects.offered().filter(activity__course__retired_at__isnull=True)
    return quizzes.select_related("activity__module", "activity__course")


@require_safe
@for_authors
def quiz_list(request):
    """The quizzes of every course, with what is chosen for each."""
    quizzes = offered_quizzes().order_by("activity__course__title", "activity__sequence")
    return render(request, "authoring/quiz_list.html", {"quizzes": quizzes})


@form_view
@keeps_what_is_typed
@for_authors
def quiz_settings(request, pk):
    """The settings of a quiz, and what learners are told of them."""
    quiz = get_object_or_404(offered_quizzes(), pk=pk)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "You were signed out before this was saved. Save it now.")
    form = SettingsForm(request.POST or typed, quiz=quiz)
    if request.method == "POST" and form.is_valid():
        try:
            return leave(request, quiz, form)
        except SettingsChangedMeanwhile as meanwhile:
            form.show_meanwhile(meanwhile.rules)
    context = {"quiz": quiz, "form": form, **question_counts(quiz)}
    return render(request, "authoring/quiz_settings.html", context)


def leave(request, quiz, form):
    """Save what was chosen, and show it as learners will read it."""
    base = form.cleaned_data["base"]
    is_new = change_settings(quiz, form.chosen, base=base, actor=request.user)
    words = "Saved. It holds for attempts that begin from now on." if is_new else "Nothing changed."
    messages.success(request, words)
    return redirect("authoring:quiz-settings", quiz.pk)
