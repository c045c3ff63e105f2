"""Is the process there, and can it work? Answers words only; details are for the log."""

import logging

from celery import current_app
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and the broker answer, else 503 with the name of what does not."""
    checks = {"database": _database(), "broker": _broker()}
    whole = all(checks.values())
    words = {name: "ok" if fine else "unavailable" for name, fine in checks.items()}
    return JsonResponse({"status": "ok" if whole else "unavailable", **words}, status=200 if whole else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        logger.exception("the database does not answer")
        return False


def _broker() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
        return True
    except (OperationalError, OSError):
        logger.exception("the broker does not answer")
        return False
