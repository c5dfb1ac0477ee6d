"""For authors: the concerns of learners about questions, and answering them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from quizzes import concerns, questions
from quizzes.authoring_views import for_authors, form_view
from quizzes.concern_forms import ConcernFilterForm, SettleForm
from quizzes.models import Concern
from quizzes.unsaved import keeps_what_is_typed, typed_before


@require_safe
@for_authors
def concern_list(request):
    """The concerns, open ones first, searched and filtered."""
    form = ConcernFilterForm(request.GET)
    seen = Concern.objects.visible_to(request.user)
    found = form.apply(seen.select_related("item_version__item__module", "settled_by"))
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    partial = "#rows" if request.htmx else ""
    return render(request, f"authoring/concern_list.html{partial}", context)


@form_view
@keeps_what_is_typed
def concern_detail(request, pk):
    """A concern beside the version that its learner saw, and the form to settle it."""
    concern = find_concern(request, pk)
    form = settle_form(request, concern)
    if request.method != "POST" or not form.is_valid():
        return show_concern(request, concern, form)
    try:
        concerns.settle(concern, actor=request.user, **form.cleaned_data)
    except concerns.SettledMeanwhile as meanwhile:
        return show_conflict(request, concern, meanwhile.concern)
    messages.success(request, "Settled. The learner is told of it under My training.")
    return redirect("authoring:concern-list")


def find_concern(request, pk):
    seen = Concern.objects.visible_to(request.user)
    named = seen.select_related("item_version__item__module", "settled_by")
    return get_object_or_404(named, pk=pk)


def settle_form(request, concern):
    """Return the form with what was posted, or was typed before a new sign-in, or is kept."""
    if request.method == "POST":
        return SettleForm(request.POST)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "You were signed out before this was saved. Save it now.")
        return SettleForm(initial=typed.dict())
    kept = {"answer": concern.answer, "reason": concern.reason}
    return SettleForm(initial=kept | {"base": concern.stamp})


def show_concern(request, concern, form, *, is_conflict=False):
    version = concern.item_version
    about_it = Concern.objects.open().about(version.item)
    context = {
        "concern": concern,
        "version": version,
        "question": questions.preview(version),
        "form": form,
        "is_conflict": is_conflict,
        "others": about_it.exclude(pk=concern.pk).count(),
        **newer_versions(version),
    }
    status = 409 if is_conflict else 200
    return render(request, "authoring/concern_detail.html", context, status=status)


def newer_versions(version):
    """Return the numbers of the version that learners are asked now and of a draft, if newer."""
    newer = version.item.versions.filter(number__gt=version.number)
    newer = newer.only("item", "number", "published_at")
    published = [each.number for each in newer if not each.is_draft]
    drafts = [each.number for each in newer if each.is_draft]
    return {"asked_now": max(published, default=None), "draft": max(drafts, default=None)}


def show_conflict(request, concern, theirs):
    """Show how another author settled it above what this one typed. Sending again is a decision."""
    for name in ("answer", "reason", "settled_by", "settled_at"):
        setattr(concern, name, getattr(theirs, name))
    typed = request.POST.copy()
    typed["base"] = concern.stamp
    return show_concern(request, concern, SettleForm(typed), is_conflict=True)
