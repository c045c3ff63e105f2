"""How headings are numbered: one row a spelling, which knows the label at the beginning of a paragraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.importing.numerals import from_chinese, from_mark, from_roman, from_word
from core.importing.outline import Language

_HAN = "[一二三四五六七八九十百零〇○壹贰叁肆伍陆柒捌玖拾两]"
_BLANK = "[ \\t\\u00a0\\u2002-\\u200a\\u202f\\u3000]"
_OPEN, _CLOSE = "[(（〔﹙\\[［]", "[)）〕﹚\\]］]"
_POINT = "[.．。、,，:：)）]"
_ROMAN = "[IVXLCⅠ-Ⅻ]"
_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ORDINAL = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_DIGITS = "[0-9０-９]{1,2}"
_SHORT = "[0-9０-９]{1,3}(?![0-9０-９])"  # a number that is no year: 1. 5 is rather a decimal with a stray blank


@dataclass(frozen=True, slots=True)
class Style:
    """A spelling of a label. Spellings of one `family` count on from each other.

    A `weak` one is also an ordinary beginning of a sentence, and a heading only among others of its family.
    """

    family: str
    pattern: re.Pattern[str]
    value: Callable[[str], int]
    weak: bool = False


def _row(family: str, pattern: str, value: Callable[[str], int], *, weak: bool = False) -> Style:
    """The pattern stands at the beginning of the paragraph; its group is the number, `_` in it a run of blanks."""
    return Style(family, re.compile(pattern.replace("_", f"{_BLANK}*")), value, weak)


def _named(text: str) -> int:
    """one, first, IV, 4, 四."""
    if text[0] in "一二三四五六七八九十百零〇○壹贰叁肆伍陆柒捌玖拾两":
        return from_chinese(text)
    return int(text) if text.isdecimal() else from_word(text) or from_roman(text)


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1


# 1.1 and I.1: the second number counts; a figure has no blank behind it.
_DECIMAL = rf"_(?:{_DIGITS}|[IVXⅠ-Ⅻ]{{1,4}})[.．]({_DIGITS})[.．]?(?:{_BLANK}+|、)(?=[A-Za-z\u4e00-\u9fff“‘\"《])"
_ZH_DIGIT = rf"_({_DIGITS})_(?:、(?!{_SHORT})|[.．，,:：](?![0-9０-９])(?!{_BLANK}{_SHORT}))"
_BRACKETS = (
    _row("digit-brackets", rf"_{_OPEN}_({_DIGITS})_{_CLOSE}_[、．.，,：:]?", int),
    _row("digit-brackets", rf"_({_DIGITS})_[)）]_[、．.]?", int),
    _row("digit-brackets", r"_([⑴-⒇])", from_mark),
    _row("circle", r"_([①-⑳])", from_mark),
)
_COMMON = (
    _row("han", rf"_({_HAN}(?:_{_HAN}){{0,3}})_[、，,．.：:]", from_chinese),
    _row("han-brackets", rf"_{_OPEN}_({_HAN}(?:_{_HAN}){{0,2}})_{_CLOSE}_[、．.，,：:]?", from_chinese),
    _row("han-brackets", r"_([㈠-㈩])_[、．.]?", from_mark),
    _row("digit", _ZH_DIGIT, int),
    _row("digit", r"_([⒈-⒛])", from_mark),
    _row("decimal", _DECIMAL, int, weak=True),
    *_BRACKETS,
)
STYLES: dict[Language, tuple[Style, ...]] = {
    "zh": (
        _row("chapter", rf"_第_({_HAN}{{1,4}}|{_DIGITS})_(?:部分|章|篇)_[、.．:：,，]?", _named),
        _row("section", rf"_第_({_HAN}{{1,4}}|{_DIGITS})_节_[、.．:：,，]?", _named),
        _row("digit", rf"_({_DIGITS}){_BLANK}+(?=[\u4e00-\u9fff“《])", int, weak=True),
        *_COMMON,
    ),
    "en": (
        _row("chapter", rf"_(?i:part|section|chapter)_((?i:{_WORD})|[IVXLC]{{1,5}}|{_DIGITS})\b_[.:,、—–-]*", _named),
        _row("chapter", rf"_((?i:{_ORDINAL}))_(?i:part|section)\b_[.:,、—–-]*", from_word),
        _row("roman", rf"_({_ROMAN}{{1,7}})_{_POINT}(?![0-9])", from_roman),
        _row("roman", rf"_({_ROMAN}{{1,7}})_[—–-]+(?=_[A-Z“‘\"])", from_roman, weak=True),
        _row("roman", rf"_({_ROMAN}{{1,7}}){_BLANK}+(?=[A-Z“‘\"])", from_roman, weak=True),
        _row("word", rf"_((?i:{_WORD}))_[.:、](?={_BLANK})", from_word, weak=True),
        _row("letter", rf"_([A-Z])_[.．:、)）](?={_BLANK})", _letter, weak=True),
        _row("roman-brackets", rf"_{_OPEN}_([IVXLCivxlcⅠ-Ⅻ]{{1,5}})_{_CLOSE}_[.:,]?", from_roman),
        _row("letter-brackets", rf"_{_OPEN}_([A-Za-z])_{_CLOSE}_[.:,]?", _letter, weak=True),
        _row("word-brackets", rf"_{_OPEN}_((?i:{_WORD}))_{_CLOSE}_[.:,]?", from_word),
        *_COMMON,
    ),
}

# From the outside inwards. In English the families after `roman` are ranked by which of them comes first in the text.
RANKS: dict[Language, dict[str, int]] = {
    "zh": {
        "chapter": 0,
        "section": 1,
        "han": 2,
        "han-brackets": 3,
        "digit": 4,
        "decimal": 5,
        "digit-brackets": 6,
        "circle": 7,
    },
    "en": {"chapter": 0, "han": 1, "roman": 1},
}
INNERMOST = 2
# Families that number headings and hardly anything else: a single one of them may stand for itself.
HEADINGS_ONLY = frozenset(("chapter", "han", "roman"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: `number` is its value, `end` where the text behind it begins, blanks skipped."""

    family: str
    number: int
    end: int
    mark: str  # what closes it
    weak: bool


def labels(text: str, language: Language) -> Iterator[Label]:
    """Every way in which the beginning of a paragraph can be read as a label."""
    for style in STYLES[language]:
        found = style.pattern.match(text)
        if found and (number := style.value(found[1])) > 0:
            end = found.end()
            while end < len(text) and text[end].isspace():
                end += 1
            yield Label(style.family, number, end, found[0].rstrip()[-1:], style.weak)
