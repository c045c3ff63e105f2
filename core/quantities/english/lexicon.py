"""The words of the English reader, as tables: a new number word, qualifier, unit or idiom is one line.

Everything is in lower case. Several words of a row are parted by one blank, a hyphen stands as it is written.
"""

from decimal import Decimal
from fractions import Fraction

from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

Q, K = Qualifier, UnitKind

# --- numbers --------------------------------------------------------------------------------------------------------

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})

# Powers of ten and dozens; plurals are those of "hundreds of", "two dozens", "3 millions".
SCALES = {
    "dozen": Decimal(12), "dozens": Decimal(12), "score": Decimal(20),
    "hundred": Decimal(100), "hundreds": Decimal(100),
    "thousand": Decimal(1000), "thousands": Decimal(1000),
    "million": Decimal(10) ** 6, "millions": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9, "billions": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12, "trillions": Decimal(10) ** 12,
}  # fmt: skip
# Short forms, which need digits before them. "m" alone is a metre or a million: the money or the noun decides.
SHORT_SCALES = {
    "k": Decimal(1000), "mn": Decimal(10) ** 6, "mln": Decimal(10) ** 6, "mio": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9, "bln": Decimal(10) ** 9, "tn": Decimal(10) ** 12, "trn": Decimal(10) ** 12,
}  # fmt: skip
MILLION_OR_METRE = "m"
NO_SCORE = frozenset({"score"})  # a score counts only as "a score of", "two score"

# Words before a scale that leave its number open: several hundred, a few thousand, dozens of, tens of thousands.
VAGUE_COUNTS = ("several", "a few", "a couple of", "a couple", "multiple")
VAGUE_PLURALS = frozenset({"dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions", "trillions"})
# The same before a noun: no number at all, but the Chinese 若干, 多个 may be matched.
VAGUE_ALONE = frozenset({"several", "multiple", "numerous"})

DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "twentieths": 20, "hundredth": 100,
    "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
}  # fmt: skip

FRACTION_SIGNS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅛": Fraction(1, 8),
}  # fmt: skip

# Words that are a number by themselves. The second column tells whether they are weak (nobody misses them).
NUMBER_ALIKE = {"both": (2, True)}

MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "trebled": 3, "treble": 3, "trebling": 3, "thrice": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4,
    "quintupled": 5, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "eightfold": 8, "ninefold": 9, "tenfold": 10, "twentyfold": 20, "hundredfold": 100,
}  # fmt: skip
HALVINGS = frozenset({"halved", "halving"})
# For the fifth consecutive year, the third month in a row: so long it has gone on.
IN_A_ROW = frozenset({"consecutive", "straight", "successive", "running"})
# "twice a year" counts occasions: what may follow "times" or "twice" then, and what follows a multiple.
OCCASIONS = frozenset({"a", "an", "per", "each", "every", "yearly", "annually", "daily", "weekly", "monthly", "in",
                       "during", "within", "since", "last", "this", "on"})  # fmt: skip
COMPARED = frozenset({"as", "the", "that", "those", "more", "higher", "larger", "greater", "bigger", "faster", "lower",
                      "longer", "what", "its", "their", "over", "above", "less", "fewer", "than", "of"})  # fmt: skip
GROWING = frozenset({
    "rose", "risen", "rise", "rises", "rising", "grew", "grown", "grow", "grows", "growing", "growth", "increased",
    "increase", "increases", "increasing", "up", "climbed", "climbing", "jumped", "jumping", "surged", "expanded",
    "expanding", "fell", "fallen", "fall", "falling", "dropped", "drop", "dropping", "declined", "decline", "declining",
    "decreased", "decrease", "decreasing", "down", "reduced", "reduce", "reducing", "reduction", "cut", "cutting",
    "raised", "raise", "raising", "improved", "improving", "went", "gone", "going", "soared", "shrank", "shrunk",
    "narrowed", "widened", "shortened", "shortening", "extended", "lowered", "changed", "lifted", "multiplied",
    "slid", "slipped", "advanced", "doubled",
})  # fmt: skip

# --- qualifiers -----------------------------------------------------------------------------------------------------

