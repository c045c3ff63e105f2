"""Two paragraphs laid side by side: every labelled pair gives exactly its results, and each rule has its near miss.

`pairs.tsv` has a line for each pair of sentences: the group, the field of law, both sentences, and what is to be found,
as "kind zh|en" with a semicolon between results; a side is empty where that language says nothing, and a severity other
than the kind's own follows the kind after a slash.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.quantities.chinese.reading import read_zh
from core.quantities.comparing.compare import compare, compare_readings
from core.quantities.difference import Difference, DifferenceKind, Severity
from core.quantities.english.reading import read_en

K, S = DifferenceKind, Severity
SEVERITY = dict.fromkeys(K, S.ERROR) | {K.UNIT: S.WARNING, K.NOTATION: S.NOTE}
FILE = Path(__file__).with_name("pairs.tsv")


@dataclass(frozen=True)
class Expected:
    kind: DifferenceKind
    severity: Severity
    zh: str
    en: str

    def fits(self, found: Difference) -> bool:
        sides = ((self.zh, found.zh), (self.en, found.en))
        return (self.kind, self.severity) == (found.kind, found.severity) and all(
            (text in span.text) if span else not text for text, span in sides
        )


def expectations(text):
    """The results of one line; a dash for none."""
    found = []
    for part in text.split(" ; ") if text != "-" else ():
        head, _, sides = part.strip().partition(" ")
        kind, _, severity = head.partition("/")
        zh, _, en = sides.partition("|")
        found.append(Expected(K(kind), S(severity) if severity else SEVERITY[K(kind)], zh, en))
    return found


with FILE.open(encoding="utf-8", newline="") as file:
    LINES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("line", LINES, ids=[f"{n}-{line['group']}-{line['field']}" for n, line in enumerate(LINES, 2)])
def test_a_labelled_pair_gives_exactly_its_results(line):
    found, wanted = compare(line["zh"], line["en"]), expectations(line["expected"])
    shown = [(one.kind.value, one.severity.value, one.message_zh) for one in found]
    assert len(found) == len(wanted), shown
    left = list(found)
    for one in wanted:
        partner = next((difference for difference in left if one.fits(difference)), None)
        assert partner is not None, (one, shown)
        left.remove(partner)


@pytest.mark.parametrize("line", LINES, ids=[str(n) for n in range(2, len(LINES) + 2)])
def test_each_result_names_its_place_and_quotes_it(line):
    for one in compare(line["zh"], line["en"]):
        for text, span in ((line["zh"], one.zh), (line["en"], one.en)):
            if span:
                assert text[span.start : span.end] == span.text
                quoted = " ".join(span.text.split())[:50]
                assert quoted in one.message_zh and quoted in one.message_en
        assert one.message_zh.endswith("。") and one.message_en.endswith(".")
        assert one.zh or one.en


def test_there_are_pairs_enough_of_every_group():
    groups = Counter(line["group"] for line in LINES)
    assert len(LINES) >= 170 and len({(line["zh"], line["en"]) for line in LINES}) == len(LINES)
    assert min(groups.values()) >= 4 and {"equal", "near", "names", *(k.value for k in SEVERITY)} - {
        "term",
        "arithmetic",
    } <= set(groups)


def test_readings_that_are_there_already_are_not_read_again():
    zh, en = "共抽检13批次。", "A total of 12 batches were tested."
    assert compare_readings(read_zh(zh), read_en(en), zh, en) == compare(zh, en)


def test_results_stand_in_the_order_of_the_text():
    zh = "检查13个市、26个县、35个区。"
    found = compare(zh, "Inspections were made in 12 cities, 27 counties and 36 districts.")
    assert [one.zh.start for one in found] == sorted(one.zh.start for one in found) and len(found) == 3


@pytest.mark.parametrize(
    ("zh", "en", "message_zh", "message_en"),
    (
        ("共有13个单位。", "There are 12 work units.", "中文写13个，英文写12。", "The Chinese says 13个, the English 12."),
        ("共1.1万家企业。", "There are 1.1 million enterprises.",
         "中文写1.1万家，英文写1.1 million，相差100倍（11000与1100000）。",
         "The Chinese says 1.1万家, the English 1.1 million: a factor of 100 (11000 and 1100000)."),
        ("共1529件案件。", "There were 1,592 cases.", "中文写1529件，英文写1,592，数字次序颠倒。",
         "The Chinese says 1529件, the English 1,592: two digits have changed places."),
    ),
)  # fmt: skip
def test_the_sentences_are_plain_and_exact(zh, en, message_zh, message_en):
    assert [(one.message_zh, one.message_en) for one in compare(zh, en)] == [(message_zh, message_en)]


def test_empty_paragraphs_agree():
    assert compare("", "") == compare("检查组听取了汇报。", "The group heard the report.") == []
