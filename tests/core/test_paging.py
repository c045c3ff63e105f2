"""Pages by key: every row once, in both directions, whatever the sort keys and whatever is asked for."""

import json

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


def query_of(side: str, place: list, **more: str) -> QueryDict:
    """The address that asks for the page beside `place`."""
    query = QueryDict("", mutable=True)
    query.update({side: json.dumps(place)[1:-1], **more})
    return query


def place_in(address: str) -> tuple[str, list]:
    """The side and the place that `address` asks for."""
    ((side, place),) = QueryDict(address.removeprefix("?")).items()
    return side, json.loads(f"[{place}]")


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
    last = page_of(Finding.objects.all(), keys, QueryDict(""), 10).older  # the place of the last row but one
    pages = walk(keys, "newer", start=last.removeprefix("?").replace("after", "before"))
    assert sum(reversed(pages), []) == expected[:-2]


def test_a_page_knows_its_neighbours(rows):
    orders, pks = [row.order for row in rows], [row.pk for row in rows]
    first = page_of(Finding.objects.all(), ["order"], QueryDict(""), 3)
    middle = page_of(Finding.objects.all(), ["order"], query_of("after", [orders[2], pks[2]]), 3)
    back = page_of(Finding.objects.all(), ["order"], query_of("before", [orders[3], pks[3]]), 3)
    assert (first.newer, place_in(first.older), first.total) == ("", ("after", [orders[2], pks[2]]), 11)
    assert place_in(middle.newer) == ("before", [orders[3], pks[3]])
    assert place_in(middle.older) == ("after", [orders[5], pks[5]])
    assert [row.pk for row in back.rows] == pks[:3]
    assert (back.newer, place_in(back.older)) == ("", ("after", [orders[2], pks[2]]))


def test_where_the_columns_are_unique_the_place_is_those_columns(rows):
    first = page_of(Finding.objects.all(), ["inspection_id", "order"], QueryDict(""), 3)
    assert place_in(first.older) == ("after", [rows[2].inspection_id, rows[2].order])


def test_the_filter_travels_along_and_the_old_place_does_not(rows):
    query = query_of("after", [rows[2].order, rows[2].pk], q="机房", kind="problem")
    page = page_of(Finding.objects.all(), ["order"], query, 3)
    asked = QueryDict(page.older.removeprefix("?")).dict()
    place = json.dumps([rows[5].order, rows[5].pk], separators=(",", ":"))[1:-1]
    assert asked == {"q": "机房", "kind": "problem", "after": place}


GARBAGE = [
    "x", "1", "-1", "1.5,2", "", "9" * 18, "9" * 5000, "1,2,3", "９,９", "%00", "1 OR 1=1,1", "²,1", "None", "null,1",
    "[1],2", '{"a":1},2', '"a",2', '1,"b"', '"\\u0000",1', '"\\ud800",1', "true,", "1,NaN", "[" * 1500, "],[", "Infinity,1",
]  # fmt: skip


@pytest.mark.parametrize("side", ["after", "before"])
@pytest.mark.parametrize("place", GARBAGE, ids=range(len(GARBAGE)))
def test_what_is_no_place_shows_the_first_page(rows, side, place):
    query = QueryDict("", mutable=True)
    query[side] = place
    page = page_of(Finding.objects.all(), ["order"], query, 3)
    assert [row.pk for row in page.rows] == [row.pk for row in rows[:3]]


@pytest.mark.parametrize(
    "place", ['"\\u0000",1', '"\\ud800",1', '"2017-02-30",1', "5,1", '"infinity",1', '"",1', "true,1"]
)
@pytest.mark.parametrize("key", ["kind", "created", "inspection__created", "may_be_named"])
def test_a_place_of_another_type_stops_no_list(rows, key, place):
    page_of(Finding.objects.all(), [key], query_of("after", json.loads(f"[{place}]")), 3)


