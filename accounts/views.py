"""What a person sets for themself, and the pages that tell how the site treats them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import people
from accounts.forms import PreferencesForm


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    form = PreferencesForm(request.POST or None, instance=request.user)
    if form.is_valid():
        people.change_preferences(request.user, actor=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})


@login_not_required
@require_safe
def about(request):
    """What is saved, and who sees it."""
    return render(request, "accounts/about.html")


@login_not_required
@require_safe
def quick_exit(request):
    """What the quick exit does, and what it cannot do."""
    return render(request, "accounts/quick_exit.html")
