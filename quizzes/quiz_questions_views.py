"""For authors: what a quiz asks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from quizzes.authoring_views import for_authors, form_view
from quizzes.quiz_questions import QuestionsChangedMeanwhile, change_questions
from quizzes.quiz_questions_forms import QuestionsForm
from quizzes.settings_views import offered_quizzes
from quizzes.unsaved import keeps_what_is_typed, typed_before


@form_view
@keeps_what_is_typed
@for_authors
def quiz_questions(request, pk):
    """A quiz's own questions in their order, and its draws."""
    asking = offered_quizzes().prefetch_related("slots__item", "draws")
    quiz = get_object_or_404(asking, pk=pk)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "You were signed out before this was saved. Save it now.")
    form = QuestionsForm(quiz, request.POST or typed)
    if request.method == "POST" and form.is_valid():
        try:
            return leave(request, quiz, form)
        except QuestionsChangedMeanwhile as meanwhile:
            form.show_meanwhile(meanwhile.asked)
    return render(request, "authoring/quiz_questions.html", {"quiz": quiz, "form": form})


def leave(request, quiz, form):
    base = form.cleaned_data["base"]
    is_new = change_questions(quiz, form.chosen, base=base, actor=request.user)
    words = "Saved. It holds for attempts that begin from now on." if is_new else "Nothing changed."
    messages.success(request, words)
    return redirect("authoring:quiz-questions", quiz.pk)
