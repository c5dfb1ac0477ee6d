"""One kind of thing that is stored about a person."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db.models import QuerySet

OWN = "You"
SUPERVISORS = "You and your supervisors"
ADMINISTRATORS = "You and your administrators"
AUTHORS = "Authors of questions"
STAFF = "Nobody in your organization; those who run this site keep it"


class Kept(StrEnum):
    """What becomes of rows when the person is erased."""

    DELETED = "is deleted"
    WITHOUT_NAME = "stays, without your name"
    WITHOUT_WORDS = "stays, without your name and without what you wrote"


@dataclass(frozen=True)
class Holding:
    """Rows of one model that name a person by one path.

    `fields` are what an export has of a row, as lookups; where rows are about other people as
    well they leave those out. `is_about` says whether rows are about the person, and not about
    something that they did for others: what the log says of others is kept. `change` is what
    erasing does to rows that stay, before the name is taken away.
    """

    title: str
    model_label: str
    path: str
    seen_by: str
    fields: list[str]
    kept: Kept = Kept.DELETED
    change: Callable[[QuerySet], object] = lambda rows: None
    is_about: bool = True

    @property
    def model(self):
        return apps.get_model(self.model_label)

    def rows(self, person):
        """The rows about a person. Of attempts practice too: it is theirs."""
        return self.model._base_manager.filter(**{self.path: person}).order_by("pk")

    def values(self, person):
        """Yield what an export has of each row, as a dict by the names of `fields`."""
        return self.rows(person).values("pk", *self.fields).iterator()
