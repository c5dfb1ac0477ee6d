"""Changing many questions at once: choosing what to do, seeing what it does, doing it."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render

from quizzes import bulk
from quizzes.authoring_views import for_authors, form_view
from quizzes.bank_filters import ItemFilterForm
from quizzes.bulk_forms import BulkForm
from quizzes.models import ItemVersion


@form_view
@for_authors
def bulk_change(request):
    """What happens to the questions that were ticked, or to all that the filters find.

    A POST does it; anything else shows it.
    """
    asked = request.POST if request.method == "POST" else request.GET
    versions = list(_versions(asked)[: bulk.MOST + 1])
    if len(versions) > bulk.MOST:
        messages.info(request, f"At most {bulk.MOST} questions are changed at once: filter more.")
        return redirect("authoring:item-list")
    form = BulkForm(asked if "action" in asked else None)
    is_chosen = form.is_bound and form.is_valid() and bool(versions)
    if request.method == "POST" and is_chosen:
        try:
            count = bulk.carry_out(versions, form.change, actor=request.user)
            return _leave(request, count, len(versions) - count)
        except ValueError as error:
            form.add_error("tags", str(error))
            is_chosen = False
    steps = [bulk.step(version, form.change) for version in versions] if is_chosen else []
    context = {"versions": versions, "form": form, "steps": steps, "kept": _kept(asked)}
    context["possible"] = sum(step.is_possible for step in steps)
    return render(request, "authoring/bulk_change.html", context)


def _versions(asked):
    """Return the newest versions of the questions that are meant, in the order of the list."""
    newest = ItemVersion.objects.newest().with_status().select_related("item__module__course")
    if asked.get("all"):
        return ItemFilterForm(QueryDict(asked.get("filters", ""))).apply(newest)
    ticked = newest.filter(item__slug__in=asked.getlist("item"))
    return ticked.order_by("item__module__number", "item__position", "item__slug")


def _kept(asked):
    """Return what says which questions are meant, as (name, value) for hidden inputs."""
    if asked.get("all"):
        return [("all", "1"), ("filters", asked.get("filters", ""))]
    return [("item", slug) for slug in asked.getlist("item")]


def _leave(request, count, over):
    words = f"{count} question{'' if count == 1 else 's'} changed."
    messages.success(request, f"{words} {over} stayed as they were." if over else words)
    return redirect("authoring:item-list")
