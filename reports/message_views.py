"""Which messages a person wants, and the calendar of their dates."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from reports import calendars
from reports.message_forms import MessageChoiceForm
from reports.models import MessageChoice


@require_http_methods(["GET", "HEAD", "POST"])
def message_choice(request):
    """What the site may write to the reader, and the address of their calendar."""
    choice = MessageChoice.objects.filter(person=request.user).first()
    choice = choice or MessageChoice(person=request.user)
    form = MessageChoiceForm(
        request.POST or None, instance=choice, is_supervisor=request.user.is_supervisor
    )
    if form.is_valid():
        kept = form.cleaned_data
        MessageChoice.objects.update_or_create(person=request.user, defaults=kept)
        messages.success(request, "Saved.")
        return redirect("reports:message-choice")
    context = {"form": form}
    if choice.calendar_key:
        path = reverse("reports:calendar", args=[choice.calendar_key])
        context["calendar_url"] = f"{settings.SITE_URL}{path}"
    return render(request, "reports/message_choice.html", context)


@require_POST
def calendar_change(request):
    """Make a new address for the reader's calendar, or end it."""
    if request.POST.get("end"):
        calendars.end_calendar(request.user)
        messages.success(request, "The calendar’s address no longer works.")
    else:
        calendars.new_calendar(request.user)
        messages.success(request, "This is the new address. An earlier one no longer works.")
    return redirect("reports:message-choice")


@require_safe
@login_not_required
def calendar(request, key):
    """The dates of whoever has this address, for their calendar program."""
    try:
        owner = calendars.find_owner(key)
    except User.DoesNotExist:
        raise Http404 from None
    return HttpResponse(
        calendars.calendar_of(owner),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store"},
    )
