"""What the forms have in common by which lists are narrowed."""

from django import forms


class FilterForm(forms.Form):
    """A form whose fields narrow a list; what cannot be read narrows nothing.

    `NARROWING` names the fields that narrow, `DETAILS` those that the page keeps folded.
    """

    NARROWING = ()
    DETAILS = ()

    @property
    def is_narrowing(self):
        return any(self.data.get(name) for name in self.NARROWING)

    @property
    def has_details(self):
        """Whether a folded filter is set, so that they are shown unfolded."""
        return any(self.data.get(name) for name in self.DETAILS)
