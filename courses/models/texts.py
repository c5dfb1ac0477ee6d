"""What the course says: the texts of lessons, handouts, figures and the glossary."""

from django.db import models
from django.urls import reverse

from courses.models.learning import Activity, Course, Module
from courses.models.sources import Statement
from courses.terms import anchor_of


class Page(models.Model):
    """The text of a lesson, and the HTML made of it when it was loaded."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="page")
    number = models.CharField(max_length=8, help_text="As in the course map, such as 6.1.")
    body = models.TextField()
    summary = models.TextField(blank=True, help_text="Instead of the lesson, for who prefers it.")
    html = models.TextField()
    summary_html = models.TextField(blank=True)
    sources_html = models.TextField(blank=True, help_text="Its statements, as the page shows them.")
    revision = models.PositiveIntegerField(default=1)
    lint_ok = models.JSONField(
        default=dict, blank=True, help_text="Why a check's finding was left, by the check's id."
    )
    statements = models.ManyToManyField(Statement, related_name="pages")

    def __str__(self):
        return f"{self.number} {self.activity.title}"


class Handout(models.Model):
    """What to take to work from a module, on one printed page."""

    module = models.OneToOneField(Module, models.CASCADE, related_name="handout")
    body = models.TextField()
    html = models.TextField()
    sources_html = models.TextField(blank=True)
    statements = models.ManyToManyField(Statement, related_name="handouts")

    def __str__(self):
        return f"Handout of {self.module}"

    def get_absolute_url(self):
        return reverse("courses:handout-detail", args=[self.module.course.slug, self.module.slug])


class Figure(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="figures")
    name = models.CharField(max_length=100)
    svg = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "name"], name="figure_unique_in_course")
        ]

    def __str__(self):
        return self.name


class GlossaryTerm(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="glossary")
    position = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=100)
    definition = models.TextField()
    is_linked = models.BooleanField(
        default=True, help_text="Whether lessons link the word itself; it may have other senses."
    )
    also = models.JSONField(default=list, blank=True, help_text="Other forms that lessons link.")
    statements = models.ManyToManyField(Statement, related_name="glossary_terms")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "term"], name="term_unique_in_course")
        ]

    def __str__(self):
        return self.term

    @property
    def initial(self):
        return self.term[0].upper()

    @property
    def anchor(self):
        return anchor_of(self.term)
