"""Skills seen in practice: signed off by a supervisor, answered by their learner."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import form_view
from accounts.models import User
from accounts.roles import Permission
from courses import observing
from courses.models import Course, Observation
from quizzes.unsaved import keeps_what_is_typed, typed_before
from reports.observation_forms import AnswerForm, ObservationForm


@form_view
@keeps_what_is_typed
def observation_list(request, pk):
    """What was signed off for a learner, and a form to sign off more."""
    learner = get_object_or_404(people_to_observe(request.user), pk=pk)
    courses = Course.objects.visible_to(learner).order_by("title", "pk")
    slug = request.GET.get("course")
    course = courses.filter(slug=slug).first() if slug else courses.first()
    form = ObservationForm(request.POST or typed_before(request), course=course, learner=learner)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        new = observing.sign_off(
            learner,
            list(chosen["objectives"]),
            setting=chosen["setting"],
            observed_on=chosen["observed_on"],
            actor=request.user,
        )
        words = f"Signed off: {new}. {learner} sees it, and can answer."
        messages.success(request, words if new else "This was signed off already.")
        return redirect("reports:observation-list", learner.pk)
    signed = Observation.objects.of(learner).in_force().select_related("objective", "observer")
    context = {"learner": learner, "form": form, "observations": signed, "course": course}
    return render(request, "reports/observation_list.html", context)


def people_to_observe(viewer):
    """Return those whose skills the viewer may sign off. Nobody signs off their own."""
    people = User.objects.others_under(viewer, Permission.SIGN_OFF)
    return people.select_related("organization")


@require_POST
def observation_withdraw(request, pk):
    """Take back a signature of one's own."""
    own = Observation.objects.filter(observer=request.user)
    theirs = own.filter(enrollment__learner__in=people_to_observe(request.user).values("pk"))
    observation = get_object_or_404(theirs.select_related("enrollment"), pk=pk)
    try:
        observing.withdraw_observation(observation, actor=request.user)
    except observing.ObservationWithdrawn:
        messages.info(request, "This was withdrawn already.")
    else:
        messages.success(request, "Withdrawn.")
    return redirect("reports:observation-list", observation.enrollment.learner_id)


@require_safe
def my_observations(request):
    """What supervisors have seen the reader do."""
    own = Observation.objects.of(request.user).in_force()
    observations = list(own.select_related("objective__module", "observer"))
    observing.note_seen(observations)
    return render(request, "reports/my_observations.html", {"observations": observations})


@form_view
@keeps_what_is_typed
def observation_answer(request, pk):
    """The learner's own words to what was signed off."""
    own = Observation.objects.of(request.user).in_force()
    observation = get_object_or_404(own.select_related("objective", "observer"), pk=pk)
    form = AnswerForm(request.POST or typed_before(request), initial={"answer": observation.answer})
    if request.method == "POST" and form.is_valid():
        observing.answer_observation(observation, form.cleaned_data["answer"])
        messages.success(request, "Saved.")
        return redirect("reports:my-observations")
    context = {"form": form, "observation": observation}
    return render(request, "reports/observation_answer.html", context)
