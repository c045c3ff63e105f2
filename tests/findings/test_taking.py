"""Taking over from returns: what comes of it, who may, and that nothing is taken twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.quantities import write_zh
from core.text import Text
from findings.actions.taking import Taken, take_finding, take_paragraph
from findings.actions.taking_figures import take_figure, take_sum
from findings.actions.verifying import take_step
from findings.enums import FindingState
from findings.models import Figure, Finding, Origin
from findings.queries.taking import came_from, taken_of
from findings.returns.differences import Mark, Piece
from findings.workflow.findings import WITHDRAW
from inspections.enums import DelegationState
from inspections.models import RequestQuestion
from tests import make
from tests.findings.taken import a_row, again, came_back, province, settled


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "npc-2017", starts="2017-01-01", precision="year", open_ended=True)


@pytest.fixture
def request_(inspection):
    return make.make_request(inspection, "npc-2017-r1")


@pytest.fixture
def hunan_version(inspection, hunan_sc, request_):
    return came_back(inspection, settled(hunan_sc, "430000"), request_)


def code_of(caught) -> str:
    return caught.value.code if hasattr(caught.value, "code") else caught.value.error_list[0].code


# --- Findings --------------------------------------------------------------------------------------------------------


def test_a_row_becomes_a_draft_of_who_takes_it(media, inspection, hunan_sc, request_, liu):
    settled(hunan_sc, "430000")
    row = a_row("多数单位未备案", place="湖南省", actor="有的单位", counted="9", counted_of="13", word="多数",
                articles="第二十一条", found_on="2017-09-01", suggestion="限期备案")  # fmt: skip
    version = came_back(inspection, hunan_sc, request_, files=("清单.pdf",), problems=row)
    finding = take_finding(version=version, address="problems.a", by=liu)
    finding.refresh_from_db()
    assert (finding.state, finding.written_by, finding.kind) == (FindingState.DRAFT, liu, "problem")
    assert (finding.title, finding.facts) == (Text("多数单位未备案"), Text("查了13家。\n涉及条文：第二十一条"))
    assert (finding.counted, finding.counted_of, finding.quantity_word) == (9, 13, "多数")
    assert (finding.place_id, finding.actor.zh, finding.suggestion) == ("430000", "有的单位", "限期备案")
    assert [place.pk for place in finding.localities.all()] == ["430000"]
    assert str(finding.found_on) == "2017-09-01"
    report, paper = finding.evidence.all()
    assert (report.kind, report.attachment) == ("written_report", None)
    assert paper.attachment == version.returned.files.get().attachment
    origin = finding.origins.get()
    assert (origin.version, origin.address) == (version, "problems.a")
    assert origin.wording.startswith("多数单位未备案\n查了13家。")
    assert [entry.verb for entry in finding.history] == ["raise", "take_over"]


def test_what_the_columns_cannot_hold_stands_in_the_facts(inspection, hunan_sc, request_, liu):
    later = str(timezone.localdate() + timedelta(days=3))
    row = a_row("长" * 250, facts="", found_on=later, actor="某" * 201, place="某村")
    version = came_back(inspection, hunan_sc, request_, problems=row)
    finding = take_finding(version=version, address="problems.a", by=liu)
    assert (len(finding.title.zh), finding.found_on, finding.actor.zh) == (200, None, "")
    for said in ("长" * 250, "某" * 201, later, "某村"):
        assert said in finding.facts.zh


def test_a_word_that_the_count_contradicts_gives_way(inspection, hunan_sc, request_, liu):
    row = a_row("未备案", counted="1", counted_of="13", word="普遍")
    version = came_back(inspection, hunan_sc, request_, problems=row)
    assert take_finding(version=version, address="problems.a", by=liu).quantity_word == "个别"


def test_a_paragraph_becomes_a_draft_with_its_first_sentence_as_title(hunan_version, liu):
    finding = take_paragraph(version=hunan_version, address="overview.p1", kind="achievement", by=liu)
    assert (finding.kind, finding.title.zh, finding.facts.zh) == (
        "achievement", "本地区开展了执法检查", "本地区开展了执法检查。",
    )  # fmt: skip


def test_a_paragraph_needs_its_kind(hunan_version, liu):
    with pytest.raises(ValidationError) as caught:
        take_paragraph(version=hunan_version, address="overview.p1", kind="", by=liu)
    assert (list(caught.value.error_dict), Finding.objects.count()) == (["kind"], 0)


@pytest.mark.parametrize("name", ["wang", "zhao", "sun", "chen", "clerk", "hunan", "hunan_head", "cac", "wenchang"])
def test_who_may_not_take_over_takes_nothing(request, hunan_version, name):
    person = request.getfixturevalue(name)
    acts = [
        lambda: take_finding(version=hunan_version, address="problems.a", by=person),
        lambda: take_paragraph(version=hunan_version, address="overview.p1", kind="problem", by=person),
        lambda: take_figure(version=hunan_version, address="cases.all.y2016", by=person),
        lambda: take_sum(versions=[hunan_version], address="cases.all.y2016", by=person),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert (Finding.objects.count(), Figure.objects.count(), Origin.objects.count()) == (0, 0, 0)


def test_the_same_row_is_not_taken_twice_nor_out_of_a_newer_version(hunan_version, liu, zhang):
    finding = take_finding(version=hunan_version, address="problems.a", by=liu)
    with pytest.raises(Taken) as caught:
        take_finding(version=hunan_version, address="problems.a", by=zhang)
    assert caught.value.by == finding
    with pytest.raises(Taken):
        take_finding(version=again(hunan_version), address="problems.a", by=zhang)
    assert Finding.objects.count() == 1


def test_what_was_withdrawn_can_be_taken_again(hunan_version, liu):
    finding = take_finding(version=hunan_version, address="problems.a", by=liu)
    take_step(step=WITHDRAW, finding=finding, seen=finding.version, by=liu, note="重复")
    assert take_finding(version=hunan_version, address="problems.a", by=liu) != finding


@pytest.mark.parametrize(
    ("state", "code"),
    [("returned", "wrong_state"), ("drafting", "wrong_state"), ("approved", "wrong_state"), ("submitted", "")],
)
def test_only_what_came_back_is_taken(inspection, hunan_sc, request_, liu, state, code):
    version = came_back(inspection, hunan_sc, request_, state=state)
    if not code:
        assert take_finding(version=version, address="problems.a", by=liu)
        return
    with pytest.raises(ValidationError) as caught:
        take_finding(version=version, address="problems.a", by=liu)
    assert code_of(caught) == code


def test_what_was_signed_only_is_not_taken(inspection, hunan_sc, request_, liu):
    version = came_back(inspection, hunan_sc, request_)
    signed = make.make_version(version.returned, submitted=False, number=2)
    with pytest.raises(ValidationError) as caught:
        take_finding(version=signed, address="problems.a", by=liu)
    assert code_of(caught) == "wrong_state"


def test_nothing_is_taken_out_of_a_version_that_a_newer_one_replaced(hunan_version, liu):
    again(hunan_version)
    with pytest.raises(ValidationError) as caught:
        take_finding(version=hunan_version, address="problems.a", by=liu)
    assert code_of(caught) == "newer"


@pytest.mark.parametrize("address", ["problems.b", "problems", "nothing.a", "", "overview.p1", "cases.all.y2016"])
def test_an_address_that_holds_no_row_is_refused(hunan_version, liu, address):
    with pytest.raises(ValidationError) as caught:
        take_finding(version=hunan_version, address=address, by=liu)
    assert code_of(caught) == "no_such_piece"


def test_what_a_body_below_entrusted_is_not_for_the_organiser(hunan_version, inspection, liu, hunan_sc, request_):
    parent = hunan_version.returned.delegation
    city = province(hunan_sc, "469005")
    nested = came_back(inspection, city, request_, parent=parent)
    with pytest.raises(PermissionDenied):
        take_finding(version=nested, address="problems.a", by=liu)


def test_with_the_first_piece_an_accepted_return_is_used(inspection, hunan_sc, request_, liu):
    version = came_back(inspection, hunan_sc, request_, state=DelegationState.ACCEPTED)
    take_figure(version=version, address="cases.all.y2016", by=liu)
    delegation = version.returned.delegation
    delegation.refresh_from_db()
    assert (delegation.state, [entry.verb for entry in delegation.history]) == ("used", ["use_return"])
    take_finding(version=version, address="problems.a", by=liu)
    assert delegation.history.count() == 1


def test_a_return_that_is_only_submitted_stays_so(hunan_version, liu):
    take_finding(version=hunan_version, address="problems.a", by=liu)
    hunan_version.returned.delegation.refresh_from_db()
    assert hunan_version.returned.delegation.state == "submitted"


def test_nothing_stays_of_a_taking_that_is_refused(inspection, hunan_sc, request_, liu):
    version = came_back(
        inspection, hunan_sc, request_, state=DelegationState.ACCEPTED, problems=a_row("未备案", facts="机密★文件")
    )
    with pytest.raises(ValidationError):
        take_finding(version=version, address="problems.a", by=liu)
    version.returned.delegation.refresh_from_db()
    assert (version.returned.delegation.state, Finding.objects.count(), Origin.objects.count()) == ("accepted", 0, 0)


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_a_figure_keeps_whose_it_is_of_where_and_when(inspection, hunan_sc, request_, liu):
    settled(hunan_sc, "430000")
    version = came_back(inspection, hunan_sc, request_, cases={"all.y2016": "1000余"})
    figure = Figure.objects.get(pk=take_figure(version=version, address="cases.all.y2016", by=liu).pk)
    assert (figure.value, figure.qualifier, figure.unit) == (1000, "more_than", "case_tried")
    assert (figure.as_written, figure.stated_in, figure.claimant_body) == (Text("1000余"), "zh", hunan_sc)
    assert (figure.territory.zh, str(figure.starts), str(figure.ends)) == ("湖南省", "2016-01-01", "2016-12-31")
    assert (figure.ref, figure.code, write_zh(figure.quantity)) == ("N1", "n1", "1000余件")
    assert figure.population == RequestQuestion.objects.get(section__request=request_, key="all").prompt


def test_a_figure_is_not_taken_twice(hunan_version, liu):
    figure = take_figure(version=hunan_version, address="cases.all.y2016", by=liu)
    with pytest.raises(Taken) as caught:
        take_figure(version=hunan_version, address="cases.all.y2016", by=liu)
    assert (caught.value.by, Figure.objects.count()) == (figure, 1)


@pytest.mark.parametrize(
    ("value", "code"), [("很多", "unreadable"), ("9" * 17 + "件", "unreadable"), ("3件和5件", "unreadable")]
)
def test_what_is_no_figure_is_not_taken(inspection, hunan_sc, request_, liu, value, code):
    version = came_back(inspection, hunan_sc, request_, cases={"all.y2016": value})
    with pytest.raises(ValidationError) as caught:
        take_figure(version=version, address="cases.all.y2016", by=liu)
    assert (code_of(caught), Figure.objects.count()) == (code, 0)


def sums_of(inspection, npcsc, request_, *values):
    codes = ("430000", "440000", "450000", "460000")
    return [
        came_back(inspection, province(npcsc, code), request_, cases={"all.y2016": value} if value else {})
        for code, value in zip(codes, values, strict=False)
    ]


@pytest.mark.parametrize(
    ("values", "written", "note"),
    [
        (["9件", "12件", "4"], "25件", "合计：已报送的3个机构中有3个填报。"),
        (["1000余件", "12件", ""], "超过1012件", "合计：已报送的3个机构中有2个填报。"),
        (["近100件", "12件"], "约112件", "合计：已报送的2个机构中有2个填报。"),
        (["约1万件", "余下不详", "2000件"], None, ""),
        (["50%", "30%"], None, ""),
        (["12件"], None, ""),
        (["12件", ""], None, ""),
    ],
)
def test_a_sum_is_one_figure_with_all_its_origins(inspection, npcsc, request_, liu, values, written, note):
    versions = sums_of(inspection, npcsc, request_, *values)
    if written is None:
        with pytest.raises(ValidationError):
            take_sum(versions=versions, address="cases.all.y2016", by=liu)
        assert Figure.objects.count() == 0
        return
    figure = Figure.objects.get(pk=take_sum(versions=versions, address="cases.all.y2016", by=liu).pk)
    assert (write_zh(figure.quantity), figure.note.zh, figure.claimant_body) == (written, note, None)
    assert [origin.wording for origin in figure.origins.all()] == [value for value in values if value]


def test_a_sum_is_not_taken_twice_but_beside_a_figure_and_anew_when_more_has_come(inspection, npcsc, request_, liu):
    versions = sums_of(inspection, npcsc, request_, "9件", "12件")
    take_figure(version=versions[0], address="cases.all.y2016", by=liu)
    first = take_sum(versions=versions, address="cases.all.y2016", by=liu)
    with pytest.raises(Taken) as caught:
        take_sum(versions=versions[::-1], address="cases.all.y2016", by=liu)
    assert caught.value.by == first
    more = came_back(inspection, province(npcsc, "450000"), request_, cases={"all.y2016": "5件"})
    assert take_sum(versions=[*versions, more], address="cases.all.y2016", by=liu).value == 26


# --- Where it came from ----------------------------------------------------------------------------------------------


def test_a_finding_tells_when_its_source_says_something_else_by_now(hunan_version, liu, wang):
    finding = take_finding(version=hunan_version, address="problems.a", by=liu)
    assert [came.change for came in came_from(finding, liu)] == [[]]
    newer = again(hunan_version, problems=a_row("有的单位未备案", facts="查了15家。"))
    (came,) = came_from(finding, wang)
    assert (came.newest, came.link) == (newer, True)
    assert Piece(Mark.OUT, "13") in came.change
    assert Piece(Mark.IN, "15") in came.change


def test_a_paragraph_that_only_moved_has_not_changed(hunan_version, liu):
    finding = take_paragraph(version=hunan_version, address="overview.p2", kind="problem", by=liu)
    again(hunan_version, overview={"p1": "新的一段。", "p2": "本地区开展了执法检查。", "p3": "共立案12件。"})
    assert [came.change for came in came_from(finding, liu)] == [[]]
    again(hunan_version.returned.versions.last(), overview={"p1": "新的一段。"})
    assert [came.change for came in came_from(finding, liu)] == [[Piece(Mark.OUT, "共立案12件。")]]


def test_a_version_tells_what_was_taken_from_it_to_those_who_may_know(hunan_version, liu, zhang, hunan_head):
    finding = take_finding(version=hunan_version, address="problems.a", by=liu)
    figure = take_figure(version=hunan_version, address="cases.all.y2016", by=liu)
    assert taken_of(hunan_version, liu) == {"problems.a": finding, "cases.all.y2016": figure}
    assert taken_of(hunan_version, zhang) == {"cases.all.y2016": figure}  # a draft is its writer's
    assert taken_of(hunan_version, hunan_head) == {}
