"""Saving a section of a return: two changes are kept, a conflict is told, and who may not write changes nothing."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from core.history import entries_of
from findings.actions.filling import save_section
from findings.enums import Source
from findings.models import Return, ReturnSection
from inspections.enums import DelegationState
from tests import make, worlds


@pytest.fixture
def returned(npcsc, hunan_sc, hunan) -> Return:
    inspection = make.make_inspection(npcsc, "npc")
    return make.make_return(make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection)))


def row(returned: Return, key: str) -> ReturnSection:
    return returned.sections.get(section__key=key)


def save(returned: Return, by, key: str, written: dict, seen: dict | None = None, **said):
    there = row(returned, key)
    return save_section(row=there, written=written, seen=there.content if seen is None else seen, by=by, **said)


def test_what_is_written_stands_there_with_who_and_when(returned, hunan):
    saved = save(returned, hunan, "outline", {"organised": "由法工委组织"}, finished=False)
    there = row(returned, "outline")
    assert (there.content, there.version, there.updated_by, there.finished) == (
        {"organised": "由法工委组织"}, 2, hunan, False,
    )  # fmt: skip
    assert (saved.conflicts, saved.row.version) == ((), 2)
    (entry,) = list(entries_of(returned))
    assert (entry.verb, entry.by_id, entry.note) == ("fill_return", hunan.pk, "outline 2 web")


def test_saving_the_same_again_is_no_change(returned, hunan):
    before = row(returned, "outline")
    save(returned, hunan, "outline", before.content, finished=True)
    after = row(returned, "outline")
    assert (after.version, after.updated, list(entries_of(returned))) == (before.version, before.updated, [])


def test_saving_while_typing_is_no_event_but_a_file_is(returned, hunan):
    save(returned, hunan, "outline", {"organised": "甲"})
    assert list(entries_of(returned)) == []
    save(returned, hunan, "outline", {"organised": "乙"}, source=Source.WORKBOOK)
    assert [entry.note for entry in entries_of(returned)] == ["outline 3 workbook"]


def test_two_changes_of_different_places_are_both_kept(returned, hunan):
    seen = row(returned, "cases").content
    save(returned, hunan, "cases", {**seen, "all.y2016": "10件"})
    saved = save(returned, hunan, "cases", {**seen, "all.y2017": "13件"}, seen=seen)
    assert saved.conflicts == ()
    assert row(returned, "cases").content == {**seen, "all.y2016": "10件", "all.y2017": "13件"}


def test_of_two_changes_of_one_place_the_first_stands_and_the_second_is_told(returned, hunan):
    seen = row(returned, "cases").content
    save(returned, hunan, "cases", {**seen, "all.y2016": "10件"})
    saved = save(returned, hunan, "cases", {**seen, "all.y2016": "11件", "open.y2016": "3件"}, seen=seen)
    (conflict,) = saved.conflicts
    assert (conflict.address, conflict.base, conflict.ours, conflict.theirs) == (
        "cases.all.y2016", "9件", "10件", "11件",
    )  # fmt: skip
    there = row(returned, "cases").content
    assert (there["all.y2016"], there["open.y2016"]) == ("10件", "3件")


@pytest.mark.parametrize("state", [state for state in DelegationState if state != DelegationState.DRAFTING])
def test_only_a_draft_is_written(returned, hunan, state):
    before = row(returned, "outline").content
    returned.delegation.state = state
    returned.delegation.save()
    with pytest.raises(ValidationError) as refusal:
        save(returned, hunan, "outline", {"organised": "后来改的"})
    assert (refusal.value.code, row(returned, "outline").content) == ("wrong_state", before)


@pytest.mark.parametrize("name", [name for name in worlds.CAST if name != "hunan"])
def test_nobody_else_writes(returned, cast, name):
    before = row(returned, "outline").content
    with pytest.raises(PermissionDenied):
        save(returned, cast[name], "outline", {"organised": "别人写的"})
    assert (row(returned, "outline").content, list(entries_of(returned))) == (before, [])


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("outline", {"nothing": "x"}),
        ("outline", {"organised.y2016": "x"}),
        ("outline", {"organised": ["a"]}),
        ("outline", {"organised": "缺\0字"}),
        ("outline", {"organised": "长" * 20_001}),
        ("overview", {"p0": "x"}),
        ("overview", {"p501": "x"}),
        ("cases", {"all": "9"}),
        ("cases", {"all.y1999": "9"}),
        ("problems", {"b.title": "没有列出的一条"}),
        ("problems", {"rows": ["B!"], "B!.title": "x"}),
        ("problems", {"rows": ["b"], "b.colour": "x"}),
        ("duties", {"publicity": "met"}),
        ("papers", {"statistics": "不是文件"}),
    ],
)
def test_what_the_form_has_no_place_for_is_refused_whole(returned, hunan, key, written):
    before = row(returned, key).content
    with pytest.raises(ValidationError) as refusal:
        save(returned, hunan, key, {**before, **written})
    assert (refusal.value.code, row(returned, key).content) == ("no_such_place", before)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_nothing_is_lost(returned, hunan):
    seen, gate, failed = row(returned, "cases").content, threading.Barrier(2), []

    def write(address: str, value: str) -> None:
        try:
            there = row(returned, "cases")
            gate.wait(60)
            save_section(row=there, written={**seen, address: value}, seen=seen, by=hunan)
        except Exception as error:  # noqa: BLE001  told to the main thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=pair) for pair in (("all.y2016", "10件"), ("all.y2017", "13件"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    there = row(returned, "cases")
    assert (failed, there.content["all.y2016"], there.content["all.y2017"], there.version) == ([], "10件", "13件", 3)
