"""The sentence of each result in Chinese and in English, with both readings in it."""

from collections.abc import Sequence
from typing import NamedTuple

from core.quantities.comparing.items import Item
from core.quantities.comparing.likeness import slip, transposed
from core.quantities.comparing.measures import Dimension
from core.quantities.reading import Irregularity, Reading, ReadingKind
from core.quantities.words import Qualifier


class Message(NamedTuple):
    zh: str
    en: str


I, Q = Irregularity, Qualifier  # noqa: E741

QUALIFIERS = {
    Q.EXACT: Message("没有限定词", "no qualifier"),
    Q.MORE_THAN: Message("超过", "more than"),
    Q.NEARLY: Message("接近", "nearly"),
    Q.ABOUT: Message("大约", "about"),
    Q.LESS_THAN: Message("不足", "less than"),
    Q.AT_LEAST: Message("至少", "at least"),
    Q.UP_TO: Message("至多", "up to"),
}

IRREGULARITIES = {
    I.GROUPING_POINT: Message("分节用了点", "a point separates the thousands"),
    I.GROUPING_BLANK: Message("分节用了空格", "a blank separates the thousands"),
    I.DECIMAL_COMMA: Message("小数点写成了逗号", "a comma stands for the decimal point"),
    I.UNGROUPED: Message("没有分节", "the thousands are not separated"),
    I.DOUBLE_PERCENT: Message("百分号写了两次", "per cent is said twice"),
    I.MISTYPED_SIGN: Message("百分号打错", "the per cent sign is mistyped"),
    I.STRAY_BLANK: Message("数字中间有空格", "a blank stands inside the number"),
    I.FULL_WIDTH: Message("用了全角数字", "the digits are full-width"),
    I.MIXED_NUMERALS: Message("数字和数词混用", "digits and number words are mixed"),
}
_OTHER = Message("写法不规范", "irregular spelling")

_DATES = (ReadingKind.DATE, ReadingKind.PERIOD)
_LONGEST = 60


