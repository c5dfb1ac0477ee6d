"""Changes to people, teams and roles that must not be made, with the words that say why."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction


class Refused(Exception):
    """A change that must not be made. Its text tells the person who asked why."""

    words = ""
    field = None  # of the form that asked, where one field is to be corrected

    def __str__(self):
        return self.words


class AddressTaken(Refused):
    # The same words whoever has the address: it may be somebody of another organization.
    words = (
        "An account with this address exists already. If it is not in your list of people, "
        "ask the people who run this site."
    )
    field = "email"


class TeamNameTaken(Refused):
    words = "Your organization has a team of this name already."
    field = "name"


class OrganizationNameTaken(Refused):
    words = "This name is taken."
    field = "name"


class OwnAccount(Refused):
    words = (
        "You cannot deactivate yourself or take your own role as administrator away. "
        "Another administrator of your organization can."
    )


class LastAdministrator(Refused):
    words = (
        "This is the last administrator of your organization. Make somebody else an "
        "administrator first."
    )


class ReachesBeyond(Refused):
    words = (
        "This person also works for the whole site, as an author or in its administration. "
        "Only site staff can change their address or password, or deactivate them."
    )


@contextmanager
def refusing_duplicates(refusal):
    """Turn what the database refuses into words, also when two requests race for a name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None