def test_numbers_beyond_every_column_are_places_too(rows):
    """Behind them there is nothing: the first page; before them there is the last one."""
    beyond = query_of("after", [10**30, 10**30])
    assert [row.pk for row in page_of(Finding.objects.all(), ["order"], beyond, 3).rows] == [row.pk for row in rows[:3]]
    before = query_of("before", [10**30, 10**30])
    assert [row.pk for row in page_of(Finding.objects.all(), ["order"], before, 3).rows] == [
        row.pk for row in rows[-3:]
    ]


def test_a_row_that_is_gone_still_says_where_to_go_on(rows):
    older = page_of(Finding.objects.all(), ["order"], QueryDict(""), 3).older
    seen = Finding.objects.exclude(pk=rows[2].pk)
    assert [row.pk for row in page_of(seen, ["order"], QueryDict(older[1:]), 3).rows] == [row.pk for row in rows[3:6]]


def test_behind_the_last_row_there_is_the_first_page(rows):
    """Nobody is left before an empty page with no way back."""
    page = page_of(Finding.objects.all(), ["order"], query_of("after", [rows[-1].order, rows[-1].pk]), 3)
    assert ([row.pk for row in page.rows], page.newer) == ([row.pk for row in rows[:3]], "")


def test_a_place_tells_nothing_of_rows_that_are_not_seen(rows):
    """Whether the row is there, but not among what this person sees, or not there at all: the same page."""
    place = query_of("after", [rows[5].order, rows[5].pk])
    seen = Finding.objects.exclude(pk=rows[5].pk)
    foreign = page_of(seen, ["order"], place, 3)
    order, pk = rows[5].order, rows[5].pk
    Finding.objects.filter(pk=pk).delete()
    missing = page_of(seen.all(), ["order"], query_of("after", [order, pk]), 3)
    assert foreign.rows == missing.rows == rows[6:9]
    assert (foreign.newer, foreign.older, foreign.total) == (missing.newer, missing.older, missing.total)


def test_a_list_ordered_by_what_may_be_null_is_refused_at_once(rows):
    """Its pages would lead back to the first one for ever."""
    with pytest.raises(ValueError, match="null"):
        page_of(Finding.objects.all(), ["found_on"], QueryDict(""), 3)


def test_rows_may_be_values(rows):
    page = page_of(
        Finding.objects.values("ref", "inspection_id", "order"), ["inspection_id", "order"], QueryDict(""), 3
    )
    assert [row["ref"] for row in page.rows] == [row.ref for row in rows[:3]]
    assert place_in(page.older) == ("after", [rows[2].inspection_id, rows[2].order])


def test_the_count_stops_where_nobody_reads_it(rows, monkeypatch):
    totals = []
    for counted in (10, 11, 12):
        monkeypatch.setattr(paging, "COUNTED", counted)
        totals.append(page_of(Finding.objects.all(), ["order"], QueryDict(""), 3).total)
    assert totals == [None, 11, 11]


@pytest.mark.parametrize(
    "keys", [["kind", "-order"], ["inspection__year", "order"], ["inspection_id", "order"]], ids=",".join
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_page_costs_the_same_wherever_it_is(rows, django_assert_num_queries, keys, number):
    query = QueryDict("")
    for _ in range(number):
        query = QueryDict(page_of(Finding.objects.all(), keys, query, 3).older.removeprefix("?"))
    with django_assert_num_queries(2):
        assert page_of(Finding.objects.all(), keys, query, 3).total == 11


def test_who_does_not_ask_for_the_total_pays_nothing_for_it(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = page_of(Finding.objects.all(), ["order"], QueryDict(""), 3)
    with django_assert_num_queries(1):
        assert (page.total, page.total) == (11, 11)


def test_nothing_there_is_an_empty_page(db):
    for queryset in (Finding.objects.all(), Finding.objects.none()):
        page = page_of(queryset, ["order"], QueryDict(""), 3)
        assert (page.rows, page.newer, page.older, page.total) == ([], "", "", 0)
