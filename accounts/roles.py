"""Which role grants which permission: the one table that every check reads."""

from enum import StrEnum


class RoleKind(StrEnum):
    SUPERVISOR = "supervisor"
    AUTHOR = "author"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    VIEW_PROGRESS = "view progress"
    GIVE_ALLOWANCES = "give allowances"
    ASSIGN_COURSES = "assign courses"
    SEND_NOTES = "send notes"
    SIGN_OFF = "sign off"
    MANAGE_PEOPLE = "manage people"
    ISSUE_CERTIFICATES = "issue certificates"
    WRITE_QUESTIONS = "write questions"


GRANTS: dict[RoleKind, frozenset[Permission]] = {
    RoleKind.SUPERVISOR: frozenset(
        {
            Permission.VIEW_PROGRESS,
            Permission.GIVE_ALLOWANCES,
            Permission.ASSIGN_COURSES,
            Permission.SEND_NOTES,
            Permission.SIGN_OFF,
        }
    ),
    RoleKind.AUTHOR: frozenset({Permission.WRITE_QUESTIONS}),
    RoleKind.ADMINISTRATOR: frozenset(
        {Permission.MANAGE_PEOPLE, Permission.ISSUE_CERTIFICATES},
    ),
}


def kinds_granting(permission: Permission) -> list[RoleKind]:
    """Return the kinds of role that grant a permission, in the order of the table."""
    return [kind for kind, permissions in GRANTS.items() if permission in permissions]
