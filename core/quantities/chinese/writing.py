"""Writing a quantity in Chinese."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.quantities.model import Kind, Numerals, Quantity, QuantityError
from core.quantities.period import Period
from core.quantities.style import FULL, Extent, Style
from core.quantities.units import MEASURES, UnitKind
from core.quantities.words import (
    ZH_PLAIN,
    ZH_PREFERRED,
    ZH_SCALES,
    ZH_WORDS,
    Place,
    Qualifier,
    Scale,
    ZhWord,
    fitting_scale,
    han_numeral,
)

_SCALES = {scale.word: scale for scale in (ZH_PLAIN, *ZH_SCALES)}
_EDGES = "0123456789.零一二三四五六七八九十百千万亿"


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One correct way to spell a figure. `scale` is None where each end of a range takes its own."""

    scale: Scale | None
    word: ZhWord | None
    han: bool
    late: bool = False
    """Whether a word that stands at the numeral follows the scale (3亿多) rather than precedes it (1000余万)."""


def write_zh(item: Quantity | Period, style: Style = FULL) -> str:
    """The Chinese of a figure, a date or a period. QuantityError if the record has no Chinese to print."""
    if isinstance(item, Period):
        return item.zh()
    if item.kind is Kind.NAME:
        if not item.as_written.zh:
            raise QuantityError("the name has no Chinese wording")
        return item.as_written.zh
    spelling = _spelling(item)
    if style.plain and not spelling.han:
        spelling = replace(spelling, scale=ZH_PLAIN)
    return _write(item, spelling, style.extent)


def _spelling(item: Quantity) -> _Spelling:
    """The source's own spelling where it is a correct one for this figure, otherwise the first the house allows."""
    spellings = list(_spellings(item))
    if not item.as_written.zh:
        return spellings[0]
    for extent in (Extent.COUNT, Extent.NUMBER):
        for spelling in spellings:
            if _occurs(_write(item, spelling, extent), item.as_written.zh):
                return spelling
    return spellings[0]


def _spellings(item: Quantity) -> Iterator[_Spelling]:
    """Every spelling the record allows, the house's choice first."""
    for han in _numerals(item):
        for scale in [ZH_PLAIN] if han else _scales(item):
            for word in _words(item):
                if word is None or word.place is not Place.INSIDE:
                    yield _Spelling(scale, word, han)
                    continue
                late = _is_short(_numeral(item, _single(item), scale or ZH_PLAIN, han))
                for choice in (late, not late) if scale and scale.word else (late,):
                    yield _Spelling(scale, word, han, choice)


def _numerals(item: Quantity) -> list[bool]:
    if item.zh_numerals:
        return [item.zh_numerals is Numerals.HAN]
    if item.kind in (Kind.ORDINAL, Kind.LEVEL):
        return [True, False]
    return [False, True] if item.value is not None and not item.value % 1 and item.value < 10_000 else [False]


def _scales(item: Quantity) -> list[Scale | None]:
    if item.zh_scale is not None:
        return [_SCALES[item.zh_scale]]
    if item.value is None:
        return [None]
    fitting = fitting_scale(item.value, ZH_SCALES, ZH_PLAIN)
    return [fitting, *(scale for scale in (ZH_PLAIN, *ZH_SCALES) if scale is not fitting and scale.size <= item.value)]


def _words(item: Quantity) -> list[ZhWord | None]:
    if item.qualifier is Qualifier.EXACT:
        return [None]
    if item.zh_qualifier:
        return [item.qualifier_word(item.zh_qualifier)]
    return [*_house_words(item)]


def _house_words(item: Quantity) -> list[ZhWord]:
    """The words of the figure's qualifier, the house's choice first."""
    words = [word for word in ZH_WORDS if word.qualifier is item.qualifier]
    preferred = ZH_PREFERRED.get((item.qualifier, item.unit.kind))
    if item.is_range:
        words = [word for word in words if word.place is not Place.INSIDE]
    return sorted(words, key=lambda word: word.text != preferred)


