"""What this app keeps itself: keys that sign badges, and who asked to be erased."""

from django.db import models


class SigningKey(models.Model):
    """An RSA key that signs badges. Older ones stay, so that what they signed can be checked.

    The private half is encrypted with the site's secret key: a copy of the database signs nothing.
    """

    kid = models.CharField("thumbprint", max_length=64, unique=True)
    private_pem = models.TextField()
    public_jwk = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.kid
