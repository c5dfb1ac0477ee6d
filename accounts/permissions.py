"""Who may do what, over whom."""

from django.core.exceptions import PermissionDenied

from accounts.models import Role, User
from accounts.roles import Permission, kinds_granting


def roles_granting(holder, permission: Permission):
    """Return the roles of a holder that grant a permission."""
    return Role.objects.filter(user=holder, kind__in=kinds_granting(permission))


def can(holder, permission: Permission, over: User | None = None) -> bool:
    """Say whether a role of the holder grants a permission, over one person if given.

    Without `over` it asks about things that belong to nobody in particular, such as the
    question bank, or whether a page that lists people may be opened at all.
    """
    if over is not None:
        return User.objects.under(holder, permission).filter(pk=over.pk).exists()
    return roles_granting(holder, permission).exists()


def require(holder, permission: Permission, over: User | None = None) -> None:
    """Raise PermissionDenied, a 403 for the browser, unless the holder may."""
    if not can(holder, permission, over):
        raise PermissionDenied
