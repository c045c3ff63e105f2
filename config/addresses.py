"""Whose address a request comes from, for counting failed sign-ins."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of the client as our own proxies saw it. Only the last ZHIJIAN_TRUSTED_PROXIES entries of
    X-Forwarded-For were written by us; whatever stands before them the client may have invented."""
    proxies = settings.ZHIJIAN_TRUSTED_PROXIES
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.META.get("REMOTE_ADDR") or None  # none behind a socket: then names alone are counted
