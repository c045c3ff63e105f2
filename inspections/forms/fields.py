"""Fields that take what people type, as they type it."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import UNPRINTABLE

FIRST_YEAR, YEARS_AHEAD = 1949, 10  # a day outside of these is a slip of the keys
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class Words(forms.CharField):
    """A text without what no page and no letter can hold: control characters, marks that turn the direction of writing.
    Lines end as they are counted. NUL, which nobody types and no browser sends by itself, is refused."""

    default_error_messages = {
        "max_length": _("不超过%(limit_value)d个字，现在有%(show_value)d个字。"),
        "null_characters_not_allowed": _("文字里有不能保存的控制字符，请重新输入。"),
    }

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not isinstance(typed, str) or "\0" in typed:
            return typed
        plain = UNPRINTABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
        return plain.strip() if self.strip else plain


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Day(forms.DateField):
    """A day, also as Chinese papers write it and in digits of full width; no slip of the keys like the year 0026."""

    widget = DayInput

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, **given)

    def to_python(self, value: Any) -> date | None:
        plain = unicodedata.normalize("NFKC", value) if isinstance(value, str) else value
        return super().to_python(plain)

    def validate(self, value: Any) -> None:
        super().validate(value)
        last = timezone.localdate().year + YEARS_AHEAD
        if value and not FIRST_YEAR <= value.year <= last:
            said = {"first": FIRST_YEAR, "last": last}
            raise ValidationError(_("请核对年份：应在%(first)s年至%(last)s年之间。"), code="far", params=said)
