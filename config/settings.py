"""Settings from the environment alone; docs/deploying.md lists every variable."""

from pathlib import Path

import bootstrap_wrapper
import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.env import read_bool, read_int, read_list, read_secret, read_text

BASE_DIR = Path(__file__).resolve().parent.parent

# LOCAL: this machine only, over plain HTTP. Everything else is production.
LOCAL = read_bool("LOCAL")
REVIEW_REQUIRED = read_bool("REVIEW_REQUIRED")  # another author approves before publishing
DEBUG = read_bool("DEBUG")
# The one folder that the application writes to.
VAR_DIR = Path(read_text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = read_secret("SECRET_KEY", kept_in=VAR_DIR / "secret-key" if LOCAL else None)
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if LOCAL else "")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Set it to the site's host names.")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "accounts",
    "courses",
    "quizzes",
    "reports",
    "records",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PrivatePageMiddleware",
    "quizzes.faults.FaultMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "builtins": ["accounts.templatetags.display", "config.templatetags.fixed"],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# -- Database ------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "steady-ground.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}


def read_database():
    """Return the SQLite file, or the PostgreSQL of DATABASE_URL with a pool of connections."""
    url = read_text("DATABASE_URL")
    if not url:
        return SQLITE
    if not url.startswith("postgresql://"):
        raise ImproperlyConfigured("DATABASE_URL should start with postgresql://.")
    database = dj_database_url.parse(url)
    database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4}
    return database


DATABASES = {"default": read_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in attempts are counted in the cache, so it must be one for all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # or many guesses would push the counts out
    }
}
if read_text("CACHE_URL"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": read_text("CACHE_URL"),
    }

# What takes longer than a page may wait is done by `manage.py work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- Accounts ------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["name", "email"]}),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by administrators
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True

# -- Security ------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = not LOCAL
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if read_bool("TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = read_int("TRUSTED_PROXIES", 1)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files are held in memory; a request that is larger comes without them, and forms say so.
FILE_UPLOAD_HANDLERS = ["accounts.uploads.BoundedUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024  # a file of 10 MB and the rest of its form

# -- Mail ----------------------------------------------------------------------------------

# On this machine mail is printed: links to set a password belong in no server's log.
EMAIL_HOST = read_text("EMAIL_HOST", "" if LOCAL else "localhost")
EMAIL_PORT = read_int("EMAIL_PORT", 587)
EMAIL_HOST_USER = read_text("EMAIL_USER")
EMAIL_HOST_PASSWORD = read_text("EMAIL_PASSWORD")
EMAIL_USE_TLS = read_bool("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 10  # seconds; mail is sent while a page waits
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Where messages lead to.
SITE_URL = read_text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
if LOCAL and not read_text("SITE_URL"):
    SITE_URL = f"http://{read_text('HOST', '127.0.0.1')}:{read_int('PORT', 8000)}"
DEFAULT_FROM_EMAIL = read_text("EMAIL_FROM", "training@localhost")

# -- Pages ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "woff2"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False

# -- Steady Ground -------------------------------------------------------------------------

COURSES_DIR = BASE_DIR / "fixtures" / "courses"
# Where the quick exit leads: a page that says nothing about who was reading what.
QUICK_EXIT_URL = read_text("QUICK_EXIT_URL", "https://www.weather.gov/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django_tasks_db": {"level": "ERROR"}, "django_tasks": {"level": "ERROR"}},
}
