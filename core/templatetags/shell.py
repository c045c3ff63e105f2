"""What stands around every page: the brand, the main navigation, the switches, the person."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.templatetags.words import page_language

register = template.Library()

BRAND = ("执检", "Zhijian")  # a name: the same in both languages

# name of the address, words, icon
NAVIGATION = (
    ("desk", _("我的待办"), "inbox"),
    ("inspections", _("执法检查"), "landmark"),
    ("my_delegations", pgettext_lazy("delegations", "委托检查"), "send"),
    ("findings", _("问题与成效"), "clipboard-list"),
    ("recommendations", _("建议"), "lightbulb"),
    ("reports", _("报告"), "file-text"),
    ("glossary", _("术语表"), "book-open"),
)
INSPECTING = {"glossary", "my_delegations"}  # for people who work on inspections; others would find an empty page
# The languages name themselves, so that nobody needs to read the other one to find her own.
LANGUAGES = (("zh-hans", "zh-Hans", "中文"), ("en", "en", "English"))
FONT_SIZES = (("s", _("标准")), ("l", _("大")), ("xl", _("特大")))


@register.inclusion_tag("components/brand.html")
def brand() -> dict[str, Any]:
    """Mark and name, linked to the desk."""
    return {"name": BRAND[0], "latin": BRAND[1], "home": reverse("desk")}


@register.simple_tag
def brand_names() -> tuple[str, str]:
    """Chinese and Latin name."""
    return BRAND


@register.simple_tag
def site_name() -> str:
    """The name for titles, in both scripts."""
    return " ".join(BRAND)


@register.inclusion_tag("components/nav.html", takes_context=True)
def main_nav(context: template.Context) -> dict[str, Any]:
    """The main navigation; the entry whose address the page lies under is marked."""
    path = context["request"].path
    entries: list[dict[str, Any]] = [
        {"url": reverse(name), "label": label, "icon": icon}
        for name, label, icon in NAVIGATION
        if name not in INSPECTING or context["user"].inspecting_bodies
    ]
    desk = entries[0]["url"]  # every address lies under it: marked on its own page only
    under = [
        entry["url"] for entry in entries if path.startswith(entry["url"]) and (entry["url"] != desk or path == desk)
    ]
    here = max(under, key=len, default="")
    return {"entries": entries, "here": here, "exact": here == path}


@register.inclusion_tag("components/switches.html", takes_context=True)
def switches(context: template.Context) -> dict[str, Any]:
    """Language and 字号: two forms that come back to the page they were on (or to `next` after a POST's answer)."""
    request: HttpRequest = context["request"]
    return {
        "csrf_token": context.get("csrf_token"),
        "next": request.get_full_path() if request.method in ("GET", "HEAD") else request.path,
        "languages": [(code, lang, name, lang[:2] == page_language()) for code, lang, name in LANGUAGES],
        "sizes": [(size, name, size == context.get("font_size", "s")) for size, name in FONT_SIZES],
    }


@register.inclusion_tag("components/person.html", takes_context=True)
def person(context: template.Context) -> dict[str, Any]:
    """The signed-in person with body and role, and the way out."""
    return {"csrf_token": context.get("csrf_token"), "user": context["user"], "post": context["user"].post}
