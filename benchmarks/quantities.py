"""How well and how fast figures are read and compared, on the labels of the tests: `make bench ARGS=quantities`.

Nothing is asserted: the code runs on the labels and the shares are printed. Recall is the share of the labels that was
found, precision the share of what was found that the labels have. The alternatives find numbers without the grammar of
scales, qualifiers and counters, and compare the two lists of a pair; they are measured on the same pairs in this run.
"""

import csv
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from babel.numbers import NumberFormatError, parse_decimal

from core.quantities.chinese.reading import read_zh
from core.quantities.comparing.compare import compare
from core.quantities.difference import DifferenceKind, Severity
from core.quantities.english.reading import read_en
from core.quantities.marks import Marks
from core.quantities.reading import Moment, Number, Reading, ReadingKind

LABELS = Path(__file__).resolve().parents[1] / "tests" / "quantities"
GLOSSARY = Path(__file__).resolve().parents[1] / "fixtures" / "reference" / "glossary.tsv"
SIZES = {"万": 4, "亿": 8, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
LENGTH = 18_000
Compared = Callable[[str, str], object]


class Score:
    """Labels found, labels there, and what was found in all, by kind."""

    def __init__(self) -> None:
        self.right, self.wanted, self.found = Counter[str](), Counter[str](), Counter[str]()

    def add(self, wanted: Iterable[tuple[str, ...]], found: Iterable[tuple[str, ...]]) -> None:
        """Items whose first part is the kind; equal ones count as often as they occur."""
        one, other = Counter(wanted), Counter(found)
        for item, number in one.items():
            self.wanted[item[0]] += number
            self.right[item[0]] += min(number, other[item])
        for item, number in other.items():
            self.found[item[0]] += number

    def show(self, title: str) -> None:
        print(f"\n{title:32}{'labels':>8}{'found':>8}{'precision':>11}{'recall':>8}")
        for kind in sorted(set(self.wanted) | set(self.found)):
            self._row(kind, self.right[kind], self.wanted[kind], self.found[kind])
        self._row("all", self.right.total(), self.wanted.total(), self.found.total())

    @staticmethod
    def _row(kind: str, right: int, wanted: int, found: int) -> None:
        precision = f"{right / found:.3f}" if found else "-"
        recall = f"{right / wanted:.3f}" if wanted else "-"
        print(f"  {kind:30}{wanted:8d}{found:8d}{precision:>11}{recall:>8}")


def rows(name: str) -> list[list[str]]:
    """The lines of one file, in columns."""
    with (LABELS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


# --- reading

KIND = re.compile(r"[\[「].*[\]」] ([a-z]+)")


def reading(name: str, read: Callable[[str], Sequence[Reading]]) -> None:
    """Precision and recall of a reader. A reading is right when its words, its kind and its value are the label's."""
    score = Score()
    lines = [line for line in rows(f"{name}.tsv") if line and not line[0].startswith("#")]
    for text, *columns in lines:
        labels = [label for column in columns for label in column.split(" | ")]
        wanted = [(match[1], label) for label in labels if (match := KIND.match(label))]
        left = list(wanted)
        found = []
        for one in read(text):
            start = told(one, name)
            label = next((label for label in left if label[1] == start or label[1].startswith(start + " ")), None)
            if label:
                left.remove(label)
            found.append(label or (one.kind.value, start))
        score.add(wanted, found)
    score.show(f"Reading {name} ({len(lines)} texts)")


def told(reading: Reading, name: str) -> str:
    """What was read, as the labels of that language begin."""
    raw = f"「{reading.raw}」" if name == "zh" else f"[{reading.raw}]"
    parts = [raw, reading.kind.value]
    if reading.value is not None:
        parts.append(number(reading.value))
    elif reading.low is not None and reading.high is not None:
        parts.append(f"{number(reading.low)}..{number(reading.high)}")
    elif reading.first is not None and name == "zh":
        parts.append(zh_day(reading.first) + (f" .. {zh_day(reading.last)}" if reading.last else ""))
    elif reading.first is not None:
        parts.append(
            en_day(reading.first) + (f"..{en_day(reading.last)}" if reading.kind is ReadingKind.PERIOD else "")
        )
    return " ".join(parts)


def number(value: Number) -> str:
    """12, 0.5 or 100/3."""
    return str(value) if isinstance(value, Fraction) else f"{value.normalize():f}"


def year(moment: Moment) -> str:
    """2017, or year-1 for last year."""
    relative = "" if moment.year_offset is None else f"year{moment.year_offset:+d}"
    return relative if moment.year is None else str(moment.year)


def zh_day(moment: Moment) -> str:
    """2017 month 8 day 25."""
    named = (f"month {moment.month}" if moment.month else "", f"day {moment.day}" if moment.day else "", moment.part)
    return " ".join(part for part in (year(moment), *named) if part)


def en_day(moment: Moment | None) -> str:
    """2017-8-25, year-1-6, 2017(q3)."""
    if moment is None:
        return ""
    days = "".join(f"-{one}" for one in (moment.month, moment.day) if one)
    return year(moment) + days + (f"({moment.part})" if moment.part else "")


# --- comparing


def expected(text: str) -> list[tuple[str, str, str]]:
    """Kind and both readings of each result of a line of pairs.tsv."""
    found = []
    for part in text.split(" ; ") if text != "-" else ():
        head, _, sides = part.strip().partition(" ")
        zh, _, en = sides.partition("|")
        found.append((head.partition("/")[0], zh, en))
    return found


def comparing(lines: Sequence[Sequence[str]]) -> None:
    """Precision and recall of the results, each at its place, and of the alternatives by pairs."""
    score = Score()
    pairs = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    for pair in pairs:
        wanted = expected(pair["expected"])
        left = list(wanted)
        found = []
        for one in compare(pair["zh"], pair["en"]):
            zh, en = one.zh.text if one.zh else "", one.en.text if one.en else ""
            # A result stands for its label if it quotes the labelled words; otherwise it stands for itself.
            label = next((it for it in left if it[0] == one.kind and _quotes(it[1], zh) and _quotes(it[2], en)), None)
            if label:
                left.remove(label)
            found.append(label or (one.kind.value, f"?{zh}", f"?{en}"))
        score.add(wanted, found)
    score.show(f"Comparing ({len(pairs)} pairs)")
    serious = {DifferenceKind.VALUE, DifferenceKind.MALFORMED, DifferenceKind.MISSING, DifferenceKind.QUALIFIER}
    print(f"\n{'Pairs with an error, or none':32}{'labels':>8}{'found':>8}{'precision':>11}{'recall':>8}")
    for name, check in (
        ("ours", lambda zh, en: any(one.severity is Severity.ERROR for one in compare(zh, en))),
        ("regular expressions", lambda zh, en: plain_numbers(zh) != plain_numbers(en)),
        ("Babel parse_decimal", lambda zh, en: babel_numbers(zh, "zh") != babel_numbers(en, "en")),
    ):
        right = wanted_pairs = found_pairs = 0
        for pair in pairs:
            faulty = any(kind in serious for kind, *_ in expected(pair["expected"])) and "/" not in pair["expected"]
            said = bool(check(pair["zh"], pair["en"]))
            wanted_pairs, found_pairs, right = wanted_pairs + faulty, found_pairs + said, right + (faulty and said)
        Score._row(name, right, wanted_pairs, found_pairs)


def _quotes(label: str, text: str) -> bool:
    return label in text if label else not text


def plain_numbers(text: str) -> Counter[Decimal]:
    """Digits with commas and a decimal point, and the scale behind them: what a short script would compare."""
    found = Counter[Decimal]()
    for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|万|亿|thousand|million|billion|trillion)?", text):
        words = [match[2]] if match[2] in SIZES else match[2] or ""
        power = sum(SIZES[word] for word in words)
        found[Decimal(match[1].replace(",", "")).scaleb(power).normalize()] += 1
    return found


def babel_numbers(text: str, locale: str) -> Counter[Decimal]:
    """Every token that Babel takes for a number of that locale."""
    found = Counter[Decimal]()
    for token in re.findall(r"[\d.,]*\d", text):
        try:
            found[parse_decimal(token, locale=locale).normalize()] += 1
        except NumberFormatError:
            continue
    return found


# --- time


def report() -> list[tuple[str, str]]:
    """The sample report of the NPCSC in both languages, figures printed, repeated up to the length of a long report."""
    from reports.document.model import Language

    from .peers import plain
    from .sample import sample

    document = sample("npcsc-2017")
    languages: tuple[Language, Language] = ("zh", "en")
    zh, en = ([text for _, text in plain(document, language)] for language in languages)
    pairs = [(one, other) for one, other in zip(zh, en, strict=True) if one and other]
    length = sum(len(one) for one, _ in pairs)
    more = pairs * (LENGTH // length)
    for pair in pairs:
        if sum(len(one) for one, _ in more) >= LENGTH:
            break
        more.append(pair)
    return more


def processor(task: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of processor time, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        task()
        best = min(best, time.process_time() - began)
    return best


def speed() -> None:
    """A whole report and its longest paragraph, ours and the alternatives in turn."""
    pairs = report()
    zh, en = sum(len(one) for one, _ in pairs), sum(len(other.split()) for _, other in pairs)
    print(f"\nTime: the NPCSC sample report, repeated up to {zh:,} Chinese characters and {en:,} English words, "
          f"{len(pairs)} paragraphs")  # fmt: skip

    def whole(check: Compared) -> Callable[[], object]:
        return lambda: [check(one, other) for one, other in pairs]

    def ours() -> None:
        marks = Marks.of([other for _, other in pairs])
        for one, other in pairs:
            compare(one, other, marks)

    times = {
        "ours": processor(ours),
        "regular expressions": processor(whole(lambda a, b: plain_numbers(a) == plain_numbers(b))),
        "Babel parse_decimal": processor(whole(lambda a, b: babel_numbers(a, "zh") == babel_numbers(b, "en"))),
    }
    for name, seconds in times.items():
        print(f"  {name:30}{seconds * 1000:9.1f} ms   ours takes {times['ours'] / seconds:.1f} times as long")
    target("a full report, seconds of processor time", times["ours"], 0.3)
    longest = max(pairs, key=lambda pair: len(pair[0]))
    usual = sorted(pairs, key=lambda pair: len(pair[0]))[len(pairs) // 2]
    for name, (one, other) in (("a usual", usual), ("the longest", longest)):
        seconds = processor(lambda one=one, other=other: compare(one, other), 20)  # type: ignore[misc]
        target(f"{name} paragraph ({len(one)} characters), ms", seconds * 1000, 5)
    agreement(pairs)


def agreement(pairs: Sequence[tuple[str, str]]) -> None:
    """The whole check of two files of that report, and what of it the alignment and the terms take."""
    from core.importing.structure import outline
    from reports.agreement.alignment import align
    from reports.agreement.check import check_outlines, check_paragraph
    from reports.agreement.terms import Glossary, check_terms

    glossary = Glossary.from_tsv(GLOSSARY)
    zh, en = outline([one for one, _ in pairs], "zh"), outline([other for _, other in pairs], "en")
    usual = sorted(pairs, key=lambda pair: len(pair[0]))[len(pairs) // 2]
    target("all checks of a full report, seconds", processor(lambda: check_outlines(zh, en, glossary)), 0.3)
    target("all checks of a usual paragraph, ms", processor(lambda: check_paragraph(*usual, glossary), 20) * 1000, 5)
    for name, task in (("alignment", lambda: align(zh, en)), ("terms", lambda: check_terms(pairs, glossary))):
        print(f"  {name + ' alone':30}{processor(task) * 1000:9.1f} ms")


def target(name: str, value: float, most: float) -> None:
    """One line: whether a value keeps its bound."""
    print(f"  {'met    ' if value <= most else 'NOT MET'}  {name}: {value:.2f} (at most {most:g})")


def main() -> None:
    """Reading in each language, comparing, and the time it takes."""
    reading("zh", read_zh)
    reading("en", read_en)
    comparing(rows("pairs.tsv"))
    speed()
