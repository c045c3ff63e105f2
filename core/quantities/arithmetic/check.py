"""The arithmetic of one language: totals and parts, shares, growth. What a text states together must agree.

Only what the wording ties together is compared. Equal-looking numbers of different things, periods or places are left
alone.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from core.quantities.arithmetic.fault import Fault
from core.quantities.arithmetic.growth import growth
from core.quantities.arithmetic.parts import above
from core.quantities.arithmetic.prose import Prose
from core.quantities.arithmetic.runs import runs
from core.quantities.arithmetic.shares import shares
from core.quantities.arithmetic.sums import sums
from core.quantities.arithmetic.territories import territories
from core.quantities.chinese.reading import read_zh
from core.quantities.difference import Difference, DifferenceKind
from core.quantities.english.reading import read_en
from core.quantities.marks import Marks
from core.quantities.reading import Reading

Language = Literal["zh", "en"]


def check_arithmetic(text: str, language: Language, marks: Marks | None = None) -> list[Difference]:
    """What does not add up within one paragraph, in order of place. The side of the other language is None.

    A warning where the numbers contradict each other or leave open of what a share is taken, a note where they look
    wrong but cannot be compared.
    """
    return [_difference(fault, language) for fault in find_faults(text, _read(text, language, marks), language)]


def check_arithmetic_pair(zh: str, en: str, marks: Marks | None = None) -> list[Difference]:
    """The same for a paragraph and its partner. A fault that both languages have is one result with both places."""
    return merge(find_faults(zh, read_zh(zh), "zh"), find_faults(en, read_en(en, marks), "en"))


def find_faults(text: str, readings: Sequence[Reading], language: Language) -> list[Fault]:
    """The faults of one paragraph whose readings are already there."""
    prose = Prose(text, readings, language)
    found: dict[tuple[int, int], Fault] = {}
    for fault in _all(prose):
        found.setdefault((fault.span.start, fault.span.end), fault)
    return sorted(found.values(), key=lambda fault: fault.span.start)


def merge(zh: Sequence[Fault], en: Sequence[Fault]) -> list[Difference]:
    """One result for each fault, with both places where both languages have it."""
    twins: dict[object, list[Fault]] = {}
    for one in reversed(en):
        twins.setdefault((one.rule, one.numbers), []).append(one)
    results, taken = [], set()
    for fault in zh:
        equal = twins.get((fault.rule, fault.numbers))
        twin = equal.pop() if equal else None
        taken.add(id(twin))
        results.append(
            Difference(
                DifferenceKind.ARITHMETIC, fault.severity, fault.span, twin.span if twin else None, fault.zh, fault.en
            )
        )
    return results + [_difference(fault, "en") for fault in en if id(fault) not in taken]


def _all(prose: Prose) -> Iterator[Fault]:
    if not prose.readings:
        return
    for check in (sums, above, shares, growth, runs, territories):
        yield from check(prose)


def _read(text: str, language: Language, marks: Marks | None) -> list[Reading]:
    return read_zh(text) if language == "zh" else read_en(text, marks)


def _difference(fault: Fault, language: Language) -> Difference:
    zh, en = (fault.span, None) if language == "zh" else (None, fault.span)
    return Difference(DifferenceKind.ARITHMETIC, fault.severity, zh, en, fault.zh, fault.en)
