"""Pictures in questions, and files of questions that are read but not imported yet."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from accounts.roles import Permission
from courses.models import Module
from quizzes.picture_files import PictureFile

KEPT_FOR = timedelta(days=1)


class PictureBytes(models.Model):
    """A picture as picture_files.py made it; `digest` is of its bytes."""

    digest = models.CharField(max_length=32)
    kind = models.CharField(max_length=4, help_text="How its address ends, as png.")
    width = models.PositiveIntegerField(help_text="In pixels.")
    height = models.PositiveIntegerField(help_text="In pixels.")
    size = models.PositiveIntegerField(help_text="In bytes.")
    data = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.digest}.{self.kind}"

    @property
    def file(self):
        return PictureFile(self.kind, self.width, self.height, bytes(self.data))


class PictureQuerySet(models.QuerySet):
    def uploaded_by(self, author):
        return self.filter(author=author)

    def without_data(self):
        return self.defer("data")


class Picture(PictureBytes):
    """A picture that questions may show. It never changes, and is there once."""

    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="pictures"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="picture_is_kept_once"),
        ]

    def get_absolute_url(self):
        return reverse("pictures:picture", args=[self.digest, self.kind])


class QuestionImportQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """An import is its author's own until its questions are in the bank."""
        may_write = can(viewer, Permission.WRITE_QUESTIONS)
        return self.filter(author=viewer) if may_write else self.none()

    def current(self):
        return self.filter(read_at__gt=timezone.now() - KEPT_FOR)

    def expired(self):
        return self.filter(read_at__lte=timezone.now() - KEPT_FOR)


class QuestionImport(models.Model):
    """A file of questions as it was read, for its author to look at before it is imported.

    What was read goes when it was imported; the ids of the questions then tell what came of it.
    """

    author = models.ForeignKey(User, models.CASCADE, related_name="question_imports")
    module = models.ForeignKey(Module, models.CASCADE, related_name="question_imports")
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200, blank=True, help_text="Empty for pasted text.")
    has_category_tags = models.BooleanField(help_text="Each category is to be a tag too.")
    text = models.TextField(blank=True, help_text="The file, where it can be mended as text.")
    reading = models.JSONField(default=dict, help_text="As readings.py packs it.")
    made = models.JSONField(default=list, help_text="The ids of the questions, once imported.")
    read_at = models.DateTimeField(default=timezone.now, db_index=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionImportQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at__isnull=True) | Q(text=""),
                name="what_was_read_goes_when_imported",
            ),
        ]

    def __str__(self):
        return self.file_name or "pasted text"

    def get_absolute_url(self):
        return reverse("authoring:import-detail", args=[self.pk])


class ImportedPicture(PictureBytes):
    """A picture of questions that are not imported yet."""

    question_import = models.ForeignKey(QuestionImport, models.CASCADE, related_name="pictures")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question_import", "digest"], name="picture_once_in_an_import"
            ),
        ]

    def get_absolute_url(self):
        return reverse("authoring:import-picture", args=[self.question_import_id, self.digest])
