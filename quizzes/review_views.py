"""The review of a draft, as its authors go through it on the question's page."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from courses.content.nodes import UNPRINTABLE
from quizzes import reviews
from quizzes.authoring_views import find_version, is_as_seen
from quizzes.models import ReviewStep
from quizzes.models.reviews import LONGEST

SAID = {
    ReviewStep.ASKED: "Other authors can review it now.",
    ReviewStep.COMMENT: "Your comment stands with the draft.",
    ReviewStep.APPROVED: "Approved as it is worded now.",
    ReviewStep.SENT_BACK: "Sent back to its author, with your reason.",
}


class ReviewForm(forms.Form):
    """A step of a review, with what is said of it."""

    step = forms.ChoiceField(choices=ReviewStep.choices)
    text = forms.CharField(
        label="What you say of it",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self):
        step, text = self.cleaned_data.get("step"), self.cleaned_data.get("text", "")
        if UNPRINTABLE.search(text):
            self.add_error("text", "There is a character that cannot be shown. Type it anew.")
        elif step in (ReviewStep.COMMENT, ReviewStep.SENT_BACK) and not text:
            self.add_error("text", "Say what you think, and what should change.")


@require_POST
def item_review(request, slug):
    """Take a step in the review of a draft that is as its reader saw it."""
    version = find_version(request, slug)
    if not is_as_seen(request, version):
        return redirect("authoring:item-detail", slug)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        for found in form.errors.values():
            messages.warning(request, f"Not saved: {' '.join(found)}")
        return redirect("authoring:item-detail", slug)
    try:
        _take(version, form.cleaned_data["step"], form.cleaned_data["text"], request.user)
    except reviews.ChangedMeanwhile:
        messages.warning(request, "The draft has changed since. Look at it, then decide again.")
    except reviews.OwnWords:
        messages.warning(request, "You wrote part of this draft, so somebody else decides on it.")
    except reviews.NotAsked:
        messages.warning(request, "This draft is not in review now. Its page says where it stands.")
    else:
        messages.success(request, SAID[form.cleaned_data["step"]])
    return redirect("authoring:item-detail", slug)


def _take(version, step, text, actor):
    if step == ReviewStep.ASKED:
        reviews.ask(version, actor=actor)
    elif step == ReviewStep.COMMENT:
        reviews.comment(version, text, actor=actor)
    elif step == ReviewStep.APPROVED:
        reviews.approve(version, actor=actor)
    else:
        reviews.send_back(version, text, actor=actor)
