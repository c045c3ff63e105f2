"""What stands around a number in Chinese prose: counter, qualifiers, the noun that is counted."""

import re
from dataclasses import dataclass

from core.quantities.chinese.lexicon import (
    AFTER,
    AFTER_TIME,
    AFTER_UNLESS,
    BEFORE,
    BEFORE_SCALE,
    BEFORE_SCALE_NOT_AFTER,
    BEFORE_WITH_VERB,
    COUNTER_UNLESS,
    COUNTERS,
    CURRENCIES,
    DIRECT_NOUNS,
    EXTREMES,
    GLUE,
    LONGEST_NOUN,
    NEARLY_AFTER,
    NEARLY_BEFORE,
    NEARLY_UNITS,
    NO_WHOLE,
    NOT_AFTER,
    NOUN_RUN,
    NOUN_STOP,
    PLACES,
    RELATIVE_AFTER,
    RELATIVE_TIME,
    WHOLE_HEADS,
    WORDS_OF_EXTREMES,
    Meaning,
)
from core.quantities.units import MEASURES, UnitKind


def _either(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_QUALIFIERS = BEFORE | BEFORE_WITH_VERB
_BEFORE = re.compile(f"(?P<word>{_either(_QUALIFIERS)}){GLUE}$")
_WORDS_OF_EXTREMES = WORDS_OF_EXTREMES.split()
_EXTREME = re.compile(f"(?P<word>{_either(EXTREMES.split())})(?P<words>(?:{_either(_WORDS_OF_EXTREMES)}){{1,4}})了?$")
_LOWEST = ("最低", "最少", "最短")
_BOUND = re.compile("[可处能罚限奖补助贷赔获享申领扣免]|给予|报销|资助|支持|扶持|授信|不超过")
_BEFORE_SCALE = re.compile(f"(?P<word>{_either(BEFORE_SCALE)})$")
_RELATIVE = re.compile(f"(?P<word>{_either(RELATIVE_TIME)})$")
_AFTER = re.compile(f"(?:{_either([*AFTER, *AFTER_TIME])})")
_LAST_OF_BEFORE = frozenset(word[-1] for word in (*_QUALIFIERS, *BEFORE_SCALE, *_WORDS_OF_EXTREMES)) | frozenset(
    "了为有占是达到在计年月人币出过"
)
_LONGEST_BEFORE = 9
_LONGEST_EXTREME = 14
_SHARE_VERBS = ("了", "为", "有", "占", "是", "占到")
_OF_WHOLE = re.compile(
    f"(?P<word>{_either(BEFORE)})(?P<glue>(?:{_either([*_WORDS_OF_EXTREMES, *_SHARE_VERBS])}){{0,3}})"
    "(?P<whole>[\u4e00-\u9fff、()]{2,16}?)的$"
)
_NO_WHOLE = re.compile(NO_WHOLE)
_CLAUSE_START = re.compile(
    "(?:^|[,。;:、!?()“”\n]|[的在自对从]|我[省市县区州国院]|全[省市县区州国院]|本[省市县区州院])$"
)
_NUMERAL = re.compile("[二两三四五六七八九十百千万亿]|一[十百千万亿]")
_MODIFIED = re.compile("[\u4e00-\u9fff]{1,8}?的")
_ANY_KIND = re.compile("^(?:各类|各种|各项|各级|有关|相关|其他|共|全年|全[国省市县区])+")
_CURRENCY = re.compile(f"(?:{_either(CURRENCIES)}) ?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter from `start` up to `end`; `loose` ones count only beyond a single Chinese digit."""

    word: str
    kind: UnitKind
    end: int
    loose: bool = False


NO_COUNTER = Counter("", UnitKind.NONE, -1)


def counter_at(text: str, start: int) -> Counter | None:
    """The longest counter that begins there and is not the beginning of another word."""
    if start >= len(text):
        return None
    for word, kind, unless, loose in COUNTERS.get(text[start], ()):
        if not text.startswith(word, start):
            continue
        end = start + len(word)
        after = text[end : end + 1]
        if after in unless and after:
            continue
        if word[-1].isascii() and word[-1].isalpha() and after.isascii() and after.isalnum():
            continue
        if word in COUNTER_UNLESS and COUNTER_UNLESS[word].match(text, start):
            continue
        return Counter(word, kind, end, loose)
    return None


def direct_noun_at(text: str, start: int) -> re.Match[str] | None:
    """A noun that follows a numeral without a counter: 6省, 九部门."""
    return PLACES.match(text, start) or DIRECT_NOUNS.match(text, start)


def is_place(noun: str) -> bool:
    """Whether the counted thing is a place: 省(区、市), 市县; not 市场, 省级部门."""
    return PLACES.fullmatch(noun) is not None


def before_number(text: str, floor: int, start: int, *, scale: bool) -> tuple[int, Meaning] | None:
    """Where the qualifier in front of a number begins and what it may mean. `scale`: the number is a bare 百 or 万."""
    if start <= floor or text[start - 1] not in _LAST_OF_BEFORE:
        return None
    begin = max(floor, start - _LONGEST_BEFORE)
    if extreme := _extreme(text, floor, start):
        return extreme
    match = _BEFORE.search(text, begin, start)
    if match is not None:
        word = match["word"]
        at = match.start()
        if at > floor and text[at - 1] in NOT_AFTER.get(word, ""):
            return None
        return at, _QUALIFIERS[word]
    match = _BEFORE_SCALE.search(text, begin, start) if scale else None
    if match is None or text[match.start() - 1 : match.start()] in (*BEFORE_SCALE_NOT_AFTER,):
        return None
    return match.start(), BEFORE_SCALE[match["word"]]


def _extreme(text: str, floor: int, start: int) -> tuple[int, Meaning] | None:
    """最高可处, 最多可以申请: an extreme with words between it and the number; 可 or 处 makes it a bound only."""
    match = _EXTREME.search(text, max(floor, start - _LONGEST_EXTREME), start)
    if match is None:
        return None
    word, words = match["word"], match["words"]
    # 最短可达2小时 is a length that was reached.
    reached = "达" in words and word in _LOWEST
    return match.start(), BEFORE[word][:1] if _BOUND.search(words) and not reached else BEFORE[word]


def share_before(text: str, floor: int, start: int) -> tuple[int, Meaning, str] | None:
    """The qualifier of a share with what the share is of: 不得超过用工总量的 before 10%. Begin, meaning, the whole."""
    if start <= floor or text[start - 1] != "的":
        return None
    match = _OF_WHOLE.search(text, max(floor, start - 26), start)
    if match is None or _NO_WHOLE.search(match["whole"]):
        return None
    at, word, whole = match.start(), match["word"], match["whole"]
    if len(word) == 1 and (word == "满" or not (match["glue"] or whole[0] in WHOLE_HEADS)):
        return None
    if at > floor and text[at - 1] in NOT_AFTER.get(word, ""):
        return None
    bound = word in EXTREMES.split() and _BOUND.search(match["glue"])
    return at, BEFORE[word][:1] if bound else BEFORE[word], whole


def relative_before(text: str, floor: int, start: int) -> tuple[int, Meaning] | None:
    """The word in front of a span of time that says which one: 近, 过去, 连续."""
    match = _RELATIVE.search(text, max(floor, start - 3), start)
    return (match.start(), RELATIVE_TIME[match["word"]]) if match else None


def is_nearly(text: str, near: int, end: int, counter: str) -> bool:
    """Whether 近 at `near` before a span of time that ends at `end` can only be "nearly": 用了近三个月, 近40分钟."""
    if counter in NEARLY_UNITS:
        return True
    before = text[max(0, near - 3) : near]
    if _CLAUSE_START.search(before) or RELATIVE_AFTER.match(text, end):
        return False
    if before[-1] in "了过" and text.startswith("的", end) and not NEARLY_BEFORE.match(text, end):
        return False  # 查看了近三年的台账
    return NEARLY_AFTER.search(before) is not None or NEARLY_BEFORE.match(text, end) is not None


def relative_after(text: str, end: int) -> int:
    """Where a span of time ends with the word behind it: 五年来, 三年间."""
    match = RELATIVE_AFTER.match(text, end)
    return match.end() if match else end


def currency_before(text: str, floor: int, start: int) -> re.Match[str] | None:
    """The currency that is named in front of a sum: ¥, 人民币."""
    if start <= floor or text[start - 1] not in "币金元镑Bb$DdYy¥€£ ":
        return None
    return _CURRENCY.search(text, max(floor, start - 5), start)


def after_counter(text: str, start: int, kind: UnitKind) -> tuple[int, Meaning] | None:
    """Where the qualifier behind a counter ends and what it may mean."""
    match = _AFTER.match(text, start)
    if match is None:
        return None
    word = match[0]
    after = text[match.end() : match.end() + 1]
    if after and after in AFTER_UNLESS.get(word, ""):
        return None
    if word in AFTER_TIME:
        return (match.end(), AFTER_TIME[word]) if kind is UnitKind.DURATION else None
    return match.end(), AFTER[word]


def noun_after(text: str, start: int) -> str:
    """The words that follow, as far as they name a thing; "" where something else stands there."""
    if text.startswith("设区的市", start):
        return "设区的市"
    noun = _noun_at(text, start)
    if len(noun) > 1 or is_place(noun):
        return noun
    # 3亿多未实名的老用户, 一部新制定的法律: the thing stands behind its 的.
    found = _MODIFIED.match(text, start)
    return (_noun_at(text, found.end()) or noun) if found else noun


def _noun_at(text: str, start: int) -> str:
    run = NOUN_RUN.match(text, start)
    if run is None or _NUMERAL.match(run[0]):
        return ""
    stop = NOUN_STOP.search(run[0])
    return run[0][: stop.start() if stop else None][:LONGEST_NOUN]


def noun_before(text: str, floor: int, start: int) -> str:
    """The words in front as far as they name a thing: 高危漏洞 in 包括高危漏洞13个."""
    at = start
    while at > floor and start - at < 2 * LONGEST_NOUN and "\u3400" <= text[at - 1] <= "\u9fff":
        at -= 1
    run = text[at:start]
    if run.endswith("的"):
        return ""
    end = 0
    for stop in NOUN_STOP.finditer(run):
        if stop.end() == len(run):
            run = run[: stop.start()]
            break
        end = stop.end()
    if run[:end].endswith("每"):  # 每人每月
        return ""
    noun = _ANY_KIND.sub("", run[end:])[-LONGEST_NOUN:]
    unit = counter_at(noun, 0)
    if unit and unit.end == len(noun) and unit.kind in MEASURES:
        return ""
    return noun if len(noun) > 1 or is_place(noun) else ""
