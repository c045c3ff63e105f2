"""Field entry: a shell that opens without a network, the worker that keeps it on the device, and what it is about.

The shell holds no content and nobody's name: what was entered stands in the browser's own database, one for each
person, and travels by `findings/api/`. docs/offline.md describes the whole way.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from rest_framework.request import Request
from rest_framework.response import Response

from core.pages import Page
from findings.api.base import FieldView
from findings.recording import pair
from inspections.enums import OVER
from inspections.models import Inspection

MODULES = (
    "api", "article-picker", "checklist", "conflict", "device", "dom", "drain", "entry", "errors", "evidence", "export",
    "figures", "form", "ids", "installed", "kit", "ladder", "main", "news", "outbox", "photos", "records", "results",
    "start", "status", "store", "words",
)  # fmt: skip
STYLES = ("tokens", "site", "forms", "components", "data", "field")
FILES = (
    *(f"js/field/{name}.js" for name in MODULES),
    *(f"css/{name}.css" for name in STYLES),
    "img/mark.svg",
    "img/field-192.png",
)
WORKER = "js/field/worker.js"
GOODBYE = "js/field/goodbye.js"
VERSION_HEADER = "X-Field-Version"


def source_of(name: str) -> bytes:
    """A static file as it stands in the checkout, whether collected or not."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def version() -> str:
    """Changes with every file that the device keeps, the words of the shell included: then the worker is a new one."""
    base = Path(settings.BASE_DIR)
    kept = [*sorted((base / "templates/field").glob("*.html")), base / "locale/en/LC_MESSAGES/django.mo"]
    digest = sha256(source_of(WORKER))
    for content in (*map(source_of, FILES), *(path.read_bytes() for path in kept if path.exists())):
        digest.update(sha256(content).digest())
    return digest.hexdigest()[:16]


class FieldShell(Page):
    """The page of the device. Whichever inspection it is asked for, the answer is the same bytes."""

    template_name = "field/shell.html"
    http_method_names = ["get", "head"]

    def get_template_names(self) -> list[str]:
        return [self.template_name if settings.ZHIJIAN_OFFLINE_ENABLED else "field/off.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response.headers[VERSION_HEADER] = version()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form_url=self.form_url(), **kwargs)

    def form_url(self) -> str:
        """The way to the ordinary form, where field entry is switched off."""
        return reverse("inspections")


class FieldEntry(FieldShell):
    """The same shell, under the address of an inspection: who may not raise findings there is told so at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection = get_object_or_404(Inspection.objects.visible_to(self.request.user), code=self.kwargs["code"])
        if not self.request.user.has_perm("findings.raise", inspection):
            raise PermissionDenied
        return super().get_context_data(**kwargs)

    def form_url(self) -> str:
        return reverse("finding_new", args=[self.kwargs["code"]])


class FieldInspections(FieldView):
    """The inspections for which the person may write findings down: what a device offers to choose from."""

    throttle_scope = "package"
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> Response:
        user = request.user
        rows = Inspection.objects.visible_to(user).exclude(state__in=OVER)
        offered = [row for row in rows if user.has_perm("findings.raise", row)]
        return Response(
            {"inspections": [{"code": row.code, "title": pair(row.title), "year": row.year} for row in offered]}
        )


@method_decorator(never_cache, name="dispatch")
class FieldWorker(View):
    """The service worker, from the root so that it may serve /field/; with field entry switched off, one that clears
    up after itself and goes."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if settings.ZHIJIAN_OFFLINE_ENABLED:
            kept = {
                "version": version(),
                "header": VERSION_HEADER,
                "shell": reverse("field"),
                "manifest": reverse("field_manifest"),
                "files": [static(name) for name in FILES],
            }
            source = f"const KEPT = {json.dumps(kept)};\n{source_of(WORKER).decode()}"
        else:
            source = source_of(GOODBYE).decode()
        response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
        response.headers["Service-Worker-Allowed"] = reverse("field")
        return response


@method_decorator(never_cache, name="dispatch")
class FieldManifest(View):
    """What a tablet needs to put the shell on its home screen."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        icons = [
            {"src": static("img/field-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        ]
        content = {
            "name": _("执检 现场记录"),
            "short_name": _("现场记录"),
            "start_url": reverse("field"),
            "scope": reverse("field"),
            "display": "standalone",
            "background_color": "#f8f6f1",
            "theme_color": "#9e1b1e",
            "icons": icons,
        }
        return JsonResponse(content, content_type="application/manifest+json")