def _write(item: Quantity, spelling: _Spelling, extent: Extent) -> str:
    counter = item.unit.counter
    if extent is Extent.NUMBER and item.unit.kind not in (UnitKind.PERCENT, UnitKind.LEVEL):
        counter = ""
        if spelling.late and item.unit.kind in MEASURES and not (spelling.scale and spelling.scale.word):
            # 3年多 without its unit would leave 多 hanging: say it before the number.
            spelling = replace(spelling, word=_house_words(item)[0])
    text = _counted(item, spelling, counter)
    noun = item.printed_noun.zh
    if extent is not Extent.FULL or not noun:
        return text
    return f"{text}的{noun}" if item.unit.kind is UnitKind.PERCENT else text + noun


def _counted(item: Quantity, spelling: _Spelling, counter: str) -> str:
    """Numeral, scale, counter, and the qualifier at its place among them."""
    if item.kind is Kind.ORDINAL:
        return "第" + _numeral(item, _single(item), ZH_PLAIN, spelling.han) + counter
    if item.low is not None and item.high is not None:
        number = _range(item, spelling, item.low, item.high)
    else:
        number = _with_inner_word(item, spelling, counter)
        if spelling.word and spelling.word.place is Place.INSIDE:
            return number
    if spelling.word is None:
        return number + counter
    if spelling.word.place is Place.BEFORE:
        return spelling.word.text + number + counter
    return number + counter + spelling.word.text


def _with_inner_word(item: Quantity, spelling: _Spelling, counter: str) -> str:
    """One number with its scale; with 余 or 多 also its counter, since the word may stand behind or inside that.

    A round numeral takes the word at once (1000余万, 30余次, 10多年); any other takes it after the scale (3亿多) and,
    where something is measured, after the unit (3年多, 3个多月).
    """
    scale = spelling.scale or ZH_PLAIN
    number = _numeral(item, _single(item), scale, spelling.han)
    if spelling.word is None or spelling.word.place is not Place.INSIDE:
        return number + scale.word
    word = spelling.word.text
    if scale.word:
        return (number + scale.word + word if spelling.late else number + word + scale.word) + counter
    if not (spelling.late and counter and item.unit.kind in MEASURES):
        return number + word + counter
    if counter.startswith("个"):
        return number + "个" + word + counter.removeprefix("个")
    return number + counter + word


def _range(item: Quantity, spelling: _Spelling, low: Decimal, high: Decimal) -> str:
    """Both ends joined by ～; scale and per-cent sign stand at each, so that neither can be misread.

    A low end without scale would seem to share the high one's where it is the smaller numeral: 3～50000, not 3～5万.
    """
    ends = []
    plain = fitting_scale(low, ZH_SCALES, ZH_PLAIN) is ZH_PLAIN
    shared = plain and low < high / fitting_scale(high, ZH_SCALES, ZH_PLAIN).size
    for number in (low, high):
        scale = spelling.scale or (ZH_PLAIN if shared else fitting_scale(number, ZH_SCALES, ZH_PLAIN))
        ends.append(_numeral(item, number, scale, spelling.han) + scale.word)
    sign = item.unit.counter if item.unit.kind is UnitKind.PERCENT else ""
    return f"{ends[0]}{sign}～{ends[1]}"


def _numeral(item: Quantity, number: Decimal, scale: Scale, han: bool) -> str:
    if not han:
        return item.numeral(number / scale.size)
    two_of_something = number == 2 and item.kind is Kind.CARDINAL and item.unit.counter
    return "两" if two_of_something else han_numeral(int(number))


def _single(item: Quantity) -> Decimal:
    if item.value is None:
        raise QuantityError("a range has no single value")
    return item.value


def _is_short(numeral: str) -> bool:
    """Whether 余 or 多 cannot follow this numeral at once: it has decimals, or does not end in a round place."""
    return "." in numeral or numeral[-1] not in "0十百千"


def _occurs(text: str, source: str) -> bool:
    """Whether the source writes this very expression, and not as a part of a longer numeral."""
    at = source.find(text)
    if at < 0 or not text:
        return False
    before, after = source[:at][-1:], source[at + len(text) :][:1]
    return not (text[0] in _EDGES and before and before in _EDGES) and not (
        text[-1] in _EDGES and after and after in _EDGES
    )
