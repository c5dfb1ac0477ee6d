"""The question bank: finding, reading, comparing and publishing questions."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import form_view
from accounts.permissions import can
from accounts.roles import Permission
from courses.models import Statement
from quizzes import bank, history, panels, questions, regrading, reviews, rewording, working
from quizzes.authoring_forms import CompareForm
from quizzes.bank_filters import ItemFilterForm
from quizzes.findings import in_words
from quizzes.forms import sent_values
from quizzes.language_findings import unchecked
from quizzes.looking_alike import looking_like
from quizzes.models import Concern, Item, ItemVersion, OpenEditor
from quizzes.readiness import found_in, problems, to_settle
from quizzes.statistics import item_statistics
from quizzes.types import InvalidAnswer
from quizzes.uses import uses_of


def for_authors(view):
    """Answer 404 on pages about no question in particular: for others there is no bank."""

    @wraps(view)
    def run(request, *args, **kwargs):
        if not can(request.user, Permission.WRITE_QUESTIONS):
            raise Http404
        return view(request, *args, **kwargs)

    return run


def find_version(request, slug):
    """Return the version of a question that its authors work on, with what its pages name."""
    versions = ItemVersion.objects.visible_to(request.user).newest().with_status()
    versions = versions.select_related("item__module", "item__course", "author", "objective")
    versions = versions.prefetch_related(
        Prefetch("statements", Statement.objects.select_related("source"))
    )
    return get_object_or_404(versions, item__slug=slug)


@require_safe
@for_authors
def item_list(request):
    """The questions, searched, filtered and sorted."""
    form = ItemFilterForm(request.GET)
    versions = ItemVersion.objects.newest().with_status().select_related("item__module", "author")
    found = form.apply(versions).prefetch_related("statements")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    # Counted only where the whole page is rendered
    context = {"form": form, "page": page, "open_concerns": Concern.objects.open().count}
    context["begun"] = OpenEditor.objects.of(request.user).begun().select_related("item")
    context["in_review"] = ItemVersion.objects.newest().in_review(but_of=request.user).count
    return render(request, "authoring/item_list.html" + ("#rows" if request.htmx else ""), context)


@require_safe
def item_detail(request, slug):
    """A question as a learner sees it, with all that its authors want to know of it."""
    version = find_version(request, slug)
    context = judged(version) | {
        "question": questions.preview(version),
        "open_concerns": Concern.objects.open().about(version.item).count(),
        "looks_like": looking_like(version.content.get("stem", ""), but=version.item_id),
        "others": working.others_at(version.item, request.user),
        "panel": panels.standing(version),
        **meaning(version),
        "statements": version.statements.all(),
        "statistics": item_statistics(version.item),
        "to_mark_again": regrading.to_mark_again(version.item),
        "uses": uses_of(version.item),
    }
    context |= reviews.standing(version, request.user)
    return render(request, "authoring/item_detail.html", context)


def meaning(version):
    """Return what learners are asked now, and what a draft would change of it."""
    published = bank.last_published(version.item)
    context = {"published": published}
    if published and version.is_draft:
        before, after = bank.fields_of(published), bank.fields_of(version)
        context["changes"] = history.compare(before, after)
        if not rewording.reads_the_same(before, after) and not problems(after):
            context["asks_meaning"] = True
            context["other_meaning"] = rewording.changes_of_meaning(before, after)
    return context


def judged(version):
    """Return what is still missing in a version, and what the checks find in it."""
    fields = bank.fields_of(version)
    checked, found = found_in(fields, version.statements.all())
    remarks = [remark for text in checked for remark in text.remarks]
    return {
        "version": version,
        "problems": to_settle(fields, checked, found),
        "checked": checked,
        "written": found,
        "found_in_words": in_words([*remarks, *found], unchecked(fields)),
    }


@form_view
def item_preview(request, slug):
    """A question to answer as a learner would, with the result for that answer. Saves nothing."""
    version = find_version(request, slug)
    can_answer = not version.kind.problems(version.content)
    is_answered = can_answer and request.method == "POST"
    sent = sent_values(request.POST).get(1, {}) if is_answered else {}
    try:
        question = questions.preview(version, sent)
    except InvalidAnswer:
        messages.info(request, "This answer is not one of the question’s own. Choose again.")
        return redirect("authoring:item-preview", slug)
    context = judged(version) | {"question": question, "can_answer": can_answer}
    template = "item_result" if is_answered else "item_preview"
    return render(request, f"authoring/{template}.html", context)


@require_safe
def item_history(request, slug):
    """A question's versions, and what two of them say differently."""
    version = find_version(request, slug)
    versions = list(
        version.item.versions.select_related("author", "objective").prefetch_related("statements")
    )
    form = CompareForm(request.GET.dict(), versions=versions)
    before, after = form.pair
    context = {"version": version, "versions": versions, "form": form}
    context |= {"before": before, "after": after}
    context["changes"] = history.compare(bank.fields_of(before), bank.fields_of(after))
    return render(request, "authoring/item_history.html", context)


@require_POST
def item_publish(request, slug):
    """Put the draft that the author has seen before learners."""
    version = find_version(request, slug)
    said = request.POST.get("meaning")
    if not is_as_seen(request, version):
        return redirect("authoring:item-detail", slug)
    if said not in ("same", "changed") and meaning(version).get("asks_meaning"):
        messages.warning(request, "Not published: say whether the draft still asks the same.")
        return redirect("authoring:item-detail", slug)
    try:
        bank.publish_version(version, actor=request.user, asks_the_same=said == "same")
    except bank.NotADraft:
        messages.info(request, "This version is published already.")
    except bank.CannotPublish as refusal:
        messages.warning(request, f"Not published: {refusal}")
    else:
        messages.success(request, f"Published as version {version.number}.")
    return redirect("authoring:item-detail", slug)


@require_POST
def item_discard(request, slug):
    """Delete the draft that the author has seen; a question never published goes with it."""
    version = find_version(request, slug)
    if not is_as_seen(request, version):
        return redirect("authoring:item-detail", slug)
    try:
        bank.discard_draft(version, actor=request.user)
    except bank.NotADraft:
        messages.info(request, "There is no draft to discard.")
    else:
        messages.success(request, f"The draft of {slug} is discarded.")
    is_gone = not Item.objects.filter(slug=slug).exists()
    return redirect("authoring:item-list") if is_gone else redirect("authoring:item-detail", slug)


def is_as_seen(request, version):
    """Say, to the author too, whether a question is still as the page showed it."""
    is_same = request.POST.get("base") == version.stamp
    if not is_same:
        messages.warning(request, "The question has changed since. Look at it, then decide again.")
    return is_same


@require_POST
def item_retire(request, slug):
    version = find_version(request, slug)
    bank.retire_item(version.item, actor=request.user)
    messages.success(request, "Retired: attempts that begin from now on do not ask it.")
    return redirect("authoring:item-detail", slug)


@require_POST
def item_restore(request, slug):
    version = find_version(request, slug)
    bank.restore_item(version.item, actor=request.user)
    messages.success(request, "In use again.")
    return redirect("authoring:item-detail", slug)
