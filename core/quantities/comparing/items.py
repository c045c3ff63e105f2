"""Readings prepared for laying side by side: their dimension, their amounts, what they count, where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from core.quantities.comparing.counted import Language, counted
from core.quantities.comparing.measures import Dimension, dimension, unit_of
from core.quantities.comparing.moments import says_since
from core.quantities.reading import Number, Reading, ReadingKind
from core.quantities.words import ZH_WORDS, Place, Qualifier

Amount = tuple[str, Fraction] | tuple[str, Fraction, Fraction]

# 增长1倍 is twice as much; 是…的2倍 and 达到2倍 are what they say.
_GROWTH = re.compile(r"(?:增|提高|上升|扩大|提升|上涨|翻|超出|高出|多出|多了|高了|多|高)[^，。；,;]{0,8}$")
_APART_ZH = re.compile("相差[^，。；,;]{0,6}$")  # by so many times, or so many times as much
_LEVEL = re.compile(r"(?:是|为|的|到|至|达|相当于|超过)[^，。；,;是为的]{0,4}$")
_TOTAL_EN = re.compile(r"doubl|twice|tripl|treb|thrice|quadrupl|fold|as (?:many|much|high|large)", re.I)
_GROWTH_EN = re.compile(r"\b(?:increas|r[io]se|gr[eo]w|expand|up|higher|more|exceed)\w*\b[^.;]{0,30}$", re.I)
_FOLD_MORE = re.compile("fold (?:increase|growth|rise|jump|gain)", re.I)
_BY_EN = re.compile(r"\bby\b(?: [0-9a-z. -]{0,40})?$", re.I)  # by 5.8 times and 6.1 times
_MORE_EN = re.compile(" ?(?:more|higher|greater|larger|up|growth|increase)\\b", re.I)
# This and these point back; 120家中 takes a part of what was told.
_BACK_ZH = re.compile(r"(?:这|该|上述|以上|此|前述|这些|所有|全部)(?:的|些)?$")
_BACK_EN = re.compile(r"\b(?:the|these|those|all|such|said|both)(?: of)?(?: the| these)? $", re.I)
_OF_THEM = re.compile("[^，。；,;]{0,6}?(?:中|当中|之中|里|内)[，,、有]?")
_GOES_ON = re.compile("起|以来|以后|后|开始| onwards?| on,")
# Of the 120 systems, 30 had gaps.
_WHOLE = re.compile(r"\b(?:(?<!total )of|among|amongst)\b(?: (?:the|these|those|all|a total of))* $", re.I)
_PART = re.compile(r", (?:only |just |some )?$")
# What is listed before a number that sums it up, within its clause.
_LISTED = re.compile("[、和及与]")
_AND_OTHERS = re.compile("[^，。；：,;:]*等$")
_LEVELS = re.compile("[省市县区州盟旗乡镇街村]{2,}$")  # 省市县三级
_EACH = re.compile("[、和及与][^，。；、和及与]{1,12}各(?:有|约|为|占|设|建)? ?$")
_EACH_EN = re.compile(r"\b(?:each|apiece|respectively|every|both|per)\b", re.I)
_TWO_THINGS = re.compile(r" (?:[a-z-]+ ){1,3}and (?:[a-z-]+ ?){1,3}(?=[.,;:]|$)")
_THAN_IN = re.compile(
    r"(?:than (?:that |those )?(?:in|for|of|during)|compared (?:with|to)(?: (?:that |those )?(?:in|of))?|over|from) $"
)
_TO = re.compile(" ?(?:至|到|—|–|－|-|～) ?(?=第)")
# 两位数 and "two-digit" say how long a number is.
_FIGURES_ZH = re.compile("位数(?![量字据目])")
_FIGURES_EN = re.compile(r".(?: |-)(?:digit|figure)s?\b(?! of)", re.I)
# 翻了一番还多
_AND_MORE = re.compile("(?:还|有)?(?:多|余|以上|强)")
# What stands before a ratio: 比例约为1:3, about 1:3.
_ABOUT_RATIO = re.compile(
    r"(?:约|大约|大致|大体|接近|about|around|approximately|roughly|some)(?:为|是|达|到)? ?$", re.I
)
_LOSES = re.compile("(?:减少|下降|降低|压减|缩减|缩短|减)了?(?:约|近)?$")
_LEAVES = re.compile(" (?:of )?(?:that of|those of|what |as (?:many|much|high|large)|the (?:level|figure|number))")
_DISCOUNT = re.compile(" (?:discount|off|reduction|cheaper)\\b")
_AND = re.compile(" ?(?:[和与及、]|,? and) ?")
_SHARED = frozenset({Dimension.SHARE, Dimension.DURATION, Dimension.MULTIPLE})
_CLAUSE = re.compile("[，。；：,;:]")
_STOP = re.compile(r"[.;:!?] ")
_MULTIPLE = Dimension.MULTIPLE
# Chinese qualifiers that stand before their number, and what may come between.
_WORDS = {
    word.text: (word.qualifier,)
    for word in ZH_WORDS
    if word.place is Place.BEFORE and word.qualifier is not Qualifier.EXACT
}
_BEFORE = "|".join(sorted(_WORDS, key=len, reverse=True))
_APART = re.compile(f"({_BEFORE})(?:[^，。；,;0-9%一二三四五六七八九十]{{1,10}}的|[还仍尚已共有就是占要]{{1,3}})$")
# 最多管护2万亩, 至少配备2名: with the verb between.
_OF_WHAT = re.compile("((?:不|不得|不能|未)?(?:超过|高于|低于)|不足)[\u4e00-\u9fff]{2,8}$")  # 超过年度利润12%的部分
_EXTREMES = re.compile("(?:(?P<least>至少|最少)|最多|至多)[\u4e00-\u9fff]{1,5}$")


@dataclass(slots=True, eq=False)
class Item:
    """One reading on its way to a partner. `amounts` are what it may be equal to, in base units; `concepts` are the
    things its noun names, empty where the table of nouns does not know it; `noun` is the phrase, which may stand with
    another reading."""

    reading: Reading
    language: Language
    place: int
    dimension: Dimension
    base: str
    size: Fraction
    amounts: tuple[Amount, ...]
    concepts: frozenset[str]
    noun: str
    qualifiers: tuple[Qualifier, ...]
    goes_on: bool = False
    """Whether a date is one from which something goes on: 自6月1日起."""
    bracketed: bool = False
    """Whether it stands in brackets behind another reading: 800 million mu (53 million hectares)."""
    sums_up: bool = False
    """Whether it only counts what is listed before it: 省、市、县三级."""
    each: bool = False
    """Whether it holds for each of what is listed before it: 养老院和医院各6家."""
    listed: bool = False
    """Whether an English number stands before a list of two things: six care homes and hospitals."""
    joined: bool = False
    """Whether the name after it is the end of a range that begins here: 第十九条至第二十二条."""
    compared: bool = False
    """Whether it is the year with which an English growth compares: 5% more than in 2014, for 同比增长5%."""
    turned: bool = False
    """Whether a share is what is lost, in Chinese, or what is left, in English: 减少一半多, less than half that of."""
    idiom: bool = False
    """Whether it is no number of its own: 两位数."""
    quoted: bool = False
    """Whether it opens words between quotation marks: the “five golds”."""
    back: bool = False
    """Whether it points back to a number already told: these 120 systems."""
    partners: list["Item"] = field(default_factory=list)

    @property
    def free(self) -> bool:
        return not self.partners

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers as written: one, or both ends of a range; none of what fits no way of writing numbers."""
        reading = self.reading
        if reading.malformed:
            return ()
        return tuple(n for n in (reading.value, reading.low, reading.high) if n is not None)

    @property
    def is_range(self) -> bool:
        return self.reading.low is not None and self.reading.value is None

    @property
    def exact(self) -> bool:
        return self.qualifiers[:1] == (Qualifier.EXACT,)


