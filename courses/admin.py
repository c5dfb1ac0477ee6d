"""The course in the site administration: to look things up, for it is written in its files."""

from django.contrib import admin
from django.db import models

from accounts.admin import AuditedAdmin
from courses.models import (
    Activity,
    Assignment,
    Certificate,
    Completion,
    Course,
    Enrollment,
    Figure,
    GlossaryTerm,
    Module,
    Objective,
    Page,
    Source,
    Statement,
)


class ReadOnly:
    """Rows that come about elsewhere: in the content files, or by what people do."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    pass


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ["title", "publisher", "url"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    list_display = ["code", "text", "certainty", "use", "section", "paragraph"]
    list_filter = ["source", "certainty", "use"]
    search_fields = ["code", "text", "section"]


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    list_display = ["title", "slug", "pass_mark", "activity_count", "retired_at"]


@admin.register(Module)
class ModuleAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "course", "retired_at"]
    list_display_links = ["title"]
    list_filter = ["course"]
    list_select_related = ["course"]


@admin.register(Objective)
class ObjectiveAdmin(ReadOnlyAdmin):
    list_display = ["code", "text", "bloom", "module", "retired_at"]
    list_filter = ["module", "bloom"]
    list_select_related = ["module"]
    search_fields = ["code", "text"]


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["sequence", "title", "kind", "module", "minutes", "retired_at"]
    list_display_links = ["title"]
    list_filter = ["course", "kind"]
    list_select_related = ["module"]
    search_fields = ["title", "slug"]


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin):
    list_display = ["number", "activity", "revision"]
    list_display_links = ["activity"]
    list_select_related = ["activity"]
    search_fields = ["activity__title", "body"]


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = ["name", "course"]
    list_select_related = ["course"]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ReadOnlyAdmin):
    list_display = ["term", "course", "definition"]
    list_select_related = ["course"]
    search_fields = ["term", "definition"]


@admin.register(Assignment)
class AssignmentAdmin(AuditedAdmin):
    """The one thing here that people decide on, so that staff can help an organization out."""

    fields = ["course", "organization", "team", "due_on", "due_after_days", "reason"]
    list_display = ["course", "organization", "team", "person", "due_on", "withdrawn_at"]
    list_filter = ["course", "organization"]
    list_select_related = ["course", "organization", "team", "person"]
    autocomplete_fields = ["organization", "team"]


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnlyAdmin):
    list_display = ["learner", "course", "done_count", "last_active_on", "completed_at"]
    list_filter = ["course"]
    list_select_related = ["learner", "course"]
    search_fields = ["learner__name", "learner__email"]


@admin.register(Completion)
class CompletionAdmin(ReadOnlyAdmin):
    list_display = ["enrollment", "activity", "score", "completed_at"]
    list_select_related = ["enrollment__learner", "enrollment__course", "activity"]
    search_fields = ["enrollment__learner__name", "enrollment__learner__email"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "course_title", "completed_on", "replaced_at", "revoked_at"]
    search_fields = ["code", "name", "learner__name", "learner__email"]
    list_filter = ["organization", "is_by_hand"]