# Before the number. Longest first wins; every meaning the wording may have, the plainest first.
BEFORE: dict[str, tuple[Qualifier, ...]] = {
    "over": (Q.MORE_THAN,), "well over": (Q.MORE_THAN,), "just over": (Q.MORE_THAN,), "a little over": (Q.MORE_THAN,),
    "slightly over": (Q.MORE_THAN,), "more than": (Q.MORE_THAN,), "slightly more than": (Q.MORE_THAN,),
    "greater than": (Q.MORE_THAN,), "higher than": (Q.MORE_THAN,), "larger than": (Q.MORE_THAN,),
    "longer than": (Q.MORE_THAN,), "older than": (Q.MORE_THAN,), "in excess of": (Q.MORE_THAN,),
    "exceeding": (Q.MORE_THAN,), "exceed": (Q.MORE_THAN,), "exceeds": (Q.MORE_THAN,), "exceeded": (Q.MORE_THAN,),
    "surpassing": (Q.MORE_THAN,), "surpass": (Q.MORE_THAN,), "surpasses": (Q.MORE_THAN,), "surpassed": (Q.MORE_THAN,),
    "topped": (Q.MORE_THAN,), "topping": (Q.MORE_THAN,),
    "passed": (Q.MORE_THAN, Q.EXACT), "passing": (Q.MORE_THAN, Q.EXACT), "crossed": (Q.MORE_THAN, Q.EXACT),
    "upwards of": (Q.MORE_THAN, Q.AT_LEAST),
    "upward of": (Q.MORE_THAN, Q.AT_LEAST), "above": (Q.MORE_THAN, Q.AT_LEAST), "beyond": (Q.MORE_THAN,),
    ">": (Q.MORE_THAN,),
    "broke through": (Q.MORE_THAN, Q.EXACT), "break through": (Q.MORE_THAN, Q.EXACT),
    "breaks through": (Q.MORE_THAN, Q.EXACT), "breaking through": (Q.MORE_THAN, Q.EXACT),
    "broken through": (Q.MORE_THAN, Q.EXACT), "breached": (Q.MORE_THAN, Q.EXACT),
    "nearly": (Q.NEARLY,), "almost": (Q.NEARLY,), "close to": (Q.NEARLY,), "near": (Q.NEARLY,),
    "approaching": (Q.NEARLY,), "approach": (Q.NEARLY,), "approaches": (Q.NEARLY,), "approached": (Q.NEARLY,),
    "nearing": (Q.NEARLY,), "just under": (Q.NEARLY, Q.LESS_THAN), "just below": (Q.NEARLY, Q.LESS_THAN),
    "slightly under": (Q.NEARLY, Q.LESS_THAN), "slightly less than": (Q.NEARLY, Q.LESS_THAN),
    "about": (Q.ABOUT,), "around": (Q.ABOUT,), "some": (Q.ABOUT,), "approximately": (Q.ABOUT,), "roughly": (Q.ABOUT,),
    "circa": (Q.ABOUT,), "approx": (Q.ABOUT,), "approx.": (Q.ABOUT,), "an estimated": (Q.ABOUT,),
    "estimated": (Q.ABOUT,), "in the region of": (Q.ABOUT,), "in the order of": (Q.ABOUT,),
    "on the order of": (Q.ABOUT,), "more or less": (Q.ABOUT,), "~": (Q.ABOUT,), "≈": (Q.ABOUT,),
    "less than": (Q.LESS_THAN,), "fewer than": (Q.LESS_THAN,), "lower than": (Q.LESS_THAN,),
    "smaller than": (Q.LESS_THAN,), "shorter than": (Q.LESS_THAN,), "younger than": (Q.LESS_THAN,),
    "under": (Q.LESS_THAN,), "below": (Q.LESS_THAN,), "short of": (Q.LESS_THAN,),
    "not even": (Q.LESS_THAN,), "not quite": (Q.NEARLY, Q.LESS_THAN), "not yet": (Q.LESS_THAN,),
    "not reaching": (Q.LESS_THAN,), "not reach": (Q.LESS_THAN,), "not reached": (Q.LESS_THAN,), "<": (Q.LESS_THAN,),
    "at least": (Q.AT_LEAST,), "no less than": (Q.AT_LEAST,), "not less than": (Q.AT_LEAST,),
    "no fewer than": (Q.AT_LEAST,), "not fewer than": (Q.AT_LEAST,), "no lower than": (Q.AT_LEAST,),
    "not lower than": (Q.AT_LEAST,), "not below": (Q.AT_LEAST,), "not under": (Q.AT_LEAST,),
    "a minimum of": (Q.AT_LEAST,), "minimum of": (Q.AT_LEAST,), "minimum": (Q.AT_LEAST,), "≥": (Q.AT_LEAST,),
    "no shorter than": (Q.AT_LEAST,), "no younger than": (Q.AT_LEAST,),
    "up to": (Q.UP_TO,), "at most": (Q.UP_TO,), "no more than": (Q.UP_TO,), "not more than": (Q.UP_TO,),
    "not over": (Q.UP_TO,), "not exceeding": (Q.UP_TO,), "not exceed": (Q.UP_TO,), "not exceeded": (Q.UP_TO,),
    "without exceeding": (Q.UP_TO,), "no higher than": (Q.UP_TO,), "not higher than": (Q.UP_TO,),
    "no longer than": (Q.UP_TO,), "not longer than": (Q.UP_TO,), "no later than": (Q.UP_TO,),
    "no greater than": (Q.UP_TO,), "not greater than": (Q.UP_TO,), "not above": (Q.UP_TO,),
    "a maximum of": (Q.UP_TO,), "maximum of": (Q.UP_TO,), "maximum": (Q.UP_TO,), "≤": (Q.UP_TO,),
    "capped at": (Q.UP_TO,), "a cap of": (Q.UP_TO,), "a ceiling of": (Q.UP_TO,),
    "within": (Q.UP_TO, Q.EXACT),
    "as many as": (Q.EXACT, Q.UP_TO), "as much as": (Q.EXACT, Q.UP_TO), "as high as": (Q.EXACT, Q.UP_TO),
    "as few as": (Q.EXACT,), "as low as": (Q.EXACT,), "as long as": (Q.EXACT, Q.UP_TO),
    "reached": (Q.EXACT, Q.UP_TO), "reaching": (Q.EXACT, Q.UP_TO), "reaches": (Q.EXACT, Q.UP_TO),
    "reach": (Q.EXACT, Q.UP_TO), "hit": (Q.EXACT, Q.UP_TO), "hitting": (Q.EXACT, Q.UP_TO),
}  # fmt: skip
# What may stand between the qualifier and its number: more than a total of 30, under the age of 18.
# A benchmark keeps its own number, so that it may also be told without the qualifier: still short of the target of 30%.
BENCHMARKS = ("the standard of", "the limit of", "the target of", "the threshold of", "the benchmark of",
              "the average of", "the national average of", "the level of", "the statutory", "the required",
              "the prescribed", "the planned")  # fmt: skip
