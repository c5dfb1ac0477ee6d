"""The settings of the tests: the product's own, on this machine, quick and strict."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["LOCAL"] = "1"
if "VAR_DIR" not in os.environ:
    # A folder of this run alone: two runs at once must not meet in one database.
    runs = Path(__file__).resolve().parent.parent / "var" / "tests"
    runs.mkdir(parents=True, exist_ok=True)
    os.environ["VAR_DIR"] = tempfile.mkdtemp(dir=runs)
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STATIC_ROOT, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [{"model": "sessions.Session"}]  # Django and allauth end them one by one

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: SQLite in memory locks in another way when two connections meet.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_AUTOREFRESH = True
# A pool would keep connections open that the end of the tests has to drop.
DATABASES["default"]["OPTIONS"].pop("pool", None)
