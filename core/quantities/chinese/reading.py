"""Reading quantities, dates and names with numerals out of Chinese prose."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from core.quantities.chinese.count import Count
from core.quantities.chinese.counts import count_at
from core.quantities.chinese.dates import Dated, date_at
from core.quantities.chinese.lexicon import IDIOMS
from core.quantities.chinese.marks import Mark, is_weekday, label_at, mark_at, quoted_at, slash_at
from core.quantities.chinese.numerals import HAN, OLD_HAN
from core.quantities.chinese.words import ordinal_in_row_at, word_at
from core.quantities.names import zh_names
from core.quantities.plain import Plain
from core.quantities.reading import Irregularity, Moment, Reading, ReadingKind
from core.quantities.units import UnitKind

K, R = UnitKind, ReadingKind

_DATE_HEADS = "今本去前明次翌同当每上下"
_WORD_HEADS = "第首头开前翻半过近超逾减多大对数几若好上成"
_WORDS = frozenset(_WORD_HEADS + "一二三四五六七八九十千")
_CATCHWORDS = frozenset("两二三四五六七八九十")
_CANDIDATE = re.compile(
    f"[0-9①-⑳Ⅰ-Ⅻ(《其再{_DATE_HEADS}{_WORD_HEADS}{HAN}{OLD_HAN}]|(?<![A-Za-z])(?:I{{1,3}}|IV|VI?)(?=级)"
)
_TITLE = re.compile("《[^《》]{1,120}》")
_WIDE_COMMAS = re.compile("[0-9０-９.,．][0-9０-９.,．，]*，[0-9０-９]+")
_WIDE_GROUPS = re.compile("[0-9０-９]{1,3}(?:，[0-9０-９]{3})+")
_RUN = re.compile(f"[{HAN}{OLD_HAN}]+|[0-9]+")
_ROMAN_GRADE = re.compile("(?:(?P<sign>[Ⅰ-Ⅻ])|(?P<word>I{1,3}|IV|VI?))级(?P<after>(?:及)?以[上下])?")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_FULL_WIDTH = re.compile("[０-９，．]")
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}")

_Read = tuple[int, int, Reading]


def _by_numeral() -> dict[str, list[tuple[str, int, str]]]:
    """Idioms by their first numeral, 第 or 半: the word, the place of that character in it, what must not follow."""
    table: dict[str, list[tuple[str, int, str]]] = {}
    for entry in IDIOMS.split():
        word, _, unless = entry.partition("!")
        at = next(n for n, char in enumerate(word) if char in HAN or char in "第半")
        table.setdefault(word[at], []).append((word, at, unless))
    for rows in table.values():
        rows.sort(key=lambda one: -len(one[0]))
    return table


_IDIOMS = _by_numeral()


def read_zh(text: str) -> list[Reading]:
    """Everything read in a Chinese text, in order of place, nothing twice.

    Full-width forms, stray blanks and half-width punctuation are read through; places are those of `text` as given.
    """
    return list(_Reader(Plain.chinese(text)).readings())


def _parted(plain: Plain) -> str:
    """The plain text, in which a full-width comma between digits stays one only where it groups thousands: 11，590.

    Elsewhere it parts two clauses (降至15，2017年), and a semicolon cannot be taken for the mark of a number.
    """
    text = plain.text
    for found in _WIDE_COMMAS.finditer(plain.raw):
        if not _WIDE_GROUPS.fullmatch(found[0]):
            for comma in re.finditer("，", found[0]):
                at = bisect_left(plain.places, found.start() + comma.start())
                text = f"{text[:at]};{text[at + 1 :]}"
    return text


class _Reader:
    """One run through one text, from left to right. `_floor` is where the last reading ended."""

    def __init__(self, plain: Plain) -> None:
        self._plain, self._text = plain, _parted(plain)
        self._floor = 0
        self._dated: Dated | None = None
        self._titles = {found.start(): found.end() for found in _TITLE.finditer(self._text)}

    def readings(self) -> Iterator[Reading]:
        names = [*zh_names(self._text), (len(self._text), len(self._text), "", ())]
        for start, end, key, numbers in names:
            yield from self._until(start)
            if end > start:
                yield self._place(R.NAME, start, end, key=key, numbers=numbers)
            self._floor = end

    def _until(self, stop: int) -> Iterator[Reading]:
        """The readings up to the next name, none of which runs into it."""
        at = self._floor
        while (found := _CANDIDATE.search(self._text, at, stop)) and found.start() < stop:
            at = found.start()
            if title := self._titles.get(at):
                at = min(title, stop)  # the table of names knows what a title holds
                continue
            read = None if (idiom := self._idiom_end(at)) else self._read(at)
            if read is not None and read[1] <= stop:
                at = self._floor = read[1]
                yield read[2]
            else:
                at = idiom or self._next(at)

    def _next(self, at: int) -> int:
        """Past what was no quantity: a whole number, or one character."""
        run = _RUN.match(self._text, at)
        return run.end() if run and self._text[at] in "0123456789" else at + 1

    def _idiom_end(self, at: int) -> int:
        for word, offset, unless in _IDIOMS.get(self._text[at], ()):
            begin = at - offset
            if begin >= self._floor and self._text.startswith(word, begin):
                end = begin + len(word)
                if self._text[end : end + 1] not in unless or not unless:
                    return end
        return at + 1 if is_weekday(self._text, at) else 0

    def _read(self, at: int) -> _Read | None:
        text, char = self._text, self._text[at]
        if label := label_at(text, at):
            return self._marked(R.ENUMERATOR, label)
        if char in "(":
            return None
        if dated := date_at(text, at, self._dated):
            return self._date(dated)
        if grade := _ROMAN_GRADE.match(text, at):
            return self._grade(grade)
        if char in _WORDS and (count := word_at(text, at, self._floor)):
            return self._count(count)
        if char not in HAN and char not in OLD_HAN and not char.isdigit():
            return None
        if row := ordinal_in_row_at(text, at):
            return self._count(row)
        if mark := mark_at(text, at, self._floor):
            return self._marked(R.NAME, mark)
        if slash := slash_at(text, at):
            return self._slash(at, *slash)
        if count := count_at(text, at, self._floor):
            return self._count(count)
        quoted = quoted_at(text, at) if char in _CATCHWORDS else None
        return self._marked(R.NAME, quoted) if quoted else None

    # --- making readings --------------------------------------------------------------------------------------------

    def _place(self, kind: ReadingKind, start: int, end: int, **fields: object) -> Reading:
        begin, stop = self._plain.span(start, end)
        return Reading(kind, begin, stop, self._plain.raw[begin:stop], **fields)  # type: ignore[arg-type]

    def _marked(self, kind: ReadingKind, mark: Mark) -> _Read:
        if kind is R.ENUMERATOR:
            return mark.start, mark.end, self._place(kind, mark.start, mark.end, value=mark.numbers[0])
        reading = self._place(
            kind, mark.start, mark.end, key=mark.key, numbers=mark.numbers, qualifiers=mark.qualifiers
        )
        return mark.start, mark.end, reading

    def _date(self, dated: Dated) -> _Read:
        self._dated = dated
        reading = self._place(
            R.PERIOD if dated.is_period else R.DATE,
            dated.start,
            dated.end,
            first=dated.first,
            last=dated.last,
            malformed=dated.malformed,
        )
        return dated.start, dated.end, reading

    def _grade(self, grade: re.Match[str]) -> _Read:
        value = ord(grade["sign"]) - 0x215F if grade["sign"] else _ROMAN[grade["word"]]
        count = Count(R.LEVEL, *grade.span(), Decimal(value), unit=K.LEVEL, counter="级")
        return self._count(count)

    def _slash(self, at: int, parts: int, whole: int, end: int) -> _Read:
        """超过2/3 as 超过三分之二."""
        words = f"{whole}分之{parts}"
        count = count_at(self._text[:at] + words + self._text[end : end + 16], at, self._floor)
        if count is None:
            raise ValueError(f"{words} is no fraction")
        return self._count(replace(count, end=end + count.end - at - len(words)))

    def _count(self, count: Count) -> _Read:
        if self._is_year(count):
            moment = Moment(int(count.value or 0))
            return count.start, count.end, self._place(R.DATE, count.start, count.end, first=moment, weak=True)
        reading = self._place(
            count.kind,
            count.start,
            count.end,
            value=count.value,
            low=count.low,
            high=count.high,
            qualifiers=count.qualifiers,
            unit=count.unit,
            scale=count.scale,
            counter=count.counter,
            noun=count.noun,
            key="each" if self._text[count.start - 1 : count.start] == "各" else "",
            alternatives=count.alternatives,
            notes=self._notes(count),
            weak=count.weak,
            malformed=count.malformed,
        )
        return count.start, count.end, reading

    def _is_year(self, count: Count) -> bool:
        """A bare 2017 is a year as long as nothing says that it counts."""
        bare = (
            count.kind is R.CARDINAL and not (count.counter or count.noun or count.scale) and len(count.qualifiers) == 1
        )
        return bare and _BARE_YEAR.fullmatch(self._text, count.start, count.end) is not None

    def _notes(self, count: Count) -> tuple[Irregularity, ...]:
        begin, stop = self._plain.span(count.start, count.end)
        wide = _FULL_WIDTH.search(self._plain.raw[begin:stop]) is not None
        return (*count.notes, Irregularity.FULL_WIDTH) if wide else count.notes
