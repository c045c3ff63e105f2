"""Words are found wherever they stand, with the index as without it."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import search
from core.text import Text
from findings.forms.lists import FindingFilter
from findings.models import Finding
from tests import make

COLUMNS = FindingFilter.words_in


def found(words: str) -> set[str]:
    return set(search.containing(Finding.objects.all(), words, COLUMNS).values_list("code", flat=True))


@pytest.fixture
def rows(npcsc):
    inspection = make.make_inspection(npcsc)
    for code, zh, en in (
        ("network", "关键信息基础设施的网络安全", "Network security of critical infrastructure"),
        ("blank", "网 络 安 全", "Net work"),
        ("mixed", "采用IPv6和5G的单位", "Units with IPv6 and 5G"),
        ("signs", "100%、[0-9]_\\的系统", "it's “quoted”"),
    ):
        make.make_finding(inspection, code, title=Text(zh, en), facts=Text("事实", "facts"), actor=Text())


@pytest.mark.parametrize("rare", [0, 2000], ids=["common", "rare"])
@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("网络", {"network"}),
        ("网", {"network", "blank"}),
        ("网络 设施", {"network"}),
        ("网络 单位", set()),
        ("NETWORK", {"network"}),
        ("twork", {"network"}),
        ("ipv6", {"mixed"}),
        ("5g的", {"mixed"}),
        ("[0-9]_\\", {"signs"}),
        ("100%", {"signs"}),
        ("it's", {"signs"}),
        ("设施基础", set()),  # every pair of it but one stands there
        ("事实", {"network", "blank", "mixed", "signs"}),
    ],
)
def test_a_word_is_found_where_it_stands(rows, monkeypatch, rare, words, codes):
    monkeypatch.setattr(search, "RARE", rare)
    assert found(words) == codes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(st.text(max_size=40))
def test_the_pairs_are_those_of_the_text(db, text):
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT zj_grams(%s), lower(%s)", [text, text])
        grams, lowered = cursor.fetchone()
        pairs = {one + two for one, two in zip(lowered, lowered[1:], strict=False)}
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::text[]) AS pair WHERE pair ~ '\\s'", [sorted(pairs - set(grams))]
        )
        assert set(grams) <= pairs
        assert cursor.fetchone()[0] == len(pairs - set(grams))  # left out: only what holds a blank


def test_the_index_holds_the_columns_that_are_searched(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generation_expression FROM information_schema.columns"
            " WHERE table_name = 'findings_finding' AND column_name = 'grams'"
        )
        expression = cursor.fetchone()[0]
    assert {column for column in COLUMNS if column in expression} == set(COLUMNS)
    assert expression.count("||") == 2 * (len(COLUMNS) - 1)


def test_a_rare_word_is_asked_of_the_index(rows, django_assert_num_queries):
    with django_assert_num_queries(2):
        found("网络")
    assert "zj_grams" in str(search.containing(Finding.objects.all(), "网络", COLUMNS).query)
    assert "zj_grams" not in str(search.containing(Finding.objects.all(), "网", COLUMNS).query)
