"""The keys that sign badges: made when first needed, published for whoever checks a badge."""

import hashlib
import json
from base64 import urlsafe_b64encode
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from records.models import SigningKey

ALGORITHM = "RS256"
BITS = 2048


def private_key():
    """Return the key that signs now, as `cryptography` holds it.

    Where the latest cannot be read any more, because the site's secret key was changed, another
    is made; badges that the old one signed can still be checked.
    """
    latest = SigningKey.objects.first()
    if latest:
        try:
            return _read(latest.kid, latest.private_pem, settings.SECRET_KEY)
        except ValueError:
            pass
    made = make_key()
    return _read(made.kid, made.private_pem, settings.SECRET_KEY)


def public_keys():
    """Return every key that signed badges, as a JSON Web Key Set (RFC 7517)."""
    return {"keys": [key.public_jwk for key in SigningKey.objects.all()]}


@transaction.atomic
def make_key():
    """Make and keep a new SigningKey; from now on it signs."""
    from cryptography.hazmat.primitives import serialization  # only where a badge is signed
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_passphrase(settings.SECRET_KEY)),
    )
    jwk = _public_jwk(key.public_key().public_numbers())
    return SigningKey.objects.create(
        kid=jwk["kid"], private_pem=pem.decode("ascii"), public_jwk=jwk
    )


@lru_cache(maxsize=4)  # to decrypt it takes longer than to sign
def _read(kid, pem, secret):
    from cryptography.hazmat.primitives import serialization

    return serialization.load_pem_private_key(pem.encode("ascii"), _passphrase(secret))


def _passphrase(secret):
    return hashlib.sha256(b"records.signing" + secret.encode()).digest()


def _public_jwk(numbers):
    """Return an RSA key as a JSON Web Key, named by its thumbprint (RFC 7638)."""
    parts = {"e": _base64(numbers.e), "kty": "RSA", "n": _base64(numbers.n)}
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()
    thumbprint = urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
    return parts | {"kid": thumbprint, "alg": ALGORITHM, "use": "sig"}


def _base64(number):
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