# The same with words before it: below the internationally accepted warning line of 100 per cent.
STANDARDS_OF = frozenset({"line", "standard", "limit", "target", "threshold", "benchmark", "average", "level",
                          "requirement", "ceiling", "quota", "mark"})  # fmt: skip
FILLERS = ("a total of", "the age of", "age", "the mark of", "another", "an additional", "a further", "the",
           *BENCHMARKS)  # fmt: skip
# "over the 30" speaks of a known thing: only these take "the" before their number.
TAKES_THE = frozenset({"above", "below", "over", "exceeded", "reached", "under", "surpassed", "approaching", "near",
                       "through", "exceeding", "surpassing", "than"})  # fmt: skip

# After the number, or after its unit: 30 or more, three years or above, 60 and over, 20-odd.
AFTER: dict[str, tuple[Qualifier, ...]] = {
    "or more": (Q.AT_LEAST,), "and more": (Q.AT_LEAST,), "or above": (Q.AT_LEAST,), "and above": (Q.AT_LEAST,),
    "or over": (Q.AT_LEAST,), "and over": (Q.AT_LEAST,), "or higher": (Q.AT_LEAST,), "and higher": (Q.AT_LEAST,),
    "or older": (Q.AT_LEAST,), "and older": (Q.AT_LEAST,), "or longer": (Q.AT_LEAST,), "or greater": (Q.AT_LEAST,),
    "or better": (Q.AT_LEAST,),
    "and better": (Q.AT_LEAST,),
    "and up": (Q.AT_LEAST,), "and upwards": (Q.AT_LEAST,), "or upwards": (Q.AT_LEAST,), "upwards": (Q.AT_LEAST,),
    "at least": (Q.AT_LEAST,), "at a minimum": (Q.AT_LEAST,),
    "or below": (Q.UP_TO,), "and below": (Q.UP_TO,), "or less": (Q.UP_TO,), "and less": (Q.UP_TO,),
    "or fewer": (Q.UP_TO,), "and under": (Q.UP_TO,), "or under": (Q.UP_TO,), "or lower": (Q.UP_TO,),
    "and lower": (Q.UP_TO,), "or younger": (Q.UP_TO,), "or shorter": (Q.UP_TO,), "at most": (Q.UP_TO,),
    "at the most": (Q.UP_TO,), "or so": (Q.ABOUT,), "or thereabouts": (Q.ABOUT,), "more or less": (Q.ABOUT,),
    "plus": (Q.MORE_THAN, Q.AT_LEAST), "+": (Q.MORE_THAN, Q.AT_LEAST),
    "-plus": (Q.MORE_THAN, Q.AT_LEAST), "-odd": (Q.MORE_THAN, Q.ABOUT), "odd": (Q.MORE_THAN, Q.ABOUT),
    "-some": (Q.ABOUT,),
}  # fmt: skip

