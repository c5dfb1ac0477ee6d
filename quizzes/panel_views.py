"""The panel's pages: rating responses without an account, by a link that came by mail."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.panel_forms import RatingForm
from quizzes.panel_links import member_of
from quizzes.panels import asked_of
from quizzes.rating import rate, take_back


def for_members(view):
    """Open a page to who holds a member's newest link; say kindly to others that it has ended.

    Such an address lets its holder rate, so no cache keeps the page and no search engine lists it.
    """

    @login_not_required
    @wraps(view)
    def run(request, token, **kwargs):
        member = member_of(token)
        if member is None:
            response = render(request, "panel/link_ended.html", status=410)
        else:
            response = view(request, token, member, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return run


@require_safe
@for_members
def panel_start(request, token, member):
    """What is asked and why, and what happens to the ratings."""
    context = agenda(token, member)
    left = [asked for asked in context["questions"] if asked.given is None]
    context |= {"next": left[0] if left else None, "minutes": 2 * len(left)}
    return render(request, "panel/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def panel_question(request, token, member, slug):
    """One question with its responses. The authors' ratings and feedback are never shown here."""
    context = agenda(token, member)
    slugs = [asked.version.item.slug for asked in context["questions"]]
    if slug not in slugs:
        messages.info(request, "That question is no longer asked.")
        return redirect("panel:end", token)
    place = slugs.index(slug)
    asked = context["questions"][place]
    after = next_of(token, context["questions"][place + 1 :])
    form = RatingForm(request.POST or None, member=member, asked=asked)
    context |= {"asked": asked, "number": place + 1, "after": after, "form": form}
    if form.is_of_other_words:
        context |= {"form": RatingForm(member=member, asked=asked), "has_changed": True}
        return render(request, "panel/question.html", context, status=409)
    if form.is_valid():
        rate(member, asked.version, form.ratings)
        return redirect(after)
    return render(request, "panel/question.html", context)


@require_safe
@for_members
def panel_end(request, token, member):
    """Thanks, and what can still be rated or changed."""
    context = agenda(token, member) | {"has_rated": member.ratings.exists()}
    return render(request, "panel/end.html", context)


@require_POST
@for_members
def panel_take_back(request, token, member):
    take_back(member)
    messages.success(request, "Your ratings are deleted.")
    return redirect("panel:end", token)


def agenda(token, member):
    questions = asked_of(member)
    return {
        "token": token,
        "member": member,
        "questions": questions,
        "rated": sum(asked.given is not None for asked in questions),
    }


def next_of(token, questions):
    """Return the address of the first that is not rated yet, of the end when there is none."""
    for asked in questions:
        if asked.given is None:
            return reverse("panel:question", args=[token, asked.version.item.slug])
    return reverse("panel:end", args=[token])
