"""Marking answers: by the key of the version that was asked, or as a regrade has decided."""

from copy import copy

from quizzes.grading import mark_again
from quizzes.models import Regrade
from quizzes.types.carrying import CannotCarry, carrier


def own_mark(response):
    """Return what an answer earns by its version's own key; None where nothing is marked."""
    version = response.item_version
    return version.kind.grade(version.asked, response.answer)


def mark(response):
    """Return what an answer earns, for a question alone: what it can at least be sure of.

    None where nothing is marked, or the question was left out.
    """
    if not response.regrade_id:
        return own_mark(response)
    return _marks([own_mark(response)], [response])[0]


def marks(responses):
    """Return what the answers of an attempt earn when it is submitted, in their order."""
    with_regrades(responses)
    return _marks([own_mark(response) for response in responses], responses)


def _marks(found, responses):
    for place, response in enumerate(responses):
        if response.regrade_id:
            regrade = response.regrade
            again = mark_by(regrade, response)
            found[place] = mark_again(found, place, again, may_lower=regrade.may_lower)
    return found


def mark_by(regrade, response):
    """Return what an answer earns by a regrade; None where nothing is marked, or is no more."""
    if regrade.way == Regrade.Way.LEAVE_OUT or own_mark(response) is None:
        return None
    if regrade.way == Regrade.Way.FULL:
        return 1.0
    key = regrade.key_version
    return key.kind.grade(key.asked, _to(key, response).answer(response.answer))


def with_regrades(responses):
    """Give responses their regrades with the versions whose keys mark: one query, if any has."""
    wanted = {response.regrade_id for response in responses} - {None}
    if wanted:
        regrades = Regrade.objects.with_key().in_bulk(wanted)
        for response in responses:
            response.regrade = regrades.get(response.regrade_id)


def as_corrected(response):
    """Return a response as its result shows it: in the wording whose key marks it, not saved."""
    if not response.regrade_id or response.regrade.key_version is None:
        return response
    version = response.regrade.key_version
    there = copy(response)
    there.item_version = version
    there.answer = _to(version, response).answer(response.answer)
    there.option_order = _to(version, response).order(response.option_order)
    return there


def _to(version, response):
    return carrier_between(response.item_version, version)


def carrier_between(was, now):
    """Return what takes answers to one version to another. Raises CannotCarry."""
    if was.type != now.type:
        raise CannotCarry("They are questions of different types.")
    return carrier(was.kind.terms(was.content), now.kind.terms(now.content))


def corrected_keys(item):
    """Return by the id of each version of a question the version whose key marks its answers now.

    Those that their own key marks are not in it.
    """
    regrades = item.regrades.select_related("key_version").prefetch_related("versions")
    last = {version.pk: each for each in reversed(regrades) for version in each.versions.all()}
    return {pk: each.key_version for pk, each in last.items() if each.key_version}
