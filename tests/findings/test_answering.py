"""Filling in the responsibility list on a visit: what is written, and that two people never overwrite each other."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import entries_of
from core.text import Text
from findings.actions.answering import Filled, answer_items, mark_of
from findings.models import ResponsibilityAnswer
from tests import make, worlds
from tests.security.site import browser_of

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def visit(npcsc, liu, chen):
    """A visit with three lines to fill in, none of them answered."""
    inspection = make.make_inspection(npcsc, "npc")
    article = make.make_article()
    for number in (1, 2, 3):
        make.make_item(inspection, article=article, order=number)
    return make.make_visit(inspection, "460000")


def line(visit, number: int):
    return visit.inspection.responsibility_items.get(order=number)


def standing(visit) -> dict[int, tuple[str, str, str]]:
    """Number of the line → answer, evidence, who wrote it."""
    rows = visit.responsibility_answers.select_related("item", "written_by")
    return {row.item.order: (row.answer, row.evidence, row.written_by.username) for row in rows}


def fill(visit, by, unit=None, seen=None, **typed):
    """`by` fills in lines by their numbers, seeing what stands there now, or `seen`."""
    filled = {}
    for name, (answer, evidence) in typed.items():
        item = line(visit, int(name[1:]))
        row = item.answers.filter(visit=visit, unit=unit).first()
        filled[item.pk] = Filled(answer, evidence, seen or mark_of(row))
    return answer_items(visit=visit, unit=unit, filled=filled, by=by)


def address(visit) -> str:
    return f"/inspections/npc/responsibilities/visits/{visit.pk}/"


def form(visit, **typed) -> dict[str, object]:
    """What the browser sends: every line as the page showed it, and those that were changed."""
    sent = {}
    for item in visit.inspection.responsibility_items.filter(void_reason=""):
        row = item.answers.filter(visit=visit, unit=None).first()
        sent[f"seen-{item.pk}"] = mark_of(row)
        sent[f"answer-{item.pk}"] = row.answer if row else "not_seen"
        sent[f"evidence-{item.pk}"] = row.evidence if row else ""
    for name, value in typed.items():
        what, _, number = name.partition("_")
        sent[f"{what}-{line(visit, int(number)).pk}"] = value
    return sent


# --- What is written -------------------------------------------------------------------------------------------------


def test_answers_are_written_with_who_and_what_and_one_line_of_history(visit, liu):
    outcome = fill(visit, liu, q1=("met", " 查阅备案证明 "), q2=("not_met", ""))
    assert (outcome.saved, outcome.conflicts) == (2, {})
    assert standing(visit) == {1: ("met", "查阅备案证明", "liu"), 2: ("not_met", "", "liu")}
    (entry,) = list(entries_of(visit))
    assert entry.note.splitlines() == ["1. not_seen → met; “” → “查阅备案证明”", "2. not_seen → not_met"]


def test_what_was_left_alone_writes_nothing(visit, liu, chen):
    fill(visit, liu, q1=("met", "查阅"))
    before = list(ResponsibilityAnswer.objects.values())
    assert fill(visit, chen, q1=("met", "查阅"), q2=("not_seen", "")).saved == 0
    assert list(ResponsibilityAnswer.objects.values()) == before
    assert len(list(entries_of(visit))) == 1


def test_a_unit_has_answers_of_its_own(visit, liu):
    unit = make.make_unit(visit.inspection, visit=visit)
    fill(visit, liu, q1=("met", ""))
    fill(visit, liu, unit=unit, q1=("not_met", ""))
    rows = visit.responsibility_answers.order_by("pk").values_list("unit", "answer")
    assert list(rows) == [(None, "met"), (unit.pk, "not_met")]


def test_a_unit_of_another_visit_and_a_void_visit_are_refused(visit, liu):
    elsewhere = make.make_unit(visit.inspection, visit=make.make_visit(visit.inspection, "450000"))
    with pytest.raises(ValidationError) as refused:
        fill(visit, liu, unit=elsewhere, q1=("met", ""))
    assert refused.value.code == "gone"
    visit.void_reason = "改期"
    visit.save()
    with pytest.raises(ValidationError):
        fill(visit, liu, q1=("met", ""))
    assert standing(visit) == {}


@pytest.mark.parametrize("name", ["wang", "zhao", "sun", "fu", "auditor"])
def test_others_fill_nothing_in(visit, cast, name):
    with pytest.raises(PermissionDenied):
        fill(visit, cast[name], q1=("met", ""))
    assert standing(visit) == {}


@pytest.mark.parametrize(("answer", "evidence"), [("perhaps", ""), ("met", "长" * 4001), ("", "写了依据，没有选")])
def test_one_line_that_cannot_be_taken_stops_all(visit, liu, answer, evidence):
    with pytest.raises(ValidationError) as refused:
        fill(visit, liu, q1=("met", ""), q2=(answer, evidence))
    assert list(refused.value.message_dict) == [str(line(visit, 2).pk)]
    assert standing(visit) == {}


def test_lines_of_another_inspection_are_not_in_the_list(visit, hainan, liu):
    filled = {hainan.item.pk: Filled("met", "", "0.0")}
    with pytest.raises(ValidationError):
        answer_items(visit=visit, unit=None, filled=filled, by=liu)
    assert hainan.item.answers.get().answer == "partly"


# --- Two people ------------------------------------------------------------------------------------------------------


def test_what_somebody_else_wrote_meanwhile_stays_and_comes_back(visit, liu, chen):
    empty = mark_of(None)
    fill(visit, liu, q1=("met", "刘的依据"), q3=("met", ""))
    outcome = fill(visit, chen, seen=empty, q1=("not_met", "陈的依据"), q2=("partly", "陈的"), q3=("not_seen", ""))
    assert (outcome.saved, [row.evidence for row in outcome.conflicts.values()]) == (1, ["刘的依据"])
    assert standing(visit) == {1: ("met", "刘的依据", "liu"), 2: ("partly", "陈的", "chen"), 3: ("met", "", "liu")}


def test_the_same_words_from_two_people_are_no_conflict(visit, liu, chen):
    empty = mark_of(None)
    fill(visit, liu, q1=("met", "查阅"))
    outcome = fill(visit, chen, seen=empty, q1=("met", "查阅"))
    assert (outcome.saved, outcome.conflicts, standing(visit)[1][2]) == (0, {}, "liu")


@pytest.mark.parametrize(("choice", "stands"), [({"keep_1": "yes"}, "刘的依据"), ({}, "陈的依据")])
def test_the_page_shows_both_and_the_second_try_decides(visit, liu, chen, choice, stands):
    stale = form(visit, answer_1="not_met", evidence_1="陈的依据")
    fill(visit, liu, q1=("met", "刘的依据"))
    answer = browser_of(chen).post(address(visit), stale)
    content = answer.content.decode()
    assert (answer.status_code, "刘的依据" in content, "陈的依据" in content) == (409, True, True)
    again = form(visit, answer_1="not_met", evidence_1="陈的依据", **choice)
    assert f'value="{again[f"seen-{line(visit, 1).pk}"]}"' in content  # the second try starts from what stands there
    assert browser_of(chen).post(address(visit), again).status_code == 302
    assert standing(visit)[1][1] == stands


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_row_and_one_conflict():
    liu, chen = worlds.person("liu"), worlds.person("chen")
    inspection = make.make_inspection(worlds.body("npcsc"), "npc")
    item, visit = make.make_item(inspection), make.make_visit(inspection, "460000")
    outcomes, barrier = [], threading.Barrier(2)

    def work(by, answer):
        barrier.wait()
        try:
            filled = {item.pk: Filled(answer, by.username, mark_of(None))}
            outcomes.append(answer_items(visit=visit, unit=None, filled=filled, by=by))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in ((liu, "met"), (chen, "not_met"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((outcome.saved, len(outcome.conflicts)) for outcome in outcomes) == [(0, 1), (1, 0)]
    assert ResponsibilityAnswer.objects.count() == 1


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_saves_and_says_how_many(visit, liu):
    answer = browser_of(liu).post(
        address(visit), form(visit, answer_1="met", evidence_1="一\r\n二", answer_2="partly"), follow=True
    )
    assert "已保存2条。" in answer.content.decode()
    assert standing(visit) == {1: ("met", "一\n二", "liu"), 2: ("partly", "", "liu")}
    assert "没有改动。" in browser_of(liu).post(address(visit), form(visit), follow=True).content.decode()


def test_a_refused_page_comes_back_with_every_word(visit, liu):
    sent = form(visit, answer_1="met", evidence_1="留住我", answer_2="perhaps")
    answer = browser_of(liu).post(address(visit), sent)
    content = answer.content.decode()
    assert (answer.status_code, "留住我" in content, "请选择落实情况。" in content) == (422, True, True)
    assert f'name="answer-{line(visit, 1).pk}" value="met" checked' in content
    assert standing(visit) == {}


def test_what_was_typed_to_a_line_that_became_void_is_shown(visit, liu):
    sent = form(visit, answer_1="met", evidence_1="留住我")
    visit.inspection.responsibility_items.filter(order=1).update(void_reason="重复")
    content = browser_of(liu).post(address(visit), sent).content.decode()
    assert ("这一条已不在清单中。" in content, "留住我" in content) == (True, True)


def test_a_file_is_kept_and_offered_to_those_who_see_the_inspection(visit, media, liu, wang, fu):
    photo = SimpleUploadedFile("现场.png", PNG, "image/png")
    answer = browser_of(liu).post(
        address(visit), form(visit, answer_1="not_met") | {f"file-{line(visit, 1).pk}": photo}
    )
    assert answer.status_code == 302
    row = visit.responsibility_answers.get()
    place = f"/inspections/npc/responsibilities/answers/{row.pk}/file/"
    statuses = [browser_of(person).get(place).status_code for person in (liu, wang, fu)]
    assert (row.attachment.name, statuses) == ("现场.png", [200, 200, 404])
    fill(visit, liu, q1=("partly", "补充"))
    row.refresh_from_db()
    assert row.attachment is not None  # another answer does not lose the file


def test_a_file_that_is_not_what_it_says_is_refused_and_no_answer_is_written(visit, media, liu):
    page = SimpleUploadedFile("现场.png", b"<svg onload=alert(1)></svg>", "image/png")
    answer = browser_of(liu).post(address(visit), form(visit, answer_1="met") | {f"file-{line(visit, 1).pk}": page})
    assert (answer.status_code, standing(visit)) == (422, {})
    assert "没有保存的文件要重新选择。" in answer.content.decode()


def test_units_are_asked_for_by_their_own_visit(visit, liu):
    unit = make.make_unit(visit.inspection, visit=visit, name=Text("示例单位甲", "A"))
    other = make.make_unit(visit.inspection, visit=make.make_visit(visit.inspection, "450000"))
    browser = browser_of(liu)
    asked = {value: browser.get(f"{address(visit)}?unit={value}").status_code for value in (unit.pk, other.pk, "x", "")}
    assert asked == {unit.pk: 200, other.pk: 404, "x": 404, "": 200}
    browser.post(f"{address(visit)}?unit={unit.pk}", form(visit, answer_1="met"))
    assert visit.responsibility_answers.get().unit == unit


def test_a_long_list_comes_in_parts(visit, liu):
    article = make.make_article()
    for number in range(4, 65):
        make.make_item(visit.inspection, article=article, order=number)
    browser = browser_of(liu)
    counts = [browser.get(f"{address(visit)}?part={part}").content.count(b"<fieldset") for part in ("", "2", "9", "x")]
    assert counts == [60, 4, 4, 60]


def test_an_inspection_that_is_over_can_be_read_but_not_filled_in(visit, liu):
    visit.inspection.state = "closed"
    visit.inspection.save()
    content = browser_of(liu).get(address(visit)).content.decode()
    assert ("<fieldset" in content, "btn-big" in content) == (True, False)
    assert browser_of(liu).post(address(visit), form(visit, answer_1="met")).status_code == 422
    assert standing(visit) == {}


def test_the_page_and_saving_cost_the_same_for_one_line_for_three_and_for_many(npcsc, liu):
    inspection = make.make_inspection(npcsc, "npc")
    visit = make.make_visit(inspection, "460000")
    article = make.make_article()
    browser, reading, writing = browser_of(liu), [], []
    for more in (1, 2, 37):
        for _ in range(more):
            number = inspection.responsibility_items.count() + 1
            point = make.make_focus_point(inspection, order=number)
            make.make_item(inspection, article=article, order=number, focus_point=point)
            make.make_unit(inspection, visit=visit)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address(visit)).status_code == 200
        reading.append(len(queries))
        numbers = range(1, inspection.responsibility_items.count() + 1)
        for evidence in ("一", "二"):  # first written, then changed
            sent = form(visit, **{f"evidence_{number}": f"{evidence}{more}" for number in numbers})
            with CaptureQueriesContext(connection) as queries:
                assert browser.post(address(visit), sent).status_code == 302
        writing.append(len(queries))
    assert reading[1:] == [reading[0]] * 2
    assert writing[1:] == [writing[0]] * 2
