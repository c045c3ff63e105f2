"""From a city's return into the province's draft: what goes there, who may, and what the body above sees of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from findings.actions.filling import save_section
from findings.actions.taking_below import (
    attach_below,
    detach_below,
    take_figure_below,
    take_paragraph_below,
    take_row_below,
)
from findings.models import ReturnVersion
from findings.queries.returning import content_of, faults_of, frozen
from inspections.enums import DelegationState
from inspections.models import RequestQuestion
from tests import make
from tests.findings.taken import a_row, again, came_back, province, settled


@pytest.fixture
def own(npcsc, hainan_sc):
    """Hainan's own return, as it is being written: entrusted by Beijing."""
    settled(hainan_sc, "460000")
    inspection = make.make_inspection(npcsc, "npc-2017")
    request = make.make_request(inspection, "npc-2017-r1")
    return make.make_return(make.make_delegation(inspection, hainan_sc, request=request))


@pytest.fixture
def asked(own):
    """What Hainan asks its cities."""
    return make.make_request(own.delegation.inspection, "hainan-asks", parent=own.delegation)


def city(own, asked, code="469005", **sections):
    body = province(own.delegation.body, code)
    return came_back(own.delegation.inspection, body, asked, parent=own.delegation, **sections)


def written(own, section):
    return content_of(own)[section]


def code_of(caught) -> str:
    return caught.value.code if hasattr(caught.value, "code") else caught.value.error_list[0].code


def test_a_row_goes_into_the_draft_with_its_origin_its_place_and_its_files(media, own, asked, clerk):
    version = city(own, asked, files=("清单.pdf",), problems=a_row("未备案", counted="9", counted_of="13"))
    place = take_row_below(returned=own, version=version, address="problems.a", section="problems", by=clerk)
    key = place.removeprefix("problems.")
    row = written(own, "problems")
    assert row["rows"] == ["a", key]
    assert (row[f"{key}.title"], row[f"{key}.counted"], row[f"{key}.place"]) == ("未备案", "9", "文昌市")
    assert row[f"{key}.origin"] == f"{version.returned.delegation.key}/1/problems.a"
    (filed,) = own.files.all()
    assert row[f"{key}.files"] == [str(filed.key)]
    assert filed.attachment == version.returned.files.get().attachment
    assert own.sections.get(section__key="problems").source == "below"
    assert [fault for fault in faults_of(own) if fault.address.startswith(place)] == []


def test_a_row_is_not_taken_twice_nor_out_of_a_newer_version(own, asked, clerk):
    version = city(own, asked)
    take_row_below(returned=own, version=version, address="problems.a", section="problems", by=clerk)
    for source in (version, again(version)):
        with pytest.raises(ValidationError):
            take_row_below(returned=own, version=source, address="problems.a", section="problems", by=clerk)
    assert len(written(own, "problems")["rows"]) == 2


def test_a_paragraph_goes_behind_the_last_one_once(own, asked, clerk):
    version = city(own, asked, overview={"p1": "文昌市检查了五个单位。"})
    given = {"returned": own, "version": version, "address": "overview.p1", "section": "overview", "by": clerk}
    assert take_paragraph_below(**given) == "overview.p3"
    assert written(own, "overview")["p3"] == "文昌市检查了五个单位。"
    with pytest.raises(ValidationError) as caught:
        take_paragraph_below(**given)
    assert code_of(caught) == "taken"


def test_a_figure_goes_where_it_is_put_and_replaces_only_when_told(own, asked, clerk):
    version = city(own, asked, cases={"all.y2016": "5件"})
    given = {"returned": own, "versions": [version], "address": "cases.all.y2016", "by": clerk}
    take_figure_below(place="cases.open.y2017", replace=False, **given)
    assert written(own, "cases")["open.y2017"] == "5件"
    with pytest.raises(ValidationError) as caught:
        take_figure_below(place="cases.open.y2017", replace=True, **given)
    assert code_of(caught) == "taken"
    with pytest.raises(ValidationError) as caught:
        take_figure_below(place="cases.all.y2016", replace=False, **given)
    assert (code_of(caught), written(own, "cases")["all.y2016"]) == ("stands", "9件")
    take_figure_below(place="cases.all.y2016", replace=True, **given)
    assert written(own, "cases")["all.y2016"] == "5件"


@pytest.mark.parametrize(
    ("values", "written_"),
    [
        (["5件", "8件"], "13件"),
        (["1000余件", "7件"], "超过1007件"),
        (["近100件", "7"], "约107件"),
        (["1万件", "5000件"], "1.5万件"),
    ],
)
def test_a_sum_of_the_cities_reads_back_in_the_draft(own, asked, clerk, values, written_):
    versions = [
        city(own, asked, code, cases={"all.y2016": value})
        for code, value in zip(("469005", "460100"), values, strict=True)
    ]
    take_figure_below(
        returned=own, versions=versions, address="cases.all.y2016", place="cases.all.y2017", replace=True, by=clerk
    )
    assert written(own, "cases")["all.y2017"] == written_
    assert [fault for fault in faults_of(own) if fault.address == "cases.all.y2017"] == []


