"""Pages by key: every row once, in both directions, whatever the sort keys and whatever is asked for."""

import pytest
from django.http import QueryDict

from core import paging
from core.paging import page_of
from findings.models import Finding
from tests.make import make_finding, make_inspection


@pytest.fixture
def rows(npcsc):
    """Eleven findings, five of a kind and six of the other: every sort by kind has equal keys."""
    inspection = make_inspection(npcsc)
    kinds = ["problem", "achievement"] * 5 + ["problem"]
    return [make_finding(inspection, kind=kind, evidence=False) for kind in kinds]


def walk(keys: list[str], side: str, start: str = "", size: int = 3) -> list[list[int]]:
    """The pages met by following `side` ("older" or "newer") from the page `start` to the end."""
    pages, query = [], start
    while True:
        page = page_of(Finding.objects.all(), keys, QueryDict(query), size)
        pages.append([row.pk for row in page.rows])
        if not getattr(page, side):
            return pages
        query = getattr(page, side).removeprefix("?")


ORDERS = [["order"], ["-order"], ["kind"], ["-kind"], ["kind", "-order"], ["inspection__year", "-kind"], []]


@pytest.mark.parametrize("keys", ORDERS, ids=",".join)
@pytest.mark.parametrize("size", [1, 3, 11, 50])
def test_forwards_every_row_comes_once_and_in_order(rows, keys, size):
    expected = list(Finding.objects.order_by(*keys, "pk").values_list("pk", flat=True))
    pages = walk(keys, "older", size=size)
    assert sum(pages, []) == expected
    assert {len(page) for page in pages[:-1]} <= {size}


@pytest.mark.parametrize("keys", ORDERS, ids=",".join)
def test_backwards_it_is_the_same_way(rows, keys):
    expected = list(Finding.objects.order_by(*keys, "pk").values_list("pk", flat=True))
    pages = walk(keys, "newer", start=f"before={expected[-1]}")
    assert sum(reversed(pages), []) == expected[:-1]


def test_a_page_knows_its_neighbours(rows):
    pks = [row.pk for row in rows]
    first = page_of(Finding.objects.all(), ["order"], QueryDict(""), 3)
    middle = page_of(Finding.objects.all(), ["order"], QueryDict(f"after={pks[2]}"), 3)
    back = page_of(Finding.objects.all(), ["order"], QueryDict(f"before={pks[3]}"), 3)
    assert (first.newer, first.older, first.total) == ("", f"?after={pks[2]}", 11)
    assert (middle.newer, middle.older) == (f"?before={pks[3]}", f"?after={pks[5]}")
    assert ([row.pk for row in back.rows], back.newer, back.older) == (pks[:3], "", f"?after={pks[2]}")


def test_the_filter_travels_along_and_the_old_key_does_not(rows):
    query = QueryDict(f"q=%E6%9C%BA%E6%88%BF&kind=problem&after={rows[2].pk}")
    page = page_of(Finding.objects.all(), ["order"], query, 3)
    asked = QueryDict(page.older.removeprefix("?")).dict()
    assert asked == {"q": "机房", "kind": "problem", "after": str(rows[5].pk)}


GARBAGE = ["x", "-1", "1.5", "", "9" * 18, "9" * 40, "９" * 18, "%00", "1 OR 1=1", "²", "None"]


@pytest.mark.parametrize("side", ["after", "before"])
@pytest.mark.parametrize("mark", GARBAGE)
def test_an_unknown_key_shows_the_first_page(rows, side, mark):
    page = page_of(Finding.objects.all(), ["order"], QueryDict(f"{side}={mark}"), 3)
    assert [row.pk for row in page.rows] == [row.pk for row in rows[:3]]


def test_a_key_from_outside_the_queryset_tells_nothing(rows):
    """The row exists, but not among what this person sees: the page is that of an unknown key."""
    seen = Finding.objects.exclude(pk=rows[5].pk)
    foreign = page_of(seen, ["order"], QueryDict(f"after={rows[5].pk}"), 3)
    missing = page_of(seen, ["order"], QueryDict("after=987654"), 3)
    assert (foreign.rows, foreign.newer, foreign.total) == (missing.rows, missing.newer, missing.total)


def test_the_count_stops_where_nobody_reads_it(rows, monkeypatch):
    totals = []
    for counted in (10, 11, 12):
        monkeypatch.setattr(paging, "COUNTED", counted)
        totals.append(page_of(Finding.objects.all(), ["order"], QueryDict(""), 3).total)
    assert totals == [None, 11, 11]


@pytest.mark.parametrize("number", [0, 4, 9])
def test_a_page_costs_the_same_wherever_it_is(rows, django_assert_num_queries, number):
    with django_assert_num_queries(3):
        page_of(Finding.objects.all(), ["kind", "-order"], QueryDict(f"after={rows[number].pk}"), 3)


def test_nothing_there_is_an_empty_page(db):
    page = page_of(Finding.objects.all(), ["order"], QueryDict(""), 3)
    assert (page.rows, page.newer, page.older, page.total) == ([], "", "", 0)
