"""What every page knows: font size, language, and whether a real report engine stands behind it."""

from django.http import HttpRequest
from django.utils.translation import get_language

FONT_SIZES = ("s", "l", "xl")  # 标准, 大, 特大


def site(request: HttpRequest) -> dict[str, object]:
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    return {"lang": lang, "font_size": getattr(request, "font_size", FONT_SIZES[0])}
