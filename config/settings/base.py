"""What holds everywhere. `dev`, `test` and `prod` add where the servers are and how strict to be.

Every variable is read here or beside it with `env`; each may instead be given as NAME_FILE, the path of a file with
the value, so that secrets need not stand in the environment.
"""

import json
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv()

# --- The house -------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",  # the form renderer finds Django's own widget templates through it
    "axes",
    "csp",
    "django_htmx",
    "lucide",
    "rest_framework",
    "core",
    "accounts",
    "inspections",
    "findings",
    "recommendations",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.limits.LargestRequests",  # before the token of a form is looked for in the whole upload
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PersonalSettings",  # language and font size of the person, in place of LocaleMiddleware
    "core.browsers.OldBrowsers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns the answer to a locked-out sign-in
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.Renderer"

# --- Languages and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = env.str("ZHIJIAN_DEFAULT_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- People and doors ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "core.policy.PolicyBackend",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Counted in the database, so that a restart or an emptied cache does not open the door again. By name and address
# together: nobody locks a colleague out from elsewhere, nor a whole office behind one address.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.addresses.client_address"

# How many proxies of ours stand in front and append to X-Forwarded-For; 0 believes no header at all.
ZHIJIAN_TRUSTED_PROXIES = env.int("ZHIJIAN_TRUSTED_PROXIES", 0)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Requests --------------------------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# Whether the demo people, whose password everybody knows, may be made here.
ZHIJIAN_DEMO = env.bool("ZHIJIAN_DEMO", False)
ZHIJIAN_DEMO_PASSWORD = env.str("ZHIJIAN_DEMO_PASSWORD", "zhijian-demo-2017")

# Whether browsers may keep field entry and its data on a device; what is on one already is taken in any case.
ZHIJIAN_OFFLINE_ENABLED = env.bool("ZHIJIAN_OFFLINE_ENABLED", True)

# --- Files -----------------------------------------------------------------------------------------------------------

VAR_ROOT = Path(env.str("ZHIJIAN_VAR_ROOT", str(BASE_DIR / "var")))
MEDIA_ROOT = Path(env.str("ZHIJIAN_MEDIA_ROOT", str(VAR_ROOT / "media")))  # no MEDIA_URL: files leave through views
STATIC_URL = "static/"
STATIC_ROOT = VAR_ROOT / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFiles"},
}

# --- Draws ------------------------------------------------------------------------------------------------------------

# What the secret of a draw is sealed with until it is drawn; from SECRET_KEY while none is set. Never in the database.
ZHIJIAN_DRAW_KEY = env.str("ZHIJIAN_DRAW_KEY", "")

# --- File packages ----------------------------------------------------------------------------------------------------

# What this installation signs its packages with (Ed25519, 64 hexadecimal digits); from a file below VAR_ROOT, made on
# first use, while none is set. Never in the database.
ZHIJIAN_PACKAGE_KEY = env.str("ZHIJIAN_PACKAGE_KEY", "")

# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def database(url: str) -> dict:
    """Connection settings for `url`. Every wait has an end: 3 s to connect, 15 s a statement, 30 s idle in a
    transaction. Requests are not wrapped in a transaction: each action opens its own, so that what it hands to the
    broker leaves after its commit and a page that only reads holds no transaction open."""
    settings = env.db_url_config(url)
    settings["ATOMIC_REQUESTS"] = False
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    settings["OPTIONS"] = {
        **settings.get("OPTIONS", {}),
        "connect_timeout": 3,
        "options": "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000",
    }
    return settings


# --- Redis and Celery ------------------------------------------------------------------------------------------------


def broker(url: str) -> str:
    """`url` as Celery writes it: a socket is unix:// for the client library and redis+socket:// for Celery."""
    return url.replace("unix://", "redis+socket://", 1)


TASK_SECONDS = env.int("ZHIJIAN_TASK_SECONDS", 300)
ZHIJIAN_JOB_LEASE_SECONDS = env.int("ZHIJIAN_JOB_LEASE_SECONDS", 30)

CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # without it a killed child takes its late-acknowledged task along
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = max(TASK_SECONDS - 30, TASK_SECONDS // 2)
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": TASK_SECONDS * 2,  # beyond the hard limit, or a slow task would run twice at once
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 0,  # a page that hands over work waits once, 2 s at most: the sweeper calls again
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = env.str("ZHIJIAN_BEAT_FILE", str(VAR_ROOT / "beat-schedule"))
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "core.sweep_jobs", "schedule": 30.0, "options": {"expires": 25}},
    # On the morning of each day; the reminders of a morning on which nobody was there follow on the same day.
    "remind-due": {
        "task": "inspections.remind_due",
        "schedule": crontab(hour=8, minute=30),
        "options": {"expires": 12 * 3600},
    },
}

# --- Mail -------------------------------------------------------------------------------------------------------------

# Reminders also go out by e-mail where a server is named (smtp+tls://user:password@host:587); none does without.
_MAIL = env.email_url("ZHIJIAN_EMAIL_URL", default="dummymail://")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_BACKEND"], _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("ZHIJIAN_EMAIL_FROM", "zhijian@localhost")

# --- The report as a file --------------------------------------------------------------------------------------------

# Face -> file of a font, for an office that owns 仿宋_GB2312, 方正小标宋 and the like; the free ones otherwise.
ZHIJIAN_PDF_FONTS: dict[str, str] = json.loads(env.str("ZHIJIAN_PDF_FONTS", "") or "{}")
ZHIJIAN_PDF_FONT_FOLDER = Path(env.str("ZHIJIAN_PDF_FONT_FOLDER", str(VAR_ROOT / "fonts")))
ZHIJIAN_PDF_VARIANT = env.str("ZHIJIAN_PDF_VARIANT", "pdf/ua-1")  # "" for none, "pdf/a-2u" to archive
ZHIJIAN_PDF_SECONDS = env.int("ZHIJIAN_PDF_SECONDS", 120)
ZHIJIAN_PDF_MEGABYTES = env.int("ZHIJIAN_PDF_MEGABYTES", 3072)  # address space of one print

# --- Logs ------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "config.logs.Plain", "format": "{asctime} {levelname} {name}{by}: {message}", "style": "{"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("ZHIJIAN_LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"handlers": ["console"], "propagate": False}},
}
