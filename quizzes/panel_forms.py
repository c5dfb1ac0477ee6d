"""What a member of the panel rates."""

from django import forms

from quizzes import ratings
from quizzes.types.judgment import SCALE


class RatingForm(forms.Form):
    """One question's responses, in the member's own order, each with five radio buttons."""

    use_required_attribute = False  # the page itself says what is missing, all at once

    # Ratings are of words: those of a page that was open while they changed are not kept.
    wording = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, member, asked):
        content = asked.version.content
        self.order = ratings.order_for(member.pk, content)
        self.texts = [response["text"] for response in content["responses"]]
        given = asked.given or [None] * len(self.texts)
        initial = {f"rating-{place}": rating for place, rating in enumerate(given)}
        super().__init__(data, initial=initial | {"wording": asked.wording})
        self.is_of_other_words = self.is_bound and data.get("wording") != asked.wording
        for place in self.order:
            self.fields[f"rating-{place}"] = forms.TypedChoiceField(
                label=self.texts[place],
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Not rated yet.",
                    "invalid_choice": "Choose one of the five.",
                },
            )

    @property
    def responses(self):
        return [self[f"rating-{place}"] for place in self.order]

    @property
    def ratings(self):
        """The ratings in the order of the content."""
        return [self.cleaned_data[f"rating-{place}"] for place in range(len(self.texts))]
