"""Pictures in questions: served to who is signed in, and uploaded by authors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.uploads import has_too_large_file
from quizzes.authoring_views import for_authors, form_view
from quizzes.models import Picture
from quizzes.picture_files import CONTENT_TYPES
from quizzes.picture_forms import PictureForm, WordsForm
from quizzes.pictures import keep_picture, line_for

MOST_SHOWN = 12  # of an author's own pictures


@require_safe
@cache_control(private=True, max_age=365 * 24 * 3600, immutable=True)
def picture(request, digest, kind):
    """A picture's bytes. Its address is made from them, so that they never change."""
    return answer_with(get_object_or_404(Picture, digest=digest, kind=kind))


def answer_with(picture):
    return HttpResponse(bytes(picture.data), content_type=CONTENT_TYPES[picture.kind])


@form_view
@for_authors
def picture_create(request):
    """Upload a picture, and be given the line that shows it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PictureForm(*sent, has_too_large_file=has_too_large_file(request))
    if form.is_valid():
        kept = keep_picture(form.cleaned_data["picture"], actor=request.user)
        messages.success(request, "The picture is kept. Copy its line into the question.")
        page = reverse("authoring:picture-detail", args=[kept.digest])
        return redirect(f"{page}?{urlencode({'words': form.cleaned_data['words']})}")
    latest = Picture.objects.uploaded_by(request.user).without_data()[:MOST_SHOWN]
    return render(request, "authoring/picture_create.html", {"form": form, "latest": latest})


@require_safe
@for_authors
def picture_detail(request, digest):
    """A picture with the line that shows it; its words belong to the question, not to it."""
    found = get_object_or_404(Picture.objects.without_data(), digest=digest)
    form = WordsForm(request.GET or None)
    context = {"picture": found, "form": form}
    if form.is_valid():
        context |= {"words": form.cleaned_data["words"]}
        context |= {"line": line_for(found, form.cleaned_data["words"])}
    return render(request, "authoring/picture_detail.html", context)
