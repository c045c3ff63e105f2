"""Numbers of headings that jump are noted, and titles that lack a line are told."""

import pytest

from core.importing.outline import Piece, Role
from core.importing.structure import outline
from core.quantities.difference import DifferenceKind, Severity
from reports.agreement.alignment import Pair, align
from reports.agreement.missing import missing
from reports.agreement.numbering import jumps
from reports.agreement.title_lines import lacking_title_lines

ZH = [
    "一、工作",
    "（1）成立机构。各级政府成立了36个机构，配备了专人。",
    "（2）压实责任。签订了78份责任书，层层落实。",
    "（3）加大投入。投入资金95万元，用于设备更新。",
]
EN = ["I. Work", "(1) New bodies", "Governments set up 36 bodies with staff of their own.", "(2) Duties",
      "They signed 78 letters of responsibility at all levels.", "(3) More money", "They spent 950,000 yuan on new equipment."]  # fmt: skip


def titles(zh: list[str], en: list[str]) -> list[tuple[Severity, str]]:
    pair = Pair(*(tuple(Piece(at, text, Role.TITLE) for at, text in enumerate(side, 1)) for side in (zh, en)))
    return [(each.severity, (each.zh or each.en).text) for _, each in lacking_title_lines([pair])]


def test_a_heading_on_the_line_of_its_text_finds_one_on_its_own_line():
    pairs = align(outline(ZH, "zh"), outline(EN, "en"))
    assert all(len(pair.zh) == len(pair.en) == 1 and pair.zh[0].role is pair.en[0].role for pair in pairs)
    assert list(missing(pairs)) == []


@pytest.mark.parametrize(
    ("right", "wrong"), [("(1)", "(3)"), ("(2)", "(4)"), ("(3)", "(5)"), ("(3)", "(1)"), ("(2)", "(1)")]
)
def test_a_number_that_jumps_is_one_note(right, wrong):
    pairs = align(outline(ZH, "zh"), outline([line.replace(right, wrong) for line in EN], "en"))
    results = [each for _, each in missing(pairs)]
    assert [(each.kind, each.severity, each.en.text) for each in results] == [
        (DifferenceKind.NOTATION, Severity.NOTE, wrong)
    ]


def test_numbers_that_count_on_are_no_note():
    assert list(jumps(align(outline(ZH, "zh"), outline(EN, "en")))) == []


def test_a_title_without_the_law_lacks_a_line():
    zh = ["市人大常委会执法检查组", "关于检查《市供水条例》实施情况的报告"]
    en = ["Report of the Inspection Group of the Municipal Standing Committee", "on the Water Supply Regulations"]
    assert titles(zh, en) == []
    assert titles(zh, en[:1]) == [(Severity.ERROR, zh[1])]
    assert titles(zh[1:], en) == [(Severity.WARNING, en[0])]


def test_law_enforcement_is_no_law():
    assert titles(["关于检查水法实施情况的报告"], ["Report of the Law Enforcement Inspection"]) == [
        (Severity.ERROR, "关于检查水法实施情况的报告")
    ]
