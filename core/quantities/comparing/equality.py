"""What makes two readings equal, and what keeps them apart whatever their numbers.

Each function gives the cost of joining a Chinese and an English item, lower for what fits better, or None where they do
not fit at all.
"""

import re
from decimal import Decimal
from fractions import Fraction

from core.quantities.comparing.items import Item
from core.quantities.comparing.likeness import slip, vague_bounds
from core.quantities.comparing.measures import Dimension, agree_in_conversion, rounds_to
from core.quantities.nouns import different, may_be_same
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

D, U = Dimension, UnitKind

# What is lost is more than half where what is left is less.
_TURNED = {
    Qualifier.MORE_THAN: Qualifier.LESS_THAN, Qualifier.LESS_THAN: Qualifier.MORE_THAN,
    Qualifier.AT_LEAST: Qualifier.UP_TO, Qualifier.UP_TO: Qualifier.AT_LEAST, Qualifier.NEARLY: Qualifier.MORE_THAN,
}  # fmt: skip
_SIZE = 1000  # from here on 级 tells a size, no grade
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_LEVELS = re.compile("(?:level|tier)s$")
_SCALES = re.compile("thousand|million|billion|trillion")
_PLACES = frozenset({"province", "city", "county", "township", "village"})
_AT_PLACES = re.compile("[省市县区州盟旗乡镇村国]")
_FOR_PERSONS = frozenset({"post", "seat", "bed"})
_PLACES_EN = re.compile("provinc|region|municipal|prefect|cit(?:y|ies)|count(?:y|ies)|district|town|village")
# English words for participations: where one of them stands, persons are not meant.
_TURNS = re.compile(
    "visit|participa|attend|trip|times|turn|passenger|train|inspection|enrol|session|admission|consultation|instance"
    "|occasion|stay|tourist|arrival|journey|head"
)


def conflict(zh: Item, en: Item) -> bool:
    """Whether two readings surely speak of different things, whatever their numbers."""
    one, other = zh.reading, en.reading
    if zh.base and en.base and zh.base != en.base:
        return True
    if zh.dimension is not D.COUNT and zh.dimension is not D.VAGUE:
        # What is measured says its own unit; the noun beside it may be its subject or its whole.
        return False
    units = {one.unit, other.unit}
    if U.PERSON_TIME in units and len(units) > 1:
        return U.PERSON in units and not (one.unit is U.PERSON_TIME and _TURNS.search(other.noun))
    if one.counter.endswith("次") and _TURNS.search(other.noun):
        return False
    if U.PERSON in units and (zh.concepts | en.concepts) & _FOR_PERSONS:
        # 新增就业1300万人 and 13 million new jobs
        return False
    if (zh.concepts & _PLACES or _AT_PLACES.match(zh.noun)) and _PLACES_EN.search(en.noun):
        # 12个省 and 12 provincial people's congresses, 8个市人大常委会 and the committees of 8 cities
        return False
    return different(zh.concepts, en.concepts)


def equal_cost(zh: Item, en: Item) -> float | None:
    """For readings of one dimension and amount: best where they count the same and are qualified alike."""
    if conflict(zh, en):
        return None
    cost = 0.0 if named_alike(zh, en) else 0.7
    cost += 0.0 if zh.reading.weak == en.reading.weak else 0.5
    cost += 0.0 if qualified_alike(zh, en) else 1.0
    cost += 0.0 if zh.size == en.size else 0.3
    return cost + (0.0 if zh.reading.unit is en.reading.unit else 0.2)


