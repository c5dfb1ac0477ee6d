"""What is learned, from which source, and how far each learner has come."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from accounts.roles import Permission
from courses.models.assignments import Assignment


class Bloom(models.TextChoices):
    """The revised taxonomy's levels, from recall to making something new."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class CourseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Courses assigned to the viewer or begun by them; authors see every course."""
        if can(viewer, Permission.WRITE_QUESTIONS):
            return self.offered()
        assigned = Assignment.objects.for_learner(viewer).filter(course=OuterRef("pk"))
        begun = Enrollment.objects.filter(learner=viewer, course=OuterRef("pk"))
        return self.offered().filter(Exists(assigned) | Exists(begun))

    def offered(self):
        return self.filter(retired_at__isnull=True)


class Course(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    note = models.TextField("content note", blank=True)
    pass_mark = models.FloatField(default=0.8, help_text="Fraction of the marks, 0 to 1.")
    valid_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="For how long completing it counts; an assignment may ask for less.",
    )
    activity_count = models.PositiveIntegerField(
        default=0, help_text="Activities on offer, counted when the content is loaded."
    )
    observed_count = models.PositiveIntegerField(
        default=0, help_text="Objectives that a supervisor has to have seen in practice."
    )
    edition = models.PositiveIntegerField(
        default=1, help_text="Goes up when publishing changes the course."
    )
    loaded_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Of the files, and of what reads them, when a load left nothing to decide.",
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__gt=0, pass_mark__lte=1), name="course_pass_mark_is_fraction"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:course-detail", args=[self.slug])


class Module(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    slug = models.SlugField()
    number = models.PositiveSmallIntegerField(help_text="As in the course map, gaps allowed.")
    title = models.CharField(max_length=200)
    summary = models.TextField()
    note = models.TextField("content note", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="module_slug_unique_in_course")
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"


class Objective(models.Model):
    module = models.ForeignKey(Module, models.CASCADE, related_name="objectives")
    code = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    bloom = models.CharField(max_length=10, choices=Bloom.choices)
    is_observed = models.BooleanField(
        default=False, help_text="The course is complete when a supervisor has seen it in practice."
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["module__number", "position"]

    def __str__(self):
        return self.text


class ActivityQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(retired_at__isnull=True)

    def with_is_done(self, enrollment):
        done = Completion.objects.filter(enrollment=enrollment, activity=OuterRef("pk"))
        return self.annotate(is_done=Exists(done))


class Activity(models.Model):
    """A step of the course: a lesson or a quiz."""

    class Kind(models.TextChoices):
        LESSON = "lesson", "Lesson"
        QUIZ = "quiz", "Quiz"

    URL_NAMES = {Kind.LESSON: "courses:lesson-detail", Kind.QUIZ: "quizzes:quiz-detail"}

    course = models.ForeignKey(Course, models.CASCADE, related_name="activities")
    module = models.ForeignKey(Module, models.CASCADE, related_name="activities")
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    note = models.TextField("content note", blank=True)
    sequence = models.PositiveSmallIntegerField(help_text="Place in the whole course, from 1.")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(
                fields=["module", "slug"], name="activity_slug_unique_in_module"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        place = [self.course.slug, self.module.slug, self.slug]
        return reverse(self.URL_NAMES[self.kind], args=place)


class EnrollmentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(
            Q(learner=viewer)
            | Q(learner__in=User.objects.under(viewer, Permission.VIEW_PROGRESS).values("pk"))
        )


class Enrollment(models.Model):
    """One learner's way through one course."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="enrollments")
    course = models.ForeignKey(Course, models.CASCADE, related_name="enrollments")
    started_at = models.DateTimeField(auto_now_add=True)
    bookmark = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="+")
    last_active_on = models.DateField(null=True, blank=True, help_text="The learner's local date.")
    done_count = models.PositiveIntegerField(
        default=0, help_text="Completions of activities on offer; kept by progress.py."
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course"], name="enrolled_once_in_a_course")
        ]
        indexes = [models.Index(fields=["course", "done_count"], name="enrollments_by_progress")]

    def __str__(self):
        return f"{self.learner} in {self.course}"


class Completion(models.Model):
    """An activity that a learner has done. Written only by progress.record_completion."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="completions")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()
    last_done_at = models.DateTimeField(
        default=timezone.now, help_text="It may be done again, as in a refresher."
    )
    score = models.FloatField(null=True, blank=True, help_text="Best mark, 0 to 1; quizzes only.")
    revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="Which revision of a lesson was read."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "activity"], name="activity_completed_once"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 1)),
                name="completion_score_is_fraction",
            ),
        ]

    def __str__(self):
        return f"{self.enrollment.learner}: {self.activity}"


class CourseCompletion(models.Model):
    """One time that a learner completed a course: first, and by a refresher again. It stays."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="times_completed")
    completed_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(help_text="Of the course, at that time.")
    is_refresher = models.BooleanField(default=False)

    class Meta:
        ordering = ["completed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(is_refresher=False),
                name="course_completed_first_once",
            )
        ]

    def __str__(self):
        return f"{self.enrollment}, {self.completed_at:%Y-%m-%d}"
