"""The rows of one page as JSON, by raw SQL and by ours, on a site of three addresses behind all middleware: what
`benchmarks findings` asks in requests a second."""

import http.client
import os
import threading
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.conf import settings  # noqa: E402  what needs the models comes after the set-up
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, JsonResponse, QueryDict  # noqa: E402
from django.urls import path  # noqa: E402

from core.paging import page_of  # noqa: E402
from findings.models import Finding  # noqa: E402

SIZE = 50
KEYS = ["inspection_id", "order"]
NAMES = ["id", "code", "ref", "order", "title_zh", "title_en", "kind", "state", "focus_point_id", "inspection_id"]
COLUMNS = ", ".join(f'"{name}"' for name in NAMES)
SQL = f"""SELECT {COLUMNS} FROM findings_finding
  WHERE inspection_id IN (SELECT id FROM inspections_inspection WHERE organiser_id = ANY(%s))
    AND (inspection_id, "order") > (%s, %s) ORDER BY inspection_id, "order" LIMIT {SIZE + 1}"""  # noqa: S608
SECONDS = 2  # of each turn
CONNECTIONS = 4


def by_hand(user: Any, query: QueryDict) -> list[Any]:
    """Nothing but the rows, by SQL written for this page."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [list(user.inspecting_bodies), *map(int, query["after"].split(","))])
        return cursor.fetchall()


def by_key(user: Any, query: QueryDict) -> list[Any]:
    """The page of the list, with the addresses of its neighbours."""
    return [
        list(row.values()) for row in page_of(Finding.objects.visible_to(user).values(*NAMES), KEYS, query, SIZE).rows
    ]


def with_total(user: Any, query: QueryDict) -> list[Any]:
    """The page, and how many there are up to 1,000."""
    page = page_of(Finding.objects.visible_to(user).values(*NAMES), KEYS, query, SIZE)
    return [page.total, *(list(row.values()) for row in page.rows)]


def with_count(user: Any, query: QueryDict) -> list[Any]:
    """The page beside the whole count that lists usually show."""
    return [Finding.objects.visible_to(user).count(), *by_key(user, query)]


WAYS = (by_hand, by_key, with_total, with_count)


def answering(way: Callable[[Any, QueryDict], list[Any]]) -> Callable[[HttpRequest], JsonResponse]:
    return lambda request: JsonResponse({"by": request.user.pk, "rows": way(request.user, request.GET)})


urlpatterns = [path(way.__name__, answering(way)) for way in WAYS]


def site() -> Any:
    """The application, with connections to the database that are kept, as on a real site."""
    settings.ROOT_URLCONF = __name__
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 60
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    return get_wsgi_application()


def rates(port: int, session: str, place: str, rounds: int) -> dict[str, list[float]]:
    """Requests a second of each way, and of the first page, in each of `rounds` turns, over a few connections that are
    kept open."""
    addresses = {way.__name__: f"/{way.__name__}?after={place}" for way in WAYS} | {"first": f"/{by_key.__name__}"}
    found: dict[str, list[float]] = {name: [] for name in addresses}
    for turn in range(rounds + 1):
        for name, seen in found.items():
            rate = rate_of(port, session, addresses[name])
            if turn:  # the first one warms up
                seen.append(rate)
    return found


def rate_of(port: int, session: str, address: str) -> float:
    answered, refused = [0] * CONNECTIONS, []
    end = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < end:
            client.request("GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
            answer = client.getresponse()
            if len(answer.read()) < 1000 or answer.status != 200:
                refused.append(answer.status)
                return
            answered[number] += 1
        client.close()

    people = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    began = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    if refused:
        raise RuntimeError(f"{address}: answered {refused[0]}")
    return sum(answered) / (time.perf_counter() - began)
