"""For authors: marking answers to a question again. For learners: what that changed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from quizzes import bank, history, regrading
from quizzes.authoring_views import find_version, form_view
from quizzes.models import RegradedAttempt
from quizzes.regrade_effects import effects
from quizzes.regrade_forms import RegradeForm


@form_view
def item_regrade(request, slug):
    """What marking answers again would change. A POST does it; anything else shows it."""
    version = find_version(request, slug)
    sent = request.POST if request.method == "POST" else request.GET
    form = RegradeForm(sent if "way" in sent else None, item=version.item)
    is_chosen = form.is_bound and form.is_valid()
    if request.method == "POST" and is_chosen:
        done = regrading.carry_out(form.regrade, form.cleaned_data["versions"], actor=request.user)
        messages.success(request, _in_words(done))
        return redirect("authoring:item-regrade", slug)
    context = {"version": version, "form": form, "made": version.item.regrades.with_maker()}
    if is_chosen:
        context["effects"] = effects(form.regrade, form.cleaned_data["versions"])
        context |= _difference(form.cleaned_data)
    return render(request, "authoring/item_regrade.html", context)


def _difference(chosen):
    """Return what the version whose key is to mark says differently from the last one chosen."""
    before, after = chosen["versions"][0], chosen["key_version"]
    if after is None or before == after:
        return {}
    changes = history.compare(bank.fields_of(before), bank.fields_of(after))
    return {"before": before, "after": after, "changes": changes}


def _in_words(done):
    if done is None:
        return "The answers are marked that way already. Nothing changed."
    rose, fell = done.raised.count, done.lowered.count
    return f"Marked again: {rose} result{'' if rose == 1 else 's'} rose, {fell} fell."


@require_safe
def regraded_list(request):
    """The reader's own results that were marked again, which is no longer new then."""
    mine = RegradedAttempt.objects.of(request.user).select_related(
        "regrade", "attempt__quiz__activity__module"
    )
    page = Paginator(mine, 25).get_page(request.GET.get("page"))
    answer = render(request, "quizzes/regraded_list.html", {"page": page})
    regrading.mark_seen(page.object_list)
    return answer
