"""Lists over a million findings, beside raw SQL and the ways a list is usually paged: `make bench ARGS=findings`.

Everything stands in a test database of its own, which is removed afterwards. Nothing is asserted: ratios of one run are
printed, and the plan of the filter by place and focus point as PostgreSQL explains it.
"""

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

ROUNDS = 40
SIZE = 50
PAGE = 1000
WORDS = {"in every row": "网络", "in 1 of 100": "等级", "in 1 of 10,000": "漏洞", "in 1 row": "孤例", "in none": "罕闻"}
# A finding for each number: texts of ordinary length, 34 places, 8 focus points.
INSERT = """
INSERT INTO findings_finding (code, created, updated, inspection_id, ref, "order", kind, state, title_zh, title_en,
  facts_zh, facts_en, actor_zh, actor_en, actor_internal, quantity_word, suggestion, may_be_named, version, place_id,
  focus_point_id)
SELECT %(code)s || '-' || n, now(), now(), %(inspection)s, 'F' || n, n,
  CASE n %% 3 WHEN 0 THEN 'achievement' ELSE 'problem' END,
  CASE n %% 5 WHEN 0 THEN 'recorded' ELSE 'verified' END,
  '第' || n || '号单位网络安全' || CASE WHEN n %% 10000 = 7 THEN '漏洞' ELSE '管理' END,
  'Network security of unit ' || n,
  '现场查看了制度和日志' || CASE WHEN n %% 100 = 7 THEN '和等级保护' ELSE '' END
    || CASE WHEN n = 7 THEN '，孤例' ELSE '' END,
  'Rules and logs were looked at on the spot.', '有的单位', 'some units', '', '', '', false, 1,
  (%(places)s)[1 + n %% array_length(%(places)s, 1)], (%(points)s)[1 + n %% array_length(%(points)s, 1)]
FROM generate_series(%(first)s, %(last)s) AS n
"""


