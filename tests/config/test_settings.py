"""The settings as the server reads them: each time in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]
SECRET = "production-needs-a-long-and-random-text-0123456789-abcdefghijklm"
PRODUCTION = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "training.example.org"}
SHOW = """
import json
from django.conf import settings
names = [{names}]
print(json.dumps({{name: getattr(settings, name, None) for name in names}}, default=str))
"""


@pytest.fixture
def manage(tmp_path):
    """Run manage.py with nothing in the environment but what is given."""

    def run(*arguments, **environment):
        own = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=own | environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def read(manage):
    """Read settings in a process of its own."""

    def run(*names, **environment):
        code = SHOW.format(names=", ".join(map(repr, names)))
        done = manage("shell", "-v0", "-c", code, **environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_production_is_refused_without_a_secret_key(manage):
    done = manage("check", ALLOWED_HOSTS="training.example.org")

    assert done.returncode != 0
    assert "SECRET_KEY is not set. Set it to a long random text" in done.stderr


def test_production_is_refused_without_host_names(manage):
    done = manage("check", SECRET_KEY=SECRET)

    assert done.returncode != 0
    assert "ALLOWED_HOSTS is not set. Set it to the site's host names." in done.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG='perhaps' should be 1 or 0."),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT='smtp' should be a whole number."),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL should start with postgresql://."),
    ],
)
def test_start_is_refused_in_words(manage, environment, words):
    done = manage("check", **PRODUCTION, **environment)

    assert done.returncode != 0
    assert words in done.stderr


def test_production_passes_djangos_deployment_check(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def test_production_is_safe_by_default(read):
    found = read(
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER",
        **PRODUCTION,
    )

    assert found == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_PROXY_SSL_HEADER": None,
    }


def test_local_run_works_over_plain_http_with_a_secret_of_its_own(read):
    names = ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "EMAIL_BACKEND")

    first, second = (read(*names, LOCAL="1") for _ in range(2))

    assert first == second
    assert len(first.pop("SECRET_KEY")) == 50
    assert first == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SECURE_SSL_REDIRECT": False,
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }


def test_database_is_sqlite_unless_a_postgresql_is_named(read):
    url = "postgresql://ana:secret@db.example.org/training"

    engines = [
        read("DATABASES", LOCAL="1", **given)["DATABASES"]["default"]["ENGINE"]
        for given in ({}, {"DATABASE_URL": url})
    ]

    assert engines == ["django.db.backends.sqlite3", "django.db.backends.postgresql"]


@pytest.mark.django_db
def test_content_security_policy_allows_only_our_own_files(client):
    response = client.get(reverse("account_login"))

    policy = response.headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "unsafe-inline" not in policy


@pytest.mark.django_db
def test_pages_cannot_be_framed_and_send_no_address_on(client):
    headers = client.get(reverse("account_login")).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
