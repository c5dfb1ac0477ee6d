"""The questions of a file as learners would see them, before anything is saved."""

from dataclasses import dataclass

from quizzes.models import Picture
from quizzes.pictures import names_in, shown
from quizzes.proposing import Proposal
from quizzes.questions import ShownQuestion, preview, unsaved_version


@dataclass(frozen=True)
class Preview:
    """A question of a file, and how its page would show it."""

    proposal: Proposal
    question: ShownQuestion


def previews(kept, proposed):
    """Return a Preview of each Proposal, with pictures of the file and those that are here."""
    names = set().union(*(names_in(each.fields) for each in proposed))
    pictures = {}
    if names:
        here = Picture.objects.filter(digest__in=names).without_data()
        own = kept.pictures.filter(digest__in=names).defer("data")
        pictures = {picture.digest: shown(picture) for picture in (*here, *own)}
    return [Preview(each, _question(each, pictures)) for each in proposed]


def _question(proposal, pictures):
    version = unsaved_version(proposal.slug, proposal.fields, pictures)
    return preview(version, number=proposal.number)
