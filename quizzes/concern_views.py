"""A learner's concerns about questions: raising one, and reading what came of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import concerns
from quizzes.concern_forms import ConcernForm
from quizzes.models import Concern, Response
from quizzes.unsaved import keeps_what_is_typed, typed_before

SENT = (
    "Sent to the authors. What they answer will be under “My concerns”, which “My progress” "
    "leads to."
)
TOO_MANY = (
    f"Not sent: the authors take up to {concerns.MOST_A_DAY} open concerns a day from one person, "
    "so that each is read. You can send this one tomorrow; copy your text to keep it until then."
)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_is_typed
def concern_create(request, pk, number):
    """Report a problem with a question of one's own attempt, open or submitted."""
    response = find_response(request, pk, number)
    form = concern_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            concerns.raise_concern(response, actor=request.user, **form.said)
        except concerns.TooMany:
            form.add_error(None, TOO_MANY)
        else:
            messages.success(request, SENT)
            return redirect(place_of(response, form["back"].value()))
    context = {"response": response, "attempt": response.attempt, "form": form}
    context["back"] = place_of(response, form["back"].value())
    return render(request, "quizzes/concern_create.html", context)


def find_response(request, pk, number):
    own = Response.with_practice.visible_to(request.user)
    named = own.select_related("item_version__item", "attempt__quiz__activity__module")
    return get_object_or_404(named, attempt=pk, number=number)


def concern_form(request):
    """Return the form with what was posted, or was typed before a new sign-in, or empty."""
    if request.method == "POST":
        return ConcernForm(request.POST)
    typed = typed_before(request)
    if typed is None:
        return ConcernForm(initial={"back": request.GET.get("back")})
    messages.info(request, "You were signed out before this was sent. Send it now.")
    return ConcernForm(initial=typed.dict())


def place_of(response, back):
    """Return where a question stands: in the result, on the page of all, or on its own."""
    attempt = response.attempt
    if attempt.is_open and back != "all":
        return reverse("quizzes:question-detail", args=[attempt.pk, response.number])
    page = "attempt-page" if attempt.is_open else "attempt-detail"
    return reverse(f"quizzes:{page}", args=[attempt.pk]) + f"#question-{response.number}"


@require_safe
def concern_list(request):
    """The reader's own concerns with how they were settled, which is no longer new then."""
    mine = Concern.objects.of(request.user).select_related(
        "item_version", "response__attempt__quiz__activity__module"
    )
    page = Paginator(mine, 25).get_page(request.GET.get("page"))
    answer = render(request, "quizzes/concern_list.html", {"page": page})
    concerns.mark_seen(page.object_list)
    return answer
