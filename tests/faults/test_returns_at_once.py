"""Four bodies submit at the same time, on a server with several workers: every row and every file is found again."""

import pytest

from benchmarks.returns import at_once, lost, prepare, server
from findings.models import ReturnVersion

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_four_bodies_at_once_lose_nothing(transactional_db, media):
    loads = prepare(4, rows=40, files=3, size=700_000)
    with server(str(media), workers=2, threads=4) as port:
        outcomes = at_once(port, loads)
    assert [outcome.error for outcome in outcomes] == [""] * 4
    assert len({outcome.receipt for outcome in outcomes} - {""}) == 4
    assert lost(loads) == []


def test_what_is_lost_is_seen(transactional_db, media):
    """The comparison itself: a version without one of its rows, and a body that never came to its end."""
    loads = prepare(2, rows=2, files=1, size=1000)
    with server(str(media), workers=1, threads=2) as port:
        at_once(port, loads[:1])
    loads[0].rows = 3
    assert lost(loads) == [f"{loads[0].code}: rows", f"{loads[1].code}: 0 submitted versions"]
    assert ReturnVersion.objects.count() == 1
