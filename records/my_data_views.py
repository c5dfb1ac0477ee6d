"""What is stored about the reader: listed, taken along, erased."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import form_view
from accounts.models import User
from accounts.people import reaches_beyond
from accounts.people_views import managed_organization, refusals_in
from accounts.roles import Permission
from records import erasing, my_data
from records.erasure_forms import AnswerForm
from records.models import DAYS_TO_ANSWER, ErasureRequest
from records.reminding import who_answers
from reports.downloads import attached
from reports.notes import openings_of


@require_safe
def my_data_detail(request):
    """All that is stored, who can see it, and who has opened it."""
    person = request.user
    over = User.objects.over(person, Permission.VIEW_PROGRESS).active().exclude(pk=person.pk)
    context = {
        "groups": my_data.counts(person),
        "supervisors": over,
        "administrators": who_answers(person),
        "openings": openings_of(person),
        "requests": person.erasure_requests.order_by("-asked_at", "-pk"),
        "days": DAYS_TO_ANSWER,
    }
    return render(request, "records/my_data.html", context)


@require_safe
def my_data_file(request):
    return attached(my_data.archive(request.user), "application/zip", "my-data.zip")


@form_view
def erasure_ask(request):
    """Say what erasing does and what it leaves, then note that the reader asks for it."""
    if request.method == "POST":
        erasing.ask(request.user)
        messages.success(request, "You have asked for it. You can take it back until it is done.")
        return redirect("records:my-data")
    can_be_answered = who_answers(request.user).exists()
    context = {
        "groups": my_data.counts(request.user),
        "days": DAYS_TO_ANSWER,
        "is_waiting": ErasureRequest.objects.open().filter(person=request.user).exists(),
        "is_for_site_staff": reaches_beyond(request.user) or not can_be_answered,
    }
    return render(request, "records/erasure_ask.html", context)


@require_POST
def erasure_withdraw(request):
    erasing.withdraw(request.user)
    messages.success(request, "Taken back. Nothing is erased.")
    return redirect("records:my-data")


@require_safe
def erasure_list(request):
    """Who asks to be erased, for the administrators who answer."""
    managed_organization(request)
    waiting = ErasureRequest.objects.open().answered_by(request.user)
    context = {"requests": waiting.select_related("person__organization"), "days": DAYS_TO_ANSWER}
    return render(request, "records/erasure_list.html", context)


@form_view
def erasure_answer(request, pk):
    """Erase somebody who asked, or say why not."""
    waiting = ErasureRequest.objects.open().answered_by(request.user)
    asked = get_object_or_404(waiting.select_related("person__organization"), pk=pk)
    form = AnswerForm(request.POST or None, person=asked.person)
    if form.is_valid():
        with refusals_in(form):
            if form.cleaned_data["is_granted"]:
                erasing.grant(asked, actor=request.user)
                messages.success(request, "Erased.")
            else:
                answer = form.cleaned_data["answer"]
                erasing.decline(asked, answer=answer, actor=request.user)
                messages.success(request, f"Declined. {asked.person} can read why.")
            return redirect("records:erasure-list")
    return render(request, "records/erasure_answer.html", {"asked": asked, "form": form})
