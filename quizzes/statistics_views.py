"""For authors: how questions go, by what was counted of first attempts."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from quizzes.analysis import scatter
from quizzes.analysis.items import SMALLEST
from quizzes.authoring_views import for_authors
from quizzes.settings_views import offered_quizzes
from quizzes.statistics import first_attempts, quiz_statistics


@require_safe
@for_authors
def statistics_list(request):
    """The quizzes of every course, with how many first attempts were counted."""
    counts = first_attempts()
    quizzes = offered_quizzes().order_by("activity__course__title", "activity__sequence")
    rows = [{"quiz": quiz, "count": counts[quiz.pk]} for quiz in quizzes]
    context = {"rows": rows, "smallest": SMALLEST}
    return render(request, "authoring/statistics_list.html", context)


@require_safe
@for_authors
def statistics_detail(request, pk):
    """How a quiz and its questions go, and which of them to look at first."""
    quiz = get_object_or_404(offered_quizzes(), pk=pk)
    context = {"quiz": quiz, "statistics": quiz_statistics(quiz), "scatter": scatter}
    return render(request, "authoring/statistics_detail.html", context)
