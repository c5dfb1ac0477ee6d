"""The questions of a file as learners would see them, before anything is saved."""

from dataclasses import dataclass

from quizzes.fields import rendered
from quizzes.models import Item, ItemVersion, Picture
from quizzes.pictures import names_in, shown
from quizzes.proposing import Proposal
from quizzes.questions import ShownQuestion, preview


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
    return [Preview(each, _question(kept, each, pictures)) for each in proposed]


def _question(kept, proposal, pictures):
    fields = proposal.fields
    version = ItemVersion(
        item=Item(slug=proposal.slug, module=kept.module, course=kept.module.course),
        number=1,
        type=fields.type,
        content=fields.content,
        note=fields.note,
        html=rendered(proposal.slug, fields, pictures),
    )
    return preview(version, number=proposal.number)
