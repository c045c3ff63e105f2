"""Language and font size: the person's own once she is signed in, the cookie's before that."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.enums import FontSize, Language

FONT_COOKIE = "zhijian_font"


class PersonalSettings:
    """Activates the language of the interface; a report's language is chosen for the report, never here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            language, font_size = request.user.language, request.user.font_size
        else:
            language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
            font_size = request.COOKIES.get(FONT_COOKIE, FontSize.STANDARD)
        request.font_size = font_size if font_size in FontSize.values else FontSize.STANDARD  # type: ignore[attr-defined]
        with translation.override(language if language in Language.values else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            response.headers.setdefault("Content-Language", translation.get_language())
        return response
