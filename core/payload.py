"""Reading what a program or a form sent, key by key: every fault under the name of its field, nothing let through.

The sentences are lazy, so that one refusal can be said in both languages.
"""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.text import LANGUAGES, UNPRINTABLE, Text

LARGEST_KEY = 2**63 - 1
# 秘密★, 机密★ and 绝密★ as they stand at the head of a classified document.
CLASSIFIED = re.compile(r"[\u79d8\u673a\u7edd]\s*\u5bc6\s*[\u2605\u2606]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Faults:
    """What is wrong, by field."""

    def __init__(self) -> None:
        self.found: dict[str, list[ValidationError]] = {}

    def add(self, field: str, message: "str | Promise", code: str = "invalid", **params: object) -> None:
        self.found.setdefault(field, []).append(ValidationError(message, code=code, params=params or None))  # type: ignore[arg-type]

    def raise_any(self) -> None:
        """ValidationError by field, when there is a fault."""
        if self.found:
            raise ValidationError(self.found)


class Payload:
    """One object of what was sent. Keys are taken one after the other; `done` refuses those that nobody asked for."""

    def __init__(self, data: object, faults: Faults, place: str = "") -> None:
        self.faults, self.place = faults, place
        self.data: dict[str, Any] = {}
        if isinstance(data, Mapping) and all(isinstance(key, str) for key in data):
            self.data = dict(data)
        else:
            faults.add(place, _("格式不对。"))

    def field(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def fault(self, name: str, message: "str | Promise", code: str = "invalid", **params: object) -> None:
        self.faults.add(self.field(name), message, code, **params)

    def take(self, name: str) -> Any:
        return self.data.pop(name, None)

    def done(self) -> None:
        for name in self.data:
            self.fault(UNPRINTABLE.sub("?", name)[:60], _("没有这一项。"), "unknown")

    # --- Texts ---

    def text(self, name: str, limit: int, *, required: bool = False, lines: bool = False) -> str:
        """A text without blanks at its ends; on one line unless `lines`."""
        return self._text(self.take(name), name, limit, required=required, lines=lines)

    def bilingual(self, name: str, limit: int, *, required: bool = False, lines: bool = False) -> Text:
        """A text in both languages; `required` is its Chinese."""
        value = self.take(name)
        if isinstance(value, Text):
            value = {"zh": value.zh, "en": value.en}
        value = {} if value is None else value
        if not isinstance(value, Mapping) or set(value) - set(LANGUAGES):
            self.fault(name, _("应分中文和英文填写。"))
            return Text()
        zh, en = (
            self._text(value.get(lang), f"{name}.{lang}", limit, required=required and lang == "zh", lines=lines)
            for lang in LANGUAGES
        )
        return Text(zh, en)

    def _text(self, value: object, name: str, limit: int, *, required: bool, lines: bool) -> str:
        if value is not None and not isinstance(value, str):
            self.fault(name, _("应为文字。"))
            return ""
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        text = UNPRINTABLE.sub("", text).strip()
        text = text if lines else " ".join(text.split("\n"))
        if required and not text:
            self.fault(name, _("请填写此项。"), "required")
        if len(text) > limit:
            self.fault(name, _("最多%(limit)s个字符，现有%(size)s个。"), "too_long", limit=limit, size=len(text))
        if CLASSIFIED.search(text):
            self.fault(name, _("文字带有密级标志。涉密内容不得录入本系统。"), "classified")
        return text

    # --- Single values ---

    def whole(self, name: str, most: int) -> int | None:
        """A whole number from 0 to `most`."""
        return self._whole(self.take(name), name, most)

    def _whole(self, value: object, name: str, most: int) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(name, _("应为整数。"))
        elif not 0 <= value <= most:
            self.fault(name, _("应在0到%(most)s之间。"), "out_of_range", most=most)
        else:
            return value
        return None

    def flag(self, name: str) -> bool:
        value = self.take(name)
        if value not in (None, True, False) or isinstance(value, int) and not isinstance(value, bool):
            self.fault(name, _("应为是或否。"))
            return False
        return bool(value)

    def choice(self, name: str, choices: Collection[str], *, required: bool = False) -> str:
        value = self.take(name) or ""
        if not isinstance(value, str) or value and value not in choices:
            self.fault(name, _("没有这个选项。"), "unknown")
            return ""
        if required and not value:
            self.fault(name, _("请选择一项。"), "required")
        return value

    def day(self, name: str) -> date | None:
        """A day as 2017-09-01; a date is taken as it is."""
        value = self.take(name)
        if value is None or value == "" or type(value) is date:
            return value or None
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.fault(name, _("应为真实的日期，如2017-09-01。"))
        return None

    def uuid(self, name: str) -> uuid.UUID | None:
        value = self.take(name)
        if value is None or value == "" or isinstance(value, uuid.UUID):
            return value or None
        try:
            return uuid.UUID(value)
        except (ValueError, AttributeError, TypeError):
            self.fault(name, _("应为UUID编号。"))
            return None

    # --- Several ---

    def items(self, name: str, most: int) -> "list[Payload]":
        """A list of objects, without those that are none."""
        found = []
        for number, each in self._list(name, most):
            if isinstance(each, Mapping):
                found.append(Payload(each, self.faults, self.field(f"{name}.{number}")))
            else:
                self.fault(f"{name}.{number}", _("格式不对。"))
        return found

    def keys(self, name: str) -> list[int]:
        """Numbers of rows, each once, in the order given."""
        found = [self._whole(each, f"{name}.{number}", LARGEST_KEY) for number, each in self._list(name, 100)]
        return list(dict.fromkeys(key for key in found if key is not None))

    def _list(self, name: str, most: int) -> Iterable[tuple[int, object]]:
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fault(name, _("应为列表。"))
            return []
        if len(value) > most:
            self.fault(name, _("最多%(most)s项。"), "too_many", most=most)
            return []
        return enumerate(value)
