"""The glossary as the comparison uses it: Chinese terms, their English, and a scan that finds them in a paragraph."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any

from core.quantities.difference import Span
from core.quantities.plain import Plain
from reports.agreement.english import Form, first_form, forms_of, is_name

PERSONS = "persons"  # the group whose terms are names of people
BAR = "|"  # between the forms of one column of the file
LISTS = ("zh_variants", "short", "accepted", "avoided")

# The end of a term → what must not follow it, for then it is the beginning of another word: 公安部 in 公安部门 (but not
# in 公安部门户网站), 代表 in 代表团.
NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "部": ("门",),
    "代表": ("大会", "团", "性"),
    "主任": ("委员",),
    "委员": ("会", "长"),
    "省": ("级",),
    "整改": ("率",),
}
DESPITE: dict[str, tuple[str, ...]] = {"部": ("门户",)}


@dataclass(frozen=True, slots=True)
class Term:
    """One Chinese term and its English.

    `en` is what is to be written. `short` are abbreviations and short forms, right wherever they stand; `accepted` are
    other right renderings, of which one document uses one; `avoided` are wrong ones. A term that is not `checked` is
    listed only: its English varies freely. `valid_to` is the last day on which it holds.
    """

    zh: str
    en: str
    zh_variants: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    group: str = ""
    checked: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RightForm:
    """A right way of writing a term; `rendering` numbers the entry's renderings, None for short forms."""

    form: Form
    rendering: int | None


@dataclass(frozen=True, eq=False)
class Entry:
    """All that the glossary says of one Chinese term, in every form of it."""

    zh: str
    renderings: tuple[str, ...]  # the preferred one first
    right: tuple[RightForm, ...]
    avoided: tuple[Form, ...]
    checked: bool
    person: bool = False

    @property
    def preferred(self) -> str:
        return self.renderings[0]

    @cached_property
    def whole(self) -> dict[Form, bool]:
        """The renderings as given, not turned round; True for names, whose words are not inflected."""
        return {form: is_name(text) for text in self.renderings if (form := first_form(text))}

    @classmethod
    def of(cls, terms: list[Term]) -> "Entry":
        renderings = tuple(dict.fromkeys(text for term in terms for text in (term.en, *term.accepted)))
        right: dict[Form, int | None] = {}
        for number, text in enumerate(renderings):
            for form in forms_of(text):
                right.setdefault(form, None if form.acronym else number)
        for text in (text for term in terms for text in term.short):
            for form in forms_of(text):
                right.setdefault(form, None)
        avoided = {form: None for term in terms for text in term.avoided for form in forms_of(text)}
        return cls(
            zh=terms[0].zh,
            renderings=renderings,
            right=tuple(RightForm(form, number) for form, number in right.items()),
            avoided=tuple(form for form in avoided if form not in right),
            checked=any(term.checked for term in terms) and bool(right),
            person=any(term.group == PERSONS for term in terms),
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A term where it stands in a Chinese paragraph, as written there."""

    entry: Entry
    span: Span


@dataclass(frozen=True)
class Glossary:
    """A set of terms, ready to be looked for. Compiled at the first use; keep it for all paragraphs of a document."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def from_tsv(cls, path: Path | str) -> "Glossary":
        """The glossary of a tab-separated file with a header line (columns as in `Term`; lists separated by a bar;
        `checked` yes or no; dates as 2018-03-11). Raises ValueError with the line that cannot be read."""
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return cls.from_rows(csv.DictReader(file, delimiter="\t"))

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> "Glossary":
        """The glossary of rows that hold what a line of the file holds, as text or as values already."""
        return cls(tuple(term_of(row, number) for number, row in enumerate(rows, start=2)))

    def on(self, day: date) -> "Glossary":
        """The terms that hold on `day`; the same glossary each time, so that it is compiled once."""
        held = tuple(term.valid_on(day) for term in self.terms)
        if all(held):
            return self
        if held not in self._dated:
            self._dated[held] = Glossary(tuple(compress(self.terms, held)))
        return self._dated[held]

    @cached_property
    def _dated(self) -> dict[tuple[bool, ...], "Glossary"]:
        """By which of the terms hold: the glossary of these."""
        return {}

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, Entry]]]:
        """First character → forms that begin with it and their entries, the longest first."""
        by_zh: dict[str, list[Term]] = {}
        for term in self.terms:
            by_zh.setdefault(_plain(term.zh), []).append(term)
        entries = {zh: Entry.of(terms) for zh, terms in by_zh.items()}
        forms = dict(entries)
        for zh, terms in by_zh.items():
            for variant in (text for term in terms for text in term.zh_variants):
                forms.setdefault(_plain(variant), entries[zh])
        index: dict[str, list[tuple[str, Entry]]] = {}
        for form in sorted(filter(None, forms), key=len, reverse=True):
            index.setdefault(form[0], []).append((form, forms[form]))
        return index

    def mentions(self, zh: str) -> list[Mention]:
        """The terms in a Chinese paragraph, in their order; where several fit, the longest hides the others."""
        plain = Plain.chinese(zh)
        text, forms, found, past = plain.text, self._forms, [], 0
        for at, first in enumerate(text):
            if at < past or first not in forms:
                continue
            for form, entry in forms[first]:
                if text.startswith(form, at) and self._stands(entry, text, at, form, past):
                    past = at + len(form)
                    start, end = plain.span(at, past)
                    found.append(Mention(entry, Span(zh[start:end], start, end)))
                    break
        return found

    @staticmethod
    def _stands(entry: Entry, text: str, start: int, form: str, past: int) -> bool:
        """Is this the term, and not part of another word? A person's name of two characters needs a bound on one side,
        or a term right before it: 张平 is nobody in 扩张平台."""
        end = start + len(form)
        if _goes_on(text, form, end):
            return False
        if not entry.person or len(form) > 2:
            return True
        bound = start in (0, past) or end == len(text)
        return bound or not is_han(text[start - 1]) or not is_han(text[end])