# Words shortly before a number that make a bound of it, as 最高 and 最低 do: the highest award was RMB 50 million.
SUPERLATIVES: dict[str, Qualifier] = {
    **dict.fromkeys(("highest", "largest", "biggest", "longest", "heaviest", "greatest", "maximum", "top", "ceiling",
                     "oldest", "peak"), Q.UP_TO),
    **dict.fromkeys(("lowest", "smallest", "shortest", "minimum", "floor", "youngest", "fewest"), Q.AT_LEAST),
}  # fmt: skip

# --- units ----------------------------------------------------------------------------------------------------------

# One word or several, singular; the plural in s is read too.
MEASURES: dict[UnitKind, str] = {
    K.DURATION: (
        "second, minute, hour, day, working day, business day, calendar day, natural day, workday, "
        "trading day, week, month, calendar month, quarter, year, school year, academic year, "
        "calendar year, decade, class hour, teaching hour, min, hr, yr"
    ),
    K.LENGTH: (
        "millimetre, millimeter, centimetre, centimeter, metre, meter, kilometre, kilometer, mile, foot, "
        "inch, yard, nautical mile, linear metre, micrometre, micrometer, micron, nanometre, nanometer, mm, cm, km, m, "
        "li, ft"
    ),
    K.AREA: (
        "square metre, square meter, square kilometre, square kilometer, square mile, sq m, sq km, sqm, "
        "hectare, acre, mu, ha, m², km², m2, km2"
    ),
    K.WEIGHT: (
        "milligram, gram, gramme, kilogram, kilogramme, kilo, tonne, ton, metric ton, metric tonne, jin, "
        "catty, pound, ounce, quintal, lb, oz, kg, mg, g, microgram, t"
    ),
    K.VOLUME: (
        "litre, liter, millilitre, milliliter, cubic metre, cubic meter, cubic kilometre, cubic kilometer, "
        "centilitre, centiliter, hectolitre, hectoliter, gallon, pint, barrel, bushel, ml, m³, m3"
    ),
    # Measures of no kind of their own: the unit as written tells them apart.
    K.NONE: (
        "byte, kilobyte, megabyte, gigabyte, terabyte, petabyte, kb, mb, gb, tb, pb, mbps, gbps, megabit, gigabit, "
        "watt, kilowatt, megawatt, gigawatt, kw, mw, gw, watt-hour, kilowatt-hour, kilowatt hour, megawatt-hour, "
        "megawatt hour, gigawatt-hour, gigawatt hour, terawatt-hour, terawatt hour, kwh, mwh, gwh, "
        "twh, volt, kilovolt, kv, kilovolt-ampere, kva, mva, "
        "ampere, milliampere, joule, kilojoule, megajoule, calorie, kilocalorie, horsepower, pascal, kilopascal, "
        "megapascal, decibel, db, lux, lumen, hertz, kilohertz, megahertz, gigahertz, hz, khz, mhz, ghz, millisievert, "
        "microsievert, becquerel, degree celsius, degree centigrade, degree fahrenheit, °c, °f, ℃"
    ),
    K.PERCENTAGE_POINT: "percentage point, percent point, percentage-point, per cent point, pp, basis point",
    K.PERSON_TIME: "person-time, person time, man-time, person-visit, person-trip, participation",
    K.BATCH: "batch, lot",
}  # fmt: skip
IRREGULAR = {"feet": "foot", "inches": "inch", "degrees celsius": "degree celsius",
             "degrees fahrenheit": "degree fahrenheit", "degrees centigrade": "degree centigrade",
             "batches": "batch", "catties": "catty"}  # fmt: skip

