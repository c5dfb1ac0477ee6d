"""What an author uploads: a picture, and the words for those who do not see it."""

from django import forms
from django.core.exceptions import ValidationError

from courses.content.nodes import UNPRINTABLE
from quizzes.picture_files import LARGEST, LONGEST_SIDE, BadPicture, clean

MEGABYTES = LARGEST // 1024**2


class WordsForm(forms.Form):
    words = forms.CharField(
        label="What there is to see",
        max_length=300,
        help_text="For those who do not see it: what a learner needs from it to answer.",
    )

    def clean_words(self):
        words = " ".join(self.cleaned_data["words"].split())
        if UNPRINTABLE.search(words):
            raise ValidationError("There is a character that cannot be shown. Type it anew.")
        return words


class PictureForm(WordsForm):
    """`picture` is cleaned into a PictureFile."""

    picture = forms.FileField(
        help_text=f"PNG, JPEG, GIF or WebP, up to {MEGABYTES} MB and {LONGEST_SIDE:,} pixels a "
        "side. What is hidden in a photograph, such as where it was taken, is not kept.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.gif,.webp"}),
    )

    field_order = ["picture", "words"]

    def __init__(self, *args, has_too_large_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_too_large_file = has_too_large_file
        self.fields["picture"].required = not has_too_large_file

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        if self.has_too_large_file or file.size > LARGEST:
            raise ValidationError(f"The picture has more than {MEGABYTES} MB.")
        try:
            return clean(file.read())
        except BadPicture as refusal:
            raise ValidationError(f"The picture is not taken: {refusal}.") from None