def items(readings: Sequence[Reading], language: Language, text: str = "") -> list[Item]:
    """The readings of one paragraph, prepared; `text` gives growth, back references and subjects left out, where it is
    there."""
    found: list[Item] = []
    for place, reading in enumerate(readings):
        item = _item(reading, language, place, text)
        if found and language == "en" and not reading.noun and item.dimension is Dimension.COUNT:
            _left_out(found[-1], item, text)
        found.append(item)
    for before, item in pairwise(found):
        _share_qualifier(before, item, text)
    return found


def _share_qualifier(before: Item, item: Item, text: str) -> None:
    """30%和75%左右, about 30 and 75 per cent: one qualifier may be meant for both."""
    unit_said_once = before.dimension is Dimension.COUNT and not (before.noun or before.reading.unit.value != "none")
    one_sort = before.dimension is item.dimension or unit_said_once
    if not one_sort or item.dimension not in _SHARED or before.exact is item.exact:
        return
    if not _AND.fullmatch(text, before.reading.end, item.reading.start):
        return
    if item.exact and item.language == "en":
        item.qualifiers = (Qualifier.EXACT, *before.qualifiers)
    elif before.exact and item.language == "zh":
        before.qualifiers = (Qualifier.EXACT, *item.qualifiers)


def _left_out(before: Item, item: Item, text: str) -> None:
    """Of the 120 systems, 30 had gaps: what the part counts is said with the whole before it."""
    between = text[before.reading.end : item.reading.start]
    whole = _WHOLE.search(text[max(0, before.reading.start - 30) : before.reading.start])
    if whole and _PART.search(between) and not _STOP.search(between):
        item.concepts, item.noun = before.concepts, before.noun


