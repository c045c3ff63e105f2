"""Figures and dates inside a page: written in both languages by the records themselves."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from core.quantities import Period, QuantityError, Style, write_en, write_zh
from core.text import Text

register = template.Library()


@register.filter
def written(figure: Any, style: str = "") -> Text:
    """A row with `quantity` and `code`, in the words of both languages; `style` as in citations ("number digits").

    A record that contradicts itself shows its code in brackets, as it does in the report.
    """
    words = style.split()
    try:
        quantity = figure.quantity
        return Text(write_zh(quantity, Style.from_words(words)), write_en(quantity, Style.from_words(words)))
    except QuantityError:
        return Text(f"〔{figure.code}〕", f"〔{figure.code}〕")


@register.filter
def day(value: date | datetime | None) -> Text:
    """A day in the house's form: 2017年12月24日, 24 December 2017; empty for None."""
    if value is None:
        return Text()
    moment = timezone.localtime(value).date() if isinstance(value, datetime) else value
    period = Period(start=moment)
    return Text(period.zh(), period.en())


@register.simple_tag
def today() -> Text:
    """The day of the reader, for sentences that say "as of"."""
    return day(timezone.localdate())
