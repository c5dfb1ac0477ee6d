"""Requests to be erased in the site administration, to look them up."""

from django.contrib import admin

from courses.admin import ReadOnlyAdmin
from records.models import ErasureRequest


@admin.register(ErasureRequest)
class ErasureRequestAdmin(ReadOnlyAdmin):
    list_select_related = ["person", "decided_by"]
    list_display = ["person", "asked_at", "withdrawn_at", "decided_at", "decided_by"]