MEASURE_WORDS: dict[str, UnitKind] = {}
for _kind, _row in MEASURES.items():
    for _word in filter(None, _row.split(", ")):
        MEASURE_WORDS[_word] = _kind
        if _word[-1].isalpha():
            MEASURE_WORDS[_word + "s"] = _kind
MEASURE_WORDS |= {plural: MEASURE_WORDS[word] for plural, word in IRREGULAR.items()}
LONGEST_MEASURE = 2
# Short forms that are words or letters of their own: only right after digits.
AFTER_DIGITS_ONLY = frozenset({
    "yard", "yards", "ft", "lb", "lbs", "oz", "kb", "mb", "gb", "tb", "pb", "kw", "mw", "gw", "kv", "db", "hz", "m",
    "g", "t", "ha", "min", "li", "ms", "gs", "ts", "lis", "has", "mins",
})  # fmt: skip
# Words between a number and its unit of time: for four successive years, three full months.
UNIT_ADJECTIVES = frozenset({
    "successive", "consecutive", "straight", "full", "whole", "entire", "more", "further", "additional", "short",
    "long", "past", "uninterrupted", "continuous", "solid", "complete", "extra", "other", "running", "statutory",
})  # fmt: skip
AGED = frozenset({"aged", "age", "ages"})
AGES = ("years of age", "years old", "year old", "year-old", "years-old", "-year-old", "-years-old")

# Signs and words for per cent; "&" and the doubled word are slips.
PERCENTS = frozenset({"%", "percent", "per cent", "per-cent", "percents", "pct", "pc", "percentage"})
PERMILLES = frozenset({"‰", "permille", "per mille", "per thousand"})
PERCENT_SLIPS = frozenset({"&", "per-cent", "percents", "percentage"})

CURRENCY_SIGNS = ("US$", "HK$", "A$", "C$", "NT$", "RMB¥", "¥", "$", "€", "£")
CURRENCIES_BEFORE = frozenset({"rmb", "cny", "usd", "us$", "hkd", "hk$", "eur", "gbp", "jpy", "¥", "$", "€", "£",
"yuan",
                               "rmb¥", "cny¥", "a$", "c$", "nt$"})  # fmt: skip
CURRENCIES_AFTER = frozenset({
    "yuan", "rmb", "cny", "renminbi", "yuan rmb", "rmb yuan", "chinese yuan", "yuan renminbi", "kuai", "dollar",
    "dollars", "us dollar", "us dollars", "u.s. dollar", "u.s. dollars", "american dollars", "hong kong dollars", "usd",
    "euro", "euros", "eur", "pounds", "pounds sterling", "gbp", "yen", "jpy", "hkd",
})  # fmt: skip
LONGEST_CURRENCY = 3

# Graded things: Level 3, third-tier, Grade II, tier-one. The word for a mere number of levels is the plural.
LEVELS = frozenset({"level", "levels", "tier", "tiers", "grade", "grades", "class", "category"})
LEVELS_BY_ORDINAL = frozenset({"level", "tier", "grade"})
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}

