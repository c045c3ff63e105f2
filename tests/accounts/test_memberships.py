"""Who works where, from when until when; bodies stand in a tree and none of them inherits anything along it."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.enums import INSPECTING_ROLES, Role
from accounts.models import Membership
from inspections.models import Inspection
from tests.make import make_inspection, make_membership, make_user

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (-DAY, None, True),
        (0 * DAY, None, True),
        (-DAY, 0 * DAY, True),  # the last day still counts
        (-10 * DAY, -DAY, False),
        (DAY, None, False),  # begins tomorrow
        (DAY, 10 * DAY, False),
    ],
)
def test_a_membership_counts_from_its_first_to_its_last_day(npcsc, since, until, counts):
    inspection, user = make_inspection(npcsc), make_user("somebody")
    make_membership(user, npcsc, Role.STAFF, since=TODAY() + since, until=until if until is None else TODAY() + until)
    assert (npcsc.pk in user.inspecting_bodies) == counts
    assert list(Inspection.objects.visible_to(user)) == ([inspection] if counts else [])
    assert user.has_perm("inspections.view", inspection) == counts


def test_a_day_ends_at_midnight_in_beijing(npcsc, monkeypatch):
    user = make_user("somebody")
    membership = make_membership(user, npcsc, Role.STAFF, since="2017-01-01", until="2017-12-24")
    current = {}
    for moment in ("2017-12-24T15:59:59+00:00", "2017-12-24T16:00:00+00:00"):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: datetime.fromisoformat(moment))
        current[moment] = list(Membership.objects.current())
    assert current == {"2017-12-24T15:59:59+00:00": [membership], "2017-12-24T16:00:00+00:00": []}


def test_roles_are_held_in_a_body_and_not_in_general(npcsc, hainan_sc):
    user = make_user("both", (npcsc, Role.MEMBER), (hainan_sc, Role.GROUP_HEAD), (hainan_sc, Role.STAFF))
    assert user.roles == {
        "member": frozenset({npcsc.pk}),
        "group_head": frozenset({hainan_sc.pk}),
        "staff": frozenset({hainan_sc.pk}),
    }
    assert user.bodies_as(Role.MEMBER, Role.STAFF) == {npcsc.pk, hainan_sc.pk}
    assert user.bodies_as(Role.TRANSLATOR) == user.bodies_as() == frozenset()


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_inspect_see_inspections(npcsc, role):
    make_inspection(npcsc)
    user = make_user("one", (npcsc, role))
    assert Inspection.objects.visible_to(user).count() == (1 if role in INSPECTING_ROLES else 0)


def test_nothing_is_inherited_along_the_tree(npcsc, hainan_sc, wenchang_sc):
    above, middle, below = (make_inspection(body) for body in (npcsc, hainan_sc, wenchang_sc))
    people = [make_user(f"p{n}", (body, Role.GROUP_HEAD)) for n, body in enumerate((npcsc, hainan_sc, wenchang_sc))]
    assert [list(Inspection.objects.visible_to(person)) for person in people] == [[above], [middle], [below]]


def test_bodies_stand_in_a_tree(npcsc, hainan_sc, wenchang_sc):
    assert (wenchang_sc.parent, hainan_sc.parent, npcsc.parent) == (hainan_sc, npcsc, None)
    assert [list(body.subordinates.all()) for body in (npcsc, hainan_sc, wenchang_sc)] == [
        [hainan_sc],
        [wenchang_sc],
        [],
    ]
    with pytest.raises(ProtectedError):
        hainan_sc.delete()


def test_the_same_role_in_the_same_body_is_held_once(npcsc, liu):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(liu, npcsc, Role.STAFF)
    make_membership(liu, npcsc, Role.SUBGROUP_HEAD)


def test_the_post_beside_the_name_is_the_oldest_that_still_runs(npcsc, hainan_sc):
    user = make_user("moved")
    make_membership(user, npcsc, Role.STAFF, until=TODAY() - DAY)
    current = make_membership(user, hainan_sc, Role.STAFF)
    make_membership(user, hainan_sc, Role.MEMBER)
    assert (user.post, user.post.body.name.zh) == (current, "海南省人大常委会")
    assert make_user("new").post is None


def test_closed_accounts_see_nothing(npcsc, inactive):
    make_inspection(npcsc)
    assert Inspection.objects.visible_to(inactive).count() == 0
