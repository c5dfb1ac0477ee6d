"""The documents that the course rests on, statement by statement."""

from django.db import models
from django.db.models import Q


class Source(models.Model):
    """A document that the course rests on."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField()
    license_note = models.TextField(blank=True)
    sections = models.JSONField(default=list, help_text="Section names in document order.")

    def __str__(self):
        return self.title


class SourceShingles(models.Model):
    """What tells copies of a source, apart from it: no page that names the source needs them."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="copies")
    shingles = models.JSONField(default=list, help_text="Digests of its runs of words.")

    class Meta:
        verbose_name = verbose_name_plural = "source shingles"

    def __str__(self):
        return f"Shingles of {self.source}"


class StatementQuerySet(models.QuerySet):
    def ledger(self):
        """The statements in use, document by document in the order of each."""
        in_use = self.filter(retired_at__isnull=True)
        return in_use.select_related("source").order_by("source", "position")

    def matching(self, words):
        """Those that have every word in their text or section, or as their id."""
        found = self
        for word in words:
            found = found.filter(
                Q(code__iexact=word) | Q(text__icontains=word) | Q(section__icontains=word)
            )
        return found


class Statement(models.Model):
    """One thing a source says, in our words, and how firmly it says it."""

    class Certainty(models.TextChoices):
        FIRM = "firm", "firm"
        MAY = "may", "may"
        UNKNOWN = "unknown", "not known"
        THEORY = "theory", "theory"

    class Use(models.TextChoices):
        APPLY = "apply", "to act on"
        KNOW = "know", "to know"

    code = models.CharField(max_length=8, unique=True, help_text="Such as S42.")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="statements")
    section = models.CharField(max_length=120)
    paragraph = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    strength = models.CharField(max_length=80)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    use = models.CharField(max_length=10, choices=Use.choices)
    audience = models.JSONField(default=list)
    text = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.code}: {self.text}"
