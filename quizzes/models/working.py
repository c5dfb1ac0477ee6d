"""What authors have open in the editor, and what they typed there and have not saved."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from quizzes.models.items import Item


class OpenEditorQuerySet(models.QuerySet):
    def begun(self):
        """Those in which something was typed that is not saved."""
        return self.exclude(typed="")

    def of(self, author):
        return self.filter(author=author)


class OpenEditor(models.Model):
    """That an author has a question open, or a new one where `item` is none.

    What they typed is theirs alone: no version, and in no log.
    """

    author = models.ForeignKey(User, models.CASCADE, related_name="open_editors")
    item = models.ForeignKey(
        Item, models.CASCADE, null=True, blank=True, related_name="open_editors"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When its page last said so.")
    typed = models.TextField(blank=True, help_text="The form as it would be sent.")
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = OpenEditorQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "item"], name="one_editor_of_a_question"),
            models.UniqueConstraint(
                fields=["author"], condition=Q(item=None), name="one_editor_of_a_new_question"
            ),
        ]

    def __str__(self):
        return f"{self.author} at {self.item or 'a new question'}"
