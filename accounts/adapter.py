"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The address and the password do not go together. "
        "Check both, or choose a new password through “Forgot your password?”",
        "too_many_login_attempts": "There were several tries with a wrong password. "
        "Wait five minutes, then try again.",
        "enter_current_password": "This is not your current password.",
    }

    def is_open_for_signup(self, request):
        """People are added by an administrator of their organization."""
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:preferences")
