"""What a person types to sign in, and what they set for themself."""

from allauth.account import forms as allauth_forms
from django import forms

from accounts.models import User
from accounts.names import can_be_read, tidy_name


class OurWords:
    """One of allauth's forms with our labels, and without hints that only repeat them."""

    LABELS = {
        "login": "Email address",
        "email": "Email address",
        "remember": "Stay signed in on this device for two weeks",
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "New password, once more",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, allauth_forms.LoginForm):
    """Nobody stays signed in without having said so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "remember"
        ].help_text = (
            "Without it, closing the browser signs you out. Leave it off on a shared computer."
        )


class ForgottenPasswordForm(OurWords, allauth_forms.ResetPasswordForm):
    pass


class NewPasswordForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    pass


class NameField(forms.CharField):
    """A person's name, tidied; one that nobody could read is refused."""

    def to_python(self, value):
        return tidy_name(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if value and not can_be_read(value):
            raise forms.ValidationError("Write a name with letters that others can read.")


class PreferencesForm(forms.ModelForm):
    prefers_one_page = forms.TypedChoiceField(
        label="In a quiz, show",
        choices=[(False, "one question at a time"), (True, "all questions on one page")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ["name", "prefers_one_page", "has_exit_keys"]
        field_classes = {"name": NameField}
        labels = {
            "name": "Your name",
            "has_exit_keys": "Leave a lesson or quiz quickly by pressing Shift three times",
        }
        help_texts = {
            "name": "As your supervisor and your administrator see it. A short name is fine.",
            "has_exit_keys": "The link “Leave this page now” works in either case.",
        }
