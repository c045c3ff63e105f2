"""A city's server. Starts only with real servers, a secret key of its own and named hosts."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import LOGGING, ZHIJIAN_TRUSTED_PROXIES, broker, database, env

if env.bool("ZHIJIAN_DEBUG", False):
    raise ImproperlyConfigured("ZHIJIAN_DEBUG must be off: error pages would show records to strangers.")
DEBUG = False

SECRET_KEY = env.str("ZHIJIAN_SECRET_KEY")
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("insecure", "change-me")):
    raise ImproperlyConfigured("ZHIJIAN_SECRET_KEY must be a random text of at least 40 characters of your own.")

ALLOWED_HOSTS = env.list("ZHIJIAN_ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ZHIJIAN_ALLOWED_HOSTS must name the hosts, separated by commas; '*' is refused.")
CSRF_TRUSTED_ORIGINS = env.list("ZHIJIAN_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": database(env.str("DATABASE_URL"))}
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = broker(REDIS_URL)

# Off only where the site is tried on an inner network without a certificate.
HTTPS = env.bool("ZHIJIAN_HTTPS", True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
if ZHIJIAN_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|version)$"]  # asked by the machine itself, without a certificate
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

LOGGING = {**LOGGING, "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}}}
