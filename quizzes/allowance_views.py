"""For supervisors: what a learner of theirs is allowed beyond the settings of quizzes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Course
from quizzes import allowances
from quizzes.allowance_forms import AllowanceForm
from quizzes.models import Allowance
from quizzes.unsaved import keeps_what_is_typed, typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_is_typed
def allowance_list(request, pk):
    """A learner's allowances, and a form to give one."""
    learner = get_object_or_404(allowances.people_to_allow(request.user), pk=pk)
    quizzes = quizzes_of(learner)
    form = AllowanceForm(request.POST or typed_before(request), quizzes=quizzes)
    if request.method == "POST" and form.is_valid():
        return give(request, learner, form)
    given = learner.allowances.select_related("quiz__activity__module", "given_by", "withdrawn_by")
    context = {
        "learner": learner,
        "in_force": [each for each in given if each.is_in_force],
        "withdrawn": [each for each in given if not each.is_in_force],
        "form": form,
        "has_quizzes": quizzes.exists(),
    }
    return render(request, "quizzes/allowance_list.html", context)


def quizzes_of(learner):
    """Return the quizzes with limits in the courses that a learner takes, or is asked to."""
    quizzes = allowances.limited_quizzes(Course.objects.visible_to(learner))
    in_order = quizzes.order_by("activity__course__title", "activity__sequence")
    return in_order.select_related("activity__module")


def give(request, learner, form):
    quiz = form.cleaned_data["quiz"]
    reason = form.cleaned_data["reason"]
    try:
        allowances.give_allowance(quiz, learner, reason=reason, actor=request.user, **form.extras)
    except allowances.AllowanceThere:
        words = "There is an allowance for this quiz already. Withdraw it before you give another."
        messages.warning(request, words)
    else:
        messages.success(request, f"Given. {learner} finds it on the start page of “{quiz}”.")
    return redirect("quizzes:allowance-list", learner.pk)


@require_POST
def allowance_withdraw(request, pk):
    theirs = Allowance.objects.filter(learner__in=allowances.people_to_allow(request.user))
    allowance = get_object_or_404(theirs.select_related("learner", "quiz__activity"), pk=pk)
    try:
        allowances.withdraw_allowance(allowance, actor=request.user)
    except allowances.AllowanceWithdrawn:
        messages.info(request, "This allowance was withdrawn already.")
    else:
        messages.success(request, f"Withdrawn, for “{allowance.quiz}”.")
    return redirect("quizzes:allowance-list", allowance.learner_id)
