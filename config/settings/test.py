"""The tests: real servers, quick passwords, files in a folder of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from scripts.embedded import database_url, redis_url

from .base import *
from .base import CELERY_BROKER_TRANSPORT_OPTIONS, STORAGES, broker, database, env

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ZHIJIAN_PACKAGE_KEY = "5a" * 32
ZHIJIAN_DEMO = env.bool("ZHIJIAN_DEMO", True)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

DATABASES = {"default": database(env.str("DATABASE_URL", database_url()))}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of the live server leave no connection to the test database behind
# A test sits in one transaction from its beginning to its end, whatever it does meanwhile, and the machine may be busy.
DATABASES["default"]["OPTIONS"]["options"] = (
    "-c statement_timeout=120000 -c idle_in_transaction_session_timeout=1800000"
)
REDIS_URL = env.str("REDIS_URL", redis_url())
CELERY_BROKER_URL = broker(REDIS_URL)
# Queues of this process alone: no worker of a demo beside it hears the messages, and none is left behind for it.
# The workers that tests start inherit the name; each of the processes that run tests side by side has its own.
if os.environ.get("ZHIJIAN_QUEUE_OF") != os.environ.get("PYTEST_XDIST_WORKER", "alone"):
    os.environ["ZHIJIAN_QUEUE_OF"] = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    os.environ["ZHIJIAN_QUEUE_PREFIX"] = f"zhijian-test-{os.getpid()}:"
QUEUE_PREFIX = os.environ["ZHIJIAN_QUEUE_PREFIX"]
CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "global_keyprefix": QUEUE_PREFIX}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # so that no test needs collectstatic
if "ZHIJIAN_MEDIA_ROOT" not in os.environ:  # workers that a test starts inherit the folder by the environment
    MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="zhijian-media-"))
    os.environ["ZHIJIAN_MEDIA_ROOT"] = str(MEDIA_ROOT)
    atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
