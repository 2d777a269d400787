"""The site's settings, from the environment: which register, which database, whether it is a demo.

`HOLDLAW_DIR` is the register's folder; `DATABASE_URL` its PostgreSQL server, if it is kept there;
`HOLDLAW_DEMO=1` marks a demo, which asks no second factor; `HOLDLAW_HOSTS` names the hosts the site answers
to; `HOLDLAW_HTTPS=1` says that a proxy in front of it speaks HTTPS; `HOLDLAW_IDLE_MINUTES` is how long a
signed-in desk may be left alone; `HOLDLAW_PUBLIC_ONLY=1` serves the public page and nothing else. Accounts
and sessions are kept beside the register: `site.db` in the folder, or the `public` schema of the same
PostgreSQL database.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

HOLDLAW_DIR = Path(os.environ.get("HOLDLAW_DIR", "."))
DATABASE_URL = os.environ.get("DATABASE_URL") or None
DEMO = os.environ.get("HOLDLAW_DEMO") == "1"
IDLE_SECONDS = 60 * int(os.environ.get("HOLDLAW_IDLE_MINUTES", "30"))
HTTPS = os.environ.get("HOLDLAW_HTTPS") == "1"
PUBLIC_ONLY = os.environ.get("HOLDLAW_PUBLIC_ONLY") == "1"
PUBLIC_LOOKS_ALWAYS = False
"""Whether the public page asks the register at every request if something else was published; for tests."""
SECRET_FILE = HOLDLAW_DIR / "site.key"
HERE = Path(__file__).parent


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"options": "-c search_path=public"},
    }


_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOLDLAW_DIR / "site.db",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}

SECRET_KEY = SECRET_FILE.read_text(encoding="ascii").strip() if SECRET_FILE.exists() else os.urandom(32).hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HOLDLAW_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "holdlaw.web.urls"
WSGI_APPLICATION = "holdlaw.web.wsgi.application"
DATABASES = {
    "default": {
        **(_postgres(DATABASE_URL) if DATABASE_URL else _SQLITE),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# In the database: every worker has to know which one-time code was used, and who tried how often.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "holdlaw.web.accounts",
    "holdlaw.web.alerts",
    "holdlaw.web.drafts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "holdlaw.web.public_door.PublicDoor",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "holdlaw.web.accounts.sessions.SessionLimitsMiddleware",
    "holdlaw.web.accounts.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "holdlaw.web.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "holdlaw.web.accounts.templatetags.desk",
                "holdlaw.web.accounts.templatetags.fields",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "holdlaw.web.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# Five failures lock, below; these slow down whoever tries many names, or one name from many machines.
ACCOUNT_RATE_LIMITS = False if DEMO else {"login_failed": "20/m/ip,20/5m/key"}
MFA_ADAPTER = "holdlaw.web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Holdlaw"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "holdlaw.web.accounts.lockout.tried_name"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLED = not DEMO
AXES_ENABLE_ADMIN = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_FAILURE_VIEW = "holdlaw.web.accounts.resending.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Not "no-referrer": a browser then sends `Origin: null` with a form, and forged forms cannot be told.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SITE = os.environ.get("HOLDLAW_SITE", "http://127.0.0.1:8000").rstrip("/")
"""What links in alerts begin with, where `alerts.toml` does not say."""

_MAIL = "django.core.mail.backends"
_SENT = os.environ.get("HOLDLAW_EMAIL_BACKEND", f"{_MAIL}.smtp.EmailBackend")
# A demo sends nothing: its mail stands in the folder `mail` beside the register.
EMAIL_BACKEND = f"{_MAIL}.filebased.EmailBackend" if DEMO else _SENT
EMAIL_FILE_PATH = HOLDLAW_DIR / "mail"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
"""A scanned request of some pages; anything larger is refused."""
FILE_UPLOAD_MAX_MEMORY_SIZE = 13 * 1024 * 1024
# In memory alone: a paper names a person, and a temporary file of it would lie about unsealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "holdlaw.web.logs.BareFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
