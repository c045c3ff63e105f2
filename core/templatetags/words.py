"""Texts in two languages inside a page in one of them."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.text import Text

register = template.Library()

TAG = {"zh": "zh-Hans", "en": "en"}  # language → value of the lang attribute


def page_language() -> str:
    """Language of the interface, `zh` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def best(text: Any) -> str:
    """`Text` as a plain string in the language of the page, else in the other one; other values as str.

    For attributes and titles; inside the page use `{% say %}`, which also tells the language.
    """
    return text.best(page_language()) if isinstance(text, Text) else str(text or "")


@register.filter
def lang_tag(lang: str) -> str:
    """`zh` → `zh-Hans`, for lang attributes."""
    return TAG[lang]


@register.simple_tag
def say(text: Any) -> str:
    """`Text` in the language of the page; where only the other one is written, that one, marked with its language
    and, in an English page, with the word that its English is still to come."""
    if not isinstance(text, Text):
        return str(text or "")
    lang = page_language()
    if text.get(lang) or not text:
        return text.get(lang)
    other = "zh" if lang == "en" else "en"
    return format_html('<span lang="{}">{}</span>{}', TAG[other], text.get(other), pending() if lang == "en" else "")


@register.simple_tag
def prose_pair(text: Text) -> SafeString:
    """Reading text in both languages, Chinese first as it is authoritative: two blocks for a `.pair`."""
    return render_to_string("components/prose_pair.html", {"text": text})


@register.simple_tag
def other_language(text: Text) -> SafeString | str:
    """The line below a title: the language the page is not in; nothing where that one is not written."""
    other = "zh" if page_language() == "en" else "en"
    if not (text.get(page_language()) and text.get(other)):
        return ""
    return format_html('<p class="other-language" lang="{}">{}</p>', TAG[other], text.get(other))


@register.simple_tag
def not_stated() -> SafeString:
    """The mark of what the source leaves open: said, never left blank."""
    return format_html('<span class="not-stated">{}</span>', pgettext("inline", "未载明"))


@register.simple_tag
def list_of(*values: Any) -> list[Any]:
    """The values as a list, for components that take one."""
    return list(values)


@register.simple_tag
def pending() -> SafeString:
    """The mark of a text whose English is not written yet."""
    return format_html(' <span class="pending">{}</span>', _("英文待译"))


@register.simple_tag
def bilingual(text: Text, tag: str = "p", css: str = "") -> SafeString:
    """Both languages of a Text, the page's own first, each with its lang attribute; a missing English is named.

    Props: `tag` of each language (p, span, h2, …), `css` classes of the block around both.
    """
    ours = page_language()
    parts = [(TAG[lang], text.get(lang)) for lang in (ours, "zh" if ours == "en" else "en")]
    return render_to_string("components/bilingual.html", {"parts": parts, "tag": tag, "css": css})
