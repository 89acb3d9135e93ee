"""Settings: one file, the environment alone. docs/operate.md names every variable; a test holds the two together."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO

from safar.foundation.environment import database, env_bool, env_list, env_number, env_text, kept_secret
from safar.foundation.serving import Serve, served

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env_text("SAFAR_VAR", str(ROOT / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)

SERVE: Serve = served(env_text("SAFAR_SERVE", "both"))
SERVES_BOTH = SERVE is Serve.BOTH
DEBUG = env_bool("SAFAR_DEBUG", False)
SECRET_KEY = env_text("SAFAR_SECRET_KEY") or kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = env_list("SAFAR_HOSTS", "localhost,127.0.0.1,[::1],testserver")
SITE_ADDRESS = env_text("SAFAR_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
CASES_ADDRESS = env_text("SAFAR_CASES_ADDRESS").rstrip("/")
SITE_HOST = urlsplit(SITE_ADDRESS).hostname or ""
BEHIND_TLS = SITE_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if BEHIND_TLS else []

JOURNAL_NAME = env_text("SAFAR_JOURNAL_NAME") or f"{urlsplit(SITE_ADDRESS).netloc}/journal"
JOURNAL_KEY = env_text("SAFAR_JOURNAL_KEY")  # empty: a file of its own in VAR
OFFERED_KEYS = "safar.foundation.vault.bodies.offered_keys"

PEPPER = Path(env_text("SAFAR_PEPPER", str(VAR / "keys" / "pepper")))
INSTANCE = env_text("SAFAR_INSTANCE")
REPORT_TEXTS = env_bool("SAFAR_REPORT_TEXTS", False)
NOTICE_COMMAND = env_text("SAFAR_NOTICE_COMMAND").split()  # empty: no notice

REGISTERS = Path(env_text("SAFAR_REGISTERS", str(ROOT / "data" / "registers")))
OWN_REGISTERS = VAR / "registers"
EXAMPLE = ROOT / "data" / "example"
LICENCE_SHAPES = ROOT / "data" / "registers"
PATHWAYS = ROOT / "data" / "pathways"
DRAWS = VAR / "draws"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "safar.foundation.accounts",
    "safar.foundation.audit",
    "safar.foundation.journal",
    "safar.foundation.design",
    "safar.foundation.vault",
    "safar.foundation.release",
    *(["safar.rooms.registry", "safar.rooms.pathways"] if SERVE.has_record else []),
    "safar.rooms.reports",
    "safar.rooms.casework",
    "safar.pages",
]

MIDDLEWARE = [
    "safar.foundation.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "safar.foundation.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "safar.foundation.accounts.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "safar.urls"
WSGI_APPLICATION = "safar.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safar.foundation.design.context.page",
                *(["safar.rooms.registry.context.example_record"] if SERVE.has_record else []),
            ],
        },
    },
]

DATABASES = {
    "default": database(env_text("DATABASE_URL"), VAR / "record.sqlite3", synchronous="NORMAL"),
}
if SERVE.has_cases:
    DATABASES["vault"] = database(env_text("VAULT_URL"), VAR / "vault.sqlite3", synchronous="FULL", secure_delete=True)
DATABASE_ROUTERS = ["safar.foundation.databases.TwoDatabases"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANG_INFO["fil"] = {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"}
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("es", "Español"),
    ("hi", "हिन्दी"),
    ("ne", "नेपाली"),
    ("fil", "Filipino"),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "safar.foundation.design.storage.HashedFiles"},
}

AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the site writes to nobody
ACCOUNT_ADAPTER = "safar.foundation.accounts.adapters.StaffAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("SAFAR_PROXIES", 0)
MFA_ADAPTER = "safar.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Safar"
MFA_TOTP_TOLERANCE = 1
ONE_TIME_CODE_SECONDS = 90  # a code counts for its own half minute and the ones before and after
MFA_FORMS = {
    "authenticate": "safar.foundation.accounts.forms.CodeForm",
    "reauthenticate": "safar.foundation.accounts.forms.CodeAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
_DOORS = [
    # the name of the URL, what it is for, who may open it: the staff home page lists them
    ("audit", "Audit: who changed the public record, and when", ("operator", "auditor")),
    ("registry_staff:health", "Sources: how fresh each register is", ("operator", "record-editor")),
    ("registry_staff:reviews", "Refused loads: accept or put aside", ("record-editor",)),
    ("registry_staff:objections", "Objections: answer within 14 days", ("record-editor",)),
    ("registry_staff:queue", "Matches: are these two records the same?", ("judge",)),
    ("casework_staff:desk", "Cases: what is due first", ("caseworker", "supervisor")),
    ("casework_staff:requests", "Requests for data: write them down, refuse them", ("operator", "supervisor")),
    ("casework_staff:bodies", "Bodies and levels: propose, second", ("operator", "supervisor")),
    (
        "reports_staff:campaigns",
        "Campaigns: codes, answers from paper",
        ("caseworker", "supervisor", "evidence-checker"),
    ),
    ("reports_staff:evidence", "Proofs of reports: check them", ("evidence-checker", "supervisor")),
    (
        "reports_staff:proposed",
        "Recruiters in no register: find, check, list them",
        ("caseworker", "supervisor", "evidence-checker", "record-editor"),
    ),
    ("reports_staff:moderation", "Reports: bursts, notices, answers of parties", ("moderator",)),
    ("reports_staff:notices", "Cards: tell a party first, verify who answers", ("record-editor",)),
    ("casework_staff:keys", "Keys: yours, your body's, and who can open", ("caseworker", "supervisor")),
]
STAFF_DOORS = [
    door
    for door in _DOORS
    if (SERVE.has_cases if door[0].startswith(("casework_staff:", "reports_staff:")) else SERVE.has_record)
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # never to others; with no-referrer browsers post forms with Origin: null
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS and env_bool("SAFAR_REDIRECT_TO_TLS", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PAGE_VERSION = "safar.pages.version.page_version"
SEARCH_STATE = "safar.rooms.registry.indexing.index_state"
CORRIDOR_PARTS = ["pathways/_corridor.html"] if SERVE.has_record else []  # what other rooms add to a corridor's page
if not SERVE.has_record:
    PAGE_VERSION = "safar.foundation.serving.no_record_version"
    SEARCH_STATE = "safar.foundation.serving.no_search_state"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(message)s"},
        "private": {"()": "safar.foundation.vault.private_logs.PrivateFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "private" if SERVE.has_cases and not DEBUG else "plain",
        }
    },
    "loggers": {
        # A line for each page not found would keep what people typed or were sent.
        "django.request": {"level": "ERROR"},
        # Django's own handlers would mail errors; these two would name paths and addresses.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "propagate": False},
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env_text("SAFAR_LOG_LEVEL", "WARNING")},
}
