"""Notes from supervisors to learners."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.unsaved import keeps_what_is_typed, typed_before
from reports import notes
from reports.models import Note
from reports.note_forms import NoteForm


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_is_typed
def note_create(request, pk):
    """Write to a learner."""
    learner = get_object_or_404(notes.people_to_write_to(request.user), pk=pk)
    form = NoteForm(request.POST or typed_before(request))
    if request.method == "POST" and form.is_valid():
        notes.send_note(learner, actor=request.user, **form.cleaned_data)
        messages.success(request, f"Sent. {learner} reads it under My training.")
        return redirect("reports:learner-detail", learner.pk)
    return render(request, "reports/note_create.html", {"learner": learner, "form": form})


@require_POST
def note_put_away(request, pk):
    """For its learner: take a note off My training."""
    notes.put_away(get_object_or_404(Note.objects.of(request.user), pk=pk))
    messages.success(request, "Put away. It is still on the page “What my supervisor sees”.")
    return redirect("reports:home")
