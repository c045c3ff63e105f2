"""Names that forms choose from: bodies, localities and instruments are the same for every office; people are known to
those who work on an inspection in which they take part. A name is found as it is typed: Chinese, English or pinyin
(the English name of a person is her pinyin), whole or its beginning, or by initials."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language

from accounts.models import Body, Locality, User
from core.text import Text
from inspections.models import Inspection, Instrument, Person

SHOWN = 500  # names offered while typing; what is typed is found among all of them
BETWEEN = re.compile(r"[\s·•.,'’\-－（）()《》“”]+")


@dataclass(frozen=True)
class Known:
    """A row of a register: its key, how the form writes it, and every name under which it is found."""

    pk: int | str
    label: str
    beside: str
    names: tuple[str, ...]


class Register:
    """Rows by name. Two rows of one name are told apart by their codes."""

    def __init__(self, rows: Iterable[tuple[int | str, str, Text, Text]]) -> None:
        rows = list(rows)
        lang = "en" if (get_language() or "").startswith("en") else "zh"
        labels = [name.best(lang) for _pk, _code, name, _short in rows]
        twice = {label for label in labels if labels.count(label) > 1} if len(set(labels)) < len(labels) else set()
        self.rows = [
            Known(
                pk,
                f"{label} ({code})" if label in twice else label,
                name.get("zh" if lang == "en" else "en"),
                tuple(filter(None, (code, *name, *short))),
            )
            for (pk, code, name, short), label in zip(rows, labels, strict=True)
        ]
        self.by_pk = {str(row.pk): row for row in self.rows}

    def find(self, typed: str) -> list[Known]:
        """The rows meant by `typed`: by their label, else by a whole name, by initials, by how a name begins."""
        if exact := [row for row in self.rows if row.label == typed.strip()]:
            return exact
        if not (wanted := folded(typed)):
            return []
        for fits in (
            lambda name: folded(name) == wanted,
            lambda name: initials(name) == wanted,
            lambda name: folded(name).startswith(wanted),
            lambda name: wanted in folded(name),
        ):
            if found := [row for row in self.rows if any(map(fits, row.names))]:
                return found
        return []

    @property
    def shown(self) -> list[Known]:
        return self.rows[:SHOWN]


def folded(text: str) -> str:
    """`Wang Sheng-jun` → `wangshengjun`."""
    return BETWEEN.sub("", text).casefold()


def initials(text: str) -> str:
    """`Wang Shengjun` → `ws`; "" for one word."""
    words = [word for word in BETWEEN.split(text) if word]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _register(rows: models.QuerySet, *, code: str = "code", short: bool = False) -> Register:
    columns = ["pk", code, "name_zh", "name_en", *(["short_zh", "short_en"] if short else [])]
    return Register(
        (pk, key, Text(zh, en), Text(*shorts)) for pk, key, zh, en, *shorts in rows.order_by("pk").values_list(*columns)
    )


def bodies(user: User) -> Register:
    return _register(Body.objects.all(), short=True)


def localities(user: User) -> Register:
    return _register(Locality.objects.all(), short=True)


def instruments(user: User) -> Register:
    rows = Instrument.objects.order_by("pk").values_list("pk", "code", "title_zh", "title_en", "short_zh", "short_en")
    return Register((pk, code, Text(zh, en), Text(*short)) for pk, code, zh, en, *short in rows)


def people(user: User) -> Register:
    """Whoever takes part in an inspection that `user` may see."""
    seen = Inspection.objects.visible_to(user)
    return _register(Person.objects.filter(parts__inspection__in=seen).distinct())