def test_what_does_not_add_up_is_refused_with_the_reason(own, asked, clerk):
    RequestQuestion.objects.filter(section__request=asked, key="all").update(unit="percent")
    versions = [city(own, asked, code, cases={"all.y2016": "5%"}) for code in ("469005", "460100")]
    with pytest.raises(ValidationError) as caught:
        take_figure_below(
            returned=own, versions=versions, address="cases.all.y2016", place="cases.all.y2017", replace=True, by=clerk
        )
    assert caught.value.messages == ["百分比不能相加。"]


@pytest.mark.parametrize("place", ["cases", "cases.all", "cases.all.y1999", "overview.p1", "nothing.all.y2016", ""])
def test_a_figure_goes_only_where_one_is_asked(own, asked, clerk, place):
    version = city(own, asked)
    with pytest.raises(ValidationError) as caught:
        take_figure_below(
            returned=own, versions=[version], address="cases.all.y2016", place=place, replace=False, by=clerk
        )
    assert code_of(caught) == "no_such_place"


@pytest.mark.parametrize("section", ["overview", "cases", "nothing", ""])
def test_a_row_goes_only_into_a_section_of_findings(own, asked, clerk, section):
    version = city(own, asked)
    with pytest.raises(ValidationError) as caught:
        take_row_below(returned=own, version=version, address="problems.a", section=section, by=clerk)
    assert code_of(caught) == "no_such_place"


@pytest.mark.parametrize("name", ["signatory", "liu", "zhang", "wang", "hunan", "wenchang", "wenchang_head", "cac"])
def test_who_does_not_fill_the_return_takes_nothing_into_it(request, own, asked, name):
    person, version = request.getfixturevalue(name), city(own, asked)
    before = content_of(own)
    acts = [
        lambda: take_row_below(returned=own, version=version, address="problems.a", section="problems", by=person),
        lambda: take_paragraph_below(
            returned=own, version=version, address="overview.p1", section="overview", by=person
        ),
        lambda: take_figure_below(
            returned=own,
            versions=[version],
            address="cases.all.y2016",
            place="cases.all.y2017",
            replace=True,
            by=person,
        ),
        lambda: attach_below(returned=own, version=version, by=person),
        lambda: detach_below(returned=own, version=version, by=person),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert (content_of(own), own.attached.count()) == (before, 0)


def test_what_somebody_else_entrusted_is_not_taken(own, asked, npcsc, clerk):
    request = make.make_request(own.delegation.inspection, "npc-2017-r2")
    beside = came_back(own.delegation.inspection, province(npcsc, "430000"), request)
    with pytest.raises(PermissionDenied):
        take_row_below(returned=own, version=beside, address="problems.a", section="problems", by=clerk)
    with pytest.raises(PermissionDenied):
        attach_below(returned=own, version=beside, by=clerk)


@pytest.mark.parametrize("state", [DelegationState.APPROVED, DelegationState.SUBMITTED, DelegationState.RETURNED])
def test_only_a_draft_takes_anything(own, asked, clerk, state):
    version = city(own, asked)
    own.delegation.state = state
    own.delegation.save()
    for act in (
        lambda: take_row_below(returned=own, version=version, address="problems.a", section="problems", by=clerk),
        lambda: attach_below(returned=own, version=version, by=clerk),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert code_of(caught) == "wrong_state"


def test_what_was_sent_back_or_replaced_is_not_taken(own, asked, clerk):
    version = city(own, asked)
    again(version)
    with pytest.raises(ValidationError) as caught:
        take_row_below(returned=own, version=version, address="problems.a", section="problems", by=clerk)
    assert code_of(caught) == "newer"
    other = city(own, asked, "460100")
    other.returned.delegation.state = DelegationState.RETURNED
    other.returned.delegation.save()
    with pytest.raises(ValidationError) as caught:
        attach_below(returned=own, version=other, by=clerk)
    assert code_of(caught) == "wrong_state"


def test_what_somebody_typed_meanwhile_stays(own, asked, clerk):
    version = city(own, asked)
    row = own.sections.get(section__key="problems")
    save_section(row=row, written={**row.content, "a.facts": "改过"}, seen=row.content, by=clerk)
    take_row_below(returned=own, version=version, address="problems.a", section="problems", by=clerk)
    assert (written(own, "problems")["a.facts"], len(written(own, "problems")["rows"])) == ("改过", 2)


# --- Laid beside -----------------------------------------------------------------------------------------------------


def test_the_body_above_sees_a_city_s_return_only_once_it_is_submitted_with_the_own(own, asked, clerk, liu):
    version = city(own, asked)
    sees = ReturnVersion.objects.visible_to
    assert not sees(liu).filter(pk=version.pk).exists()
    attach_below(returned=own, version=version, by=clerk)
    assert not sees(liu).filter(pk=version.pk).exists()
    submitted = make.make_version(own)
    submitted.attached.set(own.attached.all())
    assert sees(liu).filter(pk=version.pk).exists()
    assert frozen(own, number=2)["attached"][0]["digest"] == version.digest


def test_a_newer_version_takes_the_place_of_the_one_attached(own, asked, clerk):
    version = city(own, asked)
    attach_below(returned=own, version=version, by=clerk)
    newer = again(version)
    attach_below(returned=own, version=newer, by=clerk)
    attach_below(returned=own, version=newer, by=clerk)
    assert list(own.attached.all()) == [newer]
    detach_below(returned=own, version=newer, by=clerk)
    detach_below(returned=own, version=newer, by=clerk)
    assert list(own.attached.all()) == []
    assert [entry.verb for entry in own.history] == ["attach_below", "attach_below", "detach_below"]
