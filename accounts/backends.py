"""Signing in with an email address, and the one query that finds who is asking."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """Return the signed-in person with organization and roles, or None if deactivated."""
        user = User.objects.with_roles().select_related("organization").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