def _item(reading: Reading, language: Language, place: int, text: str) -> Item:
    found = dimension(reading)
    base, size = unit_of(reading)
    before = text[max(0, reading.start - 40) : reading.start]
    back = bool((_BACK_ZH if language == "zh" else _BACK_EN).search(before)) if text else not reading.noun
    back = back or (language == "zh" and bool(text) and bool(_OF_THEM.match(text, reading.end)))
    return Item(
        reading=reading,
        language=language,
        place=place,
        dimension=found,
        base=base,
        size=size,
        amounts=_amounts(reading, found, base, size, language, before, text),
        concepts=counted(reading, language, text),
        noun=reading.noun,
        qualifiers=_qualifiers(reading, language, before, text),
        goes_on=bool(_GOES_ON.match(text, reading.end)) or says_since(reading),
        bracketed=before.rstrip().endswith(("(", "（")),
        quoted=before.endswith(("“", "‘", '"')),
        sums_up=language == "zh" and _sums_up(reading, before),
        each=_for_each(reading, language, before, text),
        listed=language == "en" and bool(_TWO_THINGS.match(text, reading.end)),
        compared=language == "en" and reading.kind is ReadingKind.DATE and bool(_THAN_IN.search(before)),
        joined=bool(_TO.match(text, reading.end)),
        turned=bool(_LOSES.search(before) if language == "zh" else _LEAVES.match(text, reading.end)),
        idiom=bool((_FIGURES_ZH if language == "zh" else _FIGURES_EN).match(text, max(reading.end - 1, 0))),
        back=back,
    )


def _for_each(reading: Reading, language: Language, before: str, text: str) -> bool:
    if language == "zh":
        return bool(_EACH.search(before))
    return bool(_EACH_EN.search(text, reading.start, reading.end + 80))


def _sums_up(reading: Reading, before: str) -> bool:
    if reading.counter == "级" and (levels := _LEVELS.search(before)):
        return reading.value == len(levels[0])
    listed = len(_LISTED.findall(_CLAUSE.split(before)[-1])) + 1
    return reading.value is not None and 2 <= reading.value <= listed


