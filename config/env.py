"""Strict readers of the environment: a value that cannot be understood stops the start."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def read_bool(name: str, default: bool = False) -> bool:
    """Return a switch. Raises ImproperlyConfigured on anything but yes, no and their kin."""
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} should be 1 or 0.")
    return value in TRUE


def read_int(name: str, default: int) -> int:
    """Return a whole number of at least 0. Raises ImproperlyConfigured on anything else."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r} should be a whole number.")
    return int(value)


def read_text(name: str, default: str = "") -> str:
    """Return text without surrounding space."""
    return os.environ.get(name, default).strip()


def read_list(name: str, default: str = "") -> list[str]:
    """Return the parts of a comma-separated value, without empty ones."""
    return [part.strip() for part in read_text(name, default).split(",") if part.strip()]


def read_secret(name: str, *, kept_in: Path | None) -> str:
    """Return a secret from the environment, or one made once and kept in a file.

    `kept_in` is None in production, where a secret nobody chose must not appear by itself:
    then an absent one raises ImproperlyConfigured.
    """
    value = read_text(name)
    if value:
        return value
    if kept_in is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it to a long random text; or set LOCAL=1 to try the "
            "application on this machine only."
        )
    return _secret_from_file(kept_in)


def _secret_from_file(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        # A link is whole or absent: of two processes that start at once, both read one secret.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
