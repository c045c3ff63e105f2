"""A developer's machine and the demo: the embedded servers of this checkout unless the environment names others."""

from scripts.embedded import database_url, redis_url

from .base import *
from .base import STORAGES, broker, database, env

DEBUG = env.bool("ZHIJIAN_DEBUG", True)
SECRET_KEY = env.str("ZHIJIAN_SECRET_KEY", "insecure-key-of-a-development-machine")
ZHIJIAN_DEMO = env.bool("ZHIJIAN_DEMO", True)
ALLOWED_HOSTS = env.list("ZHIJIAN_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

DATABASES = {"default": database(env.str("DATABASE_URL", database_url()))}
REDIS_URL = env.str("REDIS_URL", redis_url())
CELERY_BROKER_URL = broker(REDIS_URL)

if not env.str("ZHIJIAN_EMAIL_URL", ""):
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
