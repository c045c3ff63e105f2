"""Recommendations: seen by the group, and by a body that answers for one from the day it was handed over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import BodyKind, Role
from core.text import Text
from recommendations.enums import HANDED_OVER, Category, RecommendationState
from recommendations.forms import RecommendationFilter
from recommendations.models import Recommendation
from tests.make import make_body, make_finding, make_inspection, make_membership, make_recommendation, make_user
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make_inspection(npcsc)


def seen_by(person) -> list[str]:
    return list(Recommendation.objects.visible_to(person).values_list("code", flat=True))


def opens_for(person, row) -> bool:
    return browser_of(person).get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("state", list(RecommendationState))
def test_a_responsible_body_sees_what_was_handed_over_to_it(inspection, cac_body, cac, wang, state):
    row = make_recommendation(inspection, "one", to=(cac_body,), state=state)
    handed_over = state in HANDED_OVER
    assert seen_by(cac) == (["one"] if handed_over else [])
    assert cac.has_perm("recommendations.view", row) == opens_for(cac, row) == handed_over
    assert (seen_by(wang), opens_for(wang, row)) == (["one"], True)


def test_not_what_was_handed_over_to_others_or_to_nobody(inspection, cac):
    other = make_body("miit", kind=BodyKind.DEPARTMENT)
    rows = [make_recommendation(inspection, to=to, state="assigned") for to in ((other,), ())]
    assert (seen_by(cac), [opens_for(cac, row) for row in rows]) == ([], [False, False])


def test_not_in_another_role_and_not_after_she_left(inspection, cac_body):
    make_recommendation(inspection, to=(cac_body,), state="assigned")
    clerk = make_user("clerk-of-cac", (cac_body, Role.STAFF))
    left = make_user("left")
    make_membership(left, cac_body, Role.RESPONSIBLE_BODY, until=timezone.localdate() - timedelta(days=1))
    closed = make_user("closed", (cac_body, Role.RESPONSIBLE_BODY), is_active=False)
    assert [seen_by(person) for person in (clerk, left, closed)] == [[], [], []]


def test_who_answers_for_two_of_the_addressed_bodies_sees_it_once(inspection, cac_body):
    other = make_body("miit", kind=BodyKind.DEPARTMENT)
    make_recommendation(inspection, "one", to=(cac_body, other), state="assigned")
    both = make_user("both", (cac_body, Role.RESPONSIBLE_BODY), (other, Role.RESPONSIBLE_BODY))
    assert seen_by(both) == ["one"]
    assert [row.code for row in browser_of(both).get("/").context["desk"].handed_over] == ["one"]


def test_the_problems_behind_it_stay_with_the_group(beijing, cac, wang):
    url = beijing.recommendation.get_absolute_url()
    pages = {person.username: browser_of(person).get(url).content.decode() for person in (cac, wang)}
    assert [beijing.finding.title_zh in pages[name] for name in ("cac", "wang")] == [False, True]
    assert [beijing.finding.get_absolute_url() in pages[name] for name in ("cac", "wang")] == [False, True]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abc"),
        ({"category": "amend"}, "b"),
        ({"state": "assigned"}, "c"),
        ({"q": "立法"}, "b"),
        ({"q": "LEGISLATION"}, "b"),
        ({"q": "立法", "category": "enforce"}, ""),
    ],
    ids=str,
)
def test_a_filter_narrows(inspection, wang, asked, found):
    make_recommendation(inspection, "a")
    make_recommendation(inspection, "b", category=Category.AMEND, title=Text("加快立法", "Speed up legislation"))
    make_recommendation(inspection, "c", state="assigned")
    form = RecommendationFilter(asked, user=wang)
    assert form.is_valid()
    assert sorted(row.code for row in form.narrow(Recommendation.objects.visible_to(wang))) == list(found)


@pytest.mark.parametrize("url", ["/recommendations/", "/recommendations/one/"])
def test_a_page_costs_the_same_for_one_row_and_for_more(inspection, cac_body, wang, url, django_assert_max_num_queries):
    one, costs = make_recommendation(inspection, "one", to=(cac_body,)), []
    browser = browser_of(wang)
    for more in (1, 4):
        for number in range(more):
            one.answers.add(make_finding(inspection))
            make_recommendation(
                inspection, to=(cac_body, make_body(f"b{more}{number}")), answers=(make_finding(inspection),)
            )
        with django_assert_max_num_queries(100) as queries:
            assert browser.get(url).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("same", [{"ref": "R1"}, {"order": 7}], ids=str)
def test_recommendations_are_numbered_once_in_an_inspection(inspection, same):
    make_recommendation(inspection, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_recommendation(inspection, **same)
