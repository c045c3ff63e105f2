"""The two switches in the header. They work before signing in too; then a cookie remembers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import settings as personal
from accounts.enums import FontSize, Language
from accounts.middleware import FONT_COOKIE

YEAR = 365 * 24 * 60 * 60


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the switch stood on; never to another site."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = resolve_url(settings.LOGIN_REDIRECT_URL)
    return HttpResponseRedirect(target)


@require_POST
def set_language_choice(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if language not in Language.values:
        return HttpResponseBadRequest(_("没有这种语言。"))
    if request.user.is_authenticated:
        personal.set_language(user=request.user, language=language)
    response = _back(request)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    return response


@require_POST
def set_font_size(request: HttpRequest) -> HttpResponse:
    font_size = request.POST.get("font_size", "")
    if font_size not in FontSize.values:
        return HttpResponseBadRequest(_("没有这种字号。"))
    if request.user.is_authenticated:
        personal.set_font_size(user=request.user, font_size=font_size)
    response = _back(request)
    response.set_cookie(FONT_COOKIE, font_size, max_age=YEAR, samesite="Lax")
    return response