def shown(text: str) -> str:
    """A reading as it is quoted: one line, no more than a line long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"


def value(zh: Item, en: Item) -> Message:
    """Two values of one thing, and how they come to differ where that can be seen."""
    one, other = shown(zh.reading.raw), shown(en.reading.raw)
    message = Message(f"中文写{one}，英文写{other}", f"The Chinese says {one}, the English {other}")
    reason = _reason(zh, en)
    return Message(message.zh + reason.zh + "。", message.en + reason.en + ".")


def _reason(zh: Item, en: Item) -> Message:
    if len(zh.numbers) != 1 or len(en.numbers) != 1:
        return Message("", "")
    one, other = zh.numbers[0], en.numbers[0]
    if one == other and zh.base != "" and (zh.base, zh.size) != (en.base, en.size):
        return Message("，数字相同，单位不同", ": one number, two units")
    if factor := slip(one, other):
        amounts = f"{one:f}", f"{other:f}"
        return Message(
            f"，相差{factor}倍（{amounts[0]}与{amounts[1]}）",
            f": a factor of {factor:,} ({amounts[0]} and {amounts[1]})",
        )
    if transposed(one, other):
        return Message("，数字次序颠倒", ": two digits have changed places")
    return Message("", "")


def malformed(bad: Reading, language: str, other: Reading | None) -> Message:
    """A numeral that fits no way of writing numbers, and what the other language says in its place."""
    raw = shown(bad.raw)
    zh, en = ("中文", "Chinese") if language == "zh" else ("英文", "English")
    message = Message(f"{zh}的{raw}不合任何数字写法", f"{raw} in the {en} fits no way of writing numbers")
    if other is None:
        return Message(message.zh + "。", message.en + ".")
    said = shown(other.raw)
    zh, en = ("英文", "English") if language == "zh" else ("中文", "Chinese")
    return Message(f"{message.zh}，{zh}写{said}。", f"{message.en}; the {en} says {said}.")


def qualifier(left: Item, right: Item) -> Message:
    """One value, other qualifiers."""
    zh, en = left.reading, right.reading
    one, other = QUALIFIERS[left.qualifiers[0]], QUALIFIERS[right.qualifiers[0]]
    return Message(
        f"数值相同，限定不同：中文写{shown(zh.raw)}（{one.zh}），英文写{shown(en.raw)}（{other.zh}）。",
        f"Same value, another qualifier: the Chinese says {shown(zh.raw)} ({one.en}), "
        f"the English {shown(en.raw)} ({other.en}).",
    )


def less_exact(zh: Reading, en: Reading) -> Message:
    """Two dates or periods of which one is stated less exactly."""
    one, other = shown(zh.raw), shown(en.raw)
    return Message(
        f"日期详略不同：中文写{one}，英文写{other}。",
        f"One date is less exact: the Chinese says {one}, the English {other}.",
    )


def missing(item: Item) -> Message:
    """What only one language states."""
    only = item.reading
    raw = shown(_with_noun(item))
    if only.kind in _DATES:
        what = Message("日期", "date")
    elif only.kind is ReadingKind.ORDINAL:
        what = Message("序数", "ordinal")
    else:
        what = Message("数字", "number")
    if item.language == "zh":
        return Message(
            f"中文写{raw}，英文没有相应的{what.zh}。", f"The Chinese says {raw}; the English has no such {what.en}."
        )
    return Message(
        f"英文写{raw}，中文没有相应的{what.zh}。", f"The English says {raw}; the Chinese has no such {what.en}."
    )


def _with_noun(item: Item) -> str:
    """A number is told with what it counts: 六位副委员长, 13 work units."""
    reading, noun = item.reading, item.noun
    if not noun or noun in reading.raw or item.dimension not in (Dimension.COUNT, Dimension.ORDINAL):
        return reading.raw
    if noun != reading.noun:
        return f"{reading.raw} ({noun})"
    return f"{reading.raw}{'' if item.language == 'zh' else ' '}{noun}"


def subject(zh: Item, en: Item) -> Message:
    """Equal numbers of different things, or in units that cannot be converted."""
    one, other = shown(_with_noun(zh)), shown(_with_noun(en))
    return Message(
        f"数字相同，单位或所指不同：中文写{one}，英文写{other}。",
        f"Same number, another unit or subject: the Chinese says {one}, the English {other}.",
    )


def notation(odd: Reading, language: str, other: Reading | None) -> Message:
    """An irregular spelling of a value that is clear; with the regular one, where that is only digits."""
    notes: Sequence[Message] = [IRREGULARITIES.get(note, _OTHER) for note in odd.notes] or [_OTHER]
    zh, en = ("中文", "Chinese") if language == "zh" else ("英文", "English")
    message = Message(
        f"{zh}的{shown(odd.raw)}写法不规范：{'，'.join(note.zh for note in notes)}",
        f"Irregular spelling in the {en}: {shown(odd.raw)}, where {' and '.join(note.en for note in notes)}",
    )
    if better := _regular(odd) if language == "en" else "":
        message = Message(f"{message.zh}，应写{better}", f"{message.en}; write {better}")
    if other is None:
        return Message(message.zh + "。", message.en + ".")
    same = shown(other.raw)
    zh, en = ("英文", "English") if language == "zh" else ("中文", "Chinese")
    return Message(f"{message.zh}；数值与{zh}的{same}相同。", f"{message.en}. The value is that of the {en}, {same}.")


def _regular(reading: Reading) -> str:
    """11,000 for 11.000; "" where more than the digits would have to be rewritten."""
    grouping = {I.GROUPING_POINT, I.GROUPING_BLANK, I.UNGROUPED, I.FULL_WIDTH, I.STRAY_BLANK}
    number = reading.value
    if number is None or reading.kind is not ReadingKind.CARDINAL or not set(reading.notes) <= grouping:
        return ""
    return f"{int(number):,}" if number == int(number) and not reading.scale else ""


def unnumbered_item(text: str, language: str) -> Message:
    """A numbered item that only one language has."""
    if language == "zh":
        return Message(f"只有中文编了号：{shown(text)}。", f"Only the Chinese numbers this item: {shown(text)}.")
    return Message(f"只有英文编了号：{shown(text)}。", f"Only the English numbers this item: {shown(text)}.")


def unnumbered_run(first: str, last: str, language: str) -> Message:
    """A numbered run that the other language does not number at all."""
    one, other = shown(first), shown(last)
    if language == "zh":
        return Message(
            f"中文从“{one}”编号到“{other}”，英文没有编号。",
            f"The Chinese is numbered from {one} to {other}, the English is not numbered.",
        )
    return Message(
        f"英文从“{one}”编号到“{other}”，中文没有编号。",
        f"The English is numbered from {one} to {other}, the Chinese is not numbered.",
    )