@contextmanager
def database() -> Iterator[None]:
    """A database of our own, made and removed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    logging.disable(logging.INFO)
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def fill(code: str, rows: int, organiser: Any) -> Any:
    """An inspection with `rows` findings."""
    from django.db import connection

    from accounts.models import Locality
    from core.text import Text
    from inspections.models import FocusPoint, Inspection

    inspection = Inspection.objects.create(
        code=code, organiser=organiser, year=2017, title=Text(f"执法检查{code}", f"Inspection {code}")
    )
    points = [
        FocusPoint.objects.create(inspection=inspection, order=order, title=Text(f"重点{order}", f"Point {order}")).pk
        for order in range(1, 9)
    ]
    places = list(Locality.objects.values_list("code", flat=True))
    with connection.cursor() as cursor:
        for first in range(1, rows + 1, 50_000):
            last = min(first + 49_999, rows)
            values = {"code": code, "inspection": inspection.pk, "first": first, "last": last}
            cursor.execute(INSERT, {**values, "places": places, "points": points})
    return inspection


def prepare(rows: int) -> tuple[Any, Any, Any]:
    """(user, small inspection, large inspection)"""
    from django.db import connection

    from accounts.enums import BodyKind, LocalityKind, Role
    from accounts.models import Body, Locality, Membership, User
    from core.text import Text

    body = Body.objects.create(code="bench", kind=BodyKind.STANDING_COMMITTEE, name=Text("常委会", "Committee"))
    user = User.objects.create(username="bench", name=Text("某人", "Somebody"))
    Membership.objects.create(user=user, body=body, role=Role.STAFF)
    for number in range(11, 45):
        text = Text(f"地区{number}", f"Place {number}")
        Locality.objects.create(code=f"{number}0000", kind=LocalityKind.PROVINCE, name=text, short=text)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX finding_grams")
        small, large = fill("small", 1000, body), fill("large", rows, body)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX finding_grams ON findings_finding USING gin (grams)")
        cursor.execute("VACUUM ANALYZE")
    return user, small, large


def spent(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of `work` after one round to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def show(what: str, seconds: float, against: float, beside: str, target: str = "") -> None:
    """One line: milliseconds, and how much faster (more than 1) or slower it is than what stands beside it."""
    wanted = f"   (target {target})" if target else ""
    print(f"  {what:46}{seconds * 1000:9.2f} ms{against / seconds:8.2f} x  {beside}{wanted}")


def paging(user: Any, large: Any) -> None:
    from django.core.paginator import Paginator
    from django.http import QueryDict

    from benchmarks.rows import KEYS, NAMES, by_hand
    from core.paging import page_of
    from findings.models import Finding

    first, later = QueryDict(), QueryDict(f"after={place_of(large, PAGE)}")

    def rows() -> Any:
        return Finding.objects.visible_to(user).only(*NAMES)

    def ours(query: QueryDict) -> float:
        return spent(lambda: page_of(rows(), KEYS, query, SIZE))

    def counted() -> object:
        return list(rows().order_by(*KEYS)[:SIZE]), rows().count()

    def by_number() -> object:
        return list(Paginator(rows().order_by(*KEYS), SIZE).page(PAGE).object_list)

    print(f"\nOne page of {SIZE} of {Finding.objects.count():,} findings, without the template")
    base, page = spent(lambda: by_hand(user, later)), page_of(rows(), KEYS, later, SIZE)
    begun, thousandth = ours(first), ours(later)
    show("raw SQL by key, page 1000", base, base, "")
    show("our page 1", begun, base, "raw SQL")
    show("our page 1000", thousandth, begun, "our page 1")
    show("the count up to 1,000", spent(page.counting), base, "raw SQL", "about 0.4 ms")
    show("with count(*), page 1", spent(counted, 3), begun, "our page 1")
    show("Django's Paginator, page 1000", spent(by_number, 3), begun, "our page 1")


def place_of(inspection: Any, page: int) -> str:
    """Where that page of the findings of `inspection` begins (or its last one), as an address names it."""
    return f"{inspection.pk},{min(page * SIZE, inspection.findings.count() - SIZE)}"


def requests(user: Any, large: Any) -> None:
    """The same rows as a signed-in browser gets them in JSON, without a template."""
    from django.test import Client

    from benchmarks.rows import rates
    from benchmarks.serving import server

    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.session.session_key
    place = place_of(large, PAGE)
    site = {"application": "benchmarks.rows:site()", "sign": "/by_hand"}
    with tempfile.TemporaryDirectory() as media, server(media, workers=2, threads=4, **site) as port:
        found = {name: statistics.median(seen) for name, seen in rates(port, session, place, 9).items()}
    print("\nPage 1000 as JSON from two workers: sessions, all middleware, no template")
    for name, what, target in (
        ("by_hand", "raw SQL by key", ""),
        ("by_key", "our page by key", "0.6"),
        ("first", "the same, page 1", ""),
        ("with_total", "our page and the count up to 1,000", ""),
        ("with_count", "our page and count(*)", ""),
    ):
        wanted = f"   (target {target})" if target else ""
        print(f"  {what:46}{found[name]:9.0f} /s{found[name] / found['by_hand']:8.2f} x  raw SQL{wanted}")
    beside = found["by_key"] / found["first"]
    print(f"  {'page 1000 beside page 1':46}{beside:20.2f} x  our page 1   (target 0.9)")


def pages(user: Any, small: Any, large: Any) -> None:
    """The page as a browser gets it."""
    from django.test import Client
    from django.urls import reverse

    from findings.models import Finding

    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    address = reverse("findings")
    # Within one inspection the list is ordered by number and, last, by row.
    edge = Finding.objects.get(inspection=large, order=min(PAGE * SIZE, large.findings.count() - SIZE))
    place = f"{edge.order},{edge.pk}"

    def get(query: str) -> None:
        status = client.get(f"{address}?{query}").status_code
        if status != 200:
            sys.exit(f"{query}: answered {status}")

    print("\nThe whole page of the list, template included")
    few = spent(lambda: get("inspection=small"), 15)
    show("1,000 findings", few, few, "")
    many = spent(lambda: get("inspection=large"), 15)
    show(f"{large.findings.count():,} findings", many, few, "1,000 findings", "0.7")
    show("page 1000", spent(lambda: get(f"inspection=large&after={place}"), 15), many, "page 1", "0.9")
    show("by place and focus point", spent(lambda: get("inspection=large&place=330000&focus=3"), 15), many, "page 1")


def filters(user: Any, large: Any) -> None:
    """The filter of the page itself, as PostgreSQL explains it."""
    from django.db import connection

    from findings.forms.lists import FindingFilter
    from findings.models import Finding

    form = FindingFilter({"inspection": large.code, "place": "330000", "focus": "3"}, user=user)
    if not form.is_valid():
        sys.exit(f"the filter is refused: {form.errors}")
    narrowed = form.narrow(Finding.objects.visible_to(user)).order_by("inspection_id", "order")[: SIZE + 1]
    print("\nFilter by place and focus point")
    indexed = spent(lambda: list(narrowed.all()))  # a queryset answers once only
    with connection.cursor() as cursor:
        cursor.execute("SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off")
        without = spent(lambda: list(narrowed.all()), 3)
        cursor.execute("RESET enable_indexscan; RESET enable_bitmapscan; RESET enable_indexonlyscan")
    show("with its index", indexed, without, "the same without any index")
    for line in narrowed.explain().splitlines():
        print(f"    {line[:150]}")


def words(user: Any) -> None:
    from core.search import any_contains
    from findings.forms.lists import FindingFilter
    from findings.models import Finding

    print("\nA word of two characters: the first page, beside counting without an index")
    for where, word in WORDS.items():

        def first(word: str = word) -> object:
            form = FindingFilter({"q": word}, user=user)
            form.is_valid()
            return list(form.narrow(Finding.objects.visible_to(user)).order_by("inspection_id", "order")[: SIZE + 1])

        def count(word: str = word) -> object:
            return Finding.objects.visible_to(user).filter(any_contains(FindingFilter.words_in, word)).count()

        show(f"“{word}”, {where}", spent(first, 7), spent(count, 1), "an unindexed count", "10")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks findings", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="findings of the large inspection")
    rows = parser.parse_args().rows
    with database():
        start = time.perf_counter()
        user, small, large = prepare(rows)
        print(f"{rows + 1000:,} findings made in {time.perf_counter() - start:.0f} s")
        paging(user, large)
        requests(user, large)
        pages(user, small, large)
        filters(user, large)
        words(user)
