"""Numerals in Chinese prose that count nothing: labels of runs, codes, telephone numbers, times of day, ratios."""

import re
from dataclasses import dataclass
from decimal import Decimal

from core.quantities.chinese.count import EXACT, combined
from core.quantities.chinese.lexicon import ENUMERATOR, ENUMERATOR_ORDINAL, LABEL, SEQUENCE_WORDS, SLOGANS, Meaning
from core.quantities.chinese.units import after_counter, before_number, counter_at
from core.quantities.han import han_value
from core.quantities.units import UnitKind

_CLAUSE = ",。;:、!?)”\n"
_HOUR = "[0-9]{1,2}|二?十[一二三四]?|[一二两三四五六七八九]"
_TIME = re.compile(
    f"(?P<h>{_HOUR})(?:时(?![间期代常段速候效限辰刻差])(?:(?P<m>[0-9]{{1,2}})分?(?!钟))?许?"
    "|(?P<late>点)(?:钟|整|半|许|(?P<n>[0-9]{1,2})分|(?P<around>(?=前后|左右|以前|之前|以后|之后)))?"
    f"|(?=(?:至|到|-|~|—)(?:次日)?(?:{_HOUR})时(?![间期代常段速候效限辰刻差])))"
)
_CLOCK = re.compile("(?P<h>[01]?[0-9]|2[0-4]):(?P<m>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])")
_PART_OF_DAY = re.compile(
    "(?:凌晨|清晨|早晨|早上|早|上午|中午|午间|下午|傍晚|晚上|晚间|晚|夜间|当晚|日|[0-9时点]至|到)$"
)
_RATIO = re.compile(
    r"(?P<a>[0-9]+(?:\.[0-9]+)?)[:∶](?P<b>[0-9]+(?:\.[0-9]+)?)(?:[:∶](?P<e>[0-9]+(?:\.[0-9]+)?))?(?![0-9:∶])"
    "|(?P<c>[0-9一二三四五六七八九十]+)比(?P<d>[0-9一二三四五六七八九十]+)(?![0-9个年上下])"
)
# 师生比不低于1:15 is no time of day.
_OF_RATIO = re.compile(
    "(?:比例?|比例尺|配比|占比|比值)[^,。;、]{0,6}$|(?:不低于|不高于|不超过|不得低于|不得高于|不得超过|低于|高于|不足|不到|达到?|约为)$"
)
_SLASH = re.compile(r"(?P<a>[1-9])/(?P<b>[1-9][0-9]?)(?![0-9/年月])")
_PHONE = re.compile(
    "(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4})(?![0-9])|[0-9]{12,}(?![0-9.万亿])"
)
_DIALLED = re.compile("(?:拨打|拨通|致电|来电|电话|号码|传真|邮编)[:“]?$")
_DAY = re.compile("(?P<m>[01]?[0-9])[·•‧](?P<d>[0-3]?[0-9])(?![0-9])")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){2,}版?")
_NUMBERED = re.compile("[0-9]+(?:-[0-9]+)*(?:号(?!召|角|脉)|#)")
_NUMERALS = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_RISING = re.compile(
    "(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])连(?:冠|丰|增|涨|调|升|跌|降|胜|快)"
)
_LONGEST_CATCHWORD = 10
_CATCHWORD = re.compile(f"“[\u4e00-\u9fff、]{{2,{_LONGEST_CATCHWORD}}}”")
_WEEKDAY = re.compile("[一二三四五六](?![次个天节小课班])")
_CODE_HEAD = re.compile("[A-Za-z][A-Za-z0-9./_-]*$")
_CODE_TAIL = re.compile("[A-Za-z0-9_]*(?:[./-][A-Za-z0-9_]+)*")
_NO_CODE = re.compile(r"(?:RMB|CNY|USD|US|HK|No\.)$", re.IGNORECASE)
_NUMBER = re.compile("[0-9]+(?:[.,][0-9]+)*")
_DIGITS = re.compile("[0-9]+")
_PLUS = re.compile(r"[0-9]+(?:\+[0-9XNn]+)+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that only carries numerals, or the label of a run with its number."""

    key: str
    start: int
    end: int
    numbers: tuple[Decimal, ...]
    qualifiers: Meaning = EXACT


def label_at(text: str, start: int) -> Mark | None:
    """The label of a numbered run: 一是, 第二，, 首先, and 一、 or (1) where a text or a sentence begins."""
    if "①" <= text[start] <= "⑳":
        return Mark("label", start, start + 1, (Decimal(ord(text[start]) - 0x245F),))
    if start and text[start - 1] not in _CLAUSE:
        return None
    found = LABEL.match(text, start)
    if found and (start == 0 or (text[start - 1] in "。;:,!?\n" and found["inner"])):
        number = han_value(found["han"] or found["inner"] or found["digits"])
        return Mark("label", start, found.end(), (Decimal(number),))
    found = ENUMERATOR.match(text, start) or ENUMERATOR_ORDINAL.match(text, start)
    if found and (start == 0 or text[start - 1] != "、"):
        return Mark("label", start, found.end(), (Decimal(han_value(found["n"])),))
    for word, number in SEQUENCE_WORDS.items():
        if not text.startswith(word, start) or (start and text[start - 1] == ","):
            continue
        if number < 3 or text.startswith((",", "是"), start + 2):
            return Mark("label", start, start + 2, (Decimal(number),))
    return None


def mark_at(text: str, start: int, floor: int) -> Mark | None:
    """The code, slogan, telephone number, time of day or ratio that the numeral there belongs to."""
    if text[start] in "0123456789":
        found = _phone(text, start) or _code(text, start, floor) or _clock(text, start) or _plus(text, start)
        if found:
            return found
    return _slogan(text, start) or _time(text, start) or _ratio(text, start, floor)


def _slogan(text: str, start: int) -> Mark | None:
    found = SLOGANS.match(text, start) or _RISING.match(text, start)
    if found is None or text[start - 1 : start] in ("第", "十", "百"):
        return None
    return Mark("slogan", start, found.end(), tuple(Decimal(han_value(one)) for one in found.groups() if one))


def quoted_at(text: str, start: int) -> Mark | None:
    """The rest of a short catchword in quotes from a numeral that counts nothing: “三品一标”, “三超一疲劳”."""
    opens = text.rfind("“", max(0, start - _LONGEST_CATCHWORD), start)
    found = _CATCHWORD.match(text, opens) if opens >= 0 else None
    if found is None or found.end() <= start:
        return None
    end = found.end() - 1
    return Mark("slogan", start, end, tuple(Decimal(han_value(one)) for one in _NUMERALS.findall(text, start, end)))


def _phone(text: str, start: int) -> Mark | None:
    if (found := _PHONE.match(text, start)) and not (found[0].endswith("000") or _is_counted(text, found.end())):
        return Mark("telephone", start, found.end(), _numbers(found[0]))
    if _DIALLED.search(text, max(0, start - 3), start) and (found := _DIGITS.match(text, start)):
        return (
            None
            if _is_counted(text, _number_end(text, start))
            else Mark("telephone", start, found.end(), _numbers(found[0]))
        )
    if found := _DAY.match(text, start):
        return Mark("day", start, found.end(), (Decimal(found["m"]), Decimal(found["d"])))
    found = _DOTTED.match(text, start)
    if found and not _is_counted(text, found.end()):
        return Mark("code", start, found.end(), _numbers(found[0]))
    if found := _NUMBERED.match(text, start):
        return Mark("number", start, found.end(), _numbers(found[0]))
    return None


def is_weekday(text: str, start: int) -> bool:
    """Whether the Chinese digit there names a day of the week: 周三, 星期五; not 每周三次."""
    before = text[max(0, start - 2) : start]
    return before.endswith(("周", "星期", "礼拜")) and _WEEKDAY.match(text, start) is not None


def _code(text: str, start: int, floor: int) -> Mark | None:
    """Letters and digits without a blank between them: GB/T, 5G, A4, ISO9001. Not GDP6.5% nor 3km."""
    head = _CODE_HEAD.search(text, max(floor, start - 24), start)
    tail = _CODE_TAIL.match(text, start)
    end = tail.end() if tail else start
    digits = _DIGITS.match(text, start)
    if head and _NO_CODE.search(head[0]):
        return None
    if head:
        if len(head[0]) >= 3 and head[0].isalpha() and digits and _is_counted(text, _number_end(text, start)):
            return None
        return Mark("code", head.start(), end, _numbers(text[head.start() : end]))
    after = digits.end() if digits else start
    number_end = _number_end(text, start)
    if number_end < len(text) and text[number_end].isascii() and text[number_end].isalpha():
        if counter_at(text, number_end):
            return None
        return Mark("code", start, max(end, after), _numbers(text[start : max(end, after)]))
    return None


def _number_end(text: str, start: int) -> int:
    found = _NUMBER.match(text, start)
    return found.end() if found else start


def _is_counted(text: str, end: int) -> bool:
    return text[end : end + 1] in ("万", "亿", "余", "多") or counter_at(text, end) is not None


def _plus(text: str, start: int) -> Mark | None:
    found = _PLUS.match(text, start)
    return Mark("plus", start, found.end(), _numbers(found[0])) if found else None


def _clock(text: str, start: int) -> Mark | None:
    found = _CLOCK.match(text, start)
    if found is None or _OF_RATIO.search(text, max(0, start - 12), start):
        return None
    return Mark("time", start, found.end(), (Decimal(found["h"]), Decimal(found["m"])))


def _time(text: str, start: int) -> Mark | None:
    found = _TIME.match(text, start)
    if found is None:
        return None
    exact = found[0].endswith(("钟", "整", "分")) or found["around"] is not None
    if found["late"] and not exact and not _PART_OF_DAY.search(text, max(0, start - 3), start):
        return None
    hour = han_value(found["h"])
    if hour > 24:
        return None
    minute = found["m"] or found["n"] or ("30" if found[0].endswith("半") else "0")
    return Mark("time", start, found.end(), (Decimal(hour), Decimal(minute)))


def _ratio(text: str, start: int, floor: int) -> Mark | None:
    """1∶20, 12比1, with its qualifier: 不足0.3:1."""
    found = _RATIO.match(text, start)
    if found is None or text[start - 1 : start] in ("第", "上"):
        return None
    try:
        pair = tuple(
            Decimal(han_value(one)) if not re.match("[0-9]", one) else Decimal(one) for one in found.groups() if one
        )
    except ValueError:
        return None
    before = before_number(text, floor, start, scale=False)
    after = after_counter(text, found.end(), UnitKind.NONE)
    meaning = combined([place[1] for place in (before, after) if place])
    return Mark("ratio", before[0] if before else start, after[0] if after else found.end(), pair, meaning)


def slash_at(text: str, start: int) -> tuple[int, int, int] | None:
    """A fraction with a stroke, 2/3: parts, whole and where it ends."""
    found = _SLASH.match(text, start)
    if found is None or int(found["a"]) >= int(found["b"]) or text[start - 1 : start] in ("/", "."):
        return None
    return int(found["a"]), int(found["b"]), found.end()


def _numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(digits) for digits in _DIGITS.findall(text)[:6])
