"""The record of what was done, by whom."""

from accounts.models import AuditEntry


def record(actor, action: str, target, **data) -> AuditEntry:
    """Write one entry in the transaction of the change it tells of.

    `actor` is a User, or None for a command. `data` must be JSON and hold no secrets.
    """
    return AuditEntry.objects.create(
        actor=actor,
        action=action,
        target_kind=target._meta.label,
        target_id=str(target.pk),
        target_name=str(target)[:200],
        data=data,
    )


def history_of(target):
    """Return what was done with one thing, the latest first, with who did it."""
    about_it = AuditEntry.objects.filter(target_kind=target._meta.label, target_id=str(target.pk))
    return about_it.select_related("actor")
