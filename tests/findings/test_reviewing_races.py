"""Two people over the same return at once: the database decides, and each thing happens once."""

import pytest
from django.core.exceptions import ValidationError

from core.history import entries_of
from findings.actions.reviewing import accept_return, add_remark, change_remark, send_back_return
from findings.models import ReturnRemark
from inspections.models import Delegation
from tests import make, worlds
from tests.findings.test_recording_actions import at_once

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def liu(transactional_db):
    return worlds.person("liu")


@pytest.fixture
def version(liu):
    """A return that was submitted to Beijing."""
    inspection = make.make_inspection(worlds.body("npcsc"), "npc")
    request = make.make_request(inspection, "npc-request")
    row = make.make_delegation(inspection, worlds.body("hunan-sc"), request=request, state="submitted")
    return make.make_version(make.make_return(row))


def tried(act) -> str:
    """What became of `act`: "done", or the code of the refusal."""
    try:
        act()
    except ValidationError as refusal:
        return getattr(refusal, "code", "") or "refused"
    return "done"


def test_what_is_accepted_twice_at_once_is_accepted_once(version, liu):
    row = version.returned.delegation
    answers = at_once(4, lambda number: tried(lambda: accept_return(delegation=row, by=liu)))
    assert sorted(answers) == ["done", "wrong_state", "wrong_state", "wrong_state"]
    assert [entry.verb for entry in entries_of(row)] == ["accept_return"]


def test_a_reason_written_while_it_is_sent_back_is_sent_or_refused(version, liu):
    """None stays behind unsent beside a version that has gone back."""
    row = version.returned.delegation
    add_remark(version=version, address="overview", kind="send_back", text="请补充", by=liu)

    def act(number: int) -> str:
        if number == 0:
            return tried(lambda: send_back_return(delegation=row, by=liu))
        return tried(lambda: add_remark(version=version, address="overview.p1", kind="send_back", text="再补", by=liu))

    at_once(6, act)
    assert Delegation.objects.get().state == "returned"
    assert set(ReturnRemark.objects.values_list("sent", flat=True)) == {True}


def test_a_reason_is_sent_as_it_stood_whoever_changes_it(version, liu):
    row = version.returned.delegation
    remark = add_remark(version=version, address="overview", kind="send_back", text="请补充", by=liu)

    def act(number: int) -> str:
        if number == 0:
            return tried(lambda: send_back_return(delegation=row, by=liu))
        return tried(lambda: change_remark(remark=remark, kind="note", text="只作批注", by=liu))

    sent, changed = at_once(2, act)
    found = ReturnRemark.objects.get()
    if sent == "done":
        assert (changed, found.sent, found.text) == ("sent", True, "请补充")
    else:
        assert (changed, found.kind, Delegation.objects.get().state) == ("done", "note", "submitted")
