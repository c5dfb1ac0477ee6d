"""What authors type before they save it, kept for them; and who else has a question open."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from quizzes.models import Item, OpenEditor
from quizzes.unsaved import LONGEST

SILENT = timedelta(minutes=2)  # after which somebody has left
NOT_TYPED = ("csrfmiddlewaretoken", "find", "part", "row", "save", "enter")


def open_editor(author, item, **kept):
    """Note that an author has a question open now, or a new one; return the OpenEditor.

    `kept` is what is to be kept of what they typed.
    """
    now = timezone.now()
    editor, is_new = OpenEditor.objects.get_or_create(author=author, item=item, defaults=kept)
    if not is_new:
        if editor.seen_at < now - SILENT:
            editor.opened_at = now
        editor.seen_at = now
        for name, value in kept.items():
            setattr(editor, name, value)
        editor.save(update_fields=["opened_at", "seen_at", *kept])
    return editor


def others_at(item, author):
    """Return the OpenEditors of other authors who have a question open now, the first first."""
    here = OpenEditor.objects.filter(item=item, seen_at__gt=timezone.now() - SILENT)
    return here.exclude(author=author).select_related("author").order_by("opened_at")


def keep(author, item, data):
    """Keep what an author has typed in a form, a QueryDict; return the OpenEditor.

    What is longer than any question can be is not kept: the last that was stays.
    """
    typed = QueryDict(mutable=True)
    typed.update(data)
    for name in NOT_TYPED:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) > LONGEST:
        return open_editor(author, item)
    return open_editor(author, item, typed=text, kept_at=timezone.now())


def forget(author, item):
    """Let go of what an author typed: they saved it, or do not want it."""
    OpenEditor.objects.of(author).filter(item=item).update(typed="", kept_at=None)


def typed_in(editor):
    """Return what was typed as a QueryDict, None if there is nothing."""
    return QueryDict(editor.typed) if editor.typed else None


def item_by_id(pk):
    """Return the question of an id, None if there is none."""
    return None if pk is None else Item.objects.filter(pk=pk).first()