# --- dates ----------------------------------------------------------------------------------------------------------

MONTHS: dict[str, int] = {}
for _at, _row in enumerate((
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
), 1):  # fmt: skip
    MONTHS |= dict.fromkeys(_row.split(), _at)
# Also an English word: a month only with a capital and after a preposition, or beside a day or a year.
AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "sep"})
BEFORE_A_MONTH = frozenset({"in", "by", "since", "until", "till", "of", "from", "to", "through", "between", "during",
                            "before", "after", "early", "mid", "late", "last", "this", "every", "each", "around", "and",
                            "-", "–", "—", "next"})  # fmt: skip
PARTS = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early", "start": "early",
    "end": "late", "close": "late", "early in": "early", "late in": "late", "year-end": "late",
}  # fmt: skip
TEN_DAYS = {"first": "early", "second": "mid", "middle": "mid", "last": "late", "final": "late"}  # of a month
HALVES = {"first": "h1", "second": "h2", "latter": "h2", "last": "h2"}
QUARTERS = {"first": "q1", "second": "q2", "third": "q3", "fourth": "q4", "last": "q4"}
CODED_PARTS = {"q1": "q1", "q2": "q2", "q3": "q3", "q4": "q4", "h1": "h1", "h2": "h2"}
RELATIVE_YEARS = {
    "this year": 0, "the current year": 0, "current year": 0, "last year": -1, "the year before last": -2,
    "next year": 1, "the previous year": None, "the preceding year": None, "the same year": None, "that year": None,
    "the year": None, "the following year": None, "each year": None, "every year": None,
}  # fmt: skip
UNTIL = frozenset({"to", "until", "till", "through", "thru", "–", "—", "-", "~", "up to"})
PRESENT = ("the present", "present", "now", "date", "today", "the present day")
YEAR_FROM, YEAR_TO = 1840, 2100
BEFORE_A_YEAR = frozenset({
    "in", "since", "by", "until", "till", "before", "after", "during", "year", "throughout", "late", "early", "mid",
    "end", "from", "between", "fiscal", "fy", "through", "of", "for", "the", "to",
})  # fmt: skip
SURELY_BEFORE_A_YEAR = frozenset({"in", "since", "by", "until", "till", "during", "year", "throughout", "late", "early",
                                  "mid", "fiscal", "fy", "between"})  # fmt: skip

# --- names, labels, idioms ------------------------------------------------------------------------------------------

# A word that makes the numeral after it a name: Section 3, Windows 10. Marked with * where it needs its capital.
_NAME_PREFIXES = {
    "article": "article articles art",
    "section": "section sections",
    "chapter": "chapter chapters",
    "paragraph": "paragraph paragraphs para paras subparagraph",
    "clause": "clause clauses",
    "item": "item*",
    "item_of_article": "items*",
    "annex": "annex annexes appendix appendices schedule* attachment",
    "table": "table tables*",
    "figure": "figure fig chart* box*",
    "page": "page pages p pp",
    "part": "part* parts*",
    "volume": "volume vol",
    "number": "no nos number numbers building* gate* block* unit* zone* district* pier* berth* terminal* shaft* mine* "
    "well* facility* workshop* plant* boiler*",
    "room": "room*",
    "line": "line* route* highway*",
    "phase": "phase* stage* step*",
    "version": "version v* ver rev edition",
    "product": "windows* web* ios android* iphone boeing* airbus* industry* office*",
    "type": "type*",
    "phone": "hotline dial dialling dialing tel telephone phone fax",
    "order": "order* decree* resolution* directive* announcement* circular* notice* document* rule*",
    "ranking": "fortune* csi*",
    "war": "war*",
    "project": "project*",
}
NAME_PREFIXES: dict[str, tuple[str, bool]] = {
    word.rstrip("*"): (key, word.endswith("*")) for key, row in _NAME_PREFIXES.items() for word in row.split()
}
# A word that makes the numeral before it a name: the 12345 hotline, the 21st century.
NAME_HEADS = {"hotline": "phone", "hotlines": "phone", "helpline": "phone", "helplines": "phone", "century": "century",
              "centuries": "century"}  # fmt: skip