def _goes_on(text: str, form: str, end: int) -> bool:
    """Does what follows make another word of the last characters of `form`?"""
    for ending, following in NOT_BEFORE.items():
        if form.endswith(ending) and text.startswith(following, end):
            return not text.startswith(DESPITE.get(ending, ()), end)
    return False


def is_han(char: str) -> bool:
    """Is this a Chinese character?"""
    return "\u3400" <= char <= "\u9fff"


def _plain(zh: str) -> str:
    return Plain.chinese(zh).text.strip()


def term_of(row: Mapping[str, Any], number: int = 0) -> Term:
    """The Term of a row; ValueError naming line `number` where Chinese or English is missing or a value is no value."""
    try:
        term = Term(
            zh=str(row.get("zh") or "").strip(),
            en=str(row.get("en") or "").strip(),
            **{name: _list(row.get(name)) for name in LISTS},
            group=str(row.get("group") or ""),
            checked=_yes(row.get("checked", True)),
            valid_from=_day(row.get("valid_from")),
            valid_to=_day(row.get("valid_to")),
            note=str(row.get("note") or ""),
        )
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
    if not term.zh or not term.en:
        raise ValueError(f"line {number}: a term needs its Chinese and its English")
    return term


def _list(value: Any) -> tuple[str, ...]:
    parts = value.split(BAR) if isinstance(value, str) else value or ()
    return tuple(dict.fromkeys(part for text in parts if (part := str(text).strip())))


def _yes(value: Any) -> bool:
    if isinstance(value, str):
        if value.strip().lower() not in ("yes", "no", ""):
            raise ValueError(f"“checked” is yes or no, not {value!r}")
        return value.strip().lower() != "no"
    return bool(value)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else date.fromisoformat(value.strip()) if value and value.strip() else None
