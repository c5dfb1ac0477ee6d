"""Questions and quizzes in the site administration: to look things up.

Questions are written in the question bank, which keeps drafts apart from what is published.
Attempts and responses are left out: answers are the learner's alone. So are concerns, which
may be without a name, and the panel: what somebody rated is shown as counts.
"""

from django.contrib import admin

from courses.admin import ReadOnly, ReadOnlyAdmin
from quizzes.models import Draw, Item, ItemVersion, Outage, Quiz, Slot


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    pass


class ItemVersionInline(ReadOnlyInline):
    model = ItemVersion
    fields = ["number", "type", "author", "saved_at", "published_at"]
    show_change_link = True


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ["slug", "module", "position", "retired_at"]
    list_filter = ["course", "module"]
    list_select_related = ["module"]
    search_fields = ["slug", "versions__search_text"]
    inlines = [ItemVersionInline]


@admin.register(ItemVersion)
class ItemVersionAdmin(ReadOnlyAdmin):
    list_display = ["item", "number", "type", "author", "saved_at", "published_at"]
    list_filter = ["type", "area", "bloom"]
    list_select_related = ["item", "author"]
    search_fields = ["item__slug", "search_text"]


class SlotInline(ReadOnlyInline):
    model = Slot
    fields = ["position", "item"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("item")


class DrawInline(ReadOnlyInline):
    model = Draw
    fields = ["position", "area", "count", "case_count"]


@admin.register(Quiz)
class QuizAdmin(ReadOnlyAdmin):
    list_display = ["activity", "pass_mark"]
    list_select_related = ["activity"]
    inlines = [SlotInline, DrawInline]


@admin.register(Outage)
class OutageAdmin(ReadOnlyAdmin):
    list_display = ["began_at", "ended_at", "attempt_count"]