WORDS_TO_NAME_HEAD = 4
# What the number of a standard follows.
STANDARDS = ("GB", "ISO", "IEC", "IEEE", "DB\\d{0,2}", "NY", "HJ", "CJ", "JGJ", "YD", "YY", "SL", "AQ", "TS", "GA",
"RFC", "EN",
             "ITU-T", "ASTM", "DIN", "WS", "CCS")  # fmt: skip
# Words that a hyphen may join to a number which stays a number.
NEVER_CODES = frozenset({"mid", "early", "late", "end", "post", "pre", "under", "over", "top", "fy", "since", "non",
"sub",
                         "all", "nearly", "about", "some", "to", "from", "and", "or", "of", "in", "the", "at", "by",
                         "than", "is", "are", "was", "were", "only", "with", "for", "on"})  # fmt: skip

LABELS_BY_WORD = {f"{word}ly": number for word, number in ORDINALS.items() if number < 20}
# Words that tell a ratio from a range or a time of day: a ratio of 1 to 20, a 1:20 ratio.
RATIO_WORDS = frozenset({"ratio", "ratios", "proportion", "proportions", "odds"})

# After "the first" at the head of a clause: the first is to strengthen …
LABEL_VERBS = frozenset({"is", "was", "concerns", "concerned", "being", "are", "lies"})
BEFORE_A_LABEL = frozenset({".", ";", ":", "!", "?", "(", "“", "‘", "—", "–", "•", "·", ""})
LABEL_JOINS = frozenset({"and", ",", "then", "but"})

# Word groups that hold a number word and state no number: they are passed over.
IDIOMS: tuple[str, ...] = (
    "on the one hand", "on one hand", "with one hand", "one hand", "one another", "no one", "no-one", "any one",
    "every one", "one by one", "one-by-one", "one-stop", "one stop", "one-sided", "one-way", "one-time", "one-off",
    "one-on-one", "one-to-one", "one belt, one road", "one belt one road", "one belt", "one road",
    "one-size-fits-all", "one size fits all", "one-click", "one-vote veto", "one and the same", "one and all",
    "all in one", "all-in-one", "day one", "one's", "one’s", "number one", "as one", "one heart", "at one with",
    "one at a time", "one after another", "one or another", "one way or another", "one thing",
    "in one way or another", "one move", "one-dimensional", "one-child", "the one who", "the one that",
    "the one which", "one must", "one should", "one can", "one may", "zero tolerance", "zero-tolerance", "zero-sum",
    "zero-based", "net zero", "net-zero", "ground zero", "near-zero", "two-way", "two way", "two-sided",
    "in two minds", "three-dimensional", "two-dimensional", "four-dimensional", "nine dragons", "first-rate",
    "first rate", "first-class", "first class", "first-hand", "firsthand", "first hand", "first aid", "first-aid",
    "first-line", "first line", "first-come", "first come, first served", "first and foremost", "at first",
    "first-time", "first instance", "first-instance", "first mover", "first-mover", "first name", "first lady",
    "first-ever", "first responders", "first responder", "from the first", "in the first place",
    "first things first", "second-hand", "second hand", "secondhand", "second to none", "second-rate",
    "second-class", "second class", "second instance", "second-instance", "second nature", "on second thought",
    "second only to", "second thoughts", "second language", "split second", "per second", "third-party",
    "third party", "third parties", "third-parties", "third world", "third sector", "fourth estate", "five-star",
    "four-star", "three-star", "six-pack", "double check", "double-check", "double-edged", "double standard",
    "double standards", "double-blind", "double random", "double-random", "double track", "double-track",
    "double room", "double-entry", "24/7", "9/11", "twenty-four seven", "half-hearted", "half-heartedly", "halfway",
    "half-way", "in half", "half-finished", "half-truth", "better half", "half-measures", "half measures",
    "quarter-final", "a thousand and one", "nine to five", "at sixes and sevens", "hundred schools",
    "hundred flowers", "one more",
)  # fmt: skip
# Idioms that are none before one of these words: in half of the cases.
IDIOM_UNLESS = {"in half": frozenset({"of", "the", "a", "an", "all", "these", "those", "its", "their"})}
