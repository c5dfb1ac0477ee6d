"""The site administration of people and organizations: a backstop for site staff."""

from allauth.account.admin import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import Group, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from accounts import audit, people
from accounts.models import AuditEntry, Membership, Organization, Role, Team, User

# Our roles decide, not Django's groups; and whoever has an address in allauth's table can sign
# in with it, so it only ever follows the person's own.
admin.site.unregister([Group, EmailAddress])


class AuditedAdmin(admin.ModelAdmin):
    """Note in our own log, too, what is done here."""

    def log_addition(self, request, obj, message):
        audit.record(request.user, "admin.added", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        audit.record(request.user, "admin.changed", obj, changes=message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            audit.record(request.user, "admin.deleted", obj)
        return super().log_deletions(request, queryset)


class LowercaseEmail:
    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewUserForm(LowercaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


class UserForm(LowercaseEmail, UserChangeForm):
    pass


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ["organization", "team"]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "team"]


@admin.register(User)
class PersonAdmin(AuditedAdmin, UserAdmin):
    form = UserForm
    add_form = NewUserForm
    fieldsets = [
        (None, {"fields": ["name", "email", "password", "organization"]}),
        ("Access", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Settings", {"fields": ["prefers_one_page", "has_exit_keys"]}),
        ("Dates", {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["name", "email", "organization"]}),
        ("Password", {"fields": ["usable_password", "password1", "password2"]}),
    ]
    readonly_fields = ["joined_at", "last_login"]
    list_display = ["name", "email", "organization", "is_active", "is_staff"]
    list_select_related = ["organization"]
    list_filter = ["is_active", "is_staff", "organization"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    filter_horizontal = []
    autocomplete_fields = ["organization"]
    inlines = [MembershipInline, RoleInline]

    def get_readonly_fields(self, request, obj=None):
        """Nobody moves between organizations: teams and roles in the old one would go along."""
        return [*self.readonly_fields, "organization"] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        people.forget_old_addresses(obj)
        if not obj.is_active:
            people.end_sessions(obj)

    def has_delete_permission(self, request, obj=None):
        """Whoever leaves is deactivated: what they did belongs to their organization's record."""
        return False


@admin.register(Organization)
class OrganizationAdmin(AuditedAdmin):
    list_display = ["name", "time_zone"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Team)
class TeamAdmin(AuditedAdmin):
    list_display = ["name", "organization"]
    list_select_related = ["organization"]
    list_filter = ["organization"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization"]
    inlines = [MembershipInline]


@admin.register(Role)
class RoleAdmin(AuditedAdmin):
    list_display = ["user", "kind", "organization", "team"]
    list_select_related = ["user", "organization", "team"]
    list_filter = ["kind", "organization"]
    search_fields = ["user__name", "user__email"]
    autocomplete_fields = ["user", "organization", "team"]


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The log can be read, not written."""

    list_display = ["at", "actor", "action", "target_kind", "target_name"]
    list_select_related = ["actor"]
    list_filter = ["action"]
    search_fields = ["target_name", "actor__name", "actor__email"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