def converted(zh: Item, en: Item) -> float | None:
    """Equal after conversion, or in another reading of an unclear numeral."""
    if not one_sort(zh, en) or conflict(zh, en):
        return None
    one, other = zh.numbers, en.numbers
    if not one or not other:
        return None
    if zh.base != en.base:
        # A unit that the table does not know is taken for the other's.
        return 0.5 if one == other else None
    unclear = (zh.reading.alternatives, en.reading.alternatives)
    if len(one) != len(other) or not one:
        return None
    if any(unclear) and len(one) == 1:
        mine = {Fraction(n) * zh.size for n in (*one, *zh.reading.alternatives)}
        theirs = {Fraction(n) * en.size for n in (*other, *en.reading.alternatives)}
        if mine & theirs:
            return 0.5
    if zh.is_range and _scaled_once(zh, en):
        return 0.5
    if zh.size == en.size and not any(isinstance(n, Fraction) for n in (*one, *other)):
        return None
    agree = all(agree_in_conversion(a, zh.size, b, en.size) for a, b in zip(one, other, strict=True))
    return 0.5 if agree else None


def _scaled_once(zh: Item, en: Item) -> bool:
    """Whether two ranges differ only in how far their one scale reaches: 2～20000000 is "2 to 20 million" as well."""
    (low, high), (first, last) = zh.numbers, en.numbers
    words = _SCALES.findall(en.reading.raw.lower())
    return high == last and len(words) == 1 and slip(low, first) in (10**3, 10**6, 10**9, 10**12)


def bare(zh: Item, en: Item) -> float | None:
    """Equal numbers, one of them bare: in 3亿元和5亿元 and "RMB 300 and 500 million" the unit is said once; a level and
    a place in a row are one word in one of the languages."""
    if (
        zh.dimension is en.dimension
        or not zh.numbers
        or zh.numbers != en.numbers
        or D.SHARE in (zh.dimension, en.dimension)
    ):
        return None
    both = {zh.dimension, en.dimension}
    if both == {D.ORDINAL, D.LEVEL}:
        return 0.5
    if D.LEVEL in both and _LEVELS.search(en.noun):
        # 五级湖长, lake chiefs at five levels
        return 0.5
    if D.LEVEL in both and zh.numbers[0] >= _SIZE:
        # 百亿级企业, companies of 10 billion yuan
        return 0.5
    if one_sort(zh, en):
        return 0.5
    return 1.0 if is_bare(zh) or is_bare(en) else None


def one_sort(zh: Item, en: Item) -> bool:
    """Whether two items are of one dimension; "20 times" may be 20次 and 20倍."""
    if zh.dimension is en.dimension:
        return True
    if {zh.dimension, en.dimension} != {D.MULTIPLE, D.COUNT}:
        return False
    count = zh if zh.dimension is D.COUNT else en
    return is_bare(count) or count.reading.unit is U.SESSION or count.reading.counter in ("time", "times")


def is_bare(item: Item) -> bool:
    reading = item.reading
    return item.dimension is D.COUNT and reading.unit is U.NONE and not reading.noun and not reading.counter


def bare_year(zh: Item, en: Item) -> float | None:
    """A year that one language's reading is a number: an increase over 2015, at 2005 prices."""
    date, number = (zh, en) if zh.dimension is D.TIME else (en, zh)
    first = date.reading.first
    if date.dimension is not D.TIME or first is None or not (is_bare(number) or _as_a_year(number)):
        return None
    return 1.0 if number.numbers == (first.year,) else None


def _as_a_year(number: Item) -> bool:
    """Whether a number is written as years are, and its unit is none: 2005 in "2005 prices"."""
    plain = number.dimension is D.COUNT and number.reading.unit is U.NONE and number.exact
    return plain and number.language == "en" and _YEAR.fullmatch(number.reading.raw) is not None


def first_months(zh: Item, en: Item) -> float | None:
    """前8个月 and "the first eight months of this year": a length to one reader, a period to the other."""
    length, period = (zh, en) if zh.dimension is D.DURATION else (en, zh)
    first, last = period.reading.first, period.reading.last
    if length.dimension is not D.DURATION or period.dimension is not D.TIME or not first or not last:
        return None
    whole = first.month == 1 and not first.day and last.month and not last.day
    return 0.0 if whole and length.base == "month" and length.numbers == (last.month,) and length.size == 1 else None