def _qualifiers(reading: Reading, language: Language, before: str, text: str) -> tuple[Qualifier, ...]:
    """What the wording may say; in Chinese also from before a whole (约占总数的一半) or a verb (至少还有5个)."""
    if reading.low == 0 and reading.qualifiers == (Qualifier.EXACT,):
        return (Qualifier.EXACT, Qualifier.UP_TO)
    if language == "zh" and reading.qualifiers == (Qualifier.EXACT,) and (found := _APART.search(before)):
        return _WORDS[found[1]]
    share = language == "zh" and reading.kind is ReadingKind.PERCENT and reading.qualifiers == (Qualifier.EXACT,)
    if share and (found := _OF_WHAT.search(before)) and found[1] in _WORDS:
        # 超过年度利润12%的部分 names a line, 不超过投资额20% sets a bound.
        return _WORDS[found[1]] if found[1].startswith(("不", "未")) else (Qualifier.EXACT, *_WORDS[found[1]])
    if language == "zh" and reading.qualifiers == (Qualifier.EXACT,) and (found := _EXTREMES.search(before)):
        return (Qualifier.AT_LEAST if found["least"] else Qualifier.UP_TO, Qualifier.EXACT)
    if language == "zh" and reading.counter == "番" and _AND_MORE.match(text, reading.end):
        return (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    if reading.key == "ratio" and reading.qualifiers == (Qualifier.EXACT,) and _ABOUT_RATIO.search(before):
        return (Qualifier.ABOUT, Qualifier.NEARLY)
    return reading.qualifiers


def _amounts(
    reading: Reading, found: Dimension, base: str, size: Fraction, language: Language, before: str, text: str
) -> tuple[Amount, ...]:
    if reading.malformed or reading.kind in (ReadingKind.NAME, ReadingKind.VAGUE, ReadingKind.DATE, ReadingKind.PERIOD):
        return ()
    if reading.value is None:
        if reading.low is None or reading.high is None:
            return ()
        both = (base, Fraction(reading.low) * size, Fraction(reading.high) * size)
        # 0—6岁, six and under
        return (both,) if reading.low else (both, (base, Fraction(reading.high) * size))
    if found is Dimension.SHARE and base == "percent":
        return _shares(reading, language, before, text[reading.end : reading.end + 16])
    if found is _MULTIPLE:
        return tuple((base, Fraction(one)) for one in _totals(reading, language, before, text))
    amount = Fraction(reading.value) * size
    others = _others(amount, language, before, text[reading.end : reading.end + 7]) if found is Dimension.COUNT else ()
    return ((base, amount), *others)


def _others(value: Fraction, language: Language, before: str, after: str) -> tuple[Amount, ...]:
    """How many beside those named: 李明等四位 and "Li Ming and three others" are four with one named."""
    if language == "en":
        return (("others", value),) if after.startswith(" other") else ()
    named = _AND_OTHERS.search(before)
    return (("others", value - len(_LISTED.findall(named[0])) - 1),) if named else ()


def _shares(reading: Reading, language: Language, before: str, after: str) -> tuple[Amount, ...]:
    """A share; 四折 is 40 per cent of the price, "40 per cent" may be, "a 60 per cent discount" is. 减少了七成 leaves
    "30 per cent of what it was"."""
    value = Fraction(reading.value or 0)
    if language == "zh":
        lost = (("left", 100 - value),) if _LOSES.search(before) else ()
        return ("price" if reading.counter == "折" else "percent", value), *lost
    what_is_left = (("left", value),) if _LEAVES.match(after) else ()
    return ("percent", value), ("price", 100 - value if _DISCOUNT.match(after) else value), *what_is_left


def _totals(reading: Reading, language: Language, before: str, text: str) -> tuple[Number, ...]:
    """What a multiple comes to, the old amount being 1. After "increased", and without context, it may be either."""
    value = reading.value
    if value is None:
        return ()
    if language == "en":
        after = text[reading.end : reading.end + 20]
        if _FOLD_MORE.search(reading.raw + after):
            return (value, value + 1)  # a fourfold increase: to or by four times
        grown = _GROWTH_EN.search(before) or _BY_EN.search(before) or _MORE_EN.match(after)
        if _TOTAL_EN.search(reading.raw + after) or not grown:
            return (value,)
        return (value, value + 1)
    if "番" in reading.raw:
        return (value,)
    if not text:
        return (value, value + 1)
    if value >= 10:
        # From here on nobody means the difference: 增长130多倍 and over 130 times.
        return (value, value + 1)
    if _APART_ZH.search(before):
        return (value, value + 1)
    return (value + 1,) if _GROWTH.search(before) and not _LEVEL.search(before) else (value,)
