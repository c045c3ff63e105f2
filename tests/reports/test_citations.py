"""`{{ fig:code|style }}` and `{{ date:code }}`: words in both languages, or a notice with its place."""

from datetime import date
from decimal import Decimal

import pytest

from core.quantities import Period, Quantity, QuantityError
from core.text import Text
from reports.citations import Citations
from reports.document.notices import Notice

ACCOUNTS = Quantity.from_record(
    {
        "value": Decimal(10_000_000),
        "qualifier": "nearly",
        "unit": "account",
        "noun": {"zh": "账号", "en": "account", "en_plural": "accounts"},
        "zh_scale": "万",
    }
)
FINES = Quantity.from_record(
    {"value": Decimal(7), "unit": "case_tried", "noun": {"zh": "案件", "en": "case", "en_plural": "cases"}}
)


@pytest.fixture
def citations():
    return Citations(
        {"accounts": ACCOUNTS, "cases": FINES, "broken": QuantityError("value and range")},
        {"presented": Period(date(2017, 12, 24)), "since": Period(date(2015, 1, 1), precision="year", open_ended=True)},
    )


@pytest.mark.parametrize(
    ("cited", "zh", "en"),
    [
        ("{{ fig:accounts }}", "近1000万个账号", "nearly 10 million accounts"),
        ("{{fig:accounts}}", "近1000万个账号", "nearly 10 million accounts"),
        ("{{ fig:accounts|count }}", "近1000万个", "nearly 10 million"),
        ("{{ fig:accounts|number }}", "近1000万", "nearly 10 million"),
        ("{{ fig:accounts|plain }}", "近10000000个账号", "nearly 10 million accounts"),
        ("{{ fig:accounts|cap }}", "近1000万个账号", "Nearly 10 million accounts"),
        ("{{ fig:accounts|count|cap }}", "近1000万个", "Nearly 10 million"),
        ("{{ fig:cases }}", "7件案件", "seven cases"),
        ("{{ date:presented }}", "2017年12月24日", "24 December 2017"),
        ("{{ date:since|cap }}", "2015年以来", "Since 2015"),
    ],
)
def test_a_citation_becomes_words(citations, cited, zh, en):
    assert citations.printed(Text(f"共{cited}。", f"In all {cited}."), "s1-p1") == Text(f"共{zh}。", f"In all {en}.")
    assert citations.notices == []


def test_a_text_may_cite_more_than_once(citations):
    text = Text("{{ date:presented }}，{{ fig:cases }}、{{ fig:accounts|count }}。", "{{ fig:cases|cap }}")
    assert citations.printed(text, "s1-p1") == Text("2017年12月24日，7件案件、近1000万个。", "Seven cases")


def test_it_is_remembered_where_a_figure_is_cited(citations):
    for where in ("s1-p1", "s1-p1", "s2", "s1-p2"):
        citations.printed(Text("{{ fig:cases }}", "{{ fig:cases }}"), where)
    citations.printed(Text("{{ date:presented }}"), "s3")
    assert citations.places == {"cases": ["s1-p1", "s2", "s1-p2"], "presented": ["s3"]}


@pytest.mark.parametrize(
    ("cited", "shown", "zh", "en"),
    [
        ("{{ fig:nothing }}", "〔nothing〕", "没有编号为“nothing”的数据。", "There is no figure “nothing”."),
        ("{{ date:nothing }}", "〔nothing〕", "没有编号为“nothing”的数据。", "There is no figure “nothing”."),
        ("{{ date:cases }}", "〔cases〕", "没有编号为“cases”的数据。", "There is no figure “cases”."),
        ("{{ fig:broken }}", "〔broken〕", "value and range", "value and range"),
        ("{{ fig:cases|loud }}", "〔cases〕", "unknown style 'loud'", "unknown style 'loud'"),
        ("{{ fig:cases|count|number }}", "〔cases〕", "exclude each other", "exclude each other"),
        ("{{ date:presented|count }}", "〔presented〕", "unknown style 'count'", "unknown style 'count'"),
    ],
)
def test_what_cannot_be_written_shows_its_code_and_is_noticed_once(citations, cited, shown, zh, en):
    assert citations.printed(Text(f"有{cited}。", f"With {cited}."), "s2-p3") == Text(f"有{shown}。", f"With {shown}.")
    citations.printed(Text(cited), "s2-p3")
    (notice,) = citations.notices
    assert (notice.level, notice.where) == ("warning", "s2-p3")
    assert (zh in notice.message.zh, en in notice.message.en) == (True, True)
    assert citations.places == {}


def test_the_same_fault_in_two_places_is_two_notices(citations):
    for where in ("s1", "s2"):
        citations.printed(Text("{{ fig:nothing }}"), where)
    assert [notice.where for notice in citations.notices] == ["s1", "s2"]
    assert all(isinstance(notice, Notice) for notice in citations.notices)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{{ fig: }}",
        "{{ fig }}",
        "{% load x %}",
        "{{ settings.SECRET_KEY }}",
        "{ fig:cases }",
        "{{ fig:cases|default:'x' }}",
        "{{ fig:ca ses }}",
    ],
)
def test_nothing_else_is_a_citation(citations, text):
    """No template engine ever sees the text: whatever is no citation stays as it was written."""
    assert citations.printed(Text(text, text), "s1") == Text(text, text)
    assert (citations.notices, citations.places) == ([], {})
