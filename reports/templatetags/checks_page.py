"""A result of a check on a page: both texts around what was read, marked for eyes and ears."""

import re
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import pgettext_lazy

from core.templatetags.words import page_language
from reports.enums import CheckSeverity
from reports.models import CheckResult

register = template.Library()

TONES = {CheckSeverity.ERROR: "err", CheckSeverity.WARNING: "warn", CheckSeverity.NOTE: "info"}
GROUPS = {
    CheckSeverity.ERROR: pgettext_lazy("many", "错误"),
    CheckSeverity.WARNING: pgettext_lazy("many", "警告"),
    CheckSeverity.NOTE: pgettext_lazy("many", "提示"),
}
# Characters: texts up to WHOLE are shown whole, of longer ones AROUND on each side of what was read.
WHOLE = {"zh": 200, "en": 520}
AROUND = {"zh": 70, "en": 190}
# Where an excerpt may begin or end: behind a mark of punctuation, in English also at a blank.
BREAKS = {"zh": re.compile(r"[，。；：、！？]"), "en": re.compile(r"\s")}
LEEWAY = {"zh": 20, "en": 25}


@dataclass(frozen=True)
class Cut:
    """A text, or a part of it, in three: before what was read, that, and after it."""

    before: str
    reading: str
    after: str


@register.filter
def tone(severity: str) -> str:
    """How a severity is coloured, beside its word."""
    return TONES[CheckSeverity(severity)]


@register.filter
def group_name(severity: str) -> str:
    """The word above all results of a severity, and below their number."""
    return str(GROUPS[CheckSeverity(severity)])


@register.inclusion_tag("reports/_check_side.html")
def side(result: CheckResult, lang: str) -> dict[str, Any]:
    """The text of one language of `result`, around its reading where it is long, and whole behind a fold."""
    text, span = result.text.get(lang), result.span(lang)
    full = whole(text, span)
    excerpt = around(text, span or beside(result, lang), lang)
    if span is None:
        excerpt = Cut("", "", f"{excerpt.before}{excerpt.after}")
    return {
        "lang": lang,
        "page_lang": page_language(),
        "text": text,
        "full": full,
        "excerpt": excerpt,
        "long": excerpt != full,
    }


def beside(result: CheckResult, lang: str) -> tuple[int, int] | None:
    """The place in a text without a reading that lies as far into it as the reading into the other language's text."""
    other = "en" if lang == "zh" else "zh"
    span, length = result.span(other), len(result.text.get(other))
    if span is None or span[1] - span[0] == length:
        return None
    place = len(result.text.get(lang)) * (span[0] + span[1]) // (2 * length)
    return place, place


def whole(text: str, span: tuple[int, int] | None) -> Cut:
    """`text` in three; a reading that is all of it needs no mark."""
    start, end = span or (0, 0)
    if end - start in (0, len(text)):
        return Cut("", "", text)
    return Cut(text[:start], text[start:end], text[end:])


def around(text: str, span: tuple[int, int] | None, lang: str) -> Cut:
    """`text` whole while it is short; else what stands around the reading, or the beginning where there is none."""
    if len(text) <= WHOLE[lang]:
        return whole(text, span)
    if span is None or span[1] - span[0] > WHOLE[lang]:
        return Cut("", "", _head(text, WHOLE[lang], lang))
    start, end = span
    return Cut(_tail(text[:start], AROUND[lang], lang), text[start:end], _head(text[end:], AROUND[lang], lang))


def _head(text: str, length: int, lang: str) -> str:
    """The beginning of `text`, up to a place where it may be broken."""
    if len(text) <= length + LEEWAY[lang]:
        return text
    breaks = [match.end() for match in BREAKS[lang].finditer(text, length, length + LEEWAY[lang])]
    return f"{text[: breaks[0] if breaks else length].rstrip()}…"


def _tail(text: str, length: int, lang: str) -> str:
    """The end of `text`, from a place where it may be broken."""
    if len(text) <= length + LEEWAY[lang]:
        return text
    begin = len(text) - length
    breaks = [match.end() for match in BREAKS[lang].finditer(text, begin - LEEWAY[lang], begin)]
    return f"…{text[breaks[-1] if breaks else begin :].lstrip()}"
