"""Giving questions out as files of other systems, after saying what is lost there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from courses.content.nodes import SLUG
from quizzes.attachments import attachment
from quizzes.authoring_views import for_authors
from quizzes.bank_filters import ItemFilterForm
from quizzes.export_forms import ExportForm
from quizzes.exporting_files import (
    TooMuch,
    drafts_of,
    file_name,
    losses_of,
    versions_of,
)
from quizzes.formats import FORMATS
from quizzes.models import Item, ItemVersion


@require_safe
@for_authors
def item_export(request):
    """What a file of the questions found would hold, and what each of them loses in it."""
    filters, form = ItemFilterForm(request.GET), ExportForm(request.GET)
    name, which = form.asked
    item = asked_item(request)
    found = found_by(request, filters, item)
    versions = versions_of(found, which)
    context = {
        "filters": filters,
        "form": form,
        "item": item,
        "count": versions.count(),
        "left_out": found.count() if which == "published" else 0,
        "query": request.GET.urlencode(),
    }
    context["left_out"] = max(0, context["left_out"] - context["count"])
    if name and context["count"]:
        try:
            drafts = drafts_of(versions)
        except TooMuch as refusal:
            context["refusal"] = str(refusal)
        else:
            context |= {"label": FORMATS[name].LABEL, "losses": losses_of(FORMATS[name], drafts)}
            context["is_ready"] = True
    return render(request, "authoring/item_export.html", context)


@require_safe
@for_authors
def item_download(request):
    """The file itself."""
    name, which = ExportForm(request.GET).asked
    found = found_by(request, ItemFilterForm(request.GET), asked_item(request))
    versions = versions_of(found, which)
    try:
        drafts = drafts_of(versions) if name else []
    except TooMuch as refusal:
        messages.warning(request, str(refusal))
        drafts = []
    if not drafts:
        query = urlencode({key: request.GET[key] for key in request.GET})
        return redirect(f"{request.path.removesuffix('download/')}?{query}")
    form = FORMATS[name]
    return attachment(form.write(drafts), file_name(drafts), form.SUFFIXES[0])


def found_by(request, filters, item):
    """Return the newest versions that the list would show for the same filters, or one of them."""
    versions = filters.apply(ItemVersion.objects.visible_to(request.user).newest().with_status())
    return versions.filter(item__slug=item) if item else versions


def asked_item(request):
    """Return the id of the one question that is asked for, empty where none is; or answer 404."""
    item = request.GET.get("item", "")
    if item and not SLUG.fullmatch(item):
        raise Http404
    return item and get_object_or_404(Item.objects.visible_to(request.user), slug=item).slug
