"""Changing many questions at once: what would happen to each, and doing it."""

from dataclasses import dataclass

from django.db import transaction

from quizzes import bank

MOST = 500  # questions at once


@dataclass(frozen=True)
class Change:
    """What is to be done: one of _ACTIONS by its name, tags and module as far as it needs them."""

    action: str
    tags: tuple[str, ...] = ()
    module: object = None


@dataclass(frozen=True)
class Step:
    """What a change does to one question, or why it does nothing."""

    version: object
    outcome: str
    is_possible: bool = True


def step(version, change):
    """Say what a change would do to a question, given its newest version."""
    look, _ = _ACTIONS[change.action]
    return Step(version, *look(version, change))


def _tag(version, change):
    missing = [tag for tag in change.tags if tag not in version.tags.split()]
    if not missing:
        return "Has it already.", False
    return f"Gets {_listed(missing)}.", True


def _untag(version, change):
    there = [tag for tag in change.tags if tag in version.tags.split()]
    if not there:
        return "Does not have it.", False
    return f"Loses {_listed(there)}.", True


def _move(version, change):
    item = version.item
    if item.module_id == change.module.pk:
        return "Is there already.", False
    if item.course_id != change.module.course_id:
        return "Belongs to another course.", False
    if item.file_digest:
        return "Stands in the course’s files, which say its module: move it there.", False
    return f"Goes from {item.module} to the end of {change.module}.", True


def _retire(version, change):
    if version.item.retired_at:
        return "Is retired already.", False
    return "Is asked no more; attempts that hold it keep it.", True


def _restore(version, change):
    if not version.item.retired_at:
        return "Is in use.", False
    return "Comes back into use.", True


def _listed(tags):
    return ", ".join(f"“{tag}”" for tag in tags)


@transaction.atomic
def carry_out(versions, change, *, actor):
    """Do a change to all questions that it does something to; return to how many.

    `versions` are the newest of each. Again does nothing more. Raises ValueError where one would
    have too many tags.
    """
    _, do = _ACTIONS[change.action]
    possible = [version for version in versions if step(version, change).is_possible]
    for version in possible:
        do(version.item, change, actor)
    return len(possible)


def _do_tag(item, change, actor):
    bank.change_tags(item, add=change.tags, actor=actor)


def _do_untag(item, change, actor):
    bank.change_tags(item, remove=change.tags, actor=actor)


def _do_move(item, change, actor):
    bank.move_item(item, change.module, actor=actor)


def _do_retire(item, change, actor):
    bank.retire_item(item, actor=actor)


def _do_restore(item, change, actor):
    bank.restore_item(item, actor=actor)


_ACTIONS = {
    "tag": (_tag, _do_tag),
    "untag": (_untag, _do_untag),
    "move": (_move, _do_move),
    "retire": (_retire, _do_retire),
    "restore": (_restore, _do_restore),
}
