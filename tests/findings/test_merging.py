"""Equal findings of several bodies become one: the count, the word, the places, and what changes later."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from findings.actions.merging import add_to_merged, merge_findings, take_out, without_line
from findings.actions.recording import Conflict
from findings.actions.taking import Taken, take_finding
from findings.forms.taking import MergeForm
from findings.models import Finding, Origin
from findings.queries.merging import grouped, narrowed, rows_in
from findings.queries.taking import piece_of
from findings.returns.likeness import alike, groups
from findings.taking import draft_of
from inspections.enums import DelegationState
from tests import make
from tests.findings.taken import a_row, again, came_back, province

CODES = ("430000", "440000", "450000", "460000")


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "npc-2017")


@pytest.fixture
def versions(inspection, npcsc):
    """Three provinces found alike, one found something else."""
    request = make.make_request(inspection, "npc-2017-r1")
    titles = ("有的单位未备案", "部分单位未备案", "单位未备案", "宣传不够")
    return [
        came_back(
            inspection,
            province(npcsc, code),
            request,
            state=DelegationState.ACCEPTED,
            files=(f"清单{code}.pdf",),
            problems=a_row(title, facts=f"查了{number}家。"),
        )
        for number, (code, title) in enumerate(zip(CODES, titles, strict=True), start=1)
    ]


def proposed(versions, submitted=4):
    """What the form begins with, as it is sent back untouched."""
    pieces = [(version, piece_of(version, "problems.a")) for version in versions]
    form = MergeForm(draft_of(pieces, submitted))
    assert form.is_valid(), form.errors
    return form.entry()


def merged(inspection, versions, by, **changes):
    data = {**proposed(versions), **changes}
    return merge_findings(
        inspection=inspection, picked=[(version, "problems.a") for version in versions], data=data, by=by
    )


def test_several_become_one_with_their_count_and_the_word_for_it(media, inspection, versions, liu):
    finding = Finding.objects.get(pk=merged(inspection, versions[:3], liu).pk)
    assert (finding.counted, finding.counted_of, finding.quantity_word) == (3, 4, "多数")
    assert finding.title.zh == "单位未备案"
    assert finding.facts.zh == "1. 湖南省：查了1家。\n2. 广东省：查了2家。\n3. 广西壮族自治区：查了3家。"
    assert [place.pk for place in finding.localities.all()] == list(CODES[:3])
    assert [origin.version for origin in finding.origins.all()] == versions[:3]
    assert [row.kind for row in finding.evidence.all()] == ["written_report"] * 3 + ["document"] * 3
    assert all(row.attachment for row in finding.evidence.filter(kind="document"))
    states = {version.returned.delegation_id: "used" for version in versions[:3]}
    for version in versions:
        version.returned.delegation.refresh_from_db()
        assert version.returned.delegation.state == states.get(version.returned.delegation_id, "accepted")


def test_a_word_that_the_basis_contradicts_is_refused(inspection, versions, liu):
    with pytest.raises(ValidationError) as caught:
        merged(inspection, versions[:3], liu, quantity_word="均")
    assert (list(caught.value.error_dict), Origin.objects.count()) == (["quantity_word"], 0)


def test_two_rows_of_one_body_count_once(inspection, npcsc, liu):
    request = make.make_request(inspection, "npc-2017-r2")
    rows = {"rows": ["a", "b"], "a.kind": "problem", "a.title": "未备案", "b.kind": "problem", "b.title": "没有备案"}
    version = came_back(inspection, province(npcsc, "430000"), request, problems=rows)
    pieces = [(version, piece_of(version, address)) for address in ("problems.a", "problems.b")]
    assert draft_of(pieces, 1)["counted"] == 1


@pytest.mark.parametrize("name", ["wang", "chen", "sun", "clerk", "hunan"])
def test_who_may_not_take_over_merges_nothing(request, inspection, versions, name):
    with pytest.raises(PermissionDenied):
        merged(inspection, versions[:2], request.getfixturevalue(name))
    assert Finding.objects.count() == 0


def test_one_row_alone_is_not_merged_and_a_taken_one_not_again(inspection, versions, liu):
    with pytest.raises(ValidationError) as caught:
        merged(inspection, versions[:1], liu)
    assert caught.value.code == "too_few"
    taken = take_finding(version=versions[0], address="problems.a", by=liu)
    with pytest.raises(Taken) as again_:
        merged(inspection, versions[:2], liu)
    assert (again_.value.by, Finding.objects.count()) == (taken, 1)


def test_rows_of_another_inspection_are_not_merged(inspection, versions, npcsc, liu):
    other = make.make_inspection(npcsc, "npc-2018")
    with pytest.raises(ValidationError):
        merged(other, versions[:2], liu)
    assert Finding.objects.count() == 0


# --- Later -----------------------------------------------------------------------------------------------------------


def added(finding, version, by, counted_of=None):
    return add_to_merged(
        finding=finding, version=version, address="problems.a", counted_of=counted_of, seen=finding.version, by=by
    )


def test_a_further_row_counts_and_its_text_is_a_further_line(media, inspection, versions, liu):
    finding = merged(inspection, versions[:2], liu, quantity_word="多数", counted=2, counted_of=3)
    finding = Finding.objects.get(pk=added(finding, versions[2], liu).pk)
    assert (finding.counted, finding.counted_of, finding.quantity_word) == (3, 3, "均")
    assert finding.facts.zh.split("\n")[-1] == "3. 广西壮族自治区：查了3家。"
    assert (finding.localities.count(), finding.origins.count(), finding.evidence.count()) == (3, 3, 6)
    assert all(row.attachment for row in finding.evidence.filter(kind="document"))


def test_a_further_row_with_a_new_basis(inspection, versions, liu):
    finding = merged(inspection, versions[:2], liu, counted=2, counted_of=2, quantity_word="均")
    finding = added(finding, versions[2], liu, counted_of=4)
    assert (finding.counted, finding.counted_of, finding.quantity_word) == (3, 4, "多数")


def test_a_row_taken_out_takes_its_count_its_line_its_place_and_its_evidence(media, inspection, versions, liu):
    finding = merged(inspection, versions[:3], liu)
    origin = finding.origins.get(version=versions[1])
    finding = take_out(finding=finding, origin=origin, counted_of=None, seen=finding.version, by=liu)
    finding = Finding.objects.get(pk=finding.pk)
    assert (finding.counted, finding.counted_of, finding.quantity_word) == (2, 4, "一些")
    assert finding.facts.zh == "1. 湖南省：查了1家。\n2. 广西壮族自治区：查了3家。"
    assert [place.pk for place in finding.localities.all()] == ["430000", "450000"]
    assert (finding.origins.count(), finding.evidence.count()) == (2, 4)
    assert added(finding, versions[1], liu).counted == 3


def test_a_line_that_was_changed_by_hand_stays_when_its_row_is_taken_out():
    assert without_line("1. 甲：一\n2. 乙改：二\n结论", "乙：二") == "1. 甲：一\n2. 乙改：二\n结论"
    assert without_line("1. 甲：一\n2. 乙：二\n3. 丙：三\n结论", "乙：二") == "1. 甲：一\n2. 丙：三\n结论"


def test_the_last_row_stays(inspection, versions, liu):
    finding = take_finding(version=versions[0], address="problems.a", by=liu)
    with pytest.raises(ValidationError) as caught:
        take_out(finding=finding, origin=finding.origins.get(), counted_of=None, seen=finding.version, by=liu)
    assert caught.value.code == "last"


def test_who_saw_an_older_finding_changes_nothing(inspection, versions, liu):
    finding = merged(inspection, versions[:2], liu)
    with pytest.raises(Conflict):
        add_to_merged(
            finding=finding,
            version=versions[2],
            address="problems.a",
            counted_of=None,
            seen=finding.version - 1,
            by=liu,
        )
    assert Finding.objects.get().origins.count() == 2


def test_another_persons_draft_is_not_added_to_by_who_may_not_edit_it(inspection, versions, liu, wang):
    finding = merged(inspection, versions[:2], liu)
    with pytest.raises(PermissionDenied):
        added(finding, versions[2], wang)


# --- What is proposed ------------------------------------------------------------------------------------------------


def test_what_is_alike_stands_together_and_what_several_have_comes_first(inspection, versions, liu):
    rows = rows_in(liu, inspection)
    assert (len(rows.found), rows.submitted) == (4, 4)
    found = grouped(rows.found)
    assert [(group.bodies, [row.standing.body.code for row in group.rows]) for group in found] == [
        (3, ["sc-430000", "sc-440000", "sc-450000"]), (1, ["sc-460000"]),
    ]  # fmt: skip


def test_a_group_is_merged_whole_without_what_was_taken(inspection, versions, liu):
    take_finding(version=versions[1], address="problems.a", by=liu)
    group = grouped(rows_in(liu, inspection).found)[0]
    assert group.keys == [f"{versions[0].pk}:problems.a", f"{versions[2].pk}:problems.a"]


def test_a_filter_asks_by_words_body_kind_and_section(inspection, versions, liu):
    found = rows_in(liu, inspection).found
    assert len(narrowed(found, {"q": "备案 3家"})) == 1
    assert len(narrowed(found, {"body": "sc-460000"})) == 1
    assert len(narrowed(found, {"kind": "achievement"})) == 0
    assert len(narrowed(found, {"section": "problems", "kind": "problem"})) == 4


def test_what_was_sent_back_or_replaced_is_not_offered(inspection, versions, liu):
    versions[0].returned.delegation.state = DelegationState.RETURNED
    versions[0].returned.delegation.save()
    again(versions[1], problems=a_row("换了说法"))
    titles = [row.title for row in rows_in(liu, inspection).found]
    assert titles == ["换了说法", "单位未备案", "宣传不够"]


def test_another_house_is_offered_nothing(inspection, versions, fu, hunan):
    assert [len(rows_in(person, inspection).found) for person in (fu, hunan)] == [0, 0]


def test_likeness_looks_past_words_of_the_ladder_and_marks():
    assert alike("有的单位未备案", "部分单位，未备案。") == 1
    assert alike("未备案", "宣传不够") == 0
    assert groups(["甲乙丙", "丁戊己", "甲乙丙丁", ""]) == [[0, 2], [1], [3]]
    assert groups(["同一个标题"] * 900 + ["另一个"]) == [list(range(900)), [900]]