def rounded(zh: Item, en: Item) -> float | None:
    """An exact number in Chinese and a rounder one in English that says so: 13.84亿 and about 1.4 billion. The other
    way round a translation would know more than its source. A dozen stands for 十余 and 十多."""
    if zh.dimension is en.dimension and not conflict(zh, en) and _dozens(zh, en):
        return 0.5
    if zh.dimension is not en.dimension or zh.base != en.base or zh.size != en.size or conflict(zh, en):
        return None
    if len(zh.numbers) != 1 or len(en.numbers) != 1 or not zh.exact or en.exact:
        return None
    return 1.0 if rounds_to(zh.numbers[0], en.numbers[0]) and _direction(zh, en) else None


def _dozens(zh: Item, en: Item) -> bool:
    """十余次 and "a dozen times", "a dozen or so"."""
    twelve = en.numbers == (12,) and en.reading.scale.startswith("dozen")
    return twelve and zh.numbers == (10,) and Qualifier.MORE_THAN in zh.qualifiers


def _direction(exact: Item, rounder: Item) -> bool:
    """Whether the exact number lies where the rounder one says: more than 13, nearly 14."""
    gap = Fraction(exact.numbers[0]) - Fraction(rounder.numbers[0])
    said = set(rounder.qualifiers)
    above = said & {Qualifier.MORE_THAN, Qualifier.AT_LEAST}
    below = said & {Qualifier.NEARLY, Qualifier.LESS_THAN, Qualifier.UP_TO}
    return bool(Qualifier.ABOUT in said or (gap > 0 and above) or (gap < 0 and below))


_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def is_ratio(item: Item) -> bool:
    """Whether it is a ratio: 1:1.3."""
    return item.reading.key == "ratio"


def name_numbers(item: Item) -> tuple[Decimal, ...]:
    """The numerals a name carries; the two terms of a ratio as written."""
    written = _FIGURES.findall(item.reading.raw) if is_ratio(item) else ()
    return tuple(map(Decimal, written)) if len(written) == 2 else item.reading.numbers


def same_name(zh: Item, en: Item) -> float | None:
    """One kind of name with equal numerals."""
    same = zh.reading.key == en.reading.key and name_numbers(zh) == name_numbers(en)
    return 0.0 if same else None


def other_name(zh: Item, en: Item) -> float | None:
    """One kind of name with other numerals: 第七条 and Article 8."""
    one, other = zh.reading, en.reading
    if one.key != other.key or not one.numbers or len(name_numbers(zh)) != len(name_numbers(en)):
        return None
    return 0.0


def growth(zh: Item, en: Item) -> float | None:
    """What grows by a share and what is a multiple: 增长1.5倍 and an increase of 150%."""
    multiple, share = (zh, en) if zh.dimension is D.MULTIPLE else (en, zh)
    if multiple.dimension is not D.MULTIPLE or share.dimension is not D.SHARE or share.base != "percent":
        return None
    value = share.reading.value
    if value is None or value < 50:
        return None
    grown = ("", Fraction(value) / 100 + 1)
    return 0.2 if any(amount == grown for amount in multiple.amounts) else None


def bounds(item: Item) -> tuple[Fraction, Fraction] | None:
    """From where to where an item may lie; None for a vague one without size."""
    if item.dimension is D.VAGUE:
        found = vague_bounds(item.reading)
        return (Fraction(found[0]), Fraction(found[1])) if found else None
    return (Fraction(min(item.numbers)), Fraction(max(item.numbers))) if item.numbers else None


def qualified_alike(zh: Item, en: Item) -> bool:
    """Whether some meaning of one wording is a meaning of the other."""
    ours = set(zh.qualifiers)
    if zh.turned and en.turned and zh.dimension is D.SHARE:
        ours = {_TURNED.get(one, one) for one in ours}
    return bool(ours & set(en.qualifiers))


def named_alike(zh: Item, en: Item) -> bool:
    """Whether the table of nouns knows both nouns, and that they may mean one thing."""
    return bool(zh.concepts and en.concepts) and may_be_same(zh.concepts, en.concepts)
